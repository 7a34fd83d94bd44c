/** How a convolution gets its padding: even zeros inside of the operation, all else by an explicit pad before it. */
import { Dim } from '../../shape/dim.js';
import type { Sides } from '../spatial-parameters.js';
import { spelled, type Builder, type Value } from './layer.js';
import { isEven, sidesOf, unevenPart, type WindowArguments } from './window.js';

export interface ConvArguments extends WindowArguments {
  readonly padding_mode: 'zeros' | 'reflect' | 'replicate' | 'circular';
}

const none = (sides: Sides): Sides => sides.map(() => [Dim.of(0), Dim.of(0)]);

/** Pads that stand before the convolution, and the sides that are left to it. PyTorch divides the work in the same way. */
function parts(axes: readonly Dim[], a: ConvArguments): { readonly before: Sides | undefined; readonly inside: Sides } {
  const sides = sidesOf(axes, a);
  if (a.padding_mode !== 'zeros') return { before: sides, inside: none(sides) };
  if (isEven(sides)) return { before: undefined, inside: sides };
  const { uneven, even } = unevenPart(sides);
  return { before: uneven, inside: even };
}

/** The input with its explicit padding, and the padding of the convolution itself. */
export function padForConv(op: Builder, x: Value, axes: readonly Dim[], a: ConvArguments): readonly [Value, Sides] {
  const { before, inside } = parts(axes, a);
  if (before === undefined) return [x, inside];
  const padding: Sides = [[Dim.of(0), Dim.of(0)], ...before];
  return [op.pad(x, { amounts: padding, mode: a.padding_mode }), inside];
}

/** PyTorch lists the sides of the last axis first. */
export const torchSides = (sides: Sides): readonly Dim[] => [...sides].reverse().flatMap(([low, high]) => [low, high]);

interface Spelled extends ConvArguments {
  readonly channels: Dim;
  readonly dilation: readonly Dim[];
  readonly groups: Dim;
  readonly bias: boolean;
}

export function convSpelled(name: string, C: Dim, axes: readonly Dim[], a: Spelled): string {
  const zeros = a.padding_mode === 'zeros';
  const even = isEven(sidesOf(axes, a));
  const { before, inside } = zeros
    ? parts(axes, a)
    : { before: even ? undefined : sidesOf(axes, a), inside: even ? sidesOf(axes, a) : none(sidesOf(axes, a)) };
  const conv = spelled(name, [C, a.channels, a.kernel], {
    stride: { value: a.stride, default: 1 },
    padding: { value: inside.map(([low]) => low), default: 0 },
    dilation: { value: a.dilation, default: 1 },
    groups: { value: a.groups, default: 1 },
    bias: { value: a.bias, default: true },
    padding_mode: { value: before === undefined ? a.padding_mode : 'zeros', default: 'zeros' },
  });
  if (before === undefined) return conv;
  const kind = { zeros: 'Zero', reflect: 'Reflection', replicate: 'Replication', circular: 'Circular' }[a.padding_mode];
  const pad = `nn.${kind}Pad${String(axes.length)}d((${torchSides(before).map(String).join(', ')}))`;
  return `nn.Sequential(${pad}, ${conv})`;
}
