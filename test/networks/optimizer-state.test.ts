/** Bytes of optimizers' state for ResNet-18 against those that PyTorch's own optimizers keep (test/reference/optimizer_state.json). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { networkOfExample } from './examples.js';

interface Measured {
  readonly optimizer: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly parameter_shaped_elements: number;
  readonly other_shape_elements: number;
  readonly scalar_elements: number;
}

const { optimizers } = JSON.parse(readFileSync('test/reference/optimizer_state.json', 'utf8')) as {
  readonly optimizers: readonly Measured[];
};

/** PyTorch's classes in our words. */
const names: Readonly<Record<string, string>> = {
  SGD: 'sgd',
  Adam: 'adam',
  AdamW: 'adamw',
  NAdam: 'nadam',
  RAdam: 'radam',
  Adamax: 'adamax',
  Adagrad: 'adagrad',
  Adadelta: 'adadelta',
  RMSprop: 'rmsprop',
  Rprop: 'rprop',
  ASGD: 'asgd',
  Adafactor: 'adafactor',
};

/** Arguments that decide what is kept; the others only change values. */
const deciding = new Set(['momentum', 'nesterov', 'weight_decay', 'amsgrad', 'centered']);

const written = ({ optimizer, args }: Measured): string => {
  const kept = Object.entries(args).filter(([name]) => deciding.has(name));
  const name = names[optimizer] ?? optimizer;
  return kept.length === 0 ? name : `${name}(${kept.map(([key, value]) => `${key}: ${String(value)}`).join(', ')})`;
};

describe('the state of optimizers for ResNet-18', () => {
  const known = optimizers.filter(({ optimizer }) => optimizer in names);

  it('is that of PyTorch for lbfgs, whose one-element tensors belong to no weight and are not counted', () => {
    const measured = optimizers.find(({ optimizer }) => optimizer === 'LBFGS');
    const { bytes } = networkOfExample('resnet18', { optimizer: 'lbfgs(history: 10)', batch: 1 }).totals;
    assert.equal(bytes.optimizerState?.value, 4 * (measured?.parameter_shaped_elements ?? NaN));
  });

  it('is measured for all others', () => {
    assert.deepEqual(new Set(known.map(({ optimizer }) => optimizer)), new Set(Object.keys(names)));
  });

  for (const measured of known) {
    const optimizer = written(measured);
    it(`is that of PyTorch for ${optimizer}`, () => {
      const { bytes } = networkOfExample('resnet18', { optimizer, batch: 1 }).totals;
      const { parameter_shaped_elements: shaped, other_shape_elements: other, scalar_elements: scalars } = measured;
      assert.deepEqual(
        { state: bytes.optimizerState?.value, scalars: bytes.optimizerScalars?.value },
        { state: 4 * (shaped + other), scalars: 4 * scalars },
      );
    });
  }
});
