/** Remedies of brackets, braces, commas, arrows: what is missing is put in, what is too many is taken out. */
import { careful, change, insert, lineAt, nodeAt, put, remove, textOf, type Remedies, type Site } from './remedy.js';

/** A bracket that stands at `open`, and where it is closed; strings and comments hold none. */
function closerOf(text: string, open: number): number | undefined {
  const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
  const waiting: string[] = [];
  for (let i = open; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '#') i = lineAt({ text }, i).end - 1;
    else if (c === '"') {
      const end = text.indexOf('"', i + 1);
      const line = lineAt({ text }, i).end;
      i = end < 0 || end > line ? line : end;
    } else if (pairs[c] !== undefined) waiting.push(pairs[c]);
    else if (c === waiting.at(-1)) {
      waiting.pop();
      if (waiting.length === 0) return i;
    }
  }
  return undefined;
}

/** The place behind the last thing on a line that is no comment. */
function codeEndOf({ text }: Site, offset: number): number {
  const { start, end } = lineAt({ text }, offset);
  return start + text.slice(start, end).replace(/#.*$/, '').trimEnd().length;
}

/** Blanks before a place, the line break among them. */
function blanksBefore({ text }: Site, at: number): number {
  let from = at;
  while (from > 0 && /\s/.test(text.charAt(from - 1))) from--;
  return from;
}

function closeBrace(site: Site) {
  const { problem, range, text } = site;
  const owner = problem.related?.[0];
  if (owner === undefined) return [];
  const { indent, start, end } = lineAt(site, owner.range.start);
  const isOneLine = range.start >= start && range.start <= end;
  const at = codeEndOf(site, range.start);
  // A comment that ends the line stays there.
  const stop = at === range.start ? lineAt(site, at).end : range.start;
  const where = isOneLine ? range.start : text.slice(at, stop).trim().startsWith('#') ? stop : at;
  return [insert(site, where, isOneLine ? ' }' : `\n${indent}}`)];
}

/** `{` on a line of its own, put behind what it belongs to. */
function joinBrace(site: Site) {
  const from = blanksBefore(site, site.range.start);
  // Behind a comment it would be part of it.
  if (site.text.slice(lineAt(site, from).start, from).includes('#')) return [];
  return [put('Put `{` on the line above', site, { range: { start: from, end: site.range.start }, text: ' ' })];
}

/** Braces that belong to nothing: both go, what stands in them stays. */
function unwrap(site: Site) {
  const close = closerOf(site.text, site.range.start);
  const open = site.range.start;
  const hole = (at: number) => {
    const { start, end } = lineAt(site, at);
    const alone = site.text.slice(start, end).trim().length === 1;
    return {
      range: alone ? { start, end: Math.min(end + 1, site.text.length) } : { start: at, end: at + 1 },
      text: '',
    };
  };
  return close === undefined ? [] : [put('Remove the braces', site, hole(open), hole(close))];
}

/** A list in round brackets, in square ones. */
function squareBrackets(site: Site) {
  const list = nodeAt(site, 'List');
  if (list === undefined || site.text.charAt(list.range.start) !== '(') return [];
  const written = `[${textOf(site, list)
    .slice(1)
    .replace(/,?\s*\)$/, '')}]`;
  return [change(site, list.range, written)];
}

export const brackets: Remedies = {
  'missing-closing-bracket': site => {
    const [, closer = ''] = /^`(.)`/.exec(site.problem.message) ?? [];
    return [insert(site, site.range.end, closer)];
  },
  'missing-brace': site => [insert(site, site.range.end, ' {')],
  'stray-brace': site => [remove(site, site.range)],
  'assignment-in-value': site => [put('Write `==`', site, { range: site.range, text: '==' })],
  'equals-in-arguments': site => {
    const blank = /^[ \t]*/.exec(site.text.slice(site.range.end))?.[0].length ?? 0;
    const range = { start: blanksBefore(site, site.range.start), end: site.range.end + blank };
    return [put('Write `:`', site, { range, text: ': ' })];
  },
  'colon-in-parameters': site => {
    const blank = /^[ \t]*/.exec(site.text.slice(site.range.end))?.[0].length ?? 0;
    return [put('Write `=`', site, { range: { start: site.range.start, end: site.range.end + blank }, text: ' = ' })];
  },
  'missing-closing-brace': closeBrace,
  'stray-bracket': site => [remove(site, site.range)],
  'brace-on-next-line': joinBrace,
  'ownerless-brace': unwrap,
  'list-in-parentheses': squareBrackets,
  'comma-between-steps': site => {
    const { start, end } = site.range;
    const blank = /^[ \t]*/.exec(site.text.slice(end))?.[0].length ?? 0;
    const { indent } = lineAt(site, start);
    // What stands behind a comma was meant as the next step.
    if (lineAt(site, start).end === end + blank) return [remove(site, site.range)];
    return [
      put('Write `->`', site, { range: { start, end: end + blank }, text: ' -> ' }),
      careful(put('Break the line', site, { range: { start, end: end + blank }, text: `\n${indent}` })),
    ];
  },
  'arrow-behind-input': site => {
    const { start, end } = site.range;
    const blank = /^[ \t]*/.exec(site.text.slice(end))?.[0].length ?? 0;
    const text = `\n${lineAt(site, start).indent}`;
    return [put('Break the line', site, { range: { start: blanksBefore(site, start), end: end + blank }, text })];
  },
  'missing-colon': site => {
    const sign = /^\s*=/.exec(site.text.slice(site.range.end))?.[0];
    if (sign === undefined) return [insert(site, site.range.end, ':')];
    return [put('Write `:`', site, { range: { start: site.range.end, end: site.range.end + sign.length }, text: ':' })];
  },
  'colon-for-equals': site => [
    put('Write `=`', site, { range: { start: blanksBefore(site, site.range.start), end: site.range.end }, text: ' =' }),
  ],
  'missing-comma': site => [insert(site, site.range.end, ',')],
  'two-statements-on-a-line': site => {
    const blank = /^[ \t]*/.exec(site.text.slice(site.range.end))?.[0].length ?? 0;
    const text = `\n${lineAt(site, site.range.start).indent}`;
    const { end: start } = site.range;
    return [put('Break the line', site, { range: { start, end: start + blank }, text })];
  },
  'two-steps-on-a-line': site => {
    const blank = /^[ \t]*/.exec(site.text.slice(site.range.end))?.[0].length ?? 0;
    const text = `\n${lineAt(site, site.range.start).indent}`;
    const { end: start } = site.range;
    return [
      insert(site, start, ' ->'),
      careful(put('Break the line', site, { range: { start, end: start + blank }, text })),
    ];
  },
};
