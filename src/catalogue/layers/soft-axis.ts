/** The axis of layers that go along one dimension and must say which, unless there is only one. */
import type { Requirement, TensorType } from './layer.js';
import { axisExists, axisIn, written } from './rules.js';

interface Arguments {
  readonly axis: number | undefined;
}

export const softAxis = (x: TensorType, a: Arguments): number => axisIn(x.shape.length, a.axis ?? -1);

export const axisGiven: readonly Requirement<{ readonly x: TensorType }, Arguments>[] = [
  axisExists('axis'),
  {
    holds: ({ x }, a) => a.axis !== undefined || x.shape.length === 1,
    says: ({ x }) => `${written(x.shape)} has ${String(x.shape.length)} dimensions: say along which one with \`axis\``,
    instead: ({ x }) => [
      { argument: 'axis', value: '-1' },
      ...(x.shape.length > 0 ? [{ argument: 'axis', value: '0' }] : []),
    ],
  },
];
