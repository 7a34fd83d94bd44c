/** Names that are given twice at the top of a file, or among the parameters of a block. */
import type * as tree from '../language/tree.js';
import type { Problems } from './problems.js';

/** What a name at the top of a file is; a `train` names no value. */
function namesOf(item: tree.Item): readonly tree.Word[] {
  switch (item.kind) {
    case 'Import':
      return item.names.map(({ name, as }) => as ?? name);
    case 'Block':
    case 'Network':
    case 'Const':
      return [item.name];
    default:
      return [];
  }
}

export function sayDuplicates(problems: Problems, uri: string, file: tree.FileNode): void {
  sayTwice(problems, uri, file.items.flatMap(namesOf));
  for (const item of file.items)
    if (item.kind === 'Block' || item.kind === 'Network')
      sayTwice(
        problems,
        uri,
        item.params.map(({ name }) => name),
      );
}

function sayTwice(problems: Problems, uri: string, words: readonly tree.Word[]): void {
  const first = new Map<string, tree.Word>();
  for (const word of words) {
    const before = first.get(word.text);
    if (!before) {
      if (word.text !== '') first.set(word.text, word);
      continue;
    }
    problems.say({
      code: 'name-twice',
      at: { uri, range: word.range },
      message: `\`${word.text}\` is given already; a name is given once`,
      related: [{ message: `\`${word.text}\` is given here`, place: { uri, range: before.range } }],
    });
  }
}
