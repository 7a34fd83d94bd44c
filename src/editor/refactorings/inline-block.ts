/** Inline block: the steps of a block stand where it is called; at one call, or at all of them and then the block goes. */
import type { Found } from '../../language/files.js';
import type { TextEdit } from '../../language/problem.js';
import { symbolNamed } from '../../language/symbols.js';
import type { Block, Call, Name, Statement, Step } from '../../language/tree.js';
import type { Range } from '../../language/range.js';
import { pathAt, walk } from '../../language/walk.js';
import { importPath } from '../imports.js';
import { importEdit } from '../suggest-imports.js';
import type { View } from '../view.js';
import { say } from '../words.js';
import { applied, laidOut } from './edit-text.js';
import { definitionStart } from './extract-block.js';
import { inlinedText } from './inlined-text.js';
import { sameNetwork } from './keeps.js';
import { openedBody } from './one-line.js';
import type { Refactoring } from './refactoring.js';
import { flowName, siteOf, type Site } from './site.js';
import { withText } from './verify.js';

interface CallOf {
  readonly call: Call | Name;
  readonly step: Step;
  readonly at: number;
  readonly found: Found & { readonly definition: Block };
}

function callAt({ view, owner, links }: Site): CallOf | undefined {
  if (links === undefined) return undefined;
  const { step, to } = links;
  const call = step.links[to];
  if (call?.kind !== 'Call' && call?.kind !== 'Name') return undefined;
  if (call.kind === 'Call' && call.body !== undefined) return undefined;
  const name = call.kind === 'Call' ? call.callee : { text: call.text, range: call.range };
  const symbol = view.source.scopes.references.find(({ range }) => range.start === name.range.start)?.symbol;
  if (symbol?.owner === owner) return undefined;
  const found = view.files.find(view.source, name.text);
  if (found === undefined || found.definition.kind !== 'Block') return undefined;
  return { call, step, at: to, found: { source: found.source, definition: found.definition } };
}

/** Edits that bring names of the block's file into this one; undefined where one means something else here. */
function importsFor(view: View, { source, definition }: CallOf['found']): readonly TextEdit[] | undefined {
  if (source === view.source) return [];
  const wanted = new Map<string, Set<string>>();
  for (const { symbol, range } of source.scopes.references) {
    if (symbol === undefined || symbol.owner !== undefined) continue;
    if (range.start < definition.body.range.start || range.end > definition.range.end) continue;
    const there = view.files.find(source, symbol.name);
    const here = view.files.find(view.source, symbol.name);
    if (there === undefined) return undefined;
    if (here?.definition === there.definition) continue;
    const known = symbolNamed(view.source.scopes, symbol.name);
    if (known !== undefined || there.definition.name.text !== symbol.name) return undefined;
    const path = importPath(view.uri, there.source.uri);
    if (path === undefined) return undefined;
    wanted.set(path, (wanted.get(path) ?? new Set()).add(symbol.name));
  }
  return [...wanted].map(([path, names]) => importEdit(view, [...names].sort().join(', '), path));
}

/** What flows into a statement gets a name, at the step before it. */
function namedBefore(site: Site, name: string): TextEdit | undefined {
  const before = site.body.statements[site.from - 1];
  if (before?.kind !== 'Step' || before.name !== undefined) return undefined;
  return { range: { start: before.range.start, end: before.range.start }, text: `${name} = ` };
}

interface Reads {
  readonly range: Range;
  /** An output's name or number; undefined: the result itself. */
  readonly output: string | number | undefined;
}

/** How the name of a call is used: for what the call gives, for an output by name or by number. */
function readsOf(view: View, step: Step): readonly Reads[] {
  const start = step.name?.name.range.start;
  const { references, symbols } = view.source.scopes;
  const symbol = symbols.find(({ definitions }) => definitions.some(({ range }) => range.start === start));
  if (start === undefined || symbol === undefined) return [];
  return references
    .filter(each => each.symbol === symbol && each.range.start !== start)
    .map(({ range }) => {
      // `t.mean`, `t[0]`: of a longer chain the innermost.
      const around = pathAt(view.source.file, range.start)
        .filter(node => node.kind === 'Member' || node.kind === 'Index')
        .find(({ object }) => object.kind === 'Name' && object.range.start === range.start);
      if (around === undefined) return { range, output: undefined };
      if (around.kind === 'Member') return { range: around.range, output: around.member.text };
      return { range: around.range, output: around.index.kind === 'Number' ? Number(around.index.raw) : NaN };
    });
}

/** The call replaced by the steps of its block. */
function inlined(site: Site, { call, step, at, found }: CallOf): readonly TextEdit[] | undefined {
  const { view, body } = site;
  const holder: Statement | undefined = body.statements[site.from];
  const needed = importsFor(view, found);
  if (holder === undefined || needed === undefined) return undefined;
  const elsewhere = [...needed];
  const { text } = view;
  const [before, after] = [step.links.slice(0, at), step.links.slice(at + 1)];
  const firstLink = step.links[0];
  const hasOutputs = found.definition.body.statements.some(({ kind }) => kind === 'Output');
  const reads = hasOutputs && after.length === 0 ? readsOf(view, step) : [];
  // Where outputs alone are read, what the call gives needs no name.
  const isNameless = reads.length > 0 && reads.every(({ output }) => output !== undefined);
  const prefix = isNameless ? '' : text.slice(holder.range.start, firstLink?.range.start ?? holder.range.start);
  const plain = before.length === 1 && before[0]?.kind === 'Name' ? before[0].text : undefined;
  const steps = inlinedText(found.source, found.definition, call, {
    view,
    owner: site.owner,
    flow: at === 0 ? flowName(site.path, site.from) : plain,
    result: after.length === 0 && !isNameless ? step.name?.name.text : undefined,
    reads: (output, place) => reads.some(read => read.output === output || read.output === place),
  });
  if (steps === undefined) return undefined;
  const names = [...steps.outputs];
  for (const { range, output } of reads) {
    if (output === undefined) continue;
    const name = typeof output === 'string' ? steps.outputs.get(output) : names[output]?.[1];
    if (name === undefined) return undefined;
    elsewhere.push({ range, text: name });
  }
  if (steps.isChain) return [...elsewhere, { range: isNameless ? holder.range : call.range, text: steps.text }];

  const lines: string[] = [];
  const edits: TextEdit[] = [...elsewhere];
  const lead = before.length === 0 ? '' : text.slice(before[0]?.range.start, before.at(-1)?.range.end);
  if (lead.includes('#')) return undefined;
  if (lead !== '')
    lines.push(steps.flowName === undefined || plain !== undefined ? lead : `${steps.flowName} = ${lead}`);
  else if (steps.flowName !== undefined && steps.flowName !== flowName(site.path, site.from)) {
    const named = namedBefore(site, steps.flowName);
    if (named === undefined) return undefined;
    edits.push(named);
  }
  const rest = after.length === 0 ? '' : text.slice(after[0]?.range.start, after.at(-1)?.range.end);
  const last = steps.text.slice(steps.lastStep);
  const isNamed = prefix !== '' && last.startsWith(prefix.replace(/^output\s+/, ''));
  const own = rest === '' && prefix !== '' ? (isNamed ? prefix.replace(/\S+ = $/, '') : prefix) : '';
  if (own !== '' && !isNamed && /^[\p{L}_][\p{L}\p{N}_]*(\[[^\]]*\])?\s*=[^=]/u.test(last)) return undefined;
  lines.push(`${steps.text.slice(0, steps.lastStep)}${own}${last}`);
  if (rest !== '') lines.push(`${prefix}${rest}`);
  return [...edits, ...openedBody(text, body), { range: holder.range, text: lines.join('\n') }];
}

/** A view of the same file with another text. */
function retold(view: View, text: string): View | undefined {
  const files = withText(view, view.uri, text);
  const source = files.get(view.uri);
  return source && { ...view, text, source, files };
}

const mostCalls = 50;
/** Blocks that call each other in a circle grow without end. */
const mostGrowth = 50_000;

/** One replacement that makes one text of another. */
function difference(old: string, text: string): TextEdit {
  let start = 0;
  while (start < old.length && old[start] === text[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, text.length) - start && old.at(-1 - end) === text.at(-1 - end)) end++;
  return { range: { start, end: old.length - end }, text: text.slice(start, text.length - end) };
}

/** All calls in the file, one after the other: each sees the names that those before it brought. */
function inlinedEverywhere(view: View, { name, range }: Block): TextEdit | undefined {
  const { references } = view.source.scopes;
  // A block that calls itself would never end.
  if (
    references.some(
      each =>
        each.name === name.text &&
        range.start < each.range.start &&
        each.range.end < range.end &&
        each.range.start !== name.range.start,
    )
  )
    return undefined;
  return everyCall(view, name.text);
}

function everyCall(view: View, name: string): TextEdit | undefined {
  let now = view;
  for (let round = 0; round < mostCalls; round++) {
    const places: number[] = [];
    walk(now.source.file, node => {
      const own = node.kind === 'Call' ? node.callee.text : node.kind === 'Name' ? node.text : undefined;
      if (own === name) places.push(node.range.start);
      return true;
    });
    const [start] = places;
    if (start === undefined) {
      const definition = now.source.exported(name);
      if (definition?.kind !== 'Block') return undefined;
      const from = definitionStart({ view: now, owner: definition });
      const blank = /^\s*/.exec(now.text.slice(definition.range.end))?.[0].length ?? 0;
      return difference(view.text, now.text.slice(0, from) + now.text.slice(definition.range.end + blank));
    }
    const site = siteOf(now, { start, end: start });
    const call = site && callAt(site);
    const edits = site && call && inlined(site, call);
    if (edits === undefined) return undefined;
    const next = retold(now, applied(now.text, laidOut(now.text, edits)));
    if (next === undefined || next.text.length > view.text.length + mostGrowth) return undefined;
    now = next;
  }
  return undefined;
}

export const inlineBlock: Refactoring = {
  name: 'Inline block',
  *offer(site) {
    const call = site.isCaret ? callAt(site) : undefined;
    if (call === undefined) return;
    const name = call.found.definition.name.text;
    const edits = inlined(site, call);
    if (edits !== undefined) yield { title: say('Inline `{0}`', name), kind: 'inline', edits, keeps: sameNetwork };
    const { view } = site;
    const isElsewhere = view.files.importersOf(view.uri).length > 0;
    if (call.found.source !== view.source || isElsewhere) return;
    const edit = inlinedEverywhere(view, call.found.definition);
    if (edit === undefined) return;
    yield {
      title: say('Inline all calls of `{0}`, and remove it', name),
      kind: 'inline',
      edits: [edit],
      keeps: sameNetwork,
    };
  },
};
