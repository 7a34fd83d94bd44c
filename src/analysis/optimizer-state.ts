/** Elements of an optimizer's state for the weights of a network. */
import type { Argument, RecipeArgument } from '../catalogue/argument.js';
import { optimizers } from '../catalogue/optimizers/index.js';
import type { Optimizer, StateBytes } from '../catalogue/optimizers/optimizer.js';
import { Dim } from '../shape/dim.js';
import { elements } from '../shape/shape.js';
import type { Made } from './weights.js';

const table: ReadonlyMap<string, Optimizer> = new Map((optimizers as readonly Optimizer[]).map(o => [o.name, o]));

export interface ChosenOptimizer {
  readonly optimizer: Optimizer;
  readonly args: never;
}

/** The declaration and its read arguments; undefined when the call names none or an argument is wrong. */
export function chooseOptimizer(argument: Argument | undefined): ChosenOptimizer | undefined {
  if (argument?.kind !== 'recipe') return undefined;
  const optimizer = table.get(argument.name);
  const args = optimizer && readArguments(optimizer, argument);
  return optimizer && args ? { optimizer, args: args as never } : undefined;
}

function readArguments(optimizer: Optimizer, call: RecipeArgument): { readonly [name: string]: unknown } | undefined {
  const args: { [name: string]: unknown } = {};
  const known = new Set(
    Object.entries(optimizer.parameters).flatMap(([name, parameter]) => [name, ...parameter.aliases]),
  );
  if (call.positional.length > Object.keys(optimizer.parameters).length) return undefined;
  if ([...call.named.keys()].some(name => !known.has(name))) return undefined;
  for (const [i, [name, parameter]] of Object.entries(optimizer.parameters).entries()) {
    const named = [name, ...parameter.aliases].map(n => call.named.get(n)).find(a => a !== undefined);
    const given = named ?? call.positional[i];
    if (given === undefined) {
      if (parameter.fallback) args[name] = parameter.fallback({ axes: 0 });
      else if (parameter.required) return undefined;
      continue;
    }
    const read = parameter.read(given, { axes: 0 });
    if (!('value' in read)) return undefined;
    args[name] = read.value;
  }
  return args;
}

/** State tensors of more than one element, and one-element ones apart. */
export function stateOf({ optimizer, args }: ChosenOptimizer, made: Made): StateBytes {
  let state = Dim.of(0);
  let scalars = Dim.of(0);
  const one = Dim.of(1);
  for (const spec of Object.values(optimizer.state(args))) {
    if (spec === false) continue;
    if (typeof spec === 'object' && 'copiesOfAll' in spec) {
      state = state.plus(made.trainable.times(spec.copiesOfAll));
      continue;
    }
    if (typeof spec === 'object' && 'scalars' in spec) {
      scalars = scalars.plus(spec.scalars);
      continue;
    }
    // Of weights that are not all known neither is what is kept for each.
    if (made.trainable.isConstant && Number.isNaN(made.trainable.value)) {
      if (spec !== 'scalar') state = made.trainable;
      scalars = made.trainable;
    }
    const held = optimizer.traits?.includes('state-of-frozen') ? [made.tensors, made.frozenTensors] : [made.tensors];
    for (const { shape, count } of held.flatMap(tensors => [...tensors.values()])) {
      const own = spec === 'scalar' ? [] : spec === 'like-weight' ? shape : spec.shapeOf(shape);
      if (!own) continue;
      const size = elements(own);
      if (size.equals(one)) scalars = scalars.plus(count);
      else state = state.plus(size.times(count));
    }
  }
  return { elements: state, scalars };
}
