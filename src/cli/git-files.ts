/** Files as the last commit of their repository has them. */
import { execFileSync } from 'node:child_process';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileSet } from '../language/files.js';
import { WrongUsage } from './wrong-usage.js';

export function filesAtHead(uri: string): FileSet {
  const folder = dirname(fileURLToPath(uri));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    });
  let top: string;
  try {
    top = git('rev-parse', '--show-toplevel').trim();
  } catch {
    throw new WrongUsage('the file lies in no git repository, so there is no HEAD to compare with: name a second file');
  }
  const at = (file: string): string | undefined => {
    try {
      return git('show', `HEAD:${relative(top, fileURLToPath(file)).split(sep).join('/')}`);
    } catch {
      return undefined;
    }
  };
  if (at(uri) === undefined) throw new WrongUsage('git has no such file at HEAD: name a second file');
  return new FileSet(at);
}
