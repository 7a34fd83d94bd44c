/** Operations without inputs: constants and random numbers. */
import type { DType } from '../../shape/dtype.js';
import type { Shape } from '../../shape/shape.js';
import { defineOperation, type OperationOf } from './operation.js';
import { tensor } from './rules.js';

export const constant: OperationOf<
  { readonly value: number; readonly shape: Shape; readonly dtype?: DType; readonly batched?: boolean },
  []
> = defineOperation({
  name: 'constant',
  summary: 'One number everywhere.',
  inputs: [],
  types: (_, { shape, dtype = 'float', batched = false }) => [tensor(shape, batched, dtype)],
});

/** `draw` tells draws of one program apart; a sequence fills it in. Equal draws are equal numbers. */
export type Draw = { readonly draw?: number };
/** `batched`: fresh numbers for each sample. */
export type DrawnTensor = Draw & { readonly shape: Shape; readonly batched: boolean };

export const normal: OperationOf<DrawnTensor, []> = defineOperation({
  name: 'normal',
  summary: 'Numbers of the normal distribution with mean 0 and deviation 1.',
  inputs: [],
  traits: ['random'],
  types: (_, { shape, batched }) => [tensor(shape, batched)],
});

export const uniform: OperationOf<DrawnTensor, []> = defineOperation({
  name: 'uniform',
  summary: 'Numbers evenly from 0 to 1.',
  inputs: [],
  traits: ['random'],
  types: (_, { shape, batched }) => [tensor(shape, batched)],
});

export const randomInteger: OperationOf<DrawnTensor & { readonly below: number }, []> = defineOperation({
  name: 'randomInteger',
  summary: 'Whole numbers evenly from 0 to one below a bound.',
  inputs: [],
  traits: ['random'],
  types: (_, { shape, batched }) => [tensor(shape, batched, 'int64')],
});
