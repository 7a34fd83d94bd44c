/** Writes a case of the reference tables, a PyTorch module on inputs, as a network in `.nn`. */
import { modules } from './modules.js';

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

export interface WrittenCase {
  readonly text: string;
  readonly batch: number;
  /** Expected shapes without the batch. */
  readonly outputs: readonly (readonly number[])[];
}

const without = (shape: readonly number[], at: number): readonly number[] => shape.filter((_, i) => i !== at);

export function written(one: ReferenceCase): WrittenCase | { readonly skip: Skip } {
  const write = modules[one.module];
  if (!write) throw new Error(`nobody writes ${one.module}`);
  if (one.inputs.some(shape => shape.length === 0)) return { skip: 'unbatched' };
  const steps = write(one.args, one.inputs, one);
  if (typeof steps === 'string') return { skip: steps };
  const { lines, batchAt = 0, blocks = '', after = '' } = steps;
  // A batch of none is no matter: shapes here are of one sample.
  if (one.inputs.some(shape => without(shape, batchAt).includes(0))) return { skip: 'empty' };
  const [first = []] = one.inputs;
  const inputs = one.inputs.map((shape, i) => `  input ${'xyz'.charAt(i)}: [${without(shape, batchAt).join(', ')}]`);
  const text = [
    ...(blocks === '' ? [] : [blocks]),
    'network Case {',
    ...inputs,
    ...lines.map(l => `  ${l}`),
    '}',
    after,
    '',
  ].join('\n');
  return {
    text,
    batch: first[batchAt] ?? 1,
    outputs: (one.outputs ?? []).map((shape, i) =>
      without(shape, i === 0 ? batchAt : outputBatch(one.module, batchAt)),
    ),
  };
}

/** States of recurrent modules have the batch second, whatever their input has; weights of attention have it first. */
function outputBatch(module: string, batchAt: number): number {
  if (/^(RNN|LSTM|GRU)$/.test(module)) return 1;
  return module === 'MultiheadAttention' ? 0 : batchAt;
}

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
