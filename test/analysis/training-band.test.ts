/**
 * The band of the peak of training against a step of eager autograd that is walked here by hand: tensors with counted
 * references, one tape node an operation, as PyTorch's documentation of autograd mechanics has it. Nothing of it is the analyzer's.
 */
import assert from 'node:assert/strict';
import { networkOfExample } from '../networks/examples.js';
import { networkOf } from './sources.js';

interface Tensor {
  readonly bytes: number;
  refs: number;
}

interface TapeNode {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly result: Tensor;
  readonly saved: readonly Tensor[];
  /** Bytes of its weights' gradients. */
  readonly weights: number;
  /** Hands the gradient of its result on as it is. */
  readonly passes: boolean;
}

/** One step: forward, backward from a gradient of the result, update in place. Loss and kernels' workspace left out. */
class Step {
  live = 0;
  peak = 0;
  at = '';
  private doing = 'forward';
  private readonly tape: TapeNode[] = [];

  /** `lasting`: weights, buffers and optimizer state. */
  constructor(lasting: number) {
    this.live = lasting;
  }

  make(bytes: number): Tensor {
    this.live += bytes;
    if (this.live > this.peak) {
      this.peak = this.live;
      this.at = this.doing;
    }
    return { bytes, refs: 1 };
  }

  free(tensor: Tensor): void {
    tensor.refs -= 1;
    if (tensor.refs === 0) this.live -= tensor.bytes;
  }

  /** An operation; `saves`: its input, its result, or extra bytes. */
  run(
    name: string,
    inputs: readonly Tensor[],
    bytes: number,
    {
      saves = [],
      weights = 0,
      passes = false,
    }: { saves?: ('input' | 'result' | number)[]; weights?: number; passes?: boolean },
  ): Tensor {
    const result = this.make(bytes);
    const saved = saves.map(what => {
      if (typeof what === 'number') return this.make(what);
      const tensor = what === 'input' ? (inputs[0] ?? result) : result;
      tensor.refs += 1;
      return tensor;
    });
    this.tape.push({ name, inputs, result, saved, weights, passes });
    return result;
  }

  backward(output: Tensor, source: Tensor): void {
    const gradients = new Map<Tensor, Tensor>();
    this.doing = 'loss';
    gradients.set(output, this.make(output.bytes));
    for (const node of [...this.tape].reverse()) {
      this.doing = node.name;
      const own = gradients.get(node.result);
      if (!own) continue;
      const made = node.inputs.map(input => {
        if (input === source) return undefined;
        if (!node.passes) return this.make(input.bytes);
        own.refs += 1;
        return own;
      });
      if (node.weights > 0) this.make(node.weights);
      for (const saved of node.saved) this.free(saved);
      gradients.delete(node.result);
      this.free(own);
      for (const [i, input] of node.inputs.entries()) {
        const [gradient, sum] = [made[i], gradients.get(input)];
        if (!gradient) continue;
        if (!sum) {
          gradients.set(input, gradient);
          continue;
        }
        gradients.set(input, this.make(input.bytes));
        this.free(sum);
        this.free(gradient);
      }
    }
  }
}

const f32 = 4;

/** `dense(8) -> relu -> dense(2)` on 4 numbers, batch 10, with momentum. */
function twoDense(): Step {
  const weights = f32 * (4 * 8 + 8 + 8 * 2 + 2);
  const step = new Step(2 * weights);
  const x = step.make(f32 * 10 * 4);
  const a = step.run('dense_1', [x], f32 * 10 * 8, { saves: ['input'], weights: f32 * 40 });
  const b = step.run('relu_1', [a], f32 * 10 * 8, { saves: ['result'] });
  step.free(a);
  const c = step.run('dense_2', [b], f32 * 10 * 2, { saves: ['input'], weights: f32 * 18 });
  step.free(b);
  step.backward(c, x);
  return step;
}

/** A residual of convolution, norm and ReLU on 8x16x16, batch 4, and a pool. */
function residual(): Step {
  const map = f32 * 4 * 8 * 16 * 16;
  const conv = f32 * 8 * 8 * 9;
  // Two convolutions without bias, one norm of 8 channels with its running mean, variance and an int64 counter.
  const step = new Step(2 * conv + f32 * 16 + f32 * 16 + 8);
  const x = step.make(map);
  const a = step.run('conv_1', [x], map, { saves: ['input'], weights: conv });
  const b = step.run('conv_2', [a], map, { saves: ['input'], weights: conv });
  const c = step.run('batchnorm_1', [b], map, { saves: ['input', f32 * 16], weights: f32 * 16 });
  step.free(b);
  const d = step.run('relu_1', [c], map, { saves: ['result'] });
  step.free(c);
  const e = step.run('add_1', [d, a], map, { passes: true });
  step.free(d);
  step.free(a);
  const f = step.run('maxpool_1', [e], map / 4, { saves: ['input', (map / 4) * 2] });
  step.free(e);
  step.backward(f, x);
  return step;
}

/** Wide layers: weights are most of it. */
function wide(): Step {
  const [first, second] = [f32 * (4 * 1000 + 1000), f32 * (1000 * 1000 + 1000)];
  const step = new Step(first + second);
  const x = step.make(f32 * 4);
  const a = step.run('dense_1', [x], f32 * 1000, { saves: ['input'], weights: first });
  const b = step.run('dense_2', [a], f32 * 1000, { saves: ['input'], weights: second });
  step.free(a);
  step.backward(b, x);
  return step;
}

const net = (input: string, ...steps: readonly string[]): string =>
  `network N {\n  input x: ${input}\n  ${steps.join('\n  ')}\n}`;

const cases = [
  {
    name: 'two dense layers',
    step: twoDense(),
    network: networkOf(net('[4]', 'dense(8) -> relu -> dense(2)'), { batch: 10, optimizer: 'sgd(momentum: 0.9)' }),
  },
  {
    name: 'a residual',
    step: residual(),
    network: networkOf(
      net(
        '8x16x16',
        'a = conv(8, 3, padding: 1, bias: false)',
        'conv(8, 3, padding: 1, bias: false) -> batchnorm -> relu',
        'add(a)',
        'maxpool(2)',
      ),
      { batch: 4, optimizer: 'sgd' },
    ),
  },
  {
    name: 'wide layers',
    step: wide(),
    network: networkOf(net('[4]', 'dense(1000) -> dense(1000)'), { batch: 1, optimizer: 'sgd' }),
  },
];

describe('the band of the peak of training', () => {
  for (const { name, step, network } of cases) {
    it(`holds a step of autograd that is walked by hand: ${name}`, () => {
      const peak = network.trainingPeak();
      const [low, high] = [peak?.bytes.value ?? NaN, peak?.atMost?.bytes.value ?? NaN];
      assert.ok(low <= step.peak, `at least ${String(low)}, walked ${String(step.peak)}`);
      assert.ok(step.peak <= high, `at most ${String(high)}, walked ${String(step.peak)}`);
    });
  }

  it('names the layer at which the walked step has its peak', () => {
    const [, , last] = cases;
    assert.deepEqual([last?.step.at, last?.network.trainingPeak()?.layer], ['dense_1', 'dense_1']);
  });

  for (const name of ['resnet50', 'vgg16', 'vit_b_16', 'mobilenet_v2', 'densenet121']) {
    it(`is narrow for ${name} at batch 32: a fifth at most`, () => {
      const peak = networkOfExample(name, { batch: 32, optimizer: 'adam(lr: 1e-3)' }).trainingPeak();
      const [low, high] = [peak?.bytes.value ?? NaN, peak?.atMost?.bytes.value ?? NaN];
      assert.ok(low <= high && high <= 1.2 * low, `${String(low)} to ${String(high)}`);
    });
  }

  it('counts what a checkpoint makes again', () => {
    const steps = 'dense(64) -> relu -> dense(64) -> relu';
    const high = (text: string): number =>
      networkOf(net('[64]', text), { batch: 1000 }).trainingPeak()?.atMost?.bytes.value ?? NaN;
    // Inside are four results of 64 x 1000 numbers; while they are there again, two ReLUs and an input are kept.
    assert.ok(high(`checkpoint { ${steps} }`) >= 4 * 64 * 1000 * f32);
  });
});
