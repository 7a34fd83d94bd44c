/** `large-kernel`: a window of 5x5 or 7x7 where a stack of 3x3 sees as far with fewer weights. */
import { cross } from '../../catalogue/layers/window.js';
import { formatCount } from '../../shape/bytes.js';
import type { Dim } from '../../shape/dim.js';
import type { GraphFix, Mend } from '../../graph/graph.js';
import { defineLint, type LintNode } from './lint.js';
import { all, windowOf } from './sliding.js';

const MIN_PARAMETERS = 10_000;
/** Below a quarter the stack is a matter of taste. */
const MIN_SAVING = 1 / 4;

/** Weights of the layer, and of as many 3x3 layers as see equally far. */
function compared(node: LintNode): { readonly count: number; readonly has: Dim; readonly needs: Dim } | undefined {
  const window = windowOf(node);
  const out = node.arg('channels') as Dim | undefined;
  const groups = node.arg('groups') as Dim | undefined;
  if (!window || !out || window.kernel.length < 2 || groups?.equals(1) !== true || !all(window.stride, 1))
    return undefined;
  const [size] = window.kernel;
  if (!size || (!size.equals(5) && !size.equals(7)) || !all(window.kernel, size.value)) return undefined;
  if (!window.extents.every((extent, i) => extent.equals(window.kernel[i] ?? 0))) return undefined;
  const count = (size.value - 1) / 2;
  const rank = window.kernel.length;
  const { channels } = window;
  const cells = 3 ** rank;
  return {
    count,
    has: channels.times(out).times(size.value ** rank),
    needs: channels
      .times(out)
      .plus(out.times(out).times(count - 1))
      .times(cells),
  };
}

/** Arguments that the fix carries over. */
const carried = ['channels', 'kernel', 'padding', 'bias'];

/** The first of the small windows takes the place of the large one; the others follow. */
function stack(node: LintNode, count: number): GraphFix | undefined {
  const { sources, args } = node.node.call;
  const written = [...sources].filter(([, source]) => source === 'written').map(([name]) => name);
  if (!written.every(name => carried.includes(name)) || [...sources.values()].includes('defaults-block'))
    return undefined;
  const window = windowOf(node);
  const none = window && all(window.sides.flat(), 0);
  if (!window || (!none && !all(window.sides.flat(), count))) return undefined;
  const padding = window.padding === 'same' ? 'padding: same' : none ? undefined : 'padding: 1';
  const bias = args['bias'] === false ? 'bias: false' : undefined;
  const step = `relu -> conv(${['{channels}', '3', padding, bias].filter(part => part !== undefined).join(', ')})`;
  const set = (argument: string, value: string): Mend => ({ kind: 'argument', call: node.place, argument, value });
  return {
    title: `Write ${String(count)} convolutions of 3x3 with \`relu\` between them`,
    mends: [
      set('kernel', '3'),
      ...(padding === 'padding: 1' ? [set('padding', '1')] : []),
      {
        kind: 'add-step',
        call: node.place,
        where: 'after',
        step: Array.from({ length: count - 1 }, () => step).join(' -> '),
      },
    ],
    careful: true,
  };
}

export const largeKernel = defineLint({
  name: 'large-kernel',
  severity: 'hint',
  what: 'A convolution with a 5x5 or 7x7 window could be a stack of 3x3 windows.',
  why: 'Two 3x3 windows see 5x5 cells, three see 7x7, with fewer weights and multiply-adds and a non-linearity more.',
  instead: 'Write 3x3 convolutions with an activation between them.',
  source: 'Simonyan & Zisserman 2015, section 2.3',
  bad: 'conv(64, 5, padding: 2) -> relu',
  good: 'conv(64, 3, padding: 1) -> relu -> conv(64, 3, padding: 1) -> relu',
  exampleInput: '64x16x16',
  *check(network) {
    for (const node of network.having('slides')) {
      if (!node.has('mixes-channels') || node.parameters.is('>=', MIN_PARAMETERS) !== true) continue;
      const found = compared(node);
      if (!found) continue;
      const { count, has, needs } = found;
      const saving = has.minus(needs).over(has);
      if (saving.is('>=', MIN_SAVING) !== true) continue;
      const kernel = windowOf(node)?.kernel ?? [];
      const small = cross(kernel.map(() => kernel[0]?.over(kernel[0]).times(3) ?? has));
      const fix = stack(node, count);
      yield {
        node,
        at: 'kernel',
        ...(fix && { fix }),
        message: `${String(count)} layers of ${small} see as far as ${cross(kernel)} with ${formatCount(needs)} weights in place of ${formatCount(has)} (${String(Math.round(saving.value * 100))} % less)`,
      };
    }
  },
});
