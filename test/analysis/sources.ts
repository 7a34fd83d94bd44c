/** Files in memory, analyzed: what the tests of graph and analysis start from. */
import { analyze } from '../../src/analysis/analyze.js';
import type { Choices, NetworkReport, Report } from '../../src/analysis/report.js';
import type { Sources } from '../../src/graph/elaborate.js';
import { CallResolver } from '../../src/graph/resolve-call.js';
import { libraryText, libraryUri } from '../../src/language/library.js';
import { parse } from '../../src/language/parse.js';

export function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const parsed = new Map(Object.entries(files).map(([uri, text]) => [uri, parse(text)]));
  return {
    file: uri => {
      const text = libraryText(uri);
      const found = text === undefined ? parsed.get(uri) : parse(text);
      return found && { uri, file: found.file, problems: found.problems };
    },
    resolve: (_from, path) => libraryUri(path) ?? path.replace(/^\.\//, ''),
    importProblems: () => [],
  };
}

/** Shared by all tests: equal calls give equal answers, so they are worked out once. */
const resolver = new CallResolver();

export const analyzeText = (text: string, choices: Choices = {}, more: Readonly<Record<string, string>> = {}): Report =>
  analyze(sourcesOf({ 'main.nn': text, ...more }), 'main.nn', choices, { resolver });

/** The report of the only network, whose file must have no errors. */
export function networkOf(
  text: string,
  choices: Choices = {},
  more: Readonly<Record<string, string>> = {},
): NetworkReport {
  const report = analyzeText(text, choices, more);
  const errors = report.problems.filter(p => p.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(e => e.message).join('\n'));
  const [network] = report.networks;
  if (!network) throw new Error('the text has no network');
  return network;
}
