/** The examples as files on the disk, analyzed: what the tests of networks start from. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { analyze } from '../../src/analysis/analyze.js';
import type { Choices, NetworkReport, Report } from '../../src/analysis/report.js';
import { sourcesOf } from '../../src/graph/sources.js';
import { FileSet } from '../../src/language/files.js';

function read(uri: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return undefined;
  }
}

const files = new FileSet(read);

const analyzeFile = (path: string, choices: Choices): Report =>
  analyze(sourcesOf(files), pathToFileURL(resolve(path)).href, choices);

export const analyzeExample = (name: string, choices: Choices = {}): Report =>
  analyzeFile(`examples/${name}.nn`, choices);

/** The report of the only network of an example, which must be without errors. */
export function networkOfExample(name: string, choices: Choices = {}): NetworkReport {
  const report = analyzeExample(name, choices);
  const errors = report.problems.filter(p => p.severity === 'error' || p.severity === 'warning');
  if (errors.length > 0) throw new Error(errors.map(e => e.message).join('\n'));
  const [network] = report.networks;
  if (!network || report.networks.length > 1) throw new Error(`examples/${name}.nn does not hold one network`);
  return network;
}

/** A network of an example, with parameters set. */
export interface Asked extends Omit<Choices, 'set'> {
  readonly network?: string;
  readonly set?: Readonly<Record<string, string>>;
}

const textsOf = (report: Report, severities: readonly string[]): readonly string[] =>
  report.problems.filter(p => severities.includes(p.severity)).map(p => p.message);

function networkOfFile(path: string, asked: Asked, severities: readonly string[]): NetworkReport {
  const report = analyzeFile(path, { batch: 1, ...asked, set: new Map(Object.entries(asked.set ?? {})) });
  const wrong = textsOf(report, severities);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const [network] = report.networks;
  if (!network) throw new Error(`${path} has no network ${asked.network ?? ''}`);
  return network;
}

/** The report of a network of a file, the first one where none is named; the file must be without errors. */
export const reportOf = (path: string, asked: Asked): NetworkReport => networkOfFile(path, asked, ['error']);

/** The same of an example, which must be without warnings too. */
export const reportOfExample = (name: string, asked: Asked): NetworkReport =>
  networkOfFile(`examples/${name}.nn`, asked, ['error', 'warning']);
