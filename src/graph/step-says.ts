/** Says what is wrong with steps, branches, and calls of blocks; loaded when there is something to say. */
import type { Place } from './graph.js';
import type { Problems } from './problems.js';

export function sayNameOfList(problems: Problems, at: Place): void {
  problems.say({ code: 'name-of-list', at, message: 'a name is given to one point; a list of points is joined first' });
}

export function sayBadIndex(problems: Problems, at: Place): void {
  problems.say({ code: 'bad-index', at, message: 'an index is a whole number of at least 0, known before running' });
}

export function sayIndexTwice(problems: Problems, at: Place, label: string): void {
  problems.say({ code: 'name-twice', at, message: `\`${label}\` is given already; each index is given once` });
}

export function sayPointCalled(problems: Problems, at: Place, name: string): void {
  const message = `\`${name}\` is a point; a step starts from it, nothing flows into it`;
  problems.say({ code: 'not-callable', at, message });
}

export function sayNoEnd(problems: Problems, at: Place): void {
  problems.say({ code: 'branch-without-end', at, message: 'nothing flows out of this branch' });
}

export function sayMisplacedStep(problems: Problems, at: Place, joining: string): void {
  const message = `directly in the braces of ${joining} stand only branches, \`repeat\`, \`if\` and \`const\`; put the step into a \`branch { }\``;
  problems.say({ code: 'misplaced-step', at, message });
}

export function sayNoBranches(problems: Problems, at: Place, joining: string): void {
  problems.say({ code: 'no-branches', at, message: `${joining} has nothing to join: its braces hold no branch` });
}

export function sayInputNeedsPoint(
  problems: Problems,
  at: Place,
  { input, block, given }: { readonly input: string; readonly block: string; readonly given: string },
): void {
  problems.say({
    code: 'input-needs-point',
    at,
    message: `the input \`${input}\` of ${block} takes a point, not ${given}`,
  });
}

export function sayMissingInput(
  problems: Problems,
  at: Place,
  { block, input }: { readonly block: string; readonly input: string },
): void {
  const message = `${block} needs its input \`${input}\`: write \`${input}: a point\``;
  problems.say({ code: 'missing-input', at, message });
}

export function sayMissingArgument(
  problems: Problems,
  at: Place,
  { block, name, declared }: { readonly block: string; readonly name: string; readonly declared: Place },
): void {
  const related = [{ message: 'declared here', place: declared }];
  problems.say({ code: 'missing-argument', at, message: `${block} needs \`${name}\``, related });
}

/** `depth`: so many blocks are open; else it is the same call again. */
export function sayEndless(problems: Problems, at: Place, name: string, depth?: number): void {
  const message =
    depth === undefined
      ? `${name} calls itself with the same arguments and inputs, so it would never end; put the call under an \`if\` that comes to an end`
      : `${name} is called ${String(depth)} blocks deep here, which is where the analysis stops; does the recursion end?`;
  problems.say({ code: 'endless-recursion', at, message });
}

export function sayNoDefault(problems: Problems, at: Place, name: string): void {
  const message = `a network is analyzed by itself, so its parameter \`${name}\` needs a default, such as \`${name} = 64\``;
  problems.say({ code: 'network-parameter-without-default', at, message });
}

export function saySharedShape(
  problems: Problems,
  at: Place,
  {
    name,
    needs,
    has,
    first,
  }: { readonly name: string; readonly needs: string; readonly has: string; readonly first: Place },
): void {
  const message = `\`${name}\` has one set of weights, but what flows in here needs others than its first use: ${needs} against ${has}`;
  problems.say({ code: 'shared-shape', at, message, related: [{ message: `first use of \`${name}\``, place: first }] });
}

/** `results`: those of a point; none for a recipe, whose weights are read too early. */
export function sayNoWeight(
  problems: Problems,
  at: Place,
  {
    weight,
    found,
    results,
  }: { readonly weight: string; readonly found: number; readonly results: readonly string[] | undefined },
): void {
  if (found > 1) {
    const message = `several layers of this step have a \`${weight}\`; give the one that is meant a name of its own`;
    problems.say({ code: 'several-weights', at, message });
    return;
  }
  const has = results === undefined || results.length === 0 ? '' : `; its results are ${results.join(', ')}`;
  const message =
    results === undefined
      ? `\`${weight}\` is read after the step that makes it; nothing before this line does`
      : `this step has no result and no weight called \`${weight}\`${has}`;
  problems.say({ code: 'no-such-result', at, message });
}

export function sayNotGiven(
  problems: Problems,
  at: Place,
  { name, index, given }: { readonly name: string; readonly index: number; readonly given: Iterable<number> },
): void {
  const so = [...given].sort((a, b) => a - b);
  const message = `\`${name}[${String(index)}]\` is not given before this line; given so far: ${so.length > 0 ? so.join(', ') : 'none'}`;
  problems.say({ code: 'no-such-index', at, message });
}

export function sayRecipe(
  problems: Problems,
  at: Place,
  { layer, recipe }: { readonly layer: string; readonly recipe: string },
): void {
  const message = `${layer} takes points here; \`${recipe}\` is a layer that is not applied to anything`;
  problems.say({ code: 'recipe-for-point', at, message });
}

export function sayOneTensor(problems: Problems, at: Place, name: string): void {
  const message = `${name} takes one tensor, so it cannot join several; \`concat\`, \`add\` and the like do`;
  problems.say({ code: 'not-joining', at, message });
}

/** What needs no names to be told. */
export function sayPlain(
  problems: Problems,
  at: Place,
  code: 'misplaced-branch' | 'input-without-name' | 'input-without-shape' | 'defaults-of-block',
): void {
  const messages = {
    'misplaced-branch': 'a branch stands in the braces of a joining layer, such as `concat { }`',
    'input-without-name': 'a further input needs a name, by which the caller gives it',
    'input-without-shape': 'the input of a network needs a shape, such as `input image: 3x32x32`',
    'defaults-of-block': '`defaults` are for built-in layers',
  };
  problems.say({ code, at, message: messages[code] });
}
