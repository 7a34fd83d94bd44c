/** What a file has done before: which step followed which, and how often each name is used as a step. */
import type { Body, FileNode, Link, Node, Statement } from '../language/tree.js';
import { childrenOf, pathAt } from '../language/walk.js';

export interface Habits {
  /** The step right before the place; undefined at the beginning of a body. */
  readonly previous: Link | undefined;
  /** In the body of a block or network itself, not in one within it. */
  readonly isTop: boolean;
  /** Names of what followed the same steps, the likeliest first. */
  readonly followers: readonly string[];
  /** How often each name is a step of this file. */
  readonly used: ReadonlyMap<string, number>;
}

interface Taken {
  readonly name: string;
  readonly link: Link;
  readonly start: number;
  readonly end: number;
  /** The two steps before it in its body, or what the body belongs to. */
  readonly after: readonly [string, string];
}

const begins = '{';

function nameOf(link: Link): string {
  switch (link.kind) {
    case 'Call':
      return link.callee.text;
    case 'Name':
      return link.text;
    case 'IfLink':
      return 'if';
    default:
      return link.kind.toLowerCase();
  }
}

const linksOf = (statement: Statement): readonly Link[] => {
  if (statement.kind === 'Step') return statement.links;
  return statement.kind === 'Output' ? statement.step.links : [];
};

/** The steps of one body, in order, each with what stands before it. */
function stepsOf({ statements }: Body, owner: string): readonly Taken[] {
  const taken: Taken[] = [];
  let after: readonly [string, string] = [owner, begins];
  for (const link of statements.flatMap(linksOf)) {
    const { start, end } = link.range;
    const name = nameOf(link);
    if (link.kind === 'Missing') continue;
    taken.push({ name, link, start, end, after });
    after = [after[1], name];
  }
  return taken;
}

/** Every body below a node, with the kind of what it belongs to. */
function* bodiesOf(node: Node): Generator<readonly [Body, string]> {
  for (const child of childrenOf(node)) {
    if (child.kind === 'Body') yield [child, node.kind];
    // Arguments hold no bodies.
    if (child.kind !== 'Arg' && child.kind !== 'Word') yield* bodiesOf(child);
  }
}

/** Larger where it is likelier that it follows here: the more of what stands before is the same, the nearer. */
function likeness(one: Taken, after: readonly [string, string], place: number): number {
  if (one.after[1] !== after[1]) return 0;
  const same = one.after[0] === after[0] ? 8 : 1;
  // What stands below was typed for another reason as often as for this one.
  const distance = one.start < place ? place - one.start : 2 * (one.start - place);
  return same / (1 + distance / 400);
}

/** `end`: up to where the file is read for this place; a name that begins at `start` is the one being typed. */
export function habitsAt(file: FileNode, start: number, end: number): Habits {
  const all: Taken[] = [];
  const path = pathAt(file, end);
  const bodyAt = path.map(({ kind }) => kind).lastIndexOf('Body');
  const here = path[bodyAt];
  let after: readonly [string, string] = [path[bodyAt - 1]?.kind ?? '', begins];
  let previous: Link | undefined;
  for (const [body, owner] of bodiesOf(file)) {
    const steps = stepsOf(body, owner).filter(step => step.start !== start);
    for (const step of steps) all.push(step);
    const before = body === here ? steps.filter(step => step.end <= start).at(-1) : undefined;
    if (before === undefined) continue;
    after = [before.after[1], before.name];
    previous = before.link;
  }
  const scores = new Map<string, number>();
  const used = new Map<string, number>();
  for (const step of all) {
    used.set(step.name, (used.get(step.name) ?? 0) + 1);
    const score = likeness(step, after, start);
    if (score > 0) scores.set(step.name, (scores.get(step.name) ?? 0) + score);
  }
  const followers = [...scores].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const owner = path[bodyAt - 1]?.kind;
  return { previous, isTop: owner === 'Block' || owner === 'Network', followers, used };
}
