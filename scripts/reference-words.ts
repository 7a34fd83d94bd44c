/** Words and tables that the pages of the reference share. */
import { docText } from '../src/catalogue/details.js';
import type { Parameter, ParameterTable } from '../src/catalogue/parameter.js';

export const referenceFolder = 'docs/reference';

export const writtenBy = (from: string): string => `<!-- Written by \`npm run generate\` from ${from}. -->`;

/** In a cell of a table, a bar would end it. */
export const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');

/** Text that may hold backticks, as code. */
export const codeText = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

export const sentence = (text: string): string =>
  text === '' ? '' : `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');

const kindWords: Readonly<Record<string, string>> = {
  count: 'whole number',
  'per axis': 'whole number, or one for each axis',
  'factor per axis': 'number, or one for each axis',
  padding: 'whole number, one for each axis, or `[[before, behind], ...]`',
  flag: '`true` or `false`',
  axis: 'position of a dimension',
  axes: 'positions of dimensions',
  sizes: 'sizes',
};

const takesWords: Readonly<Record<string, string>> = {
  point: 'a point',
  points: 'points, any number',
  state: 'a point',
  recipe: 'a layer, block or chain',
};

function kindOf({ kind, words, takes }: Parameter<unknown>): string {
  const named = words.map(word => `\`${word}\``).join(', ');
  if (kind === 'word') return named;
  if (kind === 'initializer') return 'an [initializer](../initializers.md)';
  const plain = takes === 'value' ? (kindWords[kind] ?? kind) : (takesWords[takes] ?? kind);
  return named === '' ? plain : `${plain}; or ${named}`;
}

function defaultOf({ required, written, takes }: Parameter<unknown>): string {
  if (required) return 'required';
  return written === undefined || takes !== 'value' ? '' : `\`${written}\``;
}

/** Arguments with type, default, meaning and other accepted names. */
export function argumentTable(parameters: ParameterTable): string {
  const rows = Object.entries(parameters).map(([name, parameter]) => {
    const also = parameter.aliases.map(alias => `\`${alias}\``).join(', ');
    const meaning = sentence(docText(parameter.doc));
    return [
      `\`${name}\``,
      kindOf(parameter),
      defaultOf(parameter),
      also === '' ? meaning : `${meaning} Also written ${also}.`,
    ];
  });
  return rows.length === 0 ? 'None.' : table(['argument', 'type', 'default', 'meaning'], rows);
}

/** Arguments within a cell: `lr: 0.001` (learning rate); one after the other. */
export const argumentList = (parameters: ParameterTable): string =>
  Object.entries(parameters)
    .map(([name, { required, written, doc }]) => {
      const usual = required || written === undefined || written === 'none' ? name : `${name}: ${written}`;
      return `\`${usual}\` ${docText(doc)}`;
    })
    .join('; ');
