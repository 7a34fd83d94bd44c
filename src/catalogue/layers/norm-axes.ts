/** Which dimensions a layer or RMS norm goes over. */
import type { Dim } from '../../shape/dim.js';
import {
  defineParameter,
  describe,
  readCount,
  type Parameter,
  type Requirement,
  type Shape,
  type TensorType,
} from './layer.js';
import { axisIn, written } from './rules.js';

/** Dimensions by position; a single one may stand without brackets. */
export const normAxes = (
  doc = 'dimensions to normalize over, by position; the last one if not given',
  alias?: string | readonly string[],
): Parameter<readonly number[]> =>
  defineParameter<readonly number[]>({
    kind: 'axes',
    doc,
    alias,
    written: '-1',
    fallback: () => [-1],
    read: argument => {
      const axes: number[] = [];
      for (const item of argument.kind === 'list' ? argument.items : [argument]) {
        const one = readCount(item, { min: -8, max: 7 });
        if ('error' in one) return one;
        if (!one.value.isConstant) return { error: `needs positions known before running, not ${describe(item)}` };
        axes.push(one.value.value);
      }
      return axes.length === 0 ? { error: 'needs at least one dimension', instead: ['-1'] } : { value: axes };
    },
  });

/** Positions from 0, in order. */
export const axesIn = (x: TensorType, axes: readonly number[]): readonly number[] =>
  axes.map(axis => axisIn(x.shape.length, axis)).sort((a, b) => a - b);

export const sizesAt = (x: TensorType, axes: readonly number[]): Shape =>
  axesIn(x, axes).flatMap((i): readonly Dim[] => x.shape.slice(i, i + 1));

export const axesExist = <A extends { readonly axes: readonly number[] }>(): Requirement<
  { readonly x: TensorType },
  A
> => ({
  at: 'axes',
  holds: ({ x }, { axes }) => {
    const found = axesIn(x, axes);
    return found.every((axis, i) => axis >= 0 && axis < x.shape.length && axis !== found[i - 1]);
  },
  says: ({ x }, { axes }) => `${axes.join(', ')} are not different dimensions of ${written(x.shape)}`,
  instead: () => [{ argument: 'axes', value: '-1' }],
});

/** Whether the axes are the last ones, where PyTorch's modules normalize. */
export const areLast = (x: TensorType, axes: readonly number[]): boolean =>
  axesIn(x, axes).every((axis, i) => axis === x.shape.length - axes.length + i);
