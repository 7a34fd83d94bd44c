/** The TextMate grammar: it colours a file where no server runs (web, diff view, other tools), with words from the declarations. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reservedWords } from '../src/language/tokens.js';
import { declaredIn } from './registry.js';

/** A name of any script, and what may not stand beside it. */
const name = '[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*';
const before = '(?<![\\p{L}\\p{M}\\p{N}_])';
const after = '(?![\\p{L}\\p{M}\\p{N}_])';
const words = (list: readonly string[]): string => `${before}(?:${list.join('|')})${after}`;

const definitions = ['block', 'network', 'train', 'search', 'budget', 'const', 'import'];
const constants = ['true', 'false', 'none'];
const operators = ['and', 'or', 'not'];
const functions = ['floor', 'ceil', 'round', 'min', 'max', 'sqrt', 'log2', 'len', 'sum', 'range', 'first', 'divisible'];
const inTraining = ['update', 'group', 'vary'];

/** The names that a folder's declarations give themselves. */
function namesIn(folder: string): readonly string[] {
  const texts = declaredIn(folder).map(({ file }) => readFileSync(join(folder, file), 'utf8'));
  const found = texts.flatMap(text => [...text.matchAll(/^ {2}name: '([^']+)'/gm)].map(match => match[1] ?? ''));
  return [...new Set(found)].sort();
}

interface Rule {
  readonly name?: string;
  readonly comment?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

const capture = (...scopes: readonly string[]): Readonly<Record<string, { readonly name: string }>> =>
  Object.fromEntries(scopes.map((scope, i) => [String(i + 1), { name: scope }]));

function rules(): Readonly<Record<string, Rule>> {
  const layers = namesIn('src/catalogue/layers');
  const others = ['optimizers', 'losses', 'initializers', 'schedules', 'metrics', 'datasets'].flatMap(folder =>
    namesIn(`src/catalogue/${folder}`),
  );
  const declared = [...new Set([...layers, ...others])];
  const control = reservedWords.filter(
    word => ![...definitions, ...constants, ...operators].includes(word) && word !== 'from' && word !== 'as',
  );
  return {
    comments: {
      patterns: [
        { name: 'comment.line.documentation.netwright', match: '^\\s*##.*$' },
        { name: 'comment.line.number-sign.netwright', match: '#.*$' },
      ],
    },
    strings: {
      name: 'string.quoted.double.netwright',
      begin: '"',
      end: '"|$',
      patterns: [{ name: 'constant.character.escape.netwright', match: '\\\\.' }],
    },
    definitions: {
      patterns: [
        {
          match: `${before}(block|network|search|budget)\\s+(${name})`,
          captures: capture('storage.type.netwright', 'entity.name.type.netwright'),
        },
        {
          match: `${before}(const)\\s+(${name})`,
          captures: capture('storage.type.netwright', 'variable.other.constant.netwright'),
        },
        {
          match: `${before}(input)\\s+(${name})`,
          captures: capture('keyword.control.netwright', 'variable.other.point.netwright'),
        },
      ],
    },
    keys: {
      comment: 'The name of an argument or setting, reserved words too.',
      name: 'variable.parameter.netwright',
      match: `${before}${name}(?=\\s*:)`,
    },
    points: {
      patterns: [
        {
          match: `^\\s*(${name})(?=\\s*(?:\\[[^\\]]*\\]\\s*)*=(?!=))`,
          captures: capture('variable.other.point.netwright'),
        },
        { match: `\\.(${name})`, captures: capture('variable.other.property.netwright') },
      ],
    },
    keywords: {
      patterns: [
        { name: 'storage.type.netwright', match: words(definitions) },
        { name: 'keyword.control.import.netwright', match: words(['from', 'as']) },
        { name: 'keyword.control.netwright', match: words(control) },
        { name: 'constant.language.netwright', match: words(constants) },
        { name: 'keyword.operator.logical.netwright', match: words(operators) },
        { name: 'keyword.control.netwright', match: `^\\s*(?:${inTraining.join('|')})(?=\\s+${name})` },
      ],
    },
    numbers: {
      patterns: [
        { name: 'constant.numeric.size.netwright', match: `${before}[0-9]+(?:x[0-9]+)+${after}` },
        {
          match: `${before}([0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)([\\p{L}]*)`,
          captures: capture('constant.numeric.netwright', 'keyword.other.unit.netwright'),
        },
      ],
    },
    calls: {
      patterns: [
        { name: 'support.function.builtin.netwright', match: `${words(functions)}(?=\\()` },
        ...(declared.length === 0 ? [] : [{ name: 'support.function.layer.netwright', match: words(declared) }]),
        {
          name: 'entity.name.type.netwright',
          match: `${before}\\p{Lu}[\\p{L}\\p{M}\\p{N}_]*[\\p{Ll}][\\p{L}\\p{N}_]*`,
        },
        { name: 'entity.name.function.netwright', match: `${before}${name}(?=\\()` },
      ],
    },
    operators: {
      patterns: [
        { name: 'keyword.operator.arrow.netwright', match: '->' },
        { name: 'keyword.operator.comparison.netwright', match: '==|!=|<=|>=|<|>' },
        { name: 'keyword.operator.arithmetic.netwright', match: '\\*\\*|//|[-+*/%]' },
        { name: 'keyword.operator.assignment.netwright', match: '=' },
        { name: 'keyword.operator.rest.netwright', match: '\\.\\.\\.' },
      ],
    },
    punctuation: {
      patterns: [
        { name: 'punctuation.separator.netwright', match: '[,:]' },
        { name: 'punctuation.bracket.netwright', match: '[\\[\\](){}]' },
      ],
    },
  };
}

export function grammarText(): string {
  const repository = rules();
  const grammar = {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    comment: 'Written by `npm run generate` from scripts/grammar.ts.',
    name: 'Netwright',
    scopeName: 'source.netwright',
    patterns: Object.keys(repository).map(rule => ({ include: `#${rule}` })),
    repository,
  };
  return JSON.stringify(grammar, null, 2);
}
