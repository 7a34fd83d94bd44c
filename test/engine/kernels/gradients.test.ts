/** Every operation of the table: its kernel, its shapes, its gradient, and the gradient of its gradient. */
import assert from 'node:assert/strict';
import { operations } from '../../../src/catalogue/operations/index.js';
import type { WholeOperation } from '../../../src/catalogue/operations/operation.js';
import { referenceKernels } from '../../../src/engine/kernels/reference/index.js';
import { cases, type OperationName } from './cases.js';
import { checkOp } from './check-op.js';

const table = operations as unknown as Readonly<Record<string, WholeOperation>>;

describe('the table of operations', () => {
  it('has a plain kernel for each operation and an operation for each kernel', () => {
    assert.deepEqual(Object.keys(referenceKernels).sort(), Object.keys(table).sort());
  });

  it('names each operation as it is exported', () => {
    for (const [name, operation] of Object.entries(table)) assert.equal(operation.name, name);
  });

  it('is checked whole', () => assert.deepEqual(Object.keys(cases).sort(), Object.keys(table).sort()));
});

describe('shapes and gradients by central differences', () => {
  for (const [name, operation] of Object.entries(table)) {
    (cases[name as OperationName] ?? []).forEach((sample, i) => {
      it(`${name}, case ${i + 1}`, () => checkOp(operation, sample));
    });
  }
});
