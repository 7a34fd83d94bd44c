/** How layers let their first weights be chosen: the `init` argument of convolutions and dense layers. */
import { Dim } from '../../shape/dim.js';
import type { NumberArgument } from '../argument.js';
import { initializers } from '../initializers/index.js';
import { named, type Named, type Parameter } from '../parameter.js';
import type { Shape, WeightSpec } from './layer.js';

/** A word or call naming an initializer; a number is that number everywhere. */
export function init(doc = 'how the first weights are drawn'): Parameter<Named | undefined> {
  const chosen = named(
    initializers.map(({ name }) => name),
    'initializer',
    doc,
    word => initializers.find(({ name }) => name === word)?.parameters,
  );
  const read: typeof chosen.read = (argument, site) => {
    if (argument.kind !== 'number') return chosen.read(argument, site);
    const { init: name, recipe } = constantOf(argument.value.value);
    return { value: { name, recipe } };
  };
  return { ...chosen, read };
}

/** A weight that starts as `chosen`, or as the layer has it. */
export const weight = (shape: Shape, chosen: Named | undefined, usual: string): WeightSpec => ({
  shape,
  init: chosen?.name ?? usual,
  ...(chosen?.recipe === undefined ? {} : { recipe: chosen.recipe }),
});

/** Drawn evenly between -bound and bound. */
export function uniformUpTo(bound: Dim): Pick<WeightSpec, 'init' | 'recipe'> {
  const number = (value: Dim): NumberArgument => ({ kind: 'number', value, key: value.key });
  const positional = [number(bound.negate()), number(bound)];
  const key = `uniform(${positional.map(p => p.key).join(',')})`;
  return { init: 'uniform', recipe: { kind: 'recipe', name: 'uniform', positional, named: new Map(), key } };
}

/** The same number everywhere. */
export function constantOf(value: number): Pick<WeightSpec, 'init' | 'recipe'> {
  if (value === 0 || value === 1) return { init: value === 0 ? 'zeros' : 'ones' };
  const number = Number.isInteger(value) ? Dim.of(value) : (Dim.parse(String(value)) ?? Dim.inexact(value));
  const positional: readonly NumberArgument[] = [{ kind: 'number', value: number, key: number.key }];
  return {
    init: 'constant',
    recipe: { kind: 'recipe', name: 'constant', positional, named: new Map(), key: `constant(${number.key})` },
  };
}
