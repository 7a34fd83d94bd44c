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

export const analyzeExample = (name: string, choices: Choices = {}): Report =>
  analyze(sourcesOf(files), pathToFileURL(resolve('examples', `${name}.nn`)).href, choices);

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

/** The report of a network of an example, the first one where none is named; the file must be without errors. */
export function reportOfExample(name: string, asked: Asked): NetworkReport {
  const report = analyzeExample(name, { batch: 1, ...asked, set: new Map(Object.entries(asked.set ?? {})) });
  const errors = report.problems.filter(p => p.severity === 'error' || p.severity === 'warning');
  if (errors.length > 0) throw new Error(errors.map(e => e.message).join('\n'));
  const [network] = report.networks;
  if (!network) throw new Error(`examples/${name}.nn has no network ${asked.network ?? ''}`);
  return network;
}
