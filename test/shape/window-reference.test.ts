/** Windows against PyTorch's own answers (test/reference/layers.json): every convolution, pooling, unfolding and transposed convolution. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Dim } from '../../src/shape/dim.js';
import { isHalfPadding, sameWindows, transposedCount, windowCount } from '../../src/shape/window.js';

type Sizes = number | readonly number[];
interface Case {
  readonly id: number;
  readonly module: string;
  readonly args: Readonly<Record<string, unknown>> & {
    readonly kernel_size: Sizes;
    readonly stride?: Sizes;
    readonly padding?: Sizes | string;
    readonly dilation?: Sizes;
    readonly output_padding?: Sizes;
    readonly ceil_mode?: boolean;
  };
  readonly inputs: readonly (readonly number[])[];
  readonly outputs?: readonly (readonly number[])[];
  readonly message?: string;
}

const { cases } = JSON.parse(readFileSync('test/reference/layers.json', 'utf8')) as { cases: readonly Case[] };
const family = /^(Conv|ConvTranspose|MaxPool|AvgPool|LPPool)([123])d$/;
const at = (value: Sizes | undefined, axis: number, otherwise: number): number =>
  value === undefined ? otherwise : typeof value === 'number' ? value : (value[value.length === 1 ? 0 : axis] ?? NaN);

interface Answer {
  readonly count: Dim;
  readonly refused: boolean;
}

/** One axis of a case. A pooling's stride is its kernel unless given; only the poolings limit their padding. */
function answer({ module, args }: Case, axis: number, size: number): Answer {
  const kernel = at(args.kernel_size, axis, 1);
  const pools = module.includes('Pool');
  const stride = at(args.stride, axis, pools ? kernel : 1);
  const dilation = at(args.dilation, axis, 1);
  if (args.padding === 'same') {
    const { count, problem } = sameWindows({ size: Dim.of(size), kernel, stride, dilation });
    return { count, refused: problem !== undefined };
  }
  const side = typeof args.padding === 'string' ? 0 : at(args.padding, axis, 0);
  const shared = { size: Dim.of(size), kernel, stride, dilation, padding: [side, side] as const };
  if (module.startsWith('ConvTranspose')) {
    const { count, problem } = transposedCount({ ...shared, outputPadding: at(args.output_padding, axis, 0) });
    return { count, refused: problem !== undefined };
  }
  const { count, problem } = windowCount({ ...shared, ceilMode: args.ceil_mode ?? false });
  return { count, refused: problem !== undefined || (pools && isHalfPadding(kernel, [side, side]) === false) };
}

function answers(c: Case, rank: number): readonly Answer[] {
  const sizes = c.inputs[0]?.slice(-rank) ?? [];
  return sizes.map((size, axis) => answer(c, axis, size));
}

describe('windows as PyTorch counts them', () => {
  const checked = cases.flatMap(c => {
    const rank = Number(family.exec(c.module)?.[2] ?? NaN);
    return Number.isNaN(rank) ? [] : [{ c, rank }];
  });
  const right = checked.filter(({ c }) => c.outputs !== undefined);

  for (const name of new Set(checked.map(({ c }) => c.module))) {
    it(`gives the sizes of every ${name}`, () => {
      const own = right.filter(({ c }) => c.module === name);
      for (const { c, rank } of own) {
        const found = answers(c, rank);
        assert.deepEqual(
          found.map(a => a.count.value),
          c.outputs?.[0]?.slice(-rank),
          `case ${c.id}: ${JSON.stringify(c)}`,
        );
        assert.ok(
          found.every(a => !a.refused),
          `case ${c.id} is accepted: ${JSON.stringify(c)}`,
        );
      }
      assert.ok(own.length > 3);
    });
  }

  it('refuses what PyTorch refuses for its geometry', () => {
    const geometry =
      /too small|greater than actual|Invalid computed|output padding must|half of|stride should not|smaller than kernel/;
    const wrong = checked.filter(({ c }) => geometry.test(c.message ?? ''));
    // AvgPool3d alone compares the kernel with the input before padding and rounding up; its two-dimensional sister does not.
    const particular = (c: Case): boolean =>
      /smaller than kernel/.test(c.message ?? '') && ('padding' in c.args || 'ceil_mode' in c.args);
    for (const { c, rank } of wrong.filter(w => !particular(w.c))) {
      const found = answers(c, rank);
      assert.ok(
        found.some(a => a.refused),
        `case ${c.id} is refused: ${JSON.stringify(c)}`,
      );
    }
    assert.ok(wrong.length >= 40, `${wrong.length} cases`);
  });

  it('gives the number of blocks of every Unfold', () => {
    const unfolds = cases.filter(c => c.module === 'Unfold' && c.outputs !== undefined);
    for (const c of unfolds) {
      const blocks = answers(c, 2).reduce((n, a) => n * a.count.value, 1);
      assert.equal(blocks, c.outputs?.[0]?.at(-1), JSON.stringify(c));
    }
    assert.ok(unfolds.length > 3);
  });
});
