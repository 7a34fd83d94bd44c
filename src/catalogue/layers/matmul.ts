/** `matmul`: the product of two matrices. */
import { defineLayer, flag, point, type Shape, type Truth } from './layer.js';
import { meeting } from './alignment.js';
import { Dim } from '../../shape/dim.js';
import { written } from './rules.js';

/** Rows and columns of the second operand as it is multiplied. */
const turned = (shape: Shape, transpose: boolean): readonly [Dim, Dim] => {
  const [rows = Dim.of(1), columns = Dim.of(1)] = shape.slice(-2);
  return transpose ? [columns, rows] : [rows, columns];
};

export const matmul = defineLayer({
  name: 'matmul',
  summary: 'Multiplies the matrices in the last two dimensions by those of another point; further dimensions stretch.',
  formula: 'y[i, j] = Σ x[i, k] other[k, j]',
  source: 'torch.matmul',
  keras: 'ops.matmul',
  traits: ['mixes-channels'],
  parameters: {
    other: point('the second matrix'),
    transpose: flag('takes the second matrix with rows and columns exchanged', { default: false }),
  },
  input: ['...', 'N', 'K'],
  requires: [
    {
      at: 'other',
      holds: ({ points: { other } }) => other !== undefined && other.shape.length >= 2,
      says: ({ points: { other } }) =>
        other === undefined
          ? 'needs a point to multiply with'
          : `${written(other.shape)} is no matrix: it has fewer than two dimensions`,
    },
    {
      at: 'other',
      holds: ({ rest, K, points: { other } }, a): Truth => {
        const shape = other?.shape ?? [];
        const [rows] = turned(shape, a.transpose);
        const inner = K.equals(rows) ? true : K.is('==', rows);
        const outer = meeting([rest, shape.slice(0, -2)], undefined).fits;
        return inner === false || outer === false ? false : inner === true ? outer : inner;
      },
      says: ({ x, K, points: { other } }, a) => {
        const [rows] = turned(other?.shape ?? [], a.transpose);
        return `cannot multiply ${written(x.shape)} by ${written(other?.shape ?? [])}${a.transpose ? ' transposed' : ''}: ${K.toString()} columns meet ${rows.toString()} rows`;
      },
      instead: (_, a) => [{ argument: 'transpose', value: String(!a.transpose) }],
    },
  ],
  shape: ({ rest, N, points: { other } }, a) => {
    const shape = other?.shape ?? [];
    return [...meeting([rest, shape.slice(0, -2)], undefined).shape, N, turned(shape, a.transpose)[1]];
  },
  lower(op, x, _, a, { points: { other } }) {
    return other ? op.matmul(x, other, { transposeB: a.transpose }) : x;
  },
  spell: { pytorch: (_, a) => `x @ other${a.transpose ? '.transpose(-2, -1)' : ''}` },
  example: 'matmul(parameter([64, 32]))',
  exampleInput: '[16, 64]',
});
