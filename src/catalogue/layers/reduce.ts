/** `reduce`: one number for all along a dimension. */
import { axis, choice, defineLayer, flag } from './layer.js';
import { replaced } from './rules.js';
import { axisGiven, softAxis } from './soft-axis.js';
import { Dim } from '../../shape/dim.js';

export const reduce = defineLayer({
  name: 'reduce',
  summary: 'Joins all numbers along a dimension into one: their mean, sum, largest, smallest or length.',
  formula: 'y = mean x, Σ x, max x, min x or √Σ x²',
  traits: ['pools'],
  parameters: {
    how: choice(['mean', 'sum', 'max', 'min', 'norm'], 'what is made of them'),
    axis: axis('along which dimension', { optional: true, alias: 'dim' }),
    keep: flag('keeps the dimension, with size 1', { default: false, alias: 'keepdim' }),
  },
  input: ['...'],
  requires: axisGiven,
  shape: ({ x }, a) => replaced(x.shape, softAxis(x, a), ...(a.keep ? [Dim.of(1)] : [])),
  lower(op, x, _, a) {
    const over = { axes: [softAxis(x.type, a)], keep: a.keep };
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
      const at = `dim=${String(softAxis(x, a) + 1)}${a.keep ? ', keepdim=True' : ''}`;
      return a.how === 'norm'
        ? `x.norm(${at})`
        : a.how === 'max' || a.how === 'min'
          ? `x.a${a.how}(${at})`
          : `x.${a.how}(${at})`;
    },
  },
  example: 'reduce(mean, axis: 0)',
});
