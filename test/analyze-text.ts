/** Analyzes text as if it were the only file. */
import { analyze } from '../src/analysis/analyze.js';
import type { Choices, Report } from '../src/analysis/report.js';
import { parse } from '../src/language/parse.js';

export function analyzeText(text: string, choices: Choices = {}): Report {
  const uri = 'file:///test.nn';
  const parsed = { uri, ...parse(text) };
  const sources = {
    file: (asked: string) => (asked === uri ? parsed : undefined),
    resolve: (_from: string, path: string) => path,
    importProblems: () => [],
  };
  return analyze(sources, uri, choices);
}
