/** What each name of a text is, for colours on top of the grammar. */
import { catalogueNames } from '../graph/catalogue-names.js';
import type { Range } from '../language/range.js';
import type { Reference, SymbolKind } from '../language/symbols.js';
import { walk } from '../language/walk.js';
import type { View } from './view.js';

/** The protocol's own types first: every theme has colours for them. */
export const tokenTypes = [
  'class',
  'function',
  'variable',
  'parameter',
  'typeParameter',
  'property',
  'enumMember',
  'keyword',
] as const;
export const tokenModifiers = ['definition', 'readonly', 'defaultLibrary'] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

export interface Token {
  readonly range: Range;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

const ofSymbols: Readonly<Record<SymbolKind, readonly [TokenType, ...TokenModifier[]]>> = {
  import: ['class'],
  block: ['class'],
  network: ['class'],
  const: ['variable', 'readonly'],
  param: ['parameter'],
  input: ['variable'],
  dimension: ['typeParameter'],
  point: ['variable'],
  shared: ['variable', 'readonly'],
  element: ['variable', 'readonly'],
  value: ['variable'],
  training: ['variable', 'readonly'],
};

function ofReference({ name, symbol, argumentOf, range }: Reference): Token | undefined {
  if (argumentOf !== undefined) return { range, type: 'parameter', modifiers: [] };
  if (symbol !== undefined) {
    const [type, ...modifiers] = ofSymbols[symbol.kind];
    return { range, type, modifiers };
  }
  if (catalogueNames.layer(name) !== undefined || catalogueNames.isDeclared(name)) {
    return { range, type: 'function', modifiers: ['defaultLibrary'] };
  }
  return catalogueNames.isWord(name) ? { range, type: 'enumMember', modifiers: ['defaultLibrary'] } : undefined;
}

/** In the order of the text, none over another, none over several lines. */
export function semanticTokens({ source, text }: View, range?: Range): readonly Token[] {
  const found: Token[] = [];
  for (const { definitions, kind } of source.scopes.symbols) {
    const [type, ...modifiers] = ofSymbols[kind];
    for (const word of definitions) found.push({ range: word.range, type, modifiers: ['definition', ...modifiers] });
  }
  for (const reference of source.scopes.references) {
    const token = ofReference(reference);
    if (token !== undefined) found.push(token);
  }
  walk(source.file, node => {
    if (node.kind === 'Setting') found.push({ range: node.key.range, type: 'property', modifiers: [] });
    if (node.kind === 'Update' || node.kind === 'Group' || node.kind === 'Vary') {
      const { start } = node.range;
      const word = /^\p{L}+/u.exec(text.slice(start, start + 10))?.[0] ?? '';
      found.push({ range: { start, end: start + word.length }, type: 'keyword', modifiers: [] });
    }
    return node.kind !== 'Body';
  });
  let end = 0;
  return found
    .filter(token => range === undefined || (token.range.start <= range.end && token.range.end >= range.start))
    .sort((a, b) => a.range.start - b.range.start)
    .filter(token => {
      if (token.range.start < end || token.range.end <= token.range.start) return false;
      end = token.range.end;
      return true;
    });
}
