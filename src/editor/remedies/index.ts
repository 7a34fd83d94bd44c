/** What mends a problem: what its finder proposes, and what its text tells. */
import type { GraphFix, GraphProblem } from '../../graph/graph.js';
import type { FileSet } from '../../language/files.js';
import { brackets } from './brackets.js';
import { calls } from './calls.js';
import { forms } from './forms.js';
import { imports } from './imports.js';
import type { Remedies, Remedy } from './remedy.js';
import { shapes } from './shapes.js';
import { steps } from './steps.js';
import { train } from './train.js';
import { words } from './words.js';

const remedies: Remedies = merged(brackets, calls, forms, imports, shapes, steps, train, words);

/**
 * Slips that were read as what they mean: mended, the text says what the network is already. Such a fix may be taken unasked, as long
 * as the network stays the same.
 */
const slips: ReadonlySet<string> = new Set([
  'arguments-without-parentheses',
  'arrow-behind-input',
  'assignment-in-value',
  'brace-on-next-line',
  'braces-in-import',
  'colon-for-equals',
  'colon-in-parameters',
  'equals-in-arguments',
  'foreign-comment',
  'foreign-operator',
  'list-in-parentheses',
  'missing-closing-bracket',
  'missing-colon',
  'missing-comma',
  'names-behind-path',
  'quoted-word',
  'single-quotes',
  'size-with-blanks',
  'stray-brace',
  'stray-bracket',
  'unknown-character',
]);

export const isSlip = ({ code }: GraphProblem): boolean => slips.has(code);

/** Where several know a code, all are asked. */
function merged(...tables: readonly Remedies[]): Remedies {
  const all: { [code: string]: Remedy } = {};
  for (const table of tables) {
    for (const [code, remedy] of Object.entries(table)) {
      const known = all[code];
      all[code] = known === undefined ? remedy : site => [...known(site), ...remedy(site)];
    }
  }
  return all;
}

/** What the text says is nearer to what was meant than what a rule proposes. */
const leads: ReadonlySet<string> = new Set(['bad-argument', 'bad-setting']);

/** Codes that have a remedy here. */
export const remediedCodes: readonly string[] = Object.keys(remedies);

/** The best one first; each once. */
export function fixesOf(files: FileSet, problem: GraphProblem): readonly GraphFix[] {
  const { fixes = [], code, uri, range } = problem;
  const remedy = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  const source = remedy && files.get(uri);
  if (remedy === undefined || source === undefined) return fixes;
  const { text } = source;
  const more = remedy({ files, source, uri, text, problem, range, written: text.slice(range.start, range.end) });
  // Of two of one title that of the text knows more.
  const better = new Map(more.map(fix => [fix.title, fix]));
  const known = fixes.map(fix => better.get(fix.title) ?? fix);
  const others = [...better.values()].filter(fix => !known.includes(fix));
  return leads.has(code) ? [...others, ...known] : [...known, ...others];
}
