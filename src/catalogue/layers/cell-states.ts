/** States of recurrences that are put together of cells: how they begin, and that they come out as they went in. */
import type { Dim } from '../../shape/dim.js';
import { sameShape, type Shape } from '../../shape/shape.js';
import type { Argument, RecipeArgument } from '../argument.js';
import type { TensorType } from '../tensor.js';
import type { Assembly, NamedPart, Part } from './assembly.js';
import { defineLayer, defineParameter, describe, point, readCount, sizes, type Parameter, type Read } from './layer.js';
import { written } from './rules.js';

/** A state at the start: a point, or the shape of one that is zero. */
export type Start = { readonly point: Part } | { readonly shape: Shape };

/** One state, or a list of them; undefined where the cell's own are taken. */
export const starts = (): Parameter<readonly Start[] | undefined> =>
  defineParameter<readonly Start[] | undefined>({
    kind: 'state',
    doc: 'state at the start: a point, or its shape where it begins with zeros; a list for several; not needed for cells of the catalogue',
    takes: 'point',
    written: 'none',
    fallback: () => undefined,
    read(argument) {
      if (argument.kind === 'none') return { value: undefined };
      const several =
        argument.kind === 'list' && argument.items.some(item => item.kind === 'point' || item.kind === 'list');
      const found: Start[] = [];
      for (const item of several ? argument.items : [argument]) {
        const one = startOf(item);
        if ('error' in one) return one;
        found.push(one.value);
      }
      return { value: found };
    },
  });

function startOf(argument: Argument): Read<Start> {
  if (argument.kind === 'point') return { value: { point: argument } };
  const shape: Dim[] = [];
  for (const item of argument.kind === 'list' ? argument.items : [argument]) {
    if (item.kind !== 'number') return { error: `needs a point or the shape of a state, not ${describe(item)}` };
    const one = readCount(item, { min: 1 });
    if ('error' in one) return one;
    shape.push(one.value);
  }
  return { value: { shape } };
}

/** A state for each sample: zeros, or one that is the same for all. */
const start = defineLayer({
  name: 'start',
  summary: 'The state before the first step, for each sample.',
  parameters: {
    shape: sizes('its shape', { min: 1, optional: true }),
    state: point('the state that all samples begin with; zeros if not given', { optional: true }),
  },
  input: ['...'],
  integers: 'either',
  shape: (_, a) => a.shape,
  lower(op, x, _weights, a, { points: { state } }) {
    const zeros = op.constant({ value: 0, shape: a.shape, batched: x.type.batched });
    return state ? op.add(zeros, state) : zeros;
  },
  spell: { pytorch: (_, a) => `x.new_zeros(len(x), ${a.shape.map(String).join(', ')})` },
  example: 'start([64])',
});

/** The states that a cell begins with; undefined where that is not known, which was said. */
export function beginning(
  assembly: Assembly,
  cell: RecipeArgument,
  x: Part,
  given: readonly Start[] | undefined,
): readonly NamedPart[] | undefined {
  const names = assembly.statesOf(cell);
  const entry = x.type && { ...x.type, shape: x.type.shape.slice(1) };
  const own = given === undefined && entry ? assembly.ownStates(cell, entry) : undefined;
  const all = given ?? own?.map(type => (type ? { shape: type.shape } : undefined));
  if (!all) {
    if (entry) {
      const shapes = names.length === 1 ? 'shape: `state: [64]`' : 'shapes: `state: [[64], [64]]`';
      assembly.say(
        `${cell.name} carries ${names.map(n => `\`${n}\``).join(', ')}; say at the start of which ${shapes}`,
      );
    }
    return undefined;
  }
  if (all.length !== names.length) {
    assembly.say(
      names.length === 1
        ? `${cell.name} carries one state, \`${names.join()}\`, but ${String(all.length)} are given`
        : `${cell.name} carries ${String(names.length)} states (${names.join(', ')}), but ${all.length === 1 ? 'one is' : `${String(all.length)} are`} given; each has a shape or a point of its own: \`state: [${names.map(() => '[64]').join(', ')}]\``,
      'state',
    );
    return undefined;
  }
  const made: NamedPart[] = [];
  for (const [i, name] of names.entries()) {
    const one = all[i];
    if (!one) return undefined;
    const part = 'point' in one ? forEachSample(assembly, x, one.point) : zeros(assembly, x, one.shape);
    if (!part) return undefined;
    made.push({ name, part });
  }
  return made;
}

const list = (shape: Shape): Argument => ({
  kind: 'list',
  items: shape.map(value => ({ kind: 'number', value, key: value.key })),
  key: `[${shape.map(d => d.key).join(',')}]`,
});

const zeros = (assembly: Assembly, x: Part, shape: Shape): Part =>
  assembly.layer(start, { shape: list(shape) }, [x], 'start');

function forEachSample(assembly: Assembly, x: Part, state: Part): Part | undefined {
  if (!state.type || !x.type) return undefined;
  if (state.type.batched || !x.type.batched) return state;
  return assembly.layer(start, { shape: list(state.type.shape), state }, [x], 'start');
}

/** Says where a state comes out of a step in another shape than it went in. */
export function statesStay(assembly: Assembly, before: readonly NamedPart[], after: readonly Part[]): boolean {
  return before.every(({ name, part }, i) => {
    const [from, to]: readonly (TensorType | undefined)[] = [part.type, after[i]?.type];
    if (!from || !to || sameShape(from.shape, to.shape) !== false) return true;
    assembly.say(
      `the state \`${name}\` goes into the cell as ${written(from.shape)} and comes out as ${written(to.shape)}, so it cannot go in again`,
      'cell',
    );
    return false;
  });
}
