/** `even-kernel-same`: an even window whose `same` padding is uneven. */
import { cross } from '../../catalogue/layers/window.js';
import { defineLint, setArgument } from './lint.js';
import { all, windowOf } from './sliding.js';

export const evenKernelSame = defineLint({
  name: 'even-kernel-same',
  severity: 'info',
  what: 'A window of even size has `padding: same` at stride 1.',
  why: 'There is no middle cell: one side gets a cell more than the other, and the map moves by half a cell with each such layer.',
  instead: 'Use an odd window.',
  source: 'Wu et al. 2019, Convolution with even-sized kernels and symmetric padding',
  bad: 'conv(16, 4, padding: same)',
  good: 'conv(16, 3, padding: same)',
  *check(network) {
    for (const node of network.having('slides')) {
      if (node.arg('padding') !== 'same') continue;
      const window = windowOf(node);
      if (!window || !all(window.stride, 1)) continue;
      const even = window.extents.some(extent => extent.isMultipleOf(2) === true);
      if (!even) continue;
      const [low, high] = window.sides.find(([a, b]) => !a.equals(b)) ?? [];
      const odd = window.kernel.map(k => (k.isMultipleOf(2) === true ? k.minus(1).max(3) : k));
      yield {
        node,
        at: 'kernel',
        message: `a ${cross(window.kernel)} window has no middle: \`same\` adds ${String(low)} before and ${String(high)} behind, so the map moves by half a cell`,
        fix: setArgument(node, 'kernel', all(odd, odd[0]?.value ?? 3) ? String(odd[0]) : cross(odd)),
      };
    }
  },
});
