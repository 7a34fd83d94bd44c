/** Remedies of what other languages write: comments, choices, comparisons, numbers, texts. */
import type { GraphFix } from '../../graph/graph.js';
import type { Compare } from '../../language/tree.js';
import { change, lineAt, nodeAt, pathOf, put, remove, textOf, type Remedies, type Site } from './remedy.js';

/** `// ...` as `# ...`, and a comment over several lines line by line. */
function comment(site: Site): readonly GraphFix[] {
  const { text, range } = site;
  const start = range.start;
  const isBlock = text.startsWith('/*', start);
  const close = isBlock ? text.indexOf('*/', start) : -1;
  const end = isBlock ? (close < 0 ? lineAt(site, start).end : close + 2) : lineAt(site, start).end;
  const lines = text
    .slice(start, end)
    .replace(/^\/\*+|\*+\/$/g, '')
    .replace(/^\/\/+/, '')
    .split('\n')
    .map(line => line.replace(/^\s*\*?\s?/, '').trimEnd());
  const { indent } = lineAt(site, start);
  const shown = lines.length > 1 && lines[0] === '' ? lines.slice(1) : lines;
  const rest = shown.at(-1) === '' && shown.length > 1 ? shown.slice(0, -1) : shown;
  const written = rest.map(line => `# ${line}`.trimEnd()).join(`\n${indent}`);
  return [put('Write `#`', site, { range: { start, end }, text: written })];
}

/** `a if c else b` as `if c then a else b`. */
function choice(site: Site): readonly GraphFix[] {
  const { text, range } = site;
  const before = text.slice(0, range.start).trimEnd().length;
  const value = pathOf(site, before).filter(node => node.range.end === before && node.kind !== 'Arg');
  const outer = value.find(({ kind }) => kind !== 'File' && kind !== 'Body' && kind !== 'Step' && kind !== 'Block');
  const behind = /^if\s+(.+?)\s+else\s+([^,)\]}#\n]+)/.exec(text.slice(range.start));
  if (outer === undefined || behind === null) return [];
  const [whole, condition = '', otherwise = ''] = behind;
  const end = range.start + whole.trimEnd().length;
  const written = `if ${condition} then ${textOf(site, outer)} else ${otherwise.trimEnd()}`;
  return [put('Put the condition first', site, { range: { start: outer.range.start, end }, text: written })];
}

/** `if c then step` with the step in braces. */
function braces(site: Site): readonly GraphFix[] {
  const { text, range } = site;
  const line = lineAt(site, range.start);
  const code = text.slice(range.end, line.end).replace(/#.*$/, '').trimEnd();
  const [then = '', otherwise] = code.split(/\s+else\s+/);
  if (then.trim() === '') return [];
  const written = `{ ${then.trim()} }${otherwise === undefined ? '' : ` else { ${otherwise.trim()} }`}`;
  return [
    put('Put the step in braces', site, { range: { start: range.start, end: range.end + code.length }, text: written }),
  ];
}

/** `a < b < c` as `a < b and b < c`. */
function twoComparisons(site: Site): readonly GraphFix[] {
  const whole = pathOf(site).find(
    (node): node is Compare =>
      node.kind === 'Compare' && node.range.start === site.range.start && node.range.end === site.range.end,
  );
  if (whole?.left.kind !== 'Compare') return [];
  const middle = textOf(site, whole.left.right);
  return [
    change(
      site,
      whole.range,
      `${textOf(site, whole.left)} and ${middle} ${whole.operator} ${textOf(site, whole.right)}`,
    ),
  ];
}

/** Units as they are often written: `1m`, `2Gb`, `3k`. */
const unitOf = (unit: string): string | undefined =>
  ['K', 'M', 'G', 'B', 'T', 'KB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB', 'ns', 'us', 'ms', 's', 'min', 'h'].find(
    each => each.toLowerCase() === unit.toLowerCase(),
  );

function number(site: Site): readonly GraphFix[] {
  const { written, range } = site;
  if (/^0[xX][0-9a-fA-F]+$/.test(written)) return [change(site, range, BigInt(written).toString())];
  if (/^[0-9]+([xX][0-9]+)+$/.test(written)) return [change(site, range, written.toLowerCase())];
  if (/^[0-9]+([xX](?:[0-9]+|[A-Za-z_]\w*?))+$/.test(written)) {
    return [change(site, range, `[${written.split(/[xX]/).join(', ')}]`)];
  }
  const [, digits = '', unit = ''] = /^([0-9.]+(?:e[+-]?[0-9]+)?)(\D.*)$/.exec(written) ?? [];
  if (digits === '') return [];
  const near = unitOf(unit);
  return [change(site, range, near === undefined ? digits : digits + near)];
}

const lineTextAt = (site: Site): string => {
  const { start, end } = lineAt(site, site.range.start);
  return site.text.slice(start, end);
};

/** A quote that is missing: before the brackets that end the line. */
const endQuote = (site: Site): readonly GraphFix[] => [
  put('Insert `"`', site, { range: { start: site.range.end, end: site.range.end }, text: '"' }),
];

/** `'same'` as a text, and without quotes where the words of the language are meant. */
const doubleQuotes = (site: Site): readonly GraphFix[] => [change(site, site.range, `"${site.written.slice(1, -1)}"`)];

/** `[H]` for a size that is a name. */
function listOfOne(site: Site): readonly GraphFix[] {
  const input = nodeAt(site, 'Input') ?? nodeAt(site, 'Expect');
  const shape = input?.shape;
  if (shape === undefined || (shape.kind !== 'Name' && shape.kind !== 'Number')) return [];
  return [change(site, shape.range, `[${textOf(site, shape)}]`)];
}

export const forms: Remedies = {
  'foreign-comment': comment,
  'if-behind-value': choice,
  'then-in-step': braces,
  'chained-comparison': twoComparisons,
  'bad-number': number,
  'open-text': endQuote,
  'single-quotes': doubleQuotes,
  'bad-shape': listOfOne,
  'unknown-escape': site => [change(site, site.range, site.written.replaceAll(/\\(?!["\\n])/g, '\\\\'))],
  'two-indexes': site => {
    const before = site.text.slice(0, site.range.start).trimEnd();
    const start = before.endsWith(',') ? before.length - 1 : site.range.start;
    return [put('Write `][`', site, { range: { start, end: site.range.start }, text: '][' })];
  },
  'rest-outside-of-shape': site => [remove(site, site.range)],
  'foreign-operator': site =>
    site.written === '=>' && /\bif\b/.test(lineTextAt(site))
      ? [put('Write `>=`', site, { range: site.range, text: '>=' })]
      : [],
};
