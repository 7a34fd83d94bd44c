/** Turn into `repeat`: equal steps one after the other, or such that differ only in numbers, become the rounds of one. */
import type { Range } from '../../language/range.js';
import { scan } from '../../language/scan.js';
import { T } from '../../language/tokens.js';
import type { Node, Statement } from '../../language/tree.js';
import { pathAt } from '../../language/walk.js';
import { signatureOf } from '../signature.js';
import { say } from '../words.js';
import { applied } from './edit-text.js';
import { freshName } from './free-names.js';
import { sameNetwork } from './keeps.js';
import type { Proposal, Refactoring } from './refactoring.js';
import type { Site } from './site.js';

/** A stretch as its tokens; numbers apart. */
interface Pattern {
  readonly range: Range;
  /** Tokens with a placeholder for each number, and comments. */
  readonly shape: string;
  readonly numbers: readonly { readonly range: Range; readonly text: string }[];
}

const mostSteps = 8;

function patternOf(text: string, range: Range): Pattern {
  const part = text.slice(range.start, range.end);
  const { tokens, comments } = scan(part);
  const shape: string[] = [];
  const numbers: { range: Range; text: string }[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const [start, end] = [tokens.start[i] ?? 0, tokens.end[i] ?? 0];
    const token = part.slice(start, end);
    if (tokens.kind[i] !== T.Number) shape.push(tokens.first[i] === 1 && i > 0 ? `\n${token}` : token);
    else {
      shape.push('0');
      numbers.push({ range: { start: range.start + start, end: range.start + end }, text: token });
    }
  }
  return { range, shape: [...shape, ...comments.map(comment => comment.text)].join(' '), numbers };
}

/** From the first to the last of some statements, with the comment behind the last. */
function stretch({ view }: Site, statements: readonly Statement[]): Range {
  const start = statements[0]?.range.start ?? 0;
  const end = statements.at(-1)?.range.end ?? start;
  const behind = view.source.file.comments.find(
    ({ range }) => range.start >= end && /^[ \t]*$/.test(view.text.slice(end, range.start)),
  );
  return { start, end: behind?.range.end ?? end };
}

/** Groups of `size` statements from `from` on, as long as they are alike. */
function groupsFrom(site: Site, from: number, size: number, to: number): readonly Pattern[] {
  const groups: Pattern[] = [];
  for (let at = from; at + size <= to + 1; at += size) {
    const statements = site.body.statements.slice(at, at + size);
    if (!statements.every(({ kind }) => kind === 'Step' || kind === 'Expect')) break;
    const pattern = patternOf(site.view.text, stretch(site, statements));
    if (groups[0] !== undefined && groups[0].shape !== pattern.shape) break;
    groups.push(pattern);
  }
  return groups;
}

/** A selection means its steps; a caret the longest run of alike steps around it. */
function groupsAt(site: Site): readonly Pattern[] {
  const count = site.to - site.from + 1;
  if (!site.isCaret) {
    for (let size = 1; size <= count / 2; size++) {
      if (count % size !== 0) continue;
      const groups = groupsFrom(site, site.from, size, site.to);
      if (groups.length * size === count) return groups;
    }
    return [];
  }
  const last = site.body.statements.length - 1;
  let best: readonly Pattern[] = [];
  let covered = 0;
  for (let size = 1; size <= mostSteps; size++) {
    for (let from = Math.max(0, site.from - size * mostSteps); from <= site.from; from++) {
      const groups = groupsFrom(site, from, size, last);
      const reaches = from + groups.length * size > site.from;
      if (groups.length < 2 || !reaches || groups.length * size <= covered) continue;
      best = groups;
      covered = groups.length * size;
    }
  }
  return best;
}

/** `width` of `dense(64)`: what the number is for. */
function roleOf({ view }: Site, at: number): string {
  const path = pathAt(view.source.file, at);
  const arg = [...path].reverse().find((node: Node) => node.kind === 'Arg');
  const call = [...path].reverse().find((node: Node) => node.kind === 'Call');
  if (arg?.kind !== 'Arg' || call?.kind !== 'Call') return 'n';
  if (arg.name !== undefined) return arg.name.text;
  const place = call.args.filter(({ name }) => name === undefined).indexOf(arg);
  return signatureOf(view, call.callee.text, call.range.start, false)?.parameters[place]?.name ?? 'n';
}

function proposal(site: Site): Proposal | undefined {
  const groups = groupsAt(site);
  const [first] = groups;
  const last = groups.at(-1);
  if (first === undefined || last === undefined || groups.length < 2) return undefined;
  const { text } = site.view;
  const names: string[] = [];
  const columns = new Map<string, string>();
  const edits = first.numbers.flatMap(({ range }, i) => {
    const column = groups.map(({ numbers }) => numbers[i]?.text ?? '');
    if (new Set(column).size === 1) return [];
    const key = column.join(' ');
    const name = columns.get(key) ?? freshName(site.view, roleOf(site, range.start), names);
    if (!columns.has(key)) names.push(name);
    columns.set(key, name);
    return [{ range: { start: range.start - first.range.start, end: range.end - first.range.start }, text: name }];
  });
  const body = applied(text.slice(first.range.start, first.range.end), edits);
  const values = [...columns.keys()].map(key => key.split(' '));
  const rows = groups.map((_, i) => values.map(column => column[i] ?? ''));
  const head =
    names.length === 0
      ? String(groups.length)
      : names.length === 1
        ? `[${rows.map(([one]) => one).join(', ')}] as ${names.join('')}`
        : `[${rows.map(row => `[${row.join(', ')}]`).join(', ')}] as [${names.join(', ')}]`;
  return {
    title: names.length === 0 ? say('Turn into `repeat {0}`', groups.length) : say('Turn into `repeat` over a list'),
    kind: 'rewrite',
    edits: [{ range: { start: first.range.start, end: last.range.end }, text: `repeat ${head} {\n${body}\n}` }],
    keeps: sameNetwork,
  };
}

export const repeatSteps: Refactoring = {
  name: 'Turn into `repeat`',
  *offer(site) {
    const found = proposal(site);
    if (found !== undefined) yield found;
  },
};
