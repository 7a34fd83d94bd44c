/** `reduce`: one number for all along a dimension or several. */
import { Dim } from '../../shape/dim.js';
import { choice, defineLayer, flag, type Parameter, type TensorType } from './layer.js';
import { axesIn, normAxes } from './norm-axes.js';
import { written } from './rules.js';

/** One dimension, or several; those of a tensor that has only one need not be named. */
const axes = (): Parameter<readonly number[] | undefined> => ({
  ...normAxes('along which dimension, or which ones', ['dim', 'axes']),
  kind: 'axis',
  written: 'none',
  fallback: () => undefined,
});

const axesOf = (x: TensorType, given: readonly number[] | undefined): number[] => [...axesIn(x, given ?? [-1])];

const areAxes = (x: TensorType, given: readonly number[]): boolean =>
  axesIn(x, given).every((axis, i, all) => axis >= 0 && axis < x.shape.length && axis !== all[i - 1]);

export const reduce = defineLayer({
  name: 'reduce',
  summary: 'Joins all numbers along a dimension, or several, into one: their mean, sum, largest, smallest or length.',
  formula: 'y = mean x, Σ x, max x, min x or √Σ x²',
  source: 'torch.mean, torch.sum, torch.amax, torch.amin, torch.linalg.vector_norm',
  traits: ['pools'],
  parameters: {
    how: choice(['mean', 'sum', 'max', 'min', 'norm'], 'what is made of them'),
    axis: axes(),
    keep: flag('keeps the dimension, with size 1', { default: false, alias: 'keepdim' }),
  },
  input: ['...'],
  requires: [
    {
      at: 'axis',
      holds: ({ x }, a) => areAxes(x, a.axis ?? []),
      says: ({ x }, a) => `${(a.axis ?? []).join(', ')} are not different dimensions of ${written(x.shape)}`,
      instead: () => [{ argument: 'axis', value: '-1' }],
    },
    {
      holds: ({ x }, a) => a.axis !== undefined || x.shape.length === 1,
      says: ({ x }) => `${written(x.shape)} has ${String(x.shape.length)} dimensions: say along which with \`axis\``,
      instead: ({ x }) => ['-1', ...(x.shape.length > 0 ? ['0'] : [])].map(value => ({ argument: 'axis', value })),
    },
  ],
  shape: ({ x }, a) => {
    const over = axesOf(x, a.axis);
    return x.shape.flatMap((size, i) => (!over.includes(i) ? [size] : a.keep ? [Dim.of(1)] : []));
  },
  lower(op, x, _, a) {
    const over = { axes: axesOf(x.type, a.axis), keep: a.keep };
    switch (a.how) {
      case 'mean':
        return op.reduceMean(x, over);
      case 'sum':
        return op.reduceSum(x, over);
      case 'max':
        return op.reduceMax(x, over);
      case 'min':
        return op.reduceMin(x, over);
      case 'norm':
        return op.sqrt(op.reduceSum(op.square(x), over));
    }
  },
  spell: {
    pytorch: ({ x }, a) => {
      const over = axesOf(x, a.axis).map(i => i + 1);
      const at = `dim=${over.length === 1 ? String(over[0]) : `(${over.join(', ')})`}${a.keep ? ', keepdim=True' : ''}`;
      return a.how === 'norm'
        ? `x.norm(${at})`
        : a.how === 'max' || a.how === 'min'
          ? `x.a${a.how}(${at})`
          : `x.${a.how}(${at})`;
    },
  },
  example: 'reduce(mean, axis: 0)',
});
