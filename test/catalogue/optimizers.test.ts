/** Optimizers against PyTorch: the steps they make (`reference/training.json`) and the state they keep (`optimizer_state.json`). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { optimizers } from '../../src/catalogue/optimizers/index.js';
import type { ElementState, WholeOptimizer } from '../../src/catalogue/optimizers/optimizer.js';
import { networkOf } from '../analysis/sources.js';
import { readCall } from './read-call.js';

interface Steps {
  readonly call: string;
  readonly torch: string;
  readonly weights: readonly (readonly number[])[];
}
const training = JSON.parse(readFileSync('test/reference/training.json', 'utf8')) as { optimizers: readonly Steps[] };
const table = optimizers as readonly WholeOptimizer[];

describe('steps of optimizers', () => {
  for (const { call, torch, weights } of training.optimizers) {
    it(`${call} moves weights as ${torch} of PyTorch does`, () => {
      const { declaration, args } = readCall(table, call);
      const w = [0.5, -1.2, 2];
      const states: ElementState[] = w.map(() => ({}));
      weights.forEach((after, step) => {
        const t = step + 1;
        w.forEach((value, i) => {
          const gradient = Math.sin(1.7 * t + i) * (i + 1);
          w[i] = declaration.update?.(value, gradient, states[i]!, args, t) ?? NaN;
        });
        after.forEach((expected, i) => {
          assert.ok(
            Math.abs(w[i]! - expected) < 1e-10,
            `step ${String(t)}: ${String(w[i])} instead of ${String(expected)}`,
          );
        });
      });
    });
  }

  it('lion moves every weight by the learning rate, against the sign of its momentum', () => {
    // By hand: m = 0, so the step is sign(0.1 g); then m = 0.01 g1, and 0.9 m + 0.1 g2 = 0.009 - 0.001 > 0.
    const { declaration, args } = readCall(table, 'lion(lr: 0.5)');
    const s: ElementState = {};
    assert.equal(declaration.update?.(1, 1, s, args, 1), 0.5);
    assert.equal(declaration.update?.(0.5, -0.01, s, args, 2), 0);
  });

  it('keeps for each number only what its state declares', () => {
    for (const declaration of table) {
      if (!declaration.update) continue;
      const { args } = readCall(table, declaration.example);
      const declared = Object.entries(declaration.state(args)).flatMap(([name, spec]) =>
        spec === false ? [] : [name],
      );
      const s: ElementState = {};
      declaration.update(1, 0.5, s, args, 1);
      declaration.update(1, -0.5, s, args, 2);
      for (const name of Object.keys(s)) assert.ok(declared.includes(name), `${declaration.name} keeps ${name}`);
    }
  });
});

/** Like torchvision's resnet18, whose 62 tensors the reference was measured on. */
const resnet18 = `
block Basic(width, stride = 1) {
  input x: [C, H, W]
  residual {
    conv(width, 3, stride: stride, padding: 1, bias: false) -> batchnorm -> relu
    conv(width, 3, padding: 1, bias: false) -> batchnorm
  } shortcut {
    if stride != 1 or C != width { conv(width, 1, stride: stride, bias: false) -> batchnorm }
  }
  relu
}
network ResNet18 {
  input image: 3x224x224
  conv(64, 7, stride: 2, padding: 3, bias: false) -> batchnorm -> relu -> maxpool(3, stride: 2, padding: 1)
  repeat [[64, 1], [128, 2], [256, 2], [512, 2]] as [width, stride] {
    Basic(width, stride: stride)
    Basic(width)
  }
  global_avgpool
  dense(1000)
}`;

interface State {
  readonly optimizer: string;
  readonly args: Readonly<Record<string, number | boolean>>;
  readonly parameter_shaped_elements: number;
  readonly other_shape_elements: number;
  readonly scalar_elements: number;
}
const { optimizers: states } = JSON.parse(readFileSync('test/reference/optimizer_state.json', 'utf8')) as {
  optimizers: readonly State[];
};

describe('state of optimizers', () => {
  for (const one of states) {
    const args = Object.entries(one.args).map(([name, value]) => `${name}: ${String(value)}`);
    const call = `${one.optimizer.toLowerCase()}(${args.join(', ')})`;
    it(`${call} keeps for resnet18 what PyTorch keeps`, () => {
      const { bytes } = networkOf(resnet18, { optimizer: call }).totals;
      assert.equal(bytes.optimizerState?.value, 4 * (one.parameter_shaped_elements + one.other_shape_elements));
      assert.equal(bytes.optimizerScalars?.value, 4 * one.scalar_elements);
    });
  }

  it('is written for PyTorch, with what differs from its defaults', () => {
    const written = (text: string): string => {
      const { declaration, args } = readCall(table, text);
      return declaration.spell.pytorch(args);
    };
    assert.equal(written('sgd(lr: 0.1, momentum: 0.9)'), 'torch.optim.SGD(params, lr=0.1, momentum=0.9)');
    assert.equal(written('adam(beta1: 0.5)'), 'torch.optim.Adam(params, betas=(0.5, 0.999))');
    assert.equal(written('adamw(lr: 1e-3)'), 'torch.optim.AdamW(params)');
  });
});
