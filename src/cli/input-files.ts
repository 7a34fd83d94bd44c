/** Files that the command line reads: texts from the disk, what is no text as a problem of its own. */
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { analyze } from '../analysis/analyze.js';
import type { Choices, Report } from '../analysis/report.js';
import type { GraphProblem } from '../graph/graph.js';
import { sourcesOf } from '../graph/sources.js';
import { FileSet } from '../language/files.js';
import { WrongUsage } from './wrong-usage.js';

export class InputFiles {
  /** Addresses of files that hold no text. */
  private readonly notText = new Set<string>();
  readonly files = new FileSet(uri => this.read(uri));

  constructor(private readonly folder: string) {}

  private read(uri: string): string | undefined {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(fileURLToPath(uri));
    } catch {
      return undefined;
    }
    const text = textOf(bytes);
    if (text === undefined) this.notText.add(uri);
    return text ?? '';
  }

  /** The address of a file that was named on the command line. */
  uriOf(path: string): string {
    const whole = resolve(this.folder, path);
    const stats = statSync(whole, { throwIfNoEntry: false });
    if (!stats) throw new WrongUsage(`there is no file ${path}`);
    if (stats.isDirectory()) throw new WrongUsage(`${path} is a folder: name a file`);
    const uri = pathToFileURL(whole).href;
    if (this.files.get(uri) === undefined) throw new WrongUsage(`${path} cannot be read`);
    return uri;
  }

  analyze(uri: string, choices: Choices = {}): Report {
    const report = analyze(sourcesOf(this.files), uri, choices);
    return { ...report, problems: [...this.notTextProblems(), ...report.problems] };
  }

  /** One for each file read so far that holds no text. */
  notTextProblems(): readonly GraphProblem[] {
    return [...this.notText].map(notTextProblem);
  }

  isText(uri: string): boolean {
    return !this.notText.has(uri);
  }

  text(uri: string): string {
    return this.files.get(uri)?.text ?? '';
  }

  /** As a person names it: relative to the folder, with slashes, where it lies in it. */
  pathOf(uri: string): string {
    if (!uri.startsWith('file:')) return uri;
    const whole = fileURLToPath(uri);
    const path = relative(this.folder, whole);
    return path.startsWith('..') || isAbsolute(path) ? whole : path.split(sep).join('/');
  }
}

/** Undefined for what is not UTF-8, or holds a zero byte as no text does. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function notTextProblem(uri: string): GraphProblem {
  const message = 'this file is not a text in UTF-8';
  return { code: 'not-text', severity: 'error', message, uri, range: { start: 0, end: 0 } };
}
