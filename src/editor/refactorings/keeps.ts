/** What two analyses of a network agree on: how a refactoring is told from a change of the network. */
import type { LayerLine, NetworkReport } from '../../analysis/report.js';
import type { Dim } from '../../shape/dim.js';
import { formatShape, type Shape } from '../../shape/shape.js';

/** Whether the new network has what must stay of the old one. */
export type Keeps = (before: NetworkReport, after: NetworkReport) => boolean;

/** Layers of a network that are compared one by one; the totals hold all of them. */
const mostLayers = 3000;

const text = (dim: Dim | undefined): string => dim?.toString() ?? '?';
const shape = (of: Shape | undefined): string => (of === undefined ? '?' : formatShape(of));

function lineText(line: LayerLine): string {
  const { bytes, parameters, buffers } = line;
  return [
    line.kind,
    line.called,
    line.shares !== undefined,
    line.inputShapes.map(shape).join(' '),
    shape(line.outputShape),
    ...[parameters.trainable, parameters.frozen, buffers.float, buffers.integer, line.multiplyAdds].map(text),
    ...[bytes.weights, bytes.gradients, bytes.optimizerState, bytes.keptForBackward, bytes.output].map(text),
  ].join('|');
}

function totalsText({ totals: { parameters, buffers, multiplyAdds, bytes } }: NetworkReport): string {
  return [
    ...[parameters.trainable, parameters.frozen, buffers.float, buffers.integer, multiplyAdds],
    ...[bytes.weights, bytes.gradients, bytes.optimizerState, bytes.keptForBackward, bytes.ofWhichInput],
  ]
    .map(text)
    .join('|');
}

const interfaceText = ({ inputs, outputs }: NetworkReport): string =>
  [...inputs, ...outputs].map(one => `${one.name}: ${shape(one.shape)}`).join('|');

const layersText = (network: NetworkReport): string => network.layers(mostLayers).lines.map(lineText).join('\n');

/** The same layers on the same shapes, with the same parameters, multiply-adds and kept bytes. */
export const sameNetwork: Keeps = (before, after) =>
  totalsText(before) === totalsText(after) &&
  interfaceText(before) === interfaceText(after) &&
  before.calls === after.calls &&
  layersText(before) === layersText(after);

/** Other layers, but the same inputs and outputs. */
export const sameInterface: Keeps = (before, after) => interfaceText(before) === interfaceText(after);

/** As many layers on the same shapes: one kind of layer stands for another. */
export const sameShapes: Keeps = (before, after) => {
  const shapes = (network: NetworkReport): string =>
    network
      .layers(mostLayers)
      .lines.map(line => `${line.inputShapes.map(shape).join(' ')} ${shape(line.outputShape)}`)
      .join('\n');
  return sameInterface(before, after) && shapes(before) === shapes(after);
};

/** The same weights and the same work, whatever the shapes are called. */
export const sameCounts: Keeps = ({ totals: before }, { totals: after }) =>
  before.parameters.trainable.equals(after.parameters.trainable) &&
  before.parameters.frozen.equals(after.parameters.frozen) &&
  text(before.multiplyAdds) === text(after.multiplyAdds);

/** Nothing but that it is a network without new mistakes. */
export const anything: Keeps = () => true;
