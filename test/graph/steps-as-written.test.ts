/** Sections 5, 6 and 11 of docs/language.md, sentence by sentence: what is lawful, and the one message for what is not. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatShape } from '../../src/shape/shape.js';
import { analyzeText } from '../analysis/sources.js';

interface Case {
  /** Lines before the network. */
  readonly before?: string;
  readonly input?: string;
  readonly body: readonly string[];
}

const textOf = ({ before = '', input = 'x: 3x8x8', body }: Case): string =>
  `${before}\nnetwork Net {\n  input ${input}\n  ${body.join('\n  ')}\n}\n`;

const errorsOf = (of: Case): readonly string[] =>
  analyzeText(textOf(of))
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

/** The only error: its sentence, what it underlines, and what it offers. */
function only(of: Case): { readonly message: string; readonly at: string; readonly fixes: readonly string[] } {
  const text = textOf(of);
  const errors = analyzeText(text).problems.filter(({ severity }) => severity === 'error');
  assert.equal(errors.length, 1, errors.map(({ message }) => message).join('\n'));
  const [error] = errors;
  return {
    message: error?.message ?? '',
    at: text.slice(error?.range.start, error?.range.end),
    fixes: (error?.fixes ?? []).map(({ title }) => title),
  };
}

function outputOf(of: Case): string {
  assert.deepEqual(errorsOf(of), []);
  const shape = analyzeText(textOf(of)).networks[0]?.outputs[0]?.shape;
  return shape ? formatShape(shape) : '?';
}

describe('arguments', () => {
  it('without a name stand before those with one', () => {
    const { message, at } = only({ body: ['conv(channels: 64, 3)'] });
    assert.match(message, /stands before those with one; if `kernel` is meant, write `kernel:` before it/);
    assert.equal(at, '3');
  });
  it('without a name come first in a recipe that has named ones already', () => {
    const before = 'block Two(make) { make(8, stride: 2) -> relu -> make(9) }';
    assert.equal(outputOf({ before, body: ['Two(conv(kernel: 3, padding: 1))'] }), '9x4x4');
  });
  it('that are too many are told once', () => {
    assert.match(only({ body: ['flatten(0, 1, 2, 3)'] }).message, /takes at most 2 by position/);
  });
  it('of shared weights give way to those of a call', () => {
    assert.equal(outputOf({ body: ['shared d = conv(3, 3, padding: 1)', 'd(padding: 0)'] }), '3x6x6');
  });
});

describe('a step', () => {
  it('with braces is no value', () => {
    for (const body of [
      ['a = relu', 'add(a -> repeat 2 { conv(3, 1) })'],
      ['add(residual { conv(3, 1) } shortcut { relu })'],
      ['add(x -> if true { relu } else { tanh })'],
    ])
      assert.match(only({ body }).message, /is a step, not a value: name it on a line of its own/);
  });
  it('does not begin with a list of lists, a number, or nothing', () => {
    const rounds = 'repeat 2 as i { repeat 2 as k { p[i][k] = conv(4, 1) -> relu } }';
    assert.match(
      only({ body: [rounds, 'p -> concat'] }).message,
      /^this is a list of lists; .* an index names: `\[0\]`$/,
    );
    assert.match(only({ before: 'block B(f) { f }', body: ['B(3)'] }).message, /^this is 3; a step begins with/);
    assert.match(only({ before: 'block B(f = none) { f }', body: ['B'] }).message, /^this is none; a step begins with/);
  });
  it('stands on a line of its own, or behind an arrow; a statement only on a line of its own', () => {
    const { message } = only({ body: ['add { branch { } branch { conv(3, 1) } }'] });
    assert.equal(message, 'a line break is missing before `branch`');
    assert.equal(only({ body: ['relu tanh'] }).message, '`->` or a line break is missing before `tanh`');
  });
  it('of Python is told as a whole', () => {
    for (const [line, message] of [
      ['for i in range(3) { relu }', 'rounds are written `repeat 3 as i { ... }`'],
      ['return x', 'nothing is returned: the last step is the output, or those behind `output`'],
      ['self.conv = conv(3, 3)', 'a step is named by one word, with nothing before it'],
      ['y = F.relu(x)', 'there is no layer, block or point called `F.relu`; did you mean `relu`?'],
    ] as const)
      assert.equal(only({ body: [line, 'tanh'] }).message, message);
  });
});

describe('a name', () => {
  it('that is given elsewhere is told where, and why not here', () => {
    for (const [body, why] of [
      [['add(a)', 'a = relu'], /^`a` is given further down/],
      [['dense(8, weight: a.weight)', 'a = dense(8)'], /^`a` is given further down/],
      [['repeat 2 { a = conv(3, 1) -> relu }', 'add(a)'], /^`a` lives for one round of its `repeat`/],
      [['training { output a = conv(3, 1) }', 'add(a)'], /^`a` is given in `training`/],
      [['if 1 == 2 { a = relu }', 'add(a)'], /^`a` is given in an arm of `if` that is not taken here$/],
      [['repeat 2 as i { s[i + 1] = s[i] -> relu }'], /^no element of `s` is given before this line$/],
    ] as const)
      assert.match(only({ body }).message, why);
  });
  it('shows where it is given', () => {
    const problem = analyzeText(textOf({ body: ['add(a)', 'a = relu'] })).problems.find(p => p.severity === 'error');
    assert.deepEqual(
      problem?.related?.map(({ message }) => message),
      ['`a` is given here'],
    );
  });
  it('is one point or a list of points, not both', () => {
    assert.match(only({ body: ['s = relu', 's[0] = relu'] }).message, /^`s` is given already/);
    assert.match(only({ body: ['s[0] = relu', 's = relu'] }).message, /^`s` is given already/);
  });
  it('of a network or block is no size', () => {
    const before = 'block B {\n  input x: [Net, H, W]\n  relu\n}';
    const { message, at } = only({ before, body: ['B'] });
    assert.deepEqual([message, at], ['`Net` is the name of something else here, which is no size', 'Net']);
  });
});

describe('the results of one step', () => {
  it('are a list: counted, repeated over, joined, passed on', () => {
    const input = 'x: 4x8x8';
    assert.equal(outputOf({ input, body: ['parts = split(2)', 'parts -> add'] }), '2x8x8');
    assert.equal(outputOf({ input, body: ['parts = split(2)', 'parts -> concat -> relu'] }), '4x8x8');
    assert.equal(
      outputOf({
        input,
        body: ['parts = split(2)', 'x -> conv(len(parts) + 5, 1)', 'add(1)', 'parts[1] -> conv(len(parts), 1)'],
      }),
      '2x8x8',
    );
    assert.equal(
      outputOf({
        input,
        body: ['parts = split(4)', 'repeat parts as p, i { q[i] = p -> conv(i + 1, 1) }', 'q -> concat'],
      }),
      '10x8x8',
    );
    const before = 'block Each(points) {\n  repeat points as p, i { y[i] = p -> conv(3, 1) }\n  y -> concat\n}';
    assert.equal(outputOf({ before, input, body: ['parts = split(2)', 'Each(parts)'] }), '6x8x8');
  });
  it('are one by one handed on by a layer that is not named', () => {
    assert.match(only({ input: 'x: 4x8x8', body: ['split(2) -> add'] }).message, /needs something to add/);
  });
});

describe('a block that never reads its flow', () => {
  const before = 'block Source { parameter([3]) -> relu }';
  it('may begin a path', () => {
    assert.equal(outputOf({ before, input: 'x: [3]', body: ['a = Source', 'x -> add(a)'] }), '[3]');
  });
  it('takes nothing in', () => {
    const { message, at } = only({ before, input: 'x: [3]', body: ['relu -> Source'] });
    assert.match(message, /^Source takes nothing in/);
    assert.equal(at, 'Source');
  });
});

describe('one mistake, one message', () => {
  it('for steps that stand directly among branches', () => {
    assert.match(only({ body: ['concat { repeat 2 { conv(3, 1) } }'] }).message, /stand only branches/);
  });
  it('for `...` that stands twice', () => {
    const before = 'block B {\n  input x: [..., C, ...]\n  relu\n}';
    assert.match(only({ before, input: 'x: [6]', body: ['B'] }).message, /stands once in a shape/);
  });
  it('for an input of a shape that the block does not take: its name is unknown from there on', () => {
    const before = 'block B(w) {\n  input x\n  input y: [w]\n  x -> dense(w) -> add(y)\n}';
    assert.match(only({ before, input: 'x: [9]', body: ['B(8, y: x)'] }).message, /^`y` has the shape \[9\]/);
  });
  it('for the state of a recurrence', () => {
    const before = 'block C(w) {\n  input x\n  input s: [w]\n  x -> dense(w) -> add(s)\n}';
    assert.match(
      only({ before, input: 'x: [5, 4]', body: ['scan(C(8), state: 9)'] }).message,
      /^`s` has the shape \[9\]/,
    );
  });
  it('for one state where there are two', () => {
    const before =
      'block C(w) {\n  input x\n  input h: [w]\n  input c: [w]\n  output a = x -> dense(w) -> add(h)\n  output b = c -> tanh\n}';
    const { message } = only({ before, input: 'x: [5, 4]', body: ['scan(C(8), state: [8, 8])'] });
    assert.match(message, /carries 2 states \(h, c\), but one is given; .*`state: \[\[64\], \[64\]\]`$/);
  });
  it('for a chain where one call stands', () => {
    assert.match(only({ body: ['shared d = conv(3, 3) -> relu', 'd'] }).message, /`shared` makes one layer or block/);
    assert.match(
      only({ body: ['defaults { conv(bias: false), dense(bias: false) }', 'conv(3, 3)'] }).message,
      /one layer with arguments/,
    );
  });
});

describe('the remedy', () => {
  it('for sizes that meet at another axis is that axis', () => {
    const input = 'x: [10, 6]';
    assert.deepEqual(only({ input, body: ['b = parameter([6])', 'x -> add(b)'] }).fixes, ['Write `axis: 1`']);
    assert.deepEqual(only({ input, body: ['y = x -> dense(3)', 'x -> concat(y)'] }).fixes, ['Write `axis: 1`']);
  });
  it('for a weight that fits when it is turned is `transpose`', () => {
    const body = ['e = dense(32) -> relu', 'dense(784, weight: e.weight)'];
    assert.match(only({ input: 'x: [784]', body }).message, /transposed it fits: `transpose\(...\)`$/);
  });
  it('for symbols of which a decision depends is a number each', () => {
    const { message } = only({ input: 'x: [3, H, W]', body: ['if H == W { relu }'] });
    assert.match(message, /depends on H and W, which are not known here; give them numbers$/);
  });
  it('for an axis of one number is none', () => {
    const { message, fixes } = only({ body: ['reduce(sum, axis: [0, 1, 2])', 'concat(x, axis: 0)'] });
    assert.match(message, /there is no axis 0 in \[\]: it is one number$/);
    assert.deepEqual(fixes, []);
  });
});
