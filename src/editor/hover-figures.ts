/** The figures of a call in words, as its hover says them first: for a hover, and for a box of the diagram. */
import type { NodeFigures } from '../analysis/report.js';
import type { Dim } from '../shape/dim.js';
import { shapeText, wholeBytes, wholeCount } from './figures.js';
import { say } from './words.js';

export const isZero = (dim: Dim): boolean => dim.isConstant && dim.value === 0;

export function answer({ node, outputShape, parameters, multiplyAdds }: NodeFigures): string {
  const input = node.inputs[0]?.type;
  const from = input === undefined ? '' : ` ${say('from {0}', `\`${shapeText(input.shape)}\``)}`;
  const parts = [`**\`${shapeText(outputShape)}\`**${from}`];
  if (!isZero(parameters.trainable)) parts.push(say('{0} parameters', wholeCount(parameters.trainable)));
  if (!isZero(parameters.frozen)) parts.push(say('{0} frozen parameters', wholeCount(parameters.frozen)));
  if (multiplyAdds !== undefined && !isZero(multiplyAdds))
    parts.push(say('{0} multiply-adds a sample', wholeCount(multiplyAdds)));
  if (node.kind === 'body' && node.count > 1) parts.push(say('{0} times', node.count));
  return parts.join(' · ');
}

export const memoryRows = ({ bytes }: NodeFigures): readonly (readonly [string, Dim | undefined])[] => [
  [say('weights'), bytes.weights],
  [say('gradients'), bytes.gradients],
  [say('optimizer state'), bytes.optimizerState],
  [say('kept for backward'), bytes.keptForBackward],
  [say('result'), bytes.output],
];

/** What is code or bold in Markdown, as plain words; in code `**` is a power. */
const plain = (markdown: string): string =>
  markdown
    .split('`')
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll('**', '')))
    .join('');

/** The answer of a hover and its memory by rows, for where no Markdown is read. */
export function plainFigures(figures: NodeFigures): {
  readonly answer: string;
  readonly memory: readonly (readonly [name: string, bytes: string])[];
} {
  return {
    answer: plain(answer(figures)),
    memory: memoryRows(figures).flatMap(([name, bytes]): readonly (readonly [string, string])[] =>
      bytes !== undefined && isZero(bytes) ? [] : [[name, bytes === undefined ? '?' : wholeBytes(bytes)]],
    ),
  };
}
