/** What a measured figure declares; each `*.bench.ts` of `bench/` exports a list of them as `figures`. */

export interface Figure {
  readonly name: string;
  /** A goal in `ms` is meant for a machine whose loop takes 20 ms, and scales with it. */
  readonly unit: 'ms' | 's' | 'KB' | 'MB' | 'ratio' | 'percent' | 'count';
  readonly goal: number;
  readonly better: 'lower' | 'higher';
  /** How it is measured, in a sentence; a ratio names its peer. */
  readonly how: string;
  measure(): Promise<number> | number;
}

export interface FigureResult {
  readonly name: string;
  readonly value: number;
  readonly unit: Figure['unit'];
  readonly goal: number;
  readonly better: Figure['better'];
  readonly holds: boolean;
  readonly how: string;
}

/** Milliseconds that the loop takes on the machine that goals are meant for. */
export const goalMachineMs = 20;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Milliseconds of one run of a fixed loop of parsing and sorting, the median of many: how quick this machine is now. */
export function machineMs(runs = 15): number {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const rows = Array.from({ length: 4000 }, (_, id) => ({
    id,
    key: random(),
    name: `row ${Math.floor(random() * 1e6)}`,
  }));
  const text = JSON.stringify(rows);
  const loop = (): number => {
    const start = performance.now();
    for (let round = 0; round < 5; round += 1) {
      const parsed = JSON.parse(text) as typeof rows;
      parsed.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key - b.key));
    }
    return performance.now() - start;
  };
  for (let warm = 0; warm < 3; warm += 1) loop();
  return median(Array.from({ length: runs }, loop));
}

/** A measured value against its goal, which for times is scaled by the machine. */
export function judged(figure: Figure, value: number, machine: number): FigureResult {
  const { name, unit, goal, better, how } = figure;
  const scaled = unit === 'ms' || unit === 's' ? goal * (machine / goalMachineMs) : goal;
  return { name, value, unit, goal, better, holds: better === 'lower' ? value <= scaled : value >= scaled, how };
}
