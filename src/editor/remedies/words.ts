/** Remedies of names and words that are missing, reserved, or stand where none can. */
import type { GraphFix } from '../../graph/graph.js';
import { parse } from '../../language/parse.js';
import { careful, change, insert, lineAt, put, remove, type Remedies, type Site } from './remedy.js';
import { missingValue } from './values.js';

/** A name that the file does not have yet. */
export function freeName({ source }: Site, wanted: string): string {
  const taken = new Set(source.scopes.symbols.map(({ name }) => name));
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}${String(i)}`;
    if (!taken.has(name)) return name;
  }
}

/** What stands before a place on its line. */
const before = (site: Site): string => {
  const { start } = lineAt(site, site.range.start);
  return site.text.slice(start, site.range.start).trimEnd();
};

function missingName(site: Site): readonly GraphFix[] {
  const { range, written, text } = site;
  if (written === '=') return [remove(site, { start: range.start, end: range.end + blanks(text, range.end) }, '=')];
  if (written !== '') return [];
  const [word = ''] = /[\w.]+$|\.$/.exec(before(site)) ?? [];
  const at = range.end;
  if (word.endsWith('.')) return [remove(site, { start: at - 1, end: at }, '.')];
  switch (word) {
    case 'network':
      return [insert(site, at, ` ${freeName(site, 'Net')}`)];
    case 'block':
      return [insert(site, at, ` ${freeName(site, 'Part')}`)];
    case 'train':
    case 'search':
    case 'budget':
      return site.source.file.items.flatMap(item =>
        item.kind === 'Network' && item.name.text !== '' ? [insert(site, at, ` ${item.name.text}`)] : [],
      );
    case 'input':
      return text.slice(at).trimStart().startsWith(':')
        ? [put('Insert `x`', site, { range: { start: at, end: at + blanks(text, at) }, text: ' x' })]
        : [careful(insert(site, at, ' x: 3x32x32'))];
    case 'as':
      return [insert(site, at, ` ${freeName(site, 'i')}`)];
    default:
      return [];
  }
}

const blanks = (text: string, at: number): number => /^[ \t]*/.exec(text.slice(at))?.[0].length ?? 0;

/** An arrow that leads nowhere, or comes from nowhere. */
function missingLayer(site: Site): readonly GraphFix[] {
  const { range, text, written } = site;
  if (written === '->') return [remove(site, { start: range.start, end: range.end + blanks(text, range.end) }, '->')];
  const line = lineAt(site, range.start);
  const head = text.slice(0, range.start).trimEnd();
  if (head.endsWith('->')) {
    const from = head.slice(0, -2).trimEnd().length;
    return [remove(site, { start: from, end: head.length }, '->')];
  }
  const isLast = text.slice(range.end, line.end).replace(/#.*$/, '').trim() === '';
  return isLast && head.endsWith('=') && head.length > line.start ? [insert(site, head.length, ' identity')] : [];
}

/** A reserved word that is a name, here and where it is used. */
function otherWord(site: Site): readonly GraphFix[] {
  const { written, source } = site;
  const free = freeName(site, `${written}_`);
  const { symbols, references } = source.scopes;
  const places = [
    ...symbols.filter(({ name }) => name === written).flatMap(({ definitions }) => definitions),
    ...references.filter(({ name, argumentOf }) => name === written && !argumentOf),
  ];
  const starts = new Set([site.range.start, ...places.map(({ range }) => range.start)]);
  const puts = [...starts].map(start => ({ range: { start, end: start + written.length }, text: free }));
  return [put(`Change to \`${free}\``, site, ...puts)];
}

/** The word of a definition: what it sets says which. */
function missingWord(site: Site): readonly GraphFix[] {
  const { text, range, source } = site;
  const item = source.file.items.find(each => each.range.start === range.start);
  if (item?.kind === 'Network' || item?.kind === 'Block')
    return [insert(site, range.start, `${item.kind.toLowerCase()} `)];
  const body = text.slice(range.end, text.indexOf('}', range.end));
  const inTrain = source.file.items.some(item => item.range.start < range.start && item.range.end > range.end);
  const words = inTrain
    ? ['update', 'group']
    : /\bvary\b/.test(body)
      ? ['search']
      : /\b(data|loss|optimizer)\s*:/.test(body)
        ? ['train']
        : ['budget'];
  return words.map(word => insert(site, range.start, `${word} `));
}

/** What means nothing where it stands, without it, where the text is better off so. */
function withoutIt(site: Site): readonly GraphFix[] {
  const { text, range, written, source } = site;
  if (written === '' || written.includes('\n')) return [];
  const end = range.end + (/\s$/.test(text.slice(0, range.start)) ? blanks(text, range.end) : 0);
  const left = parse(text.slice(0, range.start) + text.slice(end)).problems;
  return left.length < source.problems.length ? [remove(site, { start: range.start, end })] : [];
}

export const words: Remedies = {
  'missing-name': missingName,
  'missing-layer': missingLayer,
  'missing-value': missingValue,
  'missing-setting-value': missingValue,
  'reserved-word': otherWord,
  'underscore-as-name': site => [change(site, site.range, freeName(site, 'x'))],
  'bad-name': site => [change(site, site.range, `_${site.written}`)],
  'missing-word': missingWord,
  'not-understood': withoutIt,
  'unknown-character': site => (site.problem.fixes === undefined ? withoutIt(site) : []),
  'not-a-layer': withoutIt,
};
