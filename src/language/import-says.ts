/** What is said of an import that leads nowhere. */
import { libraryNames, libraryUri } from './library.js';
import { nearestNames, suggestion } from './nearest.js';
import type { Problem } from './problem.js';
import type { Range, Word } from './range.js';
import type { Import } from './tree.js';

const error = (code: string, range: Range, message: string): Problem => ({ code, severity: 'error', message, range });

/** Of a path that is none, or of one beside a file that has no place. */
export function badPath(value: string, range: Range, isRelative: boolean): Problem {
  return isRelative
    ? error(
        'unsaved-file',
        range,
        'this file has no place yet: save it, so that what it imports can be found beside it',
      )
    : error(
        'bad-import-path',
        range,
        `\`${value}\` is no path: an import names a file by its place relative to this one, "./blocks.nn"`,
      );
}

export function missingFile(path: string, range: Range): Problem {
  const message =
    libraryUri(path) === undefined
      ? `there is no file \`${path}\``
      : `the library has no \`${path}\`; it has ${libraryNames.map(name => `\`netwright:${name}\``).join(', ')}`;
  return error('missing-file', range, message);
}

/** Of a name that the file has from elsewhere, or not at all. */
export function missingName(
  from: {
    readonly name: string;
    readonly imports: readonly Import[];
    readonly exports: readonly { readonly name: Word }[];
  },
  { text, range }: Word,
): Problem {
  const origin = from.imports.find(item => item.names.some(one => (one.as ?? one.name).text === text));
  if (origin?.from.kind === 'Text') {
    const message = `\`${from.name}\` does not define \`${text}\` but imports it from "${origin.from.value}": import it from there`;
    return error('missing-import', range, message);
  }
  const near = nearestNames(
    text,
    from.exports.map(item => item.name.text),
  );
  return error('missing-import', range, `\`${from.name}\` does not define \`${text}\`${suggestion(near)}`);
}
