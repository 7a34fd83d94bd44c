/** The hover of a name: what it is, and its value where that is known. */
import type { Bytes, NetworkReport } from '../analysis/report.js';
import type { NamedSymbol } from '../language/symbols.js';
import type { Block, List, Network } from '../language/tree.js';
import type { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import { code, signatureDoc, signatureLine } from './documentation.js';
import { shapeText, shortBytes, wholeCount } from './figures.js';
import { memoryTable } from './hover-call.js';
import { bodiesAt, figuresAround, instanceList, reportsOf } from './instances.js';
import type { VisibleName } from './names.js';
import { blockSignature } from './signature.js';
import type { View } from './view.js';
import { say } from './words.js';

const different = (texts: readonly string[]): string => {
  const all = [...new Set(texts)];
  return all.length <= 4
    ? all.map(text => `\`${text}\``).join(', ')
    : say('{0} values, {1} among them', all.length, `\`${all[0] ?? ''}\``);
};

function ofPoint(view: View, symbol: NamedSymbol): string {
  const { node } = symbol;
  if (node.kind === 'Input') {
    const texts = symbol.owner === undefined ? [] : inputTypes(view, symbol.owner, symbol.name);
    return `${say('input {0}', `\`${symbol.name}\``)}${texts.length === 0 ? '' : `: ${different(texts)}`}`;
  }
  const shapes = symbol.definitions.flatMap(word => {
    const step = node.kind === 'Step' ? node : undefined;
    const last = step?.links.at(-1);
    const range = last?.range ?? word.range;
    // The call of the last link; a construct's own place is its first word.
    const at = last?.kind === 'Call' ? last.callee.range.start : range.start;
    return figuresAround(view, at, at).map(({ outputShape }) => shapeText(outputShape));
  });
  return `${say('point {0}', `\`${symbol.name}\``)}${shapes.length === 0 ? '' : `: ${different(shapes)}`}`;
}

function inputTypes(view: View, owner: Block | Network, name: string): readonly string[] {
  return bodiesAt(reportsOf(view), view.uri, owner.name.range).flatMap(({ inputs }) => {
    const shape = inputs.find(input => input.name === name)?.value.type?.shape;
    return shape === undefined ? [] : [formatShape(shape)];
  });
}

/** `C` of `input x: [C, H, W]`, as each way of calling the block has it. */
function ofDimension(view: View, symbol: NamedSymbol): string {
  const { owner, name } = symbol;
  const inputs = owner?.body.statements.filter(statement => statement.kind === 'Input') ?? [];
  const values = bodiesAt(reportsOf(view), view.uri, owner?.name.range ?? symbol.node.range).flatMap(body =>
    inputs.flatMap((input, i) => {
      const shape = body.inputs[i]?.value.type?.shape;
      const at =
        input.shape?.kind === 'List' && shape !== undefined ? positionIn(input.shape, name, shape.length) : undefined;
      const size = at === undefined ? undefined : shape?.[at];
      return size === undefined ? [] : [size.toString()];
    }),
  );
  return `${say('dimension {0}', `\`${name}\``)}${values.length === 0 ? '' : `: ${different(values)}`}`;
}

function positionIn({ items }: List, name: string, rank: number): number | undefined {
  const at = items.findIndex(item => item.kind === 'Name' && item.text === name);
  if (at < 0) return undefined;
  const rest = items.findIndex(({ kind }) => kind === 'Rest');
  return rest >= 0 && rest < at ? rank - (items.length - at) : at;
}

function ofParameter(view: View, { name, node, owner }: NamedSymbol): string {
  const usual = node.kind === 'Param' ? node.default : undefined;
  const values = bodiesAt(reportsOf(view), view.uri, owner?.name.range ?? node.range).flatMap(({ parameters }) =>
    parameters.filter(parameter => parameter.name === name).map(({ written }) => written),
  );
  const parts = [
    `${say('parameter {0} of {1}', `\`${name}\``, owner?.name.text ?? say('the block'))}${values.length === 0 ? '' : `: ${different(values)}`}`,
  ];
  if (usual !== undefined)
    parts.push(say('{0} if not given', `\`${view.text.slice(usual.range.start, usual.range.end)}\``));
  return parts.join('; ');
}

const rows = (): readonly (readonly [string, (bytes: Bytes) => Dim | undefined])[] => [
  [say('weights'), bytes => bytes.weights],
  [say('buffers'), bytes => bytes.buffers],
  [say('gradients'), bytes => bytes.gradients],
  [say('optimizer state'), bytes => bytes.optimizerState],
  [say('kept for backward'), bytes => bytes.keptForBackward],
  [say('of which the input'), bytes => bytes.ofWhichInput],
  [say('workspace'), bytes => bytes.workspace],
  [say('training, at the peak'), bytes => bytes.trainingPeak],
  [say('inference, at the peak'), bytes => bytes.inferencePeak],
];

/** Both targets side by side, where a `train` says what the bundled engine would run. */
function bothMemories(report: NetworkReport): string {
  const { totals, assumptions } = report;
  const { batch, precision, optimizer, target } = assumptions;
  const title = say('Memory ({0})', `${say('batch {0}', batch)}, ${precision}, ${optimizer}`);
  const own = report.bundled();
  if (target === 'bundled')
    return memoryTable(
      [title, say('bundled engine')],
      rows().map(([name, of]) => [name, of(own)]),
    );
  if (own.trainingPeak === undefined)
    return memoryTable(
      [title, 'PyTorch'],
      rows().map(([name, of]) => [name, of(totals.bytes)]),
    );
  return memoryTable(
    [title, 'PyTorch', say('bundled engine')],
    rows().map(([name, of]) => [name, of(totals.bytes), of(own)]),
  );
}

/** `with H: multiply-adds quadratic, ...` for each open size. */
function growth(report: NetworkReport): string {
  const { symbols, parameters, multiplyAdds, keptForBackward } = report.growth();
  const figures = [
    [say('parameters'), parameters],
    [say('multiply-adds'), multiplyAdds],
    [say('kept for backward'), keptForBackward],
  ] as const;
  const lines = symbols.map(symbol => {
    const words = figures.flatMap(([name, figure]) => {
      const how = figure?.sizes.get(symbol);
      return how === undefined ? [] : [`${name} ${how}`];
    });
    return say('with {0}: {1}', `\`${symbol}\``, words.join(', '));
  });
  return lines.join('\\\n');
}

/** A network of more calls is walked for the summary alone: a hover is to come at once. */
const mostCalls = 300;

/** The band of the peak of training, and where it is. */
export function peakLine(report: NetworkReport): string {
  const peak = report.trainingPeak();
  if (peak === undefined || peak.exact) return '';
  const { bytes, atMost, layer } = peak;
  const where = layer === undefined || layer === '' ? say('the update') : `\`${layer}\``;
  return atMost === undefined
    ? say('training needs at least {0} at its peak, at {1}', shortBytes(bytes), where)
    : atMost.bytes.equals(bytes)
      ? say(
          'training needs {0} at its peak, at {1}; the workspace of kernels and the loss come on top',
          shortBytes(bytes),
          where,
        )
      : say(
          'training needs {0} to {1} at its peak, at {2}; the workspace of kernels and the loss come on top',
          shortBytes(bytes),
          shortBytes(atMost.bytes),
          where,
        );
}

/** Totals of a network. */
export function networkTable(report: NetworkReport, whole = false): string {
  const { parameters, buffers, multiplyAdds } = report.totals;
  const counts = [say('{0} parameters', wholeCount(parameters.trainable))];
  if (!parameters.frozen.equals(0)) counts.push(say('{0} frozen', wholeCount(parameters.frozen)));
  const inBuffers = buffers.float.plus(buffers.integer);
  if (!inBuffers.equals(0)) counts.push(say('{0} numbers in buffers', wholeCount(inBuffers)));
  if (multiplyAdds !== undefined) counts.push(say('{0} multiply-adds a sample', wholeCount(multiplyAdds)));
  const peak = whole || report.calls <= mostCalls ? peakLine(report) : '';
  return [counts.join(' · '), bothMemories(report), peak, growth(report)].filter(part => part !== '').join('\n\n');
}

export function hoverBlock(view: View, name: VisibleName): string {
  const signature = blockSignature(name);
  const { definition, source } = name;
  if (signature === undefined || definition === undefined || definition.kind === 'Const') return '';
  const reports = reportsOf(view);
  const bodies = bodiesAt(reports, source.uri, definition.name.range);
  const network = reports.flatMap(({ networks }) => networks).find(({ graph }) => bodies.includes(graph.body));
  const parts: string[] = [];
  if (network !== undefined) parts.push(networkTable(network));
  else if (bodies.length > 0) {
    parts.push(
      `${bodies.length === 1 ? say('One instance') : say('{0} instances', bodies.length)}:\n${instanceList(bodies)}`,
    );
  } else parts.push(say('Not used by a network that is known here.'));
  parts.push(code(`${signature.kind} ${signatureLine(signature)}`), signatureDoc(signature, false));
  return parts.filter(part => part !== '').join('\n\n');
}

export function hoverName(view: View, name: VisibleName): string {
  const { symbol, kind, definition, source } = name;
  switch (kind) {
    case 'block':
    case 'network':
      return hoverBlock(view, name);
    case 'const': {
      const node = definition ?? symbol?.node;
      if (node?.kind !== 'Const') return '';
      const doc = node.doc === undefined ? '' : `\n\n${node.doc.text}`;
      return `${code(source.text.slice(node.range.start, node.range.end))}${doc}`;
    }
    case 'param':
      return symbol === undefined ? '' : ofParameter(view, symbol);
    case 'dimension':
      return symbol === undefined ? '' : ofDimension(view, symbol);
    case 'point':
    case 'input':
      return symbol === undefined ? '' : ofPoint(view, symbol);
    case 'shared':
      return say('shared weights {0}: one set, used as often as the name is', `\`${name.name}\``);
    case 'element':
      return say('{0} stands for the count, or the element, of its `repeat`', `\`${name.name}\``);
    case 'value':
      return say('{0}: a value computed once a training step', `\`${name.name}\``);
    case 'training':
      return say('{0}: the name of a `train`', `\`${name.name}\``);
    case 'import':
      return say('{0} was not found where it is imported from', `\`${name.name}\``);
  }
}
