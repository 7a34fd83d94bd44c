/** Convolution, its two gradients, and its transpose: all by patches. */
import type {
  ConvAttributes,
  ConvGradientAttributes,
  TransposedConvAttributes,
} from '../../../catalogue/operations/convolution.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { correlatePatches } from './correlate-patches.js';
import { multiplyPatches } from './multiply-patches.js';
import { patchesOf, type Patches } from './patches.js';
import { spreadPatches } from './spread-patches.js';
import { samplesOf, sizesOf, tensorAt } from './tensors.js';
import { asThree, cellsOfWindows, type AxisGeometry } from './windows.js';

/** The axes behind the channel: cells are `wide`'s, windows `narrow`'s. */
function axesOf(
  wide: Tensor,
  narrow: Tensor,
  kernel: readonly number[],
  { stride, padding, dilation }: Concrete<ConvAttributes>,
): readonly [AxisGeometry, AxisGeometry, AxisGeometry] {
  const windows = sizesOf(narrow).slice(1);
  return asThree(
    sizesOf(wide)
      .slice(1)
      .map((size, i) => ({
        size,
        kernel: kernel[i]!,
        stride: stride[i]!,
        padding: padding[i]![0],
        dilation: dilation[i]!,
        windows: windows[i]!,
      })),
  );
}

type Three = readonly [AxisGeometry, AxisGeometry, AxisGeometry];

const three = ([a, b, c]: Three, of: (axis: AxisGeometry) => number): readonly [number, number, number] => [
  of(a),
  of(b),
  of(c),
];

/** Tables by the attributes of their node, which a plan makes once, and by the sizes, which differ between plans. */
const tables = new WeakMap<object, Map<string, Patches>>();

/** For each window, the cells under its taps. */
function patchesAt(attributes: object, axes: Three): Patches {
  const known = tables.get(attributes) ?? new Map<string, Patches>();
  tables.set(attributes, known);
  const key = axes.map(({ size, kernel, windows }) => `${size},${kernel},${windows}`).join(' ');
  const patches =
    known.get(key) ??
    patchesOf(
      [cellsOfWindows(axes[0]), cellsOfWindows(axes[1]), cellsOfWindows(axes[2])],
      three(axes, axis => axis.size),
      three(axes, axis => axis.kernel),
    );
  known.set(key, patches);
  return patches;
}

/** x_NCDHW, w_KCdhw -> y_NKDHW. */
export const conv: Kernel<ConvAttributes> = (results, inputs, attributes) => {
  const [y, x, w] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [channels, read, ...kernel] = w.shape;
  const { groups } = attributes;
  multiplyPatches(y.data, x.data, w.data, patchesAt(attributes, axesOf(x, y, kernel, attributes)), {
    samples: samplesOf(x),
    groups,
    made: channels! / groups,
    read: read!,
  });
};

/** g_NKDHW, w_KCdhw -> x_NCDHW. */
export const convInputGradient: Kernel<ConvGradientAttributes> = (results, inputs, attributes) => {
  spreadWindows(tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1), attributes);
};

/** The same sum as the gradient of a convolution by its input. */
export const transposedConv: Kernel<TransposedConvAttributes> = (results, inputs, attributes) => {
  spreadWindows(tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1), attributes);
};

function spreadWindows(x: Tensor, g: Tensor, w: Tensor, attributes: Concrete<ConvAttributes>): void {
  const [channels, made, ...kernel] = w.shape;
  const { groups } = attributes;
  spreadPatches(x.data, g.data, w.data, patchesAt(attributes, axesOf(x, g, kernel, attributes)), {
    samples: samplesOf(g),
    groups,
    made: made!,
    read: channels! / groups,
  });
}

/** x_NCDHW, g_NKDHW -> w_KCdhw. */
export const convWeightGradient: Kernel<ConvGradientAttributes> = (results, inputs, attributes) => {
  const [w, x, g] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [channels, read, ...kernel] = w.shape;
  const { groups } = attributes;
  correlatePatches(w.data, x.data, g.data, patchesAt(attributes, axesOf(x, g, kernel, attributes)), {
    samples: samplesOf(x),
    groups,
    made: channels! / groups,
    read: read!,
  });
};
