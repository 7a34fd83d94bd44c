/** What is said of mistakes in the steps and shapes of a body, where something is wrong. */
import { formatShape, sameShape, type Shape } from '../shape/shape.js';
import { written, type Datum, type WeightDatum } from './datum.js';

/** `parameter`: the one that an argument without a name would be. */
export const behindNamed = (parameter: string): string =>
  `an argument without a name stands before those with one; if \`${parameter}\` is meant, write \`${parameter}:\` before it`;

/** A value where a step begins. */
export function noStep(datum: Datum): string {
  const begins = 'a step begins with a point or a layer';
  if (datum.kind === 'list' && datum.items.some(item => item.kind === 'list'))
    return 'this is a list of lists; a step begins with one of them, which an index names: `[0]`';
  return `this is ${datum.kind === 'text' ? 'a text' : written(datum)}; ${begins}`;
}

export const takesNothing = (name: string): string =>
  `${name} takes nothing in: it begins a path of its own, so nothing may flow into it`;

/** `name`: what stands where a size is wanted, if it is a name. */
export const noSize = (name: string | undefined): string =>
  name === undefined
    ? 'a shape is written `3x32x32`, `[3, H, W]` or a number'
    : `\`${name}\` is the name of something else here, which is no size`;

/** Symbols that a number or a decision depends on. */
export const dependsOn = (what: string, symbols: readonly string[]): string =>
  `${what} depends on ${symbols.join(' and ')}, which ${symbols.length === 1 ? 'is' : 'are'} not known here; give ${symbols.length === 1 ? 'it a number' : 'them numbers'}`;

/** A weight that is given to a layer which needs another shape. */
export function tiedShape(layer: string, needs: Shape, weight: WeightDatum): string {
  const says = `${layer} needs a weight of shape ${formatShape(needs)}, but this one has ${formatShape(weight.type.shape)}`;
  const turned = sameShape(needs, weight.transposed().type.shape) === true;
  return turned ? `${says}; transposed it fits: \`transpose(...)\`` : says;
}
