/** Layers put together of others compute what the layers and sums that they stand for compute, in double precision. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import type { ProgramWeight } from '../../src/plan/program.js';
import { networkOf } from '../analysis/sources.js';
import { emptyTensor, evaluate, valueOf, type Values } from '../engine/kernels/evaluate.js';

const BATCH = 2;

interface Ran {
  /** By output. */
  readonly outputs: ReadonlyMap<string, readonly number[]>;
  readonly weights: readonly ProgramWeight[];
  readonly valueOf: (path: string) => readonly number[];
}

/** The network's outputs, with weights numbered in their order, or as `order` says. */
function run(text: string, order?: readonly number[]): Ran {
  const program = lowerNetwork(networkOf(text).graph, { training: false });
  assert.ok(program, 'not lowered');
  const values: Values = new Map();
  const fill = (value: ProgramWeight['value'], number: (i: number) => number): void => {
    const tensor = emptyTensor(value, BATCH);
    tensor.data.forEach((_, i) => (tensor.data[i] = number(i)));
    values.set(value, tensor);
  };
  program.inputs.forEach(({ value }) => {
    fill(value, i => Math.sin(0.7 * i + 0.5));
  });
  program.weights.forEach(({ value }, j) => {
    fill(value, i => 0.6 * Math.sin(1.9 * i + 0.8 * (order?.[j] ?? j) + 0.2));
  });
  program.buffers.forEach(({ value, values: numbers, fill: one }) => {
    fill(value, numbers ?? (() => one));
  });
  evaluate(program.tape.nodes(), values, BATCH);
  const numbers = (value: ProgramWeight['value']): readonly number[] => Array.from(valueOf(values, value).data);
  return {
    outputs: new Map(program.outputs.map(({ name, value }) => [name, numbers(value)])),
    weights: program.weights,
    valueOf(path) {
      const weight = program.weights.find(each => each.path === path);
      assert.ok(weight, `${path} is none of ${program.weights.map(each => each.path).join(', ')}`);
      return numbers(weight.value);
    },
  };
}

function assertClose(actual: readonly number[] | undefined, expected: readonly number[] | undefined): void {
  assert.ok(actual && expected);
  assert.equal(actual.length, expected.length);
  actual.forEach((number, i) => {
    assert.ok(
      Math.abs(number - expected[i]!) < 1e-12,
      `${String(i)}: ${String(number)} instead of ${String(expected[i])}`,
    );
  });
}

const network = (shape: string, ...lines: readonly string[]): string =>
  ['network N {', `  input x: ${shape}`, ...lines.map(line => `  ${line}`), '}'].join('\n');

describe('recurrent layers', () => {
  it('take dimensions in front of the sequence along like a batch, their states too', () => {
    for (const kind of ['rnn', 'gru', 'lstm'])
      for (const more of ['', ', layers: 2, bidirectional: true']) {
        const whole = run(network('[2, 3, 4]', `y = ${kind}(5${more})`, 'output out = y', 'output state = y.state'));
        const apart = run(
          network(
            '[2, 3, 4]',
            `shared one = ${kind}(5${more})`,
            'a = x -> take(0, axis: 0) -> one',
            'b = x -> take(1, axis: 0) -> one',
            'output out = a -> stack(b)',
            'output state = a.state -> stack(b.state)',
          ),
        );
        assertClose(whole.outputs.get('out'), apart.outputs.get('out'));
        assertClose(whole.outputs.get('state'), apart.outputs.get('state'));
      }
  });

  it('have cells that do', () => {
    const whole = run(network('[2, 4]', 'gru_cell(5)'));
    const apart = run(
      network(
        '[2, 4]',
        'shared one = gru_cell(5)',
        'a = x -> take(0, axis: 0) -> one',
        'b = x -> take(1, axis: 0) -> one',
        'a -> stack(b)',
      ),
    );
    assertClose(whole.outputs.get('output'), apart.outputs.get('output'));
  });
});

describe('scan', () => {
  it('of a cell of the catalogue is the layer that has this cell', () => {
    for (const kind of ['rnn', 'gru', 'lstm']) {
      const whole = run(network('[5, 3]', `y = ${kind}(4)`, 'output out = y', 'output state = y.state'));
      const cells = run(network('[5, 3]', `y = scan(${kind}_cell(4))`, 'output out = y', 'output state = y.state'));
      assertClose(cells.outputs.get('out'), whole.outputs.get('out'));
      assertClose(cells.outputs.get('state'), whole.outputs.get('state'));
    }
  });

  it('of a cell written as a block is the layer of the same equations', () => {
    const cell = `block Gated(width) {
  input x
  input state: [width]
  a = x -> dense(3 * width) -> split(3)
  b = state -> dense(3 * width) -> split(3)
  reset = a[0] -> add(b[0]) -> sigmoid
  update = a[1] -> add(b[1]) -> sigmoid
  new = b[2] -> multiply(reset) -> add(a[2]) -> tanh
  state -> subtract(new) -> multiply(update) -> add(new)
}
`;
    const whole = run(network('[5, 3]', 'gru(4)'));
    // A dense layer has its bias right behind its weight; the layer has both weights first.
    const cells = run(cell + network('[5, 3]', 'scan(Gated(4), state: 4)'), [0, 2, 1, 3]);
    assert.deepEqual(
      cells.weights.map(({ path }) => path),
      ['dense_1', 'dense_2'].flatMap(layer =>
        ['weight', 'bias'].map(weight => `scan_1.step.Gated_1.${layer}.${weight}`),
      ),
    );
    assertClose(cells.outputs.get('output'), whole.outputs.get('output'));
  });

  it('hands on outputs in order as states, and takes states that are given', () => {
    const cell = `block Sum {
  input x
  input total: []
  input count: []
  output more = x -> reduce(sum) -> add(total)
  output next = count -> add(1)
  x -> multiply(count)
}
`;
    const { outputs } = run(
      cell +
        network(
          '[3, 2]',
          'y = scan(Sum, state: [constant(10), constant(1)])',
          'output out = y',
          'output total = y.total',
          'output count = y.count',
        ),
    );
    const x = Array.from({ length: 12 }, (_, i) => Math.sin(0.7 * i + 0.5));
    const expected = x.map((number, i) => number * (1 + (Math.floor(i / 2) % 3)));
    assertClose(outputs.get('out'), expected);
    assertClose(outputs.get('count'), [4, 4]);
    assertClose(
      outputs.get('total'),
      [0, 6].map(from => x.slice(from, from + 6).reduce((sum, number) => sum + number, 10)),
    );
  });

  it('in reverse is the scan of what is turned round, turned round', () => {
    const turned = run(network('[5, 3]', 'flip(axes: 0) -> scan(gru_cell(4)) -> flip(axes: 0)'));
    const reverse = run(network('[5, 3]', 'scan(gru_cell(4), reverse: true)'));
    assertClose(reverse.outputs.get('output'), turned.outputs.get('output'));
  });
});

describe('less', () => {
  it('is greater, the other way round', () => {
    const seen = run('network N {\n  input x: [2, 3]\n  x -> less(0.25)\n}').outputs.get('output');
    assert.deepEqual(
      seen,
      Array.from({ length: 12 }, (_, i) => Number(Math.sin(0.7 * i + 0.5) < 0.25)),
    );
  });
});

describe('flip', () => {
  it('turns the order along its dimensions round', () => {
    const x = Array.from({ length: 12 }, (_, i) => Math.sin(0.7 * i + 0.5));
    assertClose(
      run(network('[2, 3]', 'flip')).outputs.get('output'),
      [2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9].map(i => x[i]!),
    );
    assertClose(
      run(network('[2, 3]', 'flip(axes: [0, 1])')).outputs.get('output'),
      [5, 4, 3, 2, 1, 0, 11, 10, 9, 8, 7, 6].map(i => x[i]!),
    );
  });
});

describe('max_unpool', () => {
  it('puts the larger of two cells back to its place, and 0 for the other', () => {
    const x = Array.from({ length: 8 }, (_, i) => Math.sin(0.7 * i + 0.5));
    const text = network('[1, 4]', 'p = maxpool(2)', 'p -> max_unpool(2, indices: p.indices)');
    assertClose(
      run(text).outputs.get('output'),
      x.map((one, i) => (one > x[i % 2 === 0 ? i + 1 : i - 1]! ? one : 0)),
    );
  });
});

describe('constant', () => {
  it('gives the numbers of a table row by row, which are buffers as large', () => {
    const text = network('[2, 2]', 'multiply(0) -> add(constant([[1, 2], [3.5, -4]]))');
    assertClose(run(text).outputs.get('output'), [1, 2, 3.5, -4, 1, 2, 3.5, -4]);
    assert.equal(networkOf(text).totals.buffers.float.value, 4);
  });
});

describe('recurrent', () => {
  const outputs = ['output out = y', 'output state = y.state'];

  it('is the layer of the same cell, in layers and both directions', () => {
    for (const kind of ['rnn', 'gru', 'lstm']) {
      const whole = run(network('[4, 3]', `y = ${kind}(5, layers: 2, bidirectional: true)`, ...outputs));
      for (const cell of [`${kind}_cell(5)`, `${kind}(5)`]) {
        const made = run(network('[4, 3]', `y = recurrent(${cell}, layers: 2, bidirectional: true)`, ...outputs));
        assertClose(made.outputs.get('out'), whole.outputs.get('out'));
        if (cell.includes('cell')) assertClose(made.outputs.get('state'), whole.outputs.get('state'));
      }
    }
  });

  it('adds both directions where they are to be summed', () => {
    const sides = run(network('[4, 3]', 'recurrent(gru_cell(5), bidirectional: true)')).outputs.get('output')!;
    const sum = run(network('[4, 3]', 'recurrent(gru_cell(5), bidirectional: true, join: sum)')).outputs.get('output');
    const rows = Array.from({ length: BATCH * 4 }, (_, row) => sides.slice(10 * row, 10 * row + 10));
    assertClose(
      sum,
      rows.flatMap(row => row.slice(0, 5).map((number, i) => number + row[5 + i]!)),
    );
  });

  it('brings what each direction gives to the width of the projection', () => {
    const plain = run(network('[4, 3]', 'recurrent(gru_cell(5)) -> dense(2, bias: false)'));
    const made = run(network('[4, 3]', 'recurrent(gru_cell(5), projection: 2)'));
    assertClose(made.outputs.get('output'), plain.outputs.get('output'));
  });
});

describe('mixture', () => {
  it('of one expert is this expert', () => {
    const plain = run(network('[4, 3]', 'dense(5)'), [1, 2]);
    const made = run(network('[4, 3]', 'mixture(dense(5), 1)'));
    assertClose(made.outputs.get('output'), plain.outputs.get('output'));
  });

  const experts = 4;
  for (const active of [1, 2, 4])
    for (const normalize of [true, false])
      it(`of ${String(experts)} experts, ${String(active)} active, weights ${normalize ? '' : 'not '}normalized, is the sum by hand`, () => {
        const made = run(
          network(
            '[4, 3]',
            `y = mixture(dense(2), ${String(experts)}, ${String(active)}, normalize: ${String(normalize)})`,
            'output out = y',
            'output balance = y.balance',
          ),
        );
        const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, n, i) => sum + n * b[i]!, 0);
        const row = (all: readonly number[], i: number, width: number): readonly number[] =>
          all.slice(i * width, (i + 1) * width);
        const router = made.valueOf('y.router.weight');
        const x = Array.from({ length: BATCH * 4 * 3 }, (_, i) => Math.sin(0.7 * i + 0.5));
        const used = Array.from({ length: experts }, () => 0);
        const share = Array.from({ length: experts }, () => 0);
        const expected = Array.from({ length: BATCH * 4 }, (_, position) => {
          const token = row(x, position, 3);
          const powers = used.map((_, e) => Math.exp(dot(row(router, e, 3), token)));
          const total = powers.reduce((sum, n) => sum + n, 0);
          const order = powers.map((_, e) => e).sort((a, b) => powers[b]! - powers[a]!);
          const best = order.slice(0, active);
          const among = normalize ? best.reduce((sum, e) => sum + powers[e]!, 0) : total;
          powers.forEach((power, e) => (share[e]! += power / total));
          for (const e of best) used[e]! += 1;
          return [0, 1].map(out =>
            best.reduce((sum, e) => {
              const path = `y.expert_${String(e + 1)}`;
              const y = dot(row(made.valueOf(`${path}.weight`), out, 3), token) + made.valueOf(`${path}.bias`)[out]!;
              return sum + (powers[e]! / among) * y;
            }, 0),
          );
        }).flat();
        assertClose(made.outputs.get('out'), expected);
        // Switch Transformer, equations 4 to 6, for each of the choices of a position.
        const tokens = BATCH * 4;
        const balance = experts * used.reduce((sum, n, e) => sum + (n / (tokens * active)) * (share[e]! / tokens), 0);
        assertClose(made.outputs.get('balance'), [balance, balance]);
      });

  it('applies a chain for each expert, with weights of its own', () => {
    const { weights } = run(network('[4, 3]', 'mixture(dense(5) -> relu -> dense(3), 2)'));
    assert.deepEqual(
      weights.map(({ layer }) => layer).filter((layer, i, all) => layer !== all[i - 1]),
      [
        'mixture_1.router',
        'mixture_1.expert_1.dense_1',
        'mixture_1.expert_1.dense_2',
        'mixture_1.expert_2.dense_1',
        'mixture_1.expert_2.dense_2',
      ],
    );
  });
});
