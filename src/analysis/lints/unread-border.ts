/** `unread-border`: windows that end before the input does. */
import { cross } from '../../catalogue/layers/window.js';
import { defineLint, setArgument, type LintNode } from './lint.js';
import { windowOf } from './sliding.js';

const WORDS: readonly (readonly string[])[] = [['cells'], ['rows', 'columns'], ['planes', 'rows', 'columns']];

/** `the last row and the last 2 columns` */
function named(counts: readonly number[]): string {
  const words = WORDS[counts.length - 1] ?? [];
  const parts = counts.flatMap((n, i) => {
    const word = words[i] ?? 'cells';
    return n === 0 ? [] : [n === 1 ? `the last ${word.slice(0, -1)}` : `the last ${String(n)} ${word}`];
  });
  return parts.join(' and ');
}

/** Layers that are followed to find what a result is joined with. */
const MAX_FOLLOWED = 60;

/** Whether what it makes is joined with what it has not made: a cell more would be a mistake there. */
function meetsOthers(node: LintNode): boolean {
  const made = new Set<LintNode>([node]);
  for (const at of made) {
    if (made.size > MAX_FOLLOWED) break;
    if (!at.has('global')) for (const reader of at.consumers) made.add(reader);
  }
  const isMade = (one: LintNode | undefined): boolean => one !== undefined && made.has(one);
  return [...made].some(at => at !== node && at.has('joins') && !at.producers.every(isMade));
}

export const unreadBorder = defineLint({
  name: 'unread-border',
  severity: 'hint',
  what: 'The step does not divide the way of the window over its input, so cells at the far border are never read.',
  why: 'What stands there is lost, and sizes that are rounded down no longer match the sizes before them.',
  instead:
    'Choose a size, padding or stride for which (input + padding - window) / stride is whole, or let a pool have `ceil_mode`.',
  source: 'Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning, section 2.4',
  bad: 'maxpool(2)',
  good: 'maxpool(2, ceil_mode: true)',
  exampleInput: '1x25x25',
  *check(network) {
    for (const node of network.having('slides')) {
      if (node.arg('ceil_mode') === true) continue;
      const window = windowOf(node);
      if (!window || window.padding === 'same') continue;
      const counts = window.unread;
      if (counts.every(n => n === 0)) continue;
      const many = counts.reduce((sum, n) => sum + n, 0) > 1;
      yield {
        node,
        message: `${named(counts)} of ${cross(window.axes)} ${many ? 'are never read' : 'is never read'}: a ${cross(window.kernel)} window at stride ${cross(window.stride)} ends before`,
        ...(node.has('pools') &&
          !meetsOthers(node) && { fix: { ...setArgument(node, 'ceil_mode', 'true'), careful: true } }),
      };
    }
  },
});
