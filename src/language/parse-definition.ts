/** What stands at the top of a file: imports, blocks, networks, `train`, `search` and `budget` with their settings. */
import type { Cursor } from './cursor.js';
import { ownerFrom, parseBraces } from './parse-body.js';
import { parseExpr, parseList } from './parse-expression.js';
import { parseText } from './parse-literal.js';
import { parseName } from './parse-declaration.js';
import { parseBody } from './parse-statement.js';
import { bracedImport, parseNextLine, settingsWord, skipSetting } from './slips.js';
import { T, firstReserved, isWord } from './tokens.js';
import type {
  Block,
  Budget,
  Doc,
  Expr,
  Import,
  ImportName,
  Network,
  Param,
  Search,
  SettingItem,
  Train,
  Word,
} from './tree.js';

export function parseImport(c: Cursor): Import {
  const start = c.start;
  c.take();
  const names: ImportName[] = [];
  do {
    if (c.kind === T.LeftBrace) return bracedImport(c, start, parseText);
    const name = parseName(c, T.From);
    const as = !c.atLineStart && c.takeIf(T.As) ? parseName(c, T.From) : undefined;
    if (name.text !== '')
      names.push({ kind: 'ImportName', name, ...(as && { as }), range: c.rangeFrom(name.range.start) });
  } while (!c.atLineStart && c.takeIf(T.Comma));
  if (c.atLineStart || c.kind !== T.From) {
    c.reportMissing('missing-path', `\`from\` and a path are missing after \`${c.lastShown}\``);
    const from = c.kind === T.Text && !c.atLineStart ? parseText(c) : c.missing;
    if (!c.atLineStart) c.skipLine();
    return { kind: 'Import', names, from, range: c.rangeFrom(start) };
  }
  c.take();
  if (c.kind === T.Text && !c.atLineStart) {
    const from = parseText(c);
    return { kind: 'Import', names, from, range: c.rangeFrom(start) };
  }
  c.reportMissing('missing-path', 'a path in double quotes is missing after `from`');
  const from = c.missing;
  if (!c.atLineStart) c.skipLine();
  return { kind: 'Import', names, from, range: c.rangeFrom(start) };
}

/** The word of a definition and the name behind it; where the word is missing, the name stands in its place. */
function takeHead(c: Cursor, nameOf: (c: Cursor) => Word): { readonly at: number; readonly name: Word } {
  const isWordless = c.kind === T.Name && c.kindAt(c.i + 1) !== T.Name;
  const at = isWordless ? c.i : c.take();
  return { at, name: isWordless ? c.takeWord() : nameOf(c) };
}

export function parseBlock(c: Cursor, doc: Doc | undefined, word = c.kind): Block | Network {
  const kind = word === T.Block ? 'Block' : 'Network';
  const start = c.start;
  const { at, name } = takeHead(c, parseName);
  const params: Param[] = [];
  if (c.kind === T.LeftParen && !c.atLineStart) parseList(c, T.RightParen, '`)`', () => params.push(parseParam(c)));
  const body = parseBody(c, ownerFrom(c, at, `${kind.toLowerCase()} ${name.text}`.trim()));
  return { kind, ...(doc && { doc }), name, params, body, range: c.rangeFrom(start) };
}

function parseParam(c: Cursor): Param {
  const start = c.start;
  if (!isWord(c.kind)) {
    c.report('missing-name', c.rangeAt(c.i), 'the name of a parameter stands here');
    const value = parseExpr(c);
    const from = Math.min(start, value.range.start);
    const name: Word = { kind: 'Word', text: '', range: { start: from, end: from } };
    return { kind: 'Param', name, default: value, range: c.rangeFrom(from) };
  }
  const name = parseName(c);
  if (c.kind === T.Colon) {
    const range = c.rangeAt(c.i);
    c.report('colon-in-parameters', range, `a default is written with \`=\`: \`${name.text} = ...\``);
  }
  if (c.exprEnds || (c.kind !== T.Assign && c.kind !== T.Colon)) return { kind: 'Param', name, range: name.range };
  c.take();
  const value = parseExpr(c);
  return { kind: 'Param', name, default: value, range: c.rangeFrom(start) };
}

export function parseTrain(c: Cursor, doc: Doc | undefined): Train {
  const start = c.start;
  const { at, name } = takeHead(c, head => parseName(head, T.As));
  const names = [name];
  while (!c.atLineStart && c.takeIf(T.Comma)) names.push(parseName(c, T.As));
  const as = !c.atLineStart && c.takeIf(T.As) ? parseName(c) : undefined;
  const settings = parseSettings(c, at, `train ${names[0]?.text ?? ''}`);
  return { kind: 'Train', ...(doc && { doc }), names, ...(as && { as }), settings, range: c.rangeFrom(start) };
}

export function parseSearchOrBudget(c: Cursor, doc: Doc | undefined, word = c.kind): Search | Budget {
  const kind = word === T.Search ? 'Search' : 'Budget';
  const start = c.start;
  const { at, name } = takeHead(c, parseName);
  const settings = parseSettings(c, at, `${kind.toLowerCase()} ${name.text}`);
  return { kind, ...(doc && { doc }), name, settings, range: c.rangeFrom(start) };
}

function parseNameRow(c: Cursor): Word[] {
  const names: Word[] = [];
  do names.push(parseName(c));
  while (!c.atLineStart && c.takeIf(T.Comma));
  return names;
}

// --- settings ---

function parseSettings(c: Cursor, at: number, label: string): SettingItem[] {
  const items: SettingItem[] = [];
  const { inSettings } = c;
  c.inSettings = true;
  parseBraces(c, ownerFrom(c, at, label.trim()), () => {
    const item = parseSetting(c);
    if (item) items.push(item);
    endSetting(c);
  });
  c.inSettings = inSettings;
  return items;
}

function endSetting(c: Cursor): void {
  if (c.takeIf(T.Comma) || c.atLineStart || c.kind === T.RightBrace || c.kind === T.End) {
    c.lost = false;
    return;
  }
  if (isWord(c.kind)) c.reportMissing('missing-comma', `\`,\` or a line break is missing before \`${c.nextShown}\``);
  else {
    c.reportLost(`\`${c.nextShown}\` cannot stand behind a setting`);
    if (c.kind === T.LeftBrace) c.take();
    else c.skipLine();
  }
}

function parseSetting(c: Cursor): SettingItem | undefined {
  const start = c.start;
  const at = c.i;
  if (!isWord(c.kind)) {
    if (c.kind !== T.Comma) {
      c.reportLost(`a setting begins with its key, not with \`${c.nextShown}\``);
      if (c.kind !== T.LeftBrace) skipSetting(c);
    }
    return undefined;
  }
  const next = c.isFirst(at + 1) ? T.End : c.kindAt(at + 1);
  const written = c.wordAt(at);
  const word = c.kind === T.Name && next === T.Name && !isSettingsWord(written) ? settingsWord(c) : written;
  if (c.kind === T.Name && next === T.LeftBrace && !isSettingsWord(written)) {
    const name = c.takeWord();
    c.report('missing-word', name.range, `\`update\` or \`group\` is missing before \`${name.text}\``);
    const settings = parseSettings(c, at, name.text);
    return { kind: 'Update', name, settings, range: c.rangeFrom(start) };
  }
  if (c.kind === T.Name && (isWord(next) || next === T.LeftBrace)) {
    switch (word) {
      case 'update': {
        c.take();
        const name = parseName(c);
        const settings = parseSettings(c, at, `update ${name.text}`);
        return { kind: 'Update', name, settings, range: c.rangeFrom(start) };
      }
      case 'group': {
        c.take();
        const names = parseNameRow(c);
        const settings = parseSettings(c, at, `group ${names[0]?.text ?? ''}`);
        return { kind: 'Group', names, settings, range: c.rangeFrom(start) };
      }
      case 'vary': {
        c.take();
        const path = [parseName(c)];
        while (!c.atLineStart && c.takeIf(T.Dot)) path.push(parseName(c));
        const value = parseSettingValue(c);
        return { kind: 'Vary', path, value, range: c.rangeFrom(start) };
      }
    }
  }
  const key = c.takeWord();
  if (c.kind === T.Assign && !c.atLineStart) {
    if (c.kindAt(at) >= firstReserved)
      c.report('reserved-word', key.range, `\`${key.text}\` is a reserved word: it cannot be a name`);
    c.take();
    if (c.exprEnds || c.kind === T.RightBrace) {
      c.reportMissing('missing-value', `a value is missing after \`${key.text} =\``);
      return { kind: 'PointSetting', name: key, value: c.missing, range: c.rangeFrom(start) };
    }
    const value = parseExpr(c);
    return { kind: 'PointSetting', name: key, value, range: c.rangeFrom(start) };
  }
  const value = parseSettingValue(c);
  return { kind: 'Setting', key, value, range: c.rangeFrom(start) };
}

function isSettingsWord(text: string): boolean {
  return text === 'update' || text === 'group' || text === 'vary';
}

function parseSettingValue(c: Cursor): Expr {
  if (!c.atLineStart && c.kind > T.Colon && c.kind < firstReserved && c.kindAt(c.i + 1) === T.Colon) {
    c.report('not-understood', c.rangeAt(c.i), `\`${c.nextShown}\` cannot stand here`);
    c.take();
  }
  if (!c.atLineStart && (c.kind === T.Name || (c.kind >= T.Number && c.kind <= T.Text))) {
    c.reportMissing('missing-colon', `\`:\` is missing after \`${c.lastShown}\``);
    return parseExpr(c);
  }
  if (c.atLineStart || c.kind !== T.Colon) {
    c.reportMissing('missing-setting-value', `\`:\` and a value are missing after \`${c.lastShown}\``);
    return c.missing;
  }
  c.take();
  return (c.atLineStart ? parseNextLine(c, parseExpr) : undefined) ?? parseExpr(c);
}
