/** Numbers that make no sense together: the rule, the numbers, and values that work, each of which is tried here as a person would. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { actions } from '../../src/editor/actions.js';
import type { GraphProblem } from '../../src/graph/graph.js';
import type { ReferenceCase } from '../reference-layers/steps.js';
import { written } from '../reference-layers/write.js';
import { fixture } from './view.js';

interface Offer {
  readonly title: string;
  /** The text after the fix was taken. */
  readonly text: string;
}

interface Mistake {
  readonly problem: GraphProblem;
  readonly offers: readonly Offer[];
}

const errorsIn = (text: string): readonly GraphProblem[] =>
  fixture(text)
    .view.report()
    .problems.filter(({ severity }) => severity === 'error');

/** The first error of a text and what the editor offers for it. */
function mistakeIn(text: string): Mistake | undefined {
  const { view } = fixture(text);
  const [problem] = view.report().problems.filter(({ severity }) => severity === 'error');
  if (problem === undefined) return undefined;
  const offers = actions(view, problem.range).filter(action => action.kind === 'fix' && action.problem === problem);
  return {
    problem,
    offers: offers.map(({ title, edits }) => ({
      title,
      text: [...edits]
        .sort((a, b) => b.range.start - a.range.start)
        .reduce((all, { range, text: put }) => all.slice(0, range.start) + put + all.slice(range.end), text),
    })),
  };
}

const network = (input: string, step: string): string => `network N {\n  input x: ${input}\n  ${step}\n}\n`;
const trained = (setting: string): string =>
  `network N {\n  input features: [2]\n  dense(2)\n}\ntrain N {\n  data: spiral\n  loss: cross_entropy\n  ${setting}\n}\n`;

/** Input, step, what the message says, values offered: by arithmetic; divisors are near by their ratio, 20 as near to 10 as 5. */
const cases: readonly (readonly [input: string, step: string, says: RegExp, offered: readonly string[]])[] = [
  // Divisors of both 12 and 18: 1, 2, 3, 6; nearest to 4 are 3 and 2, or 6.
  [
    '12x8x8',
    'conv(18, 3, groups: 4)',
    /18 output channels cannot be split into 4/,
    ['groups: 3', 'groups: 6', 'groups: 2'],
  ],
  [
    '10x8x8',
    'conv(10, 3, groups: 3)',
    /10 input channels cannot be split into 3/,
    ['groups: 2', 'groups: 5', 'groups: 1'],
  ],
  ['30x8x8', 'groupnorm(32)', /30 channels cannot be split into 32/, ['groups: 30', 'groups: 15', 'groups: 10']],
  ['9x4x4', 'channel_shuffle(2)', /9 channels cannot be split into 2/, ['groups: 3', 'groups: 1', 'groups: 9']],
  [
    '[16, 100]',
    'attention(heads: 12)',
    /a width of 100 cannot be split into 12/,
    ['heads: 10', 'heads: 20', 'heads: 25'],
  ],
  [
    '[16, 64]',
    'attention(heads: 8, kv_heads: 3)',
    /8 heads of queries cannot share 3/,
    ['kv_heads: 4', 'kv_heads: 2', 'kv_heads: 8'],
  ],
  // Below the stride of 2.
  ['4x8x8', 'transposed_conv(4, 3, stride: 2, output_padding: 2)', /must be below the stride/, ['output_padding: 1']],
  // (4 - 1) * 1 + 2 - 2p must be 1 at least: p is 2 at most.
  ['4x4', 'transposed_conv(4, 2, padding: 3)', /cuts off more than there is/, ['padding: 2', 'padding: 1']],
  ['3x8x8', 'maxpool(3, padding: 2)', /more than half of the 3x3 window/, ['padding: 1']],
  ['3x8x8', 'avgpool(2, padding: 2)', /more than half of the 2x2 window/, ['padding: 1']],
  ['3x5x5', 'conv(8, 7)', /a 7x7 window does not fit in the 5x5 input/, ['padding: same', 'kernel: 5']],
  ['3x8x8', 'maxpool(9)', /a 9x9 window does not fit/, ['padding: same', 'kernel: 8']],
  // A mirror has size - 1 cells to show.
  ['2x3x3', 'conv(3, 3, padding: 4, padding_mode: reflect)', /at most 2x2 cells/, ['padding: 2', 'padding: 1']],
  ['2x4', 'pad([[4, 4]], mode: reflect)', /at most \[3\] cells/, ['amount: [[3, 3]]', 'amount: [[2, 2]]']],
  ['8x4', 'pixel_shuffle(3)', /./, []],
  ['8x4x4', 'pixel_shuffle(3)', /8 channels do not split into groups of 3² = 9/, ['factor: 2', 'factor: 1']],
  ['3x6x10', 'pixel_unshuffle(4)', /6x10 does not split into squares of 4/, ['factor: 2', 'factor: 1']],
  ['6x8', 'split(4)', /6 cannot be cut into 4 equal parts/, ['parts: 3', 'parts: 6', 'parts: 2']],
  ['3x8x8', 'split(sizes: [1, 3])', /./, ['sizes: [1, 2]']],
  ['3x4x4', 'reshape([5, 10])', /48 numbers/, ['shape: [48]']],
  ['3x8x8', 'dropout(1.5)', /at most 1, but this is 1.5/, ['p: 1']],
  ['3x8x8', 'conv(2.5, 3)', /whole number, but this is 2.5/, ['channels: 2', 'channels: 3']],
  ['3x8x8', 'conv(4, 0)', /at least 1, but this is 0/, ['kernel: 1']],
  ['3x8x8', 'conv(4, [3, 3, 3])', /3 sizes, but the input has 2 axes/, ['kernel: 3']],
  ['3x8x8', 'softmax(axis: 3)', /no axis 3 in 3x8x8/, ['axis: 2', 'axis: 0']],
  ['3x8x8', 'upsample(factor: 2, size: 4)', /exactly one/, ['size', 'factor']],
  ['3x5x7', 'upsample(factor: 0.1)', /nothing is left/, ['factor: 0.25', 'factor: 0.5', 'factor: 1']],
  ['[16, 8]', 'lstm(8, projection: 8)', /./, ['projection: 7']],
  ['3x10x10', 'windows(4)', /./, ['size: 5', 'size: 2', 'size: 10']],
];

const bySetting: readonly (readonly [setting: string, says: RegExp, offered: readonly string[]])[] = [
  ['batch: 0', /at least 1, not 0/, ['1']],
  ['batch: 2.5', /a whole number, not 2.5/, ['2', '3']],
  ['validation: -0.5', /at least 0/, ['0']],
  ['optimizer: adam(beta1: 1.5)', /at most 1, but this is 1.5/, ['1']],
  ['optimizer: sgd(momentum: -1)', /at least 0, but this is -1/, ['0']],
];

function check(text: string, says: RegExp, offered: readonly string[]): void {
  const mistake = mistakeIn(text);
  assert.ok(mistake, `nothing is said of\n${text}`);
  const { problem, offers } = mistake;
  assert.match(problem.message, says);
  const values = offers.map(({ title }) => /`([^`]+)`/.exec(title)?.[1] ?? title);
  assert.deepEqual(values, offered, problem.message);
  for (const offer of offers) {
    const left = errorsIn(offer.text).map(({ message }) => message);
    assert.deepEqual(left, [], `${offer.title} gives\n${offer.text}`);
  }
}

describe('values that work', () => {
  for (const [input, step, says, offered] of cases) {
    it(`are offered for ${step} on ${input}`, () => check(network(input, step), says, offered));
  }

  for (const [setting, says, offered] of bySetting) {
    it(`are offered for ${setting}`, () => check(trained(setting), says, offered));
  }

  it('stand in the message, unless the rule names them', () => {
    const message = (input: string, step: string): string => mistakeIn(network(input, step))?.problem.message ?? '';
    assert.equal(
      message('10x8x8', 'conv(10, 3, groups: 3)'),
      '10 input channels cannot be split into 3 equal groups; `groups: 2`, `groups: 5` or `groups: 1` works',
    );
    assert.doesNotMatch(message('3x8x8', 'maxpool(3, padding: 2)'), /works/);
  });

  it('mend every case that PyTorch refuses and for which some are offered', () => {
    let tried = 0;
    const { cases: all } = JSON.parse(readFileSync('test/reference/layers.json', 'utf8')) as {
      cases: readonly ReferenceCase[];
    };
    for (const one of all.filter(({ error }) => error)) {
      const made = written(one);
      if ('skip' in made) continue;
      const mistake = mistakeIn(made.text);
      if (mistake?.problem.code !== 'bad-argument') continue;
      const before = errorsIn(made.text).length;
      for (const { title, text } of mistake.offers) {
        const left = errorsIn(text);
        const same = left.some(({ message }) => message === mistake.problem.message);
        assert.ok(!same && left.length < before, `${title} does not mend\n${made.text}${left[0]?.message ?? ''}`);
        tried++;
      }
    }
    // 257 of the cases are refused; most of them for an argument.
    assert.ok(tried > 150, String(tried));
  });
});
