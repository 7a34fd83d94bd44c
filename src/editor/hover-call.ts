/** The hover of a call: the answer first, then how it comes about, what it costs, how PyTorch writes it, what it is. */
import type { NodeFigures } from '../analysis/report.js';
import type { LayerNode } from '../graph/graph.js';
import type { Dim } from '../shape/dim.js';
import { sidesOf, type WindowArguments } from '../catalogue/layers/window.js';
import { formatShape } from '../shape/shape.js';
import { code, signatureDoc, signatureLine } from './documentation.js';
import { shapeText, shortCount, wholeBytes, wholeCount } from './figures.js';
import { formulasOf } from './formula.js';
import { answer, isZero, memoryRows } from './hover-figures.js';
import { instanceList } from './instances.js';
import { imageOf, pictureOf } from './picture.js';
import type { Signature } from './signature.js';
import { say } from './words.js';

/** `weight: 64x3x7x7 = 9,408`. */
export function weightLines({ call }: Pick<LayerNode, 'call'>): readonly string[] {
  return call.weights.map(
    ({ name, shape, elements }) => `${name}: \`${formatShape(shape)}\` = ${wholeCount(elements)}`,
  );
}

function formulas({ call }: LayerNode): readonly string[] {
  const lines = formulasOf(call).map(
    ({ letters, rule, numbers, result }) => `${letters.join(', ')}: \`${rule}\` = \`${numbers}\` = **${result}**`,
  );
  const { padding, kernel, stride } = call.args;
  if (
    (padding === 'same' || padding === 'causal') &&
    Array.isArray(kernel) &&
    Array.isArray(stride) &&
    call.bound !== undefined
  ) {
    const sides = sidesOf(call.bound.axes, call.args as unknown as WindowArguments);
    const shown = sides.map(([low, high]) => say('{0} before and {1} after', low.toString(), high.toString()));
    lines.push(say('{0} adds {1}', `\`padding: ${padding}\``, [...new Set(shown)].join('; ')));
  }
  lines.push(...weightLines({ call }));
  for (const [name, source] of call.sources) {
    const value = call.written.get(name);
    if (source === 'defaults-block' && value !== undefined)
      lines.push(say('{0} comes from `defaults`', `\`${name}: ${value.key}\``));
  }
  return lines;
}

/** What it needs of memory, row by row, a column for each target; rows of nothing are left out, what is unknown is said. */
export function memoryTable(
  titles: readonly string[],
  rows: readonly (readonly [string, ...(readonly (Dim | undefined)[])])[],
): string {
  const shown = rows.filter(([, ...columns]) => columns.some(bytes => bytes !== undefined && !isZero(bytes)));
  if (shown.length === 0) return '';
  const lines = shown.map(([name, ...columns]) => {
    const cells = columns.map(bytes => (bytes === undefined ? '?' : isZero(bytes) ? '0' : wholeBytes(bytes)));
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  const columns = titles.length - 1;
  return [`| ${titles.join(' | ')} |`, `|:--${'|--:'.repeat(columns)}|`, ...lines].join('\n');
}

function memory(figures: NodeFigures, purpose: string): string {
  return memoryTable([say('Memory ({0})', purpose), 'PyTorch'], memoryRows(figures));
}

/** Several ways in which one line is executed. */
function instances(all: readonly NodeFigures[]): string {
  const shapes = new Set(all.map(({ outputShape }) => shapeText(outputShape)));
  const bodies = [...new Set(all.map(({ body }) => body))];
  // Rounds of a `repeat` that differ are calls of one body.
  if (all.length < 2) return '';
  const lines = all.slice(0, 8).map(figures => {
    const parameters = figures.parameters.trainable.plus(figures.parameters.frozen);
    const more = isZero(parameters) ? '' : ` · ${shortCount(parameters)}`;
    const where = bodies.length === 1 ? '' : ` ${say('in {0}', instanceList([figures.body]).slice(2))}`;
    return `- \`${shapeText(figures.outputShape)}\`${more}${where}`;
  });
  if (all.length > 8) lines.push(`- ${say('and {0} more', all.length - 8)}`);
  const word = shapes.size === 1 ? say('the same shape') : say('{0} shapes', shapes.size);
  return `${say('{0} instances', all.length)}, ${word}:\n${lines.join('\n')}`;
}

export function hoverCall(
  all: readonly NodeFigures[],
  signature: Signature | undefined,
  purpose: string,
  pictures = false,
): string {
  const [first] = all;
  if (first === undefined)
    return signature === undefined ? '' : `${code(signatureLine(signature))}\n\n${signatureDoc(signature, true)}`;
  const several = instances(all);
  // What follows is of one of them.
  const which = several === '' ? '' : ` · ${say('the first of {0} instances', all.length)}`;
  const parts = [`${answer(first)}${which}`];
  const { node } = first;
  if (node.kind === 'layer') {
    parts.push(formulas(node).join('\\\n'));
    const picture = pictures ? pictureOf(node.call) : undefined;
    // Before the table: behind it nobody sees it who does not scroll.
    if (picture !== undefined) parts.push(imageOf(picture));
    parts.push(memory(first, purpose));
    const spelled = node.residual ? undefined : node.call.pytorch();
    if (spelled !== undefined) parts.push(`PyTorch: \`${spelled}\``);
  } else {
    if (node.body.parameters.length > 0) {
      parts.push(node.body.parameters.map(({ name, written }) => `\`${name}: ${written}\``).join(', '));
    }
    parts.push(memory(first, purpose));
  }
  parts.push(several);
  if (signature !== undefined) {
    parts.push(`---\n\n${code(signatureLine(signature))}\n\n${signatureDoc(signature, false)}`);
  }
  return parts.filter(part => part !== '').join('\n\n');
}
