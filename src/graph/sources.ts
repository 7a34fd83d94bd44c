/** The files that an elaboration reads, out of a set of files that import each other. */
import { resolvePath, type FileSet } from '../language/files.js';
import type { Sources } from './elaborate.js';

export function sourcesOf(files: FileSet): Sources {
  return {
    file: uri => files.get(uri),
    resolve: (from, path) => resolvePath(from, path) ?? path,
    importProblems(uri) {
      const source = files.get(uri);
      return source === undefined ? [] : files.importProblems(source);
    },
  };
}
