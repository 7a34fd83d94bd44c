/** Accelerators by name with their memory, for "does it fit". */

/** GiB as the makers' data sheets name them; driver and context take some hundred MiB of it. */
export const deviceGiB: Readonly<Record<string, number>> = {
  'GeForce GTX 1080 Ti': 11,
  'GeForce RTX 2080 Ti': 11,
  'GeForce RTX 3060': 12,
  'GeForce RTX 3080': 10,
  'GeForce RTX 3090': 24,
  'GeForce RTX 4060': 8,
  'GeForce RTX 4070': 12,
  'GeForce RTX 4080': 16,
  'GeForce RTX 4090': 24,
  'GeForce RTX 5090': 32,
  'RTX A6000': 48,
  'Tesla T4': 16,
  'Tesla V100 16 GB': 16,
  'Tesla V100 32 GB': 32,
  A10: 24,
  L4: 24,
  L40S: 48,
  'A100 40 GB': 40,
  'A100 80 GB': 80,
  'H100 80 GB': 80,
  'Radeon RX 7900 XTX': 24,
  'Instinct MI300X': 192,
};

/** A memory that a training step must fit. */
export interface Device {
  /** `GeForce RTX 4090`, `8 GiB`. */
  readonly name: string;
  readonly bytes: number;
}

/** What the settings name: a number of GiB before a device by name; undefined for none. */
export function deviceOf(name: unknown, gibibytes: unknown): Device | undefined {
  if (typeof gibibytes === 'number' && Number.isFinite(gibibytes) && gibibytes > 0)
    return { name: `${gibibytes} GiB`, bytes: gibibytes * 2 ** 30 };
  const known = typeof name === 'string' ? deviceGiB[name] : undefined;
  return known === undefined ? undefined : { name: String(name), bytes: known * 2 ** 30 };
}
