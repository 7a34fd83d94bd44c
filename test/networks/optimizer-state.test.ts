/** Bytes of optimizers' state for ResNet-18 against those that PyTorch's own optimizers keep (test/reference/optimizer_state.json). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { networkOf } from '../analysis/sources.js';
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

/** State and step counters in bytes, as torch 2.15 makes them for the network below, its parameters all given to the optimizer. */
const further: readonly (readonly [optimizer: string, state: number, scalars: number])[] = [
  ['sgd(momentum: 0.9, dampening: 0.5)', 68224, 0],
  ['sgd(momentum: 0.9, nesterov: true)', 68224, 0],
  ['sgd(weight_decay: 0.1)', 0, 0],
  ['adam(amsgrad: true)', 204672, 12],
  ['adamw(amsgrad: true)', 204672, 12],
  ['rmsprop(centered: true)', 136448, 12],
  ['rmsprop(momentum: 0.9)', 136448, 12],
  ['rmsprop(centered: true, momentum: 0.9)', 204672, 12],
  ['nadam()', 136448, 24],
  ['radam()', 136448, 12],
  ['adamax()', 136448, 12],
  ['adadelta()', 136448, 12],
  ['asgd()', 68224, 36],
  // It makes its sums for every weight before the first step, the frozen ones' too.
  ['adagrad()', 72448, 20],
  ['rprop()', 136448, 12],
  ['adafactor()', 2512, 12],
  ['adafactor(weight_decay: 0.1)', 2512, 12],
];

describe('the state of optimizers for an embedding with padding, a frozen layer and a head tied to the embedding', () => {
  const text = `network N {
  input x: [20]
  table = embedding(500, 32, padding: 0)
  frozen { dense(32) }
  dense(32)
  dense(500, bias: false, weight: table.weight)
}`;

  it('has a gradient for each weight that is trained, once', () => {
    // 500 x 32 + 32 x 32 + 32 numbers; measured: 68,224 bytes.
    assert.equal(networkOf(text, { optimizer: 'sgd' }).totals.bytes.gradients.value, 68_224);
  });

  for (const [optimizer, state, scalars] of further) {
    it(`is that of PyTorch for ${optimizer}`, () => {
      const { bytes } = networkOf(text, { optimizer }).totals;
      assert.deepEqual([bytes.optimizerState?.value, bytes.optimizerScalars?.value], [state, scalars]);
    });
  }
});
