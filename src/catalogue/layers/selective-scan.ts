/** `selective_scan`: a state space whose steps, writing and reading depend on the input. */
import { sameShape } from '../../shape/shape.js';
import { defineLayer, point, type Requirement, type TensorType } from './layer.js';
import { written } from './rules.js';
import type { Dim } from '../../shape/dim.js';

interface ScanBound {
  readonly T: Dim;
  readonly D: Dim;
  readonly x: TensorType;
  readonly points: { readonly [name: string]: TensorType | undefined };
}

/** `write` and `read` hold one vector of equal width for each position. */
const sequence = (at: string, like: string): Requirement<ScanBound, object> => ({
  at,
  holds: ({ T, points }) => {
    const [given, other] = [points[at]?.shape, points[like]?.shape];
    if (given?.length !== 2 || given[0]?.is('==', T) === false) return false;
    return other?.length === 2 && given[1] && other[1] ? given[1].is('==', other[1]) : true;
  },
  says: ({ T, points }) =>
    `\`${at}\` is ${written(points[at]?.shape ?? [])}, but must be [${T.toString()}, N] with the same N as \`${like}\``,
});

export const selectiveScan = defineLayer({
  name: 'selective_scan',
  summary:
    'Runs N numbers of state along the sequence for each channel; the input says how far each step goes and what is written and read.',
  formula: 'h = exp(step · A) h + step · write · x,  y = read · h + skip · x',
  source: 'Gu & Dao 2023, Mamba',
  traits: ['recurrent', 'mixes-channels', 'non-linear'],
  parameters: {
    step: point('how far each step goes, above zero: [T, D]'),
    write: point('what is written: [T, N]'),
    read: point('what is read: [T, N]'),
  },
  input: ['T', 'D'],
  requires: [
    {
      at: 'step',
      holds: ({ x, points: { step } }) => step !== undefined && sameShape(x.shape, step.shape),
      says: ({ x, points: { step } }) =>
        `\`step\` is ${written(step?.shape ?? [])}, but the flow is ${written(x.shape)}`,
    },
    sequence('write', 'read'),
    sequence('read', 'write'),
  ],
  shape: ({ x }) => x.shape,
  weights: ({ D, points: { write } }) => ({
    rates: { shape: [D, write?.shape.at(-1) ?? D], init: 'log_counting' },
    skip: { shape: [D], init: 'ones' },
  }),
  lower(op, x, { rates, skip }, _, { points: { step, write, read } }) {
    const fading = op.negate(op.exp(rates!));
    const y = op.selectiveScan(x, step ?? x, write ?? x, read ?? x, fading);
    return op.add(y, op.multiply(x, skip!));
  },
  spell: { pytorch: () => 'selective_scan(x, step, -torch.exp(self.rates), write, read, self.skip)' },
  example: 'selective_scan(parameter([16, 64]), parameter([16, 8]), parameter([16, 8]))',
  exampleInput: '[16, 64]',
});
