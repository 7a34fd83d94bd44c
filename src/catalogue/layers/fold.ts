/** `fold`: columns back into their windows, added where windows overlap. */
import { foldedSketch } from '../sketch.js';
import type { Doc } from '../details.js';
import { Dim } from '../../shape/dim.js';
import {
  defineLayer,
  defineParameter,
  python,
  readCount,
  sizes,
  type Argument,
  type Parameter,
  type Read,
  type Shape,
} from './layer.js';
import { nearestMultiples, product, written } from './rules.js';
import { sidesOf, windows, type WindowArguments } from './window.js';

/** One size for each axis of the result, or one for all: how many axes there are is known from `size`. */
const each = (doc: Doc, usual: number | undefined, alias?: string, min = 1): Parameter<Shape> =>
  defineParameter<Shape>({
    kind: 'sizes',
    doc,
    alias,
    ...(usual === undefined ? {} : { written: String(usual), fallback: (): Shape => [Dim.of(usual)] }),
    read: (argument: Argument): Read<Shape> => {
      const found: Dim[] = [];
      for (const item of argument.kind === 'list' ? argument.items : [argument]) {
        const one = readCount(item, { min });
        if ('error' in one) return one;
        found.push(one.value);
      }
      return { value: found };
    },
  });

interface Arguments {
  readonly size: Shape;
  readonly kernel: Shape;
  readonly stride: Shape;
  readonly dilation: Shape;
  readonly padding: Shape;
}

const spread = (shape: Shape, rank: number): Shape =>
  shape.length === rank ? shape : Array.from({ length: rank }, (_, i) => shape[i] ?? shape[0] ?? Dim.of(1));

function window(a: Arguments): WindowArguments & { readonly dilation: Shape } {
  const rank = a.size.length;
  return {
    kernel: spread(a.kernel, rank),
    stride: spread(a.stride, rank),
    dilation: spread(a.dilation, rank),
    padding: spread(a.padding, rank).map(side => [side, side] as const),
  };
}

export const fold = defineLayer({
  name: 'fold',
  summary: 'Adds columns back into the windows that they stand for.',
  formula: '[C · cells of a window, number of windows] → [C, H, W]',
  source: 'torch.nn.Fold',
  traits: ['linear'],
  parameters: {
    size: sizes('size of the result behind the channel', { min: 1, alias: 'output_size' }),
    kernel: each('window size', undefined, 'kernel_size'),
    stride: each('step from one window to the next', 1),
    padding: each('cells of zero on each side', 0, undefined, 0),
    dilation: each('distance between the cells of a window', 1),
  },
  input: ['K', 'L'],
  requires: [
    {
      at: 'kernel',
      holds: ({ K }, a) => K.isMultipleOf(product(window(a).kernel)),
      says: ({ K }, a) =>
        `${K.toString()} rows do not split into windows of ${written(window(a).kernel)}; ${nearestMultiples(
          K,
          product(window(a).kernel),
        )
          .map(String)
          .join(' or ')} would`,
    },
    {
      at: 'size',
      holds: ({ L }, a) => {
        const counts = windows(a.size, window(a));
        return counts.some(n => n.is('<', 1) === true) ? false : L.is('==', product(counts));
      },
      says: ({ L }, a) => {
        const counts = windows(a.size, window(a));
        return `a ${written(a.size)} map has ${written(counts)} windows of ${written(window(a).kernel)}, but there are ${L.toString()} columns`;
      },
    },
  ],
  shape: ({ K }, a) => [K.over(product(window(a).kernel)), ...a.size],
  lower(op, x, _, a) {
    const { kernel, stride, dilation } = window(a);
    return op.fold(x, { size: a.size, kernel, stride, dilation, padding: sidesOf(a.size, window(a)) });
  },
  spell: {
    pytorch: (_, a) =>
      `nn.Fold(${python(a.size)}, ${python(window(a).kernel)}, dilation=${python(window(a).dilation)}, padding=${python(sidesOf(a.size, window(a)).map(([low]) => low))}, stride=${python(window(a).stride)})`,
  },
  sketch({ K, L }, a) {
    const { kernel, stride, dilation } = window(a);
    const before = sidesOf(a.size, window(a)).map(([low]) => low);
    return foldedSketch({
      size: a.size,
      columns: [K, L],
      kernel,
      stride,
      dilation,
      before,
      counts: windows(a.size, window(a)),
    });
  },
  example: 'fold(8x8, 3, padding: 1)',
  exampleInput: '[27, 64]',
});
