/** Figures of layers put together of others: parameters of all, work of what a sample goes through, steps of a sequence. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { NetworkReport } from '../../src/analysis/report.js';
import { Dim } from '../../src/shape/dim.js';
import { reportOf } from '../networks/examples.js';
import { analyzeText, networkOf } from './sources.js';

const network = (shape: string, ...lines: readonly string[]): string =>
  ['network N {', `  input x: ${shape}`, ...lines.map(line => `  ${line}`), '}'].join('\n');

const total = (dims: readonly (Dim | undefined)[]): Dim => dims.reduce<Dim>((sum, d) => sum.plus(d ?? NaN), Dim.of(0));

/** Whatever the hierarchy sums, the list of calls sums too. */
function assertListed(report: NetworkReport): void {
  const { totals } = report;
  const { lines } = report.layers();
  const sums = {
    parameters: total(lines.map(line => line.parameters.trainable)).toString(),
    multiplyAdds: total(lines.map(line => line.multiplyAdds)).toString(),
    kept: total(lines.map(line => line.bytes.keptForBackward)).toString(),
  };
  assert.deepEqual(sums, {
    parameters: totals.parameters.trainable.toString(),
    multiplyAdds: totals.multiplyAdds?.toString(),
    kept: totals.bytes.keptForBackward?.toString(),
  });
}

const simple = `block Simple(width) {
  input x
  input state: [width]
  x -> dense(width) -> add(state -> dense(width, bias: false)) -> tanh
}
`;

const messages = (text: string): readonly string[] =>
  analyzeText(text)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

describe('the figures of a scan', () => {
  it('are those of its steps together, with weights once, as formulas of T', () => {
    const report = networkOf(simple + network('[T, 8]', 'scan(Simple(4), state: 4)'));
    const { totals } = report;
    assert.equal(report.outputs[0]?.shape?.join(), 'T,4');
    assert.equal(totals.parameters.trainable.value, 8 * 4 + 4 + 4 * 4);
    assert.equal(totals.multiplyAdds?.toString(), '48 * T');
    // Each dense layer keeps its input, tanh its result: the sequence, the first state, and each state that a step makes.
    assert.equal(totals.bytes.keptForBackward?.toString(), '48 * T + 16');
    assertListed(report);
  });

  it('count each state once, kept by the step that makes it or by the one that takes it in', () => {
    const cell = `block Linear(width) {
  input x
  input state: [width]
  x -> dense(width) -> add(state -> dense(width, bias: false))
}
`;
    const report = networkOf(cell + network('[5, 8]', 'scan(Linear(4), state: 4)'));
    // The last state is taken in by nobody.
    assert.equal(report.totals.bytes.keptForBackward?.value, 4 * (5 * 8 + 4 + 4 * 4));
    assertListed(report);
  });

  it('grow with the batch, but for nothing', () => {
    const one = networkOf(simple + network('[5, 8]', 'scan(Simple(4), state: parameter([4]))'));
    const two = networkOf(simple + network('[5, 8]', 'scan(Simple(4), state: parameter([4]))'), { batch: 2 });
    assert.equal(two.totals.bytes.keptForBackward?.value, 2 * (one.totals.bytes.keptForBackward?.value ?? NaN));
    assert.equal(one.totals.parameters.trainable.value, 8 * 4 + 4 + 4 * 4 + 4);
  });

  it('are those of a convolutional recurrence over pictures too', () => {
    const cell = `block Screen {
  input x: [C, H, W]
  input state: [6, H, W]
  x -> concat(state) -> conv(6, 3, padding: 1) -> tanh
}
`;
    const report = networkOf(cell + network('[T, 3, 8, 8]', 'scan(Screen, state: 6x8x8)'));
    assert.equal(report.outputs[0]?.shape?.join(), 'T,6,8,8');
    assert.equal(report.totals.multiplyAdds?.toString(), `${String(9 * 9 * 6 * 64)} * T`);
    assertListed(report);
  });
});

describe('the figures of recurrent', () => {
  it('are those of PyTorch, two layers in two directions', () => {
    const made = networkOf(network('[T, 3]', 'recurrent(lstm_cell(5), layers: 2, bidirectional: true)'));
    const whole = networkOf(network('[T, 3]', 'lstm(5, layers: 2, bidirectional: true)'));
    assert.equal(made.totals.parameters.trainable.value, 4 * 5 * 2 * (3 + 5 + 2 + (10 + 5 + 2)));
    for (const { totals } of [made, whole]) {
      assert.equal(totals.multiplyAdds?.toString(), `${String(4 * 5 * 2 * (3 + 5 + (10 + 5)))} * T`);
    }
    assertListed(made);
  });

  it('are those of the projections besides', () => {
    const { totals, outputs } = networkOf(
      network('[7, 3]', 'recurrent(gru_cell(5), bidirectional: true, projection: 2)'),
    );
    assert.equal(outputs[0]?.shape?.join(), '7,4');
    assert.equal(totals.parameters.trainable.value, 2 * (3 * 5 * (3 + 5 + 2) + 5 * 2));
  });
});

describe('the figures of a mixture', () => {
  const expert = `block Expert(width) {
  input x: [..., D]
  dense(width) -> relu -> dense(D)
}
`;
  const report = networkOf(expert + network('[T, 8]', 'mixture(Expert(16), 6, 2)'));

  it('count the weights of all experts, and the work of those that a position goes through', () => {
    assert.equal(report.totals.parameters.trainable.value, 8 * 6 + 6 * (8 * 16 + 16 + 16 * 8 + 8));
    assert.equal(report.totals.multiplyAdds?.toString(), `${String(8 * 6 + 2 * 2 * 8 * 16)} * T`);
    assertListed(report);
  });

  it('list experts that are not chosen with their weights, and as not called', () => {
    const experts = report.layers().lines.filter(({ path }) => path.includes('expert_'));
    const called = experts.filter(line => line.called);
    assert.deepEqual([experts.length, called.length], [18, 6]);
    assert.ok(experts.filter(line => !line.called).every(line => line.multiplyAdds?.equals(0)));
    assert.ok(experts.every(line => line.kind === 'relu' || line.parameters.trainable.value > 0));
  });

  it('keep what two experts keep, whatever their number', () => {
    const of = (experts: number): Dim | undefined =>
      networkOf(expert + network('[4, 8]', `mixture(Expert(16), ${String(experts)}, 2)`)).totals.bytes.keptForBackward;
    // More experts cost only what the router keeps of each.
    const step = [8, 16, 24].map(n => of(n)?.value ?? NaN);
    assert.equal(step[2]! - step[1]!, step[1]! - step[0]!);
    assert.ok(step[1]! - step[0]! < 4 * 4 * 8 * 8);
  });

  it('are those of Mixtral 8x7B: 12.9 of its 46.7 billion parameters a token (Jiang et al. 2024)', () => {
    const mixtral = reportOf('test/networks/further/mixtures.nn', { network: 'Mixtral' });
    const active = total(
      mixtral
        .layers()
        .lines.filter(line => line.called)
        .map(line => line.parameters.trainable),
    );
    // Each layer: queries and results, keys and values, the router, two experts of three products, two norms.
    const layer = 2 * 4096 * 4096 + 2 * 4096 * 1024 + 4096 * 8 + 2 * 3 * 4096 * 14336 + 2 * 4096;
    assert.equal(active.value, 32 * layer + 4096 + 2 * 32_000 * 4096);
    assert.equal((active.value / 1e9).toFixed(1), '12.9');
  });
});

describe('layers put together of others say what is wrong', () => {
  it('where a recipe is no cell', () => {
    assert.deepEqual(messages(network('[5, 8]', 'scan(dense(4))')), [
      'dense takes no state; a cell is a block with a second input: `input state: [H]`',
    ]);
  });

  it('where a state is not given, or one too many', () => {
    assert.deepEqual(messages(simple + network('[5, 8]', 'scan(Simple(4))')), [
      'Simple carries `state`; say at the start of which shape: `state: [64]`',
    ]);
    assert.deepEqual(messages(simple + network('[5, 8]', 'scan(Simple(4), state: [[4], [4]])')), [
      'Simple carries one state, `state`, but 2 are given',
    ]);
  });

  it('where a state comes out in another shape than it went in', () => {
    const cell = `block Growing {
  input x
  input state: [H]
  state -> concat(x)
}
`;
    assert.deepEqual(messages(cell + network('[5, 8]', 'scan(Growing, state: 4)')), [
      'the state `state` goes into the cell as [4] and comes out as [12], so it cannot go in again',
    ]);
  });

  it('where more experts are to be chosen than there are', () => {
    assert.deepEqual(messages(network('[5, 8]', 'mixture(dense(4), 2, 3)')), ['3 of 2 experts cannot be chosen']);
  });

  it('where an expert does not keep the positions', () => {
    assert.match(
      messages(network('[5, 8]', 'mixture(flatten -> dense(4), 2)')).join(),
      /positions are sent to experts one by one/,
    );
  });

  it('where something is no recipe', () => {
    assert.deepEqual(messages(network('[5, 8]', 'mixture(64, 2)')), [
      '`expert` of mixture needs a layer or block with its arguments, not 64',
    ]);
  });

  it('in a file that is edited, by the block as it is now', () => {
    const text = (width: number): string =>
      `block Expert {\n  dense(${String(width)})\n}\n${network('[5, 8]', 'mixture(Expert, 2)')}`;
    assert.equal(networkOf(text(8)).outputs[0]?.shape?.join(), '5,8');
    assert.equal(networkOf(text(16)).outputs[0]?.shape?.join(), '5,16');
  });

  it('of a half-typed call only what is missing', () => {
    const text = network('[5, 8]', 'mixture(dense(4), 2, 1)', 'recurrent(gru_cell(3), layers: 2)', 'dense(2)');
    for (let end = text.indexOf('mixture'); end < text.length; end++)
      for (const half of [text.slice(0, end), `${text.slice(0, end)}?${text.slice(end + 1)}`]) {
        const report = analyzeText(half);
        for (const made of report.networks) made.layers();
        for (const { message } of report.problems) assert.doesNotMatch(message, /undefined|NaN|\[object/);
      }
  });

  it('nothing of whole numbers that a cell turns into vectors', () => {
    const cell = `block Reader(w) {
  input x
  input state: [w]
  embedding(100, w) -> add(state) -> tanh
}
`;
    const { totals } = networkOf(cell + network('[T]', 'scan(Reader(8), state: 8)'));
    assert.equal(totals.parameters.trainable.value, 800);
  });
});
