/** Formatting: the edits of the whole file, of a part, or of the line just typed. */
import { formatEdits } from '../language/format.js';
import type { TextEdit } from '../language/problem.js';
import type { Range } from '../language/range.js';
import { layerSignatures } from './signature.js';
import { pathAt } from '../language/walk.js';
import type { View } from './view.js';

/** PyTorch's name of an argument gives way to ours. */
function canonicalArgument(callee: string, argument: string): string | undefined {
  const layer = layerSignatures().find(({ name }) => name === callee)?.layer;
  if (layer === undefined) return undefined;
  return Object.entries(layer.parameters).find(([, { aliases }]) => aliases.includes(argument))?.[0];
}

export function formatting({ text }: Pick<View, 'text'>, range?: Range): readonly TextEdit[] {
  return formatEdits(text, { canonicalArgument, ...(range === undefined ? {} : { range }) });
}

/** When `}` was typed: all that it closes, as one expects of it; else what stands at the place. */
export function formattingBehind(view: Pick<View, 'text' | 'source'>, offset: number): readonly TextEdit[] {
  const [closed] = pathAt(view.source.file, offset)
    .filter(({ kind, range }) => kind === 'Body' && range.end === offset)
    .slice(-1);
  return formatting(view, { start: closed?.range.start ?? offset, end: offset });
}
