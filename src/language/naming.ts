/** The convention for names: `CamelCase` for blocks and networks, `snake_case` for the rest. */
import type { Problem } from './problem.js';
import type { Word } from './range.js';
import type { SymbolKind } from './symbols.js';

const lower = /^\p{Ll}/u;
const upper = /\p{Lu}/u;

/** What is against the convention in a name that is given. Scripts without capitals have nothing to say. */
export function namingProblem(kind: SymbolKind, { text, range }: Word): Problem | undefined {
  if (text === '_') {
    const message = '`_` is no name: in a shape it means any size';
    return { code: 'underscore-as-name', severity: 'error', message, range };
  }
  const wanted = conventional(kind, text);
  if (wanted === undefined || wanted === text) return undefined;
  const style =
    kind === 'block' || kind === 'network'
      ? 'blocks and networks are written in CamelCase'
      : 'this is written in snake_case';
  return { code: 'naming-convention', severity: 'info', message: `${style}: \`${wanted}\``, range };
}

function conventional(kind: SymbolKind, text: string): string | undefined {
  switch (kind) {
    case 'block':
    case 'network':
      return lower.test(text) || text.includes('_') ? camelCase(text) : undefined;
    case 'const':
    case 'param':
    case 'input':
    case 'point':
    case 'shared':
    case 'element':
    case 'value':
      // A single capital is a letter of the paper's formula.
      return upper.test(text) && text.length > 1 ? snakeCase(text) : undefined;
    case 'import':
    case 'dimension':
    case 'training':
      return undefined;
  }
}

function camelCase(text: string): string {
  return text
    .split('_')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

function snakeCase(text: string): string {
  return text.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase();
}
