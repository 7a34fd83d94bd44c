/** What a writer of a PyTorch module gives: steps in `.nn`; and how values and calls are written. */

export type Json = number | string | boolean | null | readonly Json[];
export type Args = Readonly<Record<string, Json>>;

export interface ReferenceCase {
  readonly id: number;
  readonly module: string;
  readonly args: Args;
  readonly inputs: readonly (readonly number[])[];
  readonly train?: boolean;
  readonly dtype?: string;
  readonly fill?: number;
  readonly params: number;
  readonly buffers: number;
  readonly integer_buffers?: number;
  readonly macs?: number;
  readonly outputs?: readonly (readonly number[])[];
  readonly error?: string;
  readonly message?: string;
}

/** Why a case is left out. */
export type Skip = 'inferred' | 'unbatched' | 'empty' | 'batch';

/** Steps behind the inputs `x`, `y`, `z`, and which dimension of inputs and outputs is the batch. */
export interface Steps {
  readonly lines: readonly string[];
  readonly batchAt?: number;
  /** Blocks before the network, and what stands after it. */
  readonly blocks?: string;
  readonly after?: string;
}

export type Writer = (args: Args, inputs: readonly (readonly number[])[], one: ReferenceCase) => Steps | Skip;

/** A value as the language writes it. */
export function value(json: Json | undefined): string {
  if (json === undefined || json === null) return 'none';
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map(value).join(', ')}]`;
  return String(json);
}

/** `conv(6, 3, stride: 2)`: values by position, then those named ones that are there. */
export function call(
  name: string,
  positional: readonly (Json | undefined)[],
  named: Readonly<Record<string, Json | undefined>> = {},
): string {
  const parts = positional.map(value);
  for (const [key, json] of Object.entries(named)) if (json !== undefined) parts.push(`${key}: ${value(json)}`);
  return parts.length === 0 ? name : `${name}(${parts.join(', ')})`;
}

/** A list of one stands for its number, as PyTorch takes it for strides and paddings. */
export const single = (json: Json | undefined): Json | undefined =>
  Array.isArray(json) && json.length === 1 ? ((json as readonly Json[])[0] ?? undefined) : json;

/** A number for all axes, or a list as it is: so the number of axes is PyTorch's, not the input's. */
export const spread = (json: Json | undefined, axes: number): Json | undefined =>
  typeof json === 'number' ? Array.from({ length: axes }, () => json) : json;
