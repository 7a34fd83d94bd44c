/** Writes a case of the reference tables, a PyTorch module on inputs, as a network in `.nn`. */
import { modules } from './modules.js';
import type { ReferenceCase, Skip } from './steps.js';

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
