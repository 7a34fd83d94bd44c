/** Statements and definitions: reserved words with what they need, as snippets. */
import type { Range } from '../language/range.js';
import { layerSignatures } from './signature.js';
import type { Suggestion } from './suggestion.js';

interface Template {
  readonly label: string;
  readonly insert: string;
  readonly doc: string;
}

const statements: readonly Template[] = [
  { label: 'residual', insert: 'residual {\n\t$0\n}', doc: 'f(x) + x: what is inside, added to what flowed in.' },
  {
    label: 'residual shortcut',
    insert: 'residual {\n\t$0\n} shortcut {\n\t$1\n}',
    doc: 'f(x) + shortcut(x): the shortcut fits what flowed in to the new shape.',
  },
  {
    label: 'repeat',
    insert: 'repeat ${1:3} as ${2:i} {\n\t$0\n}',
    doc: 'The same steps so many times, or once for each element of a list.',
  },
  {
    label: 'if',
    insert: 'if ${1:condition} {\n\t$0\n}',
    doc: 'Steps under a condition on what is known before running.',
  },
  {
    label: 'input',
    insert: 'input ${1:image}: ${2:3x224x224}',
    doc: 'An input with its shape, channels first, without the batch.',
  },
  { label: 'output', insert: 'output ${1:logits} = $0', doc: 'Names a result of the network.' },
  { label: 'expect', insert: 'expect $0', doc: 'Checks the shape that flows here.' },
  { label: 'const', insert: 'const ${1:name} = $0', doc: 'A value or recipe with a name.' },
  { label: 'shared', insert: 'shared ${1:name} = $0', doc: 'One set of weights, used as often as its name is.' },
  { label: 'frozen', insert: 'frozen {\n\t$0\n}', doc: 'Weights that are made here but not trained.' },
  { label: 'training', insert: 'training {\n\t$0\n}', doc: 'A side path that exists only in training.' },
  { label: 'checkpoint', insert: 'checkpoint {\n\t$0\n}', doc: 'Computed again in the backward pass instead of kept.' },
  {
    label: 'defaults',
    insert: 'defaults {\n\t$0\n}',
    doc: 'Arguments for all layers of a kind that do not give them.',
  },
  { label: 'branch', insert: 'branch { $0 }', doc: 'One of several paths that the layer around joins.' },
  {
    label: 'concat { }',
    insert: 'concat {\n\tbranch { $1 }\n\tbranch { $2 }\n}',
    doc: 'Branches side by side, joined over the channels.',
  },
  { label: 'add { }', insert: 'add {\n\tbranch { $1 }\n\tbranch { $2 }\n}', doc: 'Branches, added number by number.' },
];

const definitions: readonly Template[] = [
  {
    label: 'network',
    insert: 'network ${1:Name} {\n\tinput ${2:image}: ${3:3x32x32}\n\t$0\n}',
    doc: 'A network: a block that states the shapes of its inputs.',
  },
  { label: 'block', insert: 'block ${1:Name}(${2:width}) {\n\t$0\n}', doc: 'Steps with a name and parameters.' },
  {
    label: 'train',
    insert:
      'train ${1:Name} {\n\tdata: ${2:mnist}\n\tloss: ${3:cross_entropy}\n\toptimizer: ${4:adam}\n\tbatch: ${5:64}\n\tepochs: ${6:10}\n}',
    doc: 'How to train a network.',
  },
  { label: 'import', insert: 'import $2 from "${1:./blocks.nn}"', doc: 'Names from another file.' },
  { label: 'const', insert: 'const ${1:name} = $0', doc: 'A value or recipe with a name.' },
  {
    label: 'search',
    insert: 'search ${1:Name} {\n\tvary ${2:width}: ${3:integer(8, 128)}\n\tmethod: ${4:random}\n\ttrials: ${5:20}\n}',
    doc: 'Ranges for parameters of a network and settings of its training.',
  },
  { label: 'budget', insert: 'budget ${1:Name} { ${2:parameters: 1M} }', doc: 'Upper bounds, checked while you type.' },
];

const of = (templates: readonly Template[], rank: number, replace: Range): readonly Suggestion[] =>
  templates.map(({ label, insert, doc }) => ({
    label,
    kind: 'keyword',
    insert,
    snippet: true,
    rank,
    replace,
    doc: () =>
      `${doc}\n\n\`\`\`netwright\n${insert.replaceAll(/\$\{\d+:([^}]*)\}|\$\d+/g, '$1').replaceAll('\t', '  ')}\n\`\`\``,
  }));

/** Words that begin a link of a chain: they may stand behind `->` and `=` too. */
const links = new Set([
  'residual',
  'residual shortcut',
  'repeat',
  'if',
  'frozen',
  'checkpoint',
  'concat { }',
  'add { }',
]);

export const isLink = (label: string): boolean => links.has(label);

export const suggestLinks = (replace: Range): readonly Suggestion[] =>
  of(
    statements.filter(({ label }) => links.has(label)),
    42,
    replace,
  );

const plain = (label: string, rank: number, replace: Range): Suggestion => ({
  label,
  kind: 'keyword',
  insert: label,
  rank,
  replace,
});

/** Reserved words that go on with what stands there. */
export const suggestGoingOn = (words: readonly string[], replace: Range): readonly Suggestion[] =>
  words.flatMap((word, i) => {
    const body = bodies.get(word);
    if (body === undefined) return [plain(word, i / 100, replace)];
    return [{ ...plain(word, i / 100, replace), insert: body, snippet: true }];
  });

/** A word that is handed on may be one of any layer: `block Up(mode = nearest)`. */
export function suggestAnyWord(replace: Range): readonly Suggestion[] {
  const words = layerSignatures().flatMap(({ parameters }) => parameters.flatMap(parameter => parameter.words));
  return [...new Set(words)].map(word => ({ label: word, kind: 'word', insert: word, rank: 60, replace }));
}

const bodies: ReadonlyMap<string, string> = new Map([
  ['shortcut', 'shortcut {\n\t$0\n}'],
  ['else', 'else'],
]);

/** Words that a value may begin with. */
export const suggestExpressionWords = (replace: Range): readonly Suggestion[] => [
  { ...plain('if', 45, replace), insert: 'if ${1:condition} then ${2:value} else ${3:value}', snippet: true },
  ...['not', 'true', 'false', 'none'].map((word, i) => plain(word, 46 + i / 100, replace)),
];

export const suggestStatements = (replace: Range): readonly Suggestion[] => of(statements, 40, replace);
/** `network`: the one that a `train` and the like is probably of. */
export function suggestDefinitions(replace: Range, network: string | undefined): readonly Suggestion[] {
  const named = definitions.map(one =>
    network !== undefined && /^(train|search|budget) /.test(one.insert)
      ? { ...one, insert: one.insert.replace('${1:Name}', `\${1:${network}}`) }
      : one,
  );
  return of(named, 10, replace);
}
