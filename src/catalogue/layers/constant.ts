/** `constant`: numbers that are not learned. */
import { tableOf, type Numbers } from './constant-table.js';
import { choice, defineLayer, defineParameter, sizes, type Parameter } from './layer.js';

const numbers = (doc: string): Parameter<Numbers> =>
  defineParameter<Numbers>({
    kind: 'number',
    doc,
    read: argument =>
      argument.kind === 'number' && argument.value.isConstant
        ? { value: { shape: [], numbers: [argument.value.value] } }
        : tableOf(argument),
  });

export const constant = defineLayer({
  name: 'constant',
  summary: 'Begins a path with numbers that are not learned: the same everywhere, or those of a table.',
  formula: 'y = value',
  source: 'torch.full, torch.tensor',
  traits: ['source'],
  parameters: {
    value: numbers('the number, or a list of numbers: `[[1, 0], [0, 1]]`'),
    shape: sizes('the shape; one number if not given; a table has its own', { min: 1, optional: true }),
    type: choice(['real', 'integer'], 'whole numbers can be looked up in an embedding', { default: 'real' }),
  },
  input: 'none',
  dtypeOf: a => (a.type === 'integer' ? 'int64' : 'float'),
  requires: [
    {
      at: 'value',
      holds: (_, a) => a.type === 'real' || a.value.numbers.every(Number.isInteger),
      says: (_, a) => `${String(a.value.numbers.find(one => !Number.isInteger(one)))} is no whole number`,
    },
    {
      at: 'shape',
      holds: (_, a) => a.value.shape.length === 0 || a.shape.length === 0,
      says: () => 'a table of numbers has a shape of its own',
      instead: () => [{ argument: 'shape', value: undefined }],
    },
  ],
  shape: (_, a) => [...a.value.shape, ...a.shape],
  /** A table is part of the model's state, as a registered buffer is. */
  buffers: (_, { value, type }) => ({
    values: value.shape.length > 0 && {
      shape: value.shape,
      dtype: type === 'integer' ? 'int64' : 'float',
      fill: 0,
      values: element => value.numbers[element] ?? 0,
    },
  }),
  lower: (op, _x, _weights, { value, shape, type }, { buffers }) =>
    buffers['values'] ??
    op.constant({ value: value.numbers[0] ?? 0, shape, dtype: type === 'integer' ? 'int64' : 'float' }),
  spell: {
    pytorch: (_, { value, shape }) =>
      value.shape.length > 0
        ? `torch.tensor([${value.numbers.map(String).join(', ')}]).reshape(${value.shape.map(String).join(', ')})`
        : `torch.full((${shape.map(String).join(', ')},), ${String(value.numbers[0])})`,
  },
  example: 'constant(1, [16, 64])',
});
