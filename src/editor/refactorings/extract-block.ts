/** Extract block: the selected steps become a block; what they read from around them becomes its parameters and inputs. */
import type { TextEdit } from '../../language/problem.js';
import type { Range } from '../../language/range.js';
import type { Link, Statement, Step } from '../../language/tree.js';
import { say } from '../words.js';
import { applied } from './edit-text.js';
import { freshName, holdsRange, namesIn, type FreeName } from './free-names.js';
import { sameNetwork } from './keeps.js';
import type { Proposal, Refactoring } from './refactoring.js';
import { flowName, runRange, statementsOf, type Site } from './site.js';

/** What is taken out: its text, and the step and link that it begins with. */
interface Taken {
  readonly range: Range;
  readonly first: { readonly step: Step; readonly link: Link; readonly next: Link | undefined } | undefined;
  /** The last step, whose name stays outside if it is needed there. */
  readonly last: Step | undefined;
  /** The steps on the top level of what is taken. */
  readonly steps: readonly Step[];
}

/** `Const` and `Expect` may come along; an input, an output, a default belong to the block that they stand in. */
const isMovable = ({ kind }: Statement): boolean =>
  kind === 'Step' || kind === 'Const' || kind === 'Expect' || kind === 'Shared';

function takenFrom(site: Site): Taken | undefined {
  if (site.links !== undefined) {
    const { step, from, to } = site.links;
    const [link, last, next] = [step.links[from], step.links[to], step.links[from + 1]];
    if (link === undefined || last === undefined) return undefined;
    const first = from === 0 ? { step, link, next: to > from ? next : undefined } : undefined;
    return { range: { start: link.range.start, end: last.range.end }, first, last: undefined, steps: [] };
  }
  const statements = statementsOf(site);
  const range = runRange(site);
  if (range === undefined || !statements.every(isMovable)) return undefined;
  const steps = statements.filter(statement => statement.kind === 'Step');
  const [head] = statements;
  const [link, next] = head?.kind === 'Step' ? head.links : [];
  const tail = statements.at(-1);
  return {
    range,
    first: head?.kind === 'Step' && link !== undefined ? { step: head, link, next } : undefined,
    last: tail?.kind === 'Step' ? tail : undefined,
    steps,
  };
}

/** `x`, `h.state`, `skip[i]` of this definition, where what is taken begins from it. */
function sourceOf({ view, owner }: Site, { first }: Taken): Link | undefined {
  if (first === undefined) return undefined;
  let base: Link | { readonly kind: string; readonly range: Range } = first.link;
  while (base.kind === 'Member' || base.kind === 'Index') base = (base as Extract<Link, { kind: 'Member' }>).object;
  if (base.kind !== 'Name') return undefined;
  const { start } = base.range;
  const reference = view.source.scopes.references.find(({ range }) => range.start === start);
  const kind = reference?.symbol?.owner === owner ? reference.symbol.kind : undefined;
  return kind === 'point' || kind === 'input' ? first.link : undefined;
}

/** Parameters are written in small letters; a single capital is a letter of a formula. */
function parameterName({ name }: FreeName['symbol']): string {
  return name.length > 1 && /\p{Lu}/u.test(name)
    ? name.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase()
    : name;
}

function proposal(site: Site): Proposal | undefined {
  const { view, owner } = site;
  const taken = takenFrom(site);
  if (taken === undefined) return undefined;
  const name = freshName(view, 'Extracted');
  const { range, last } = taken;
  const source = sourceOf(site, taken);
  const edits: TextEdit[] = [];
  const cut = (part: Range, text = ''): unknown => edits.push({ range: part, text });

  // The point that the steps begin from flows in; where it is no plain name, it stays outside.
  const plain = source?.kind === 'Name' ? source.text : undefined;
  const strips = source !== undefined && plain === undefined;
  if (strips && taken.first?.next === undefined) return undefined;
  const head =
    strips && taken.first?.next ? { start: source.range.start, end: taken.first.next.range.start } : undefined;
  const ownName =
    last?.name === undefined ? undefined : { start: last.name.range.start, end: last.links[0]?.range.start ?? 0 };
  const outside = [head, ownName].filter(part => part !== undefined);

  const within = namesIn(view, owner, [range]);
  if (within.isTorn && last?.name?.indexes.length === 0) return undefined;
  const isOutside = (part: Range): boolean => outside.some(each => holdsRange(each, part));
  const needed = within.escaping.map(({ symbol }) => symbol.name);
  const namesCall = last?.name !== undefined && (last.name.indexes.length > 0 || needed.includes(last.name.name.text));
  const handed = namesCall ? needed.filter(one => one !== last.name?.name.text) : needed;
  const free = within.free
    .map(one => ({
      ...one,
      uses: one.uses.filter(use => !(head && holdsRange(head, use.range)) && !(namesCall && isOutside(use.range))),
    }))
    .filter(({ uses }) => uses.length > 0);
  if (head) cut(head);
  if (namesCall && ownName) cut(ownName);

  // Points that are read further on become outputs of the block.
  let called = namesCall && last.name ? view.text.slice(last.name.range.start, last.name.range.end) : undefined;
  const renames: TextEdit[] = [];
  for (const one of handed) {
    const escape = within.escaping.find(({ symbol }) => symbol.name === one);
    const step = taken.steps.find(each => each.name?.name.text === one && each.name.indexes.length === 0);
    if (escape === undefined || step === undefined || last?.name?.indexes.length) return undefined;
    called ??= freshName(view, 'extracted');
    cut({ start: step.range.start, end: step.range.start }, 'output ');
    for (const use of escape.uses) renames.push({ range: use.range, text: `${called}.${one}` });
  }

  const points = free.filter(({ isPoint }) => isPoint);
  const flow = plain ?? (source === undefined ? flowName(site.path, site.from) : undefined);
  const flowing = site.links !== undefined && site.links.from > 0 ? undefined : flow;
  const first = points.find(({ symbol }) => symbol.name === flowing);
  const others = points.filter(one => one !== first);
  // Sizes of the input that flows in are bound by its shape again.
  const shaped = flowing === undefined ? undefined : boundShape(site, flowing, free);
  const values = free.filter(one => !one.isPoint && !shaped?.binds.includes(one));

  const parameters: string[] = [];
  const taking: string[] = [];
  for (const { symbol, uses } of values) {
    const own = parameterName(symbol);
    const parameter = own === symbol.name ? own : freshName(view, own, parameters);
    parameters.push(parameter);
    taking.push(symbol.name);
    if (parameter !== symbol.name) for (const use of uses) cut(use.range, parameter);
  }
  const inputs = others.map(({ symbol }) => symbol.name);
  if (shaped) inputs.unshift(`${shaped.name}: ${shaped.shape}`);
  else if (first) inputs.unshift(first.symbol.name);
  else if (others.length > 0) inputs.unshift(freshName(view, 'x', [...parameters, ...inputs]));

  const moved = applied(
    view.text.slice(range.start, range.end),
    edits.map(({ range: at, text }) => ({ range: { start: at.start - range.start, end: at.end - range.start }, text })),
  );
  const signature = parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`;
  const body = [...inputs.map(input => `input ${input}`), moved].join('\n');
  const given = [...taking, ...others.map(({ symbol }) => `${symbol.name}: ${symbol.name}`)];
  const call = given.length === 0 ? name : `${name}(${given.join(', ')})`;
  const from = source === undefined ? '' : `${view.text.slice(source.range.start, source.range.end)} -> `;
  const whole = `${called === undefined ? '' : `${called} = `}${from}${call}`;
  const at = definitionStart(site);
  return {
    title: say('Extract to a block'),
    kind: 'extract',
    edits: [
      { range: { start: at, end: at }, text: `block ${signature} {\n${body}\n}\n\n` },
      { range, text: whole },
      ...renames,
    ],
    placeholder: name,
    keeps: sameNetwork,
  };
}

/** The shape of an input as it is written, where it gives names to sizes that are needed. */
function boundShape(
  { view, owner }: Site,
  name: string,
  free: readonly FreeName[],
): { readonly name: string; readonly shape: string; readonly binds: readonly FreeName[] } | undefined {
  const input = owner.body.statements.find(one => one.kind === 'Input' && one.name?.text === name);
  if (input?.kind !== 'Input' || input.shape?.kind !== 'List') return undefined;
  const { range, items } = input.shape;
  const { symbols } = view.source.scopes;
  const gives = (at: number): boolean =>
    symbols.some(one => one.kind === 'dimension' && one.definitions[0]?.range.start === at);
  if (
    !items.every(
      item => item.kind === 'Rest' || (item.kind === 'Name' && (item.text === '_' || gives(item.range.start))),
    )
  )
    return undefined;
  const binds = free.filter(
    ({ symbol }) => symbol.kind === 'dimension' && holdsRange(range, symbol.definitions[0]?.range ?? range),
  );
  return binds.length === 0 ? undefined : { name, shape: view.text.slice(range.start, range.end), binds };
}

/** Where the definition begins, with the comments right above it. */
export function definitionStart({ view, owner }: Pick<Site, 'view' | 'owner'>): number {
  const { text } = view;
  let start = text.lastIndexOf('\n', owner.range.start - 1) + 1;
  while (start > 0) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return text.charCodeAt(start) === 0xfeff ? start + 1 : start;
}

export const extractBlock: Refactoring = {
  name: 'Extract block',
  *offer(site) {
    if (site.isCaret) return;
    const found = proposal(site);
    if (found !== undefined) yield found;
  },
};
