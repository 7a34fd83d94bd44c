/** Shapes to begin with for an input, and the one that flows where it is to be checked. */
import type { Range } from '../language/range.js';
import { formatShape } from '../shape/shape.js';
import { flowAt } from './flow.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

const inputs: readonly (readonly [string, string])[] = [
  ['3x224x224', '${1:3x224x224}'],
  ['[3, H, W]', '[${1:3}, ${2:H}, ${3:W}]'],
  ['[T]', '[${1:T}]'],
  ['[T, D]', '[${1:T}, ${2:64}]'],
];

export function suggestShapes(view: View, replace: Range, isInput: boolean): readonly Suggestion[] {
  if (isInput)
    return inputs.map(([label, insert], i) => ({
      label,
      kind: 'value',
      insert,
      snippet: true,
      rank: i / 100,
      replace,
    }));
  const flow = flowAt(view, replace.start);
  if (flow === undefined || flow === 'list') return [];
  const shape = formatShape(flow.shape);
  return [{ label: shape, kind: 'value', insert: shape, rank: 0, replace }];
}
