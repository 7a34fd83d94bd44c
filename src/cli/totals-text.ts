/** What stands below the table of a network: counts, cost and memory in total. */
import type { NetworkReport, TrainingPeak } from '../analysis/report.js';
import { shapeText, shortBytes, shortCount, wholeCount } from '../editor/figures.js';
import type { Dim } from '../shape/dim.js';
import { growthLines } from './growth-text.js';
import { padEnd, type Style } from './style.js';

const unknown = 'unknown';

/** A formula is known; what follows from a mistake is not. */
export const isKnown = (count: Dim | undefined): count is Dim =>
  count !== undefined && !(count.isConstant && Number.isNaN(count.value));

const bytes = (amount: Dim | undefined): string => (isKnown(amount) ? shortBytes(amount) : unknown);
const whole = (count: Dim): string => (isKnown(count) ? wholeCount(count) : unknown);

/** `4,089,184,256 (4.1G), so 8.2 GFLOPs`; a formula once. */
function cost(count: Dim | undefined): string {
  if (!isKnown(count)) return unknown;
  if (!count.isConstant) return `${count.toString()}; twice as many FLOPs`;
  const short = count.value < 1000 ? '' : ` (${shortCount(count)})`;
  return `${wholeCount(count)}${short}, twice as many FLOPs`;
}

/** `at least 1.2 GiB, in the backward pass of conv_3`. */
function peakText({ bytes: most, exact, layer, pass, atMost }: TrainingPeak): string {
  const passes = { forward: 'the forward pass', loss: 'the loss', backward: 'the backward pass', update: 'the update' };
  const of = layer === undefined || layer === '' ? '' : ` of ${layer}`;
  const size = atMost
    ? `${bytes(most)}${atMost.bytes.equals(most) ? '' : ` to ${bytes(atMost.bytes)}`} without workspace`
    : `${exact ? '' : 'at least '}${bytes(most)}`;
  return `${size}, in ${passes[pass]}${of}`;
}

export function totalsText(network: NetworkReport, style: Style): readonly string[] {
  const { totals, outputs, assumptions, graph } = network;
  const { trainable, frozen } = totals.parameters;
  const { float, integer } = totals.buffers;
  const { bytes: memory, multiplyAdds } = totals;
  const results = outputs.map(({ name, shape }) =>
    outputs.length > 1 ? `${name} ${shapeText(shape)}` : shapeText(shape),
  );
  const lines: [name: string, value: string][] = [
    [outputs.length > 1 ? 'outputs' : 'output', results.join(', ')],
    ['parameters', whole(trainable.plus(frozen)) + (frozen.equals(0) ? '' : `, ${whole(frozen)} of them frozen`)],
  ];
  if (!float.equals(0) || !integer.equals(0))
    lines.push(['buffers', `${whole(float)}${integer.equals(0) ? '' : ` and ${whole(integer)} counters`}`]);
  lines.push(['multiply-adds', cost(multiplyAdds)]);
  const input = memory.ofWhichInput;
  const ofInput = input && !input.equals(0) ? `, of which the input ${bytes(input)}` : '';
  const scalars = memory.optimizerScalars;
  const counters = scalars && !scalars.equals(0) ? ` and ${bytes(scalars)} of counters` : '';
  const rows: [name: string, value: string][] = [
    ['weights', bytes(memory.weights)],
    ...(memory.buffers.equals(0) ? [] : [['buffers', bytes(memory.buffers)] as [string, string]]),
    ['gradients', bytes(memory.gradients)],
    ['optimizer state', `${bytes(memory.optimizerState)}${counters}`],
    ['kept for backward', `${bytes(memory.keptForBackward)}${ofInput}`],
    ['workspace', bytes(memory.workspace)],
  ];
  const { inferencePeak: most } = memory;
  const activations = isKnown(most) ? `at most ${bytes(most)} of activations at once` : unknown;
  const peak = network.trainingPeak();
  if (peak) rows.push(['peak', peakText(peak)]);
  // A block that is called in several places states its condition in each.
  const conditions = [...new Set(graph.conditions.map(c => c.message))];
  const print = (list: readonly [string, string][], indent: string): string[] =>
    list.map(([name, value]) => `${indent}${style.dim(padEnd(name, 20 - indent.length))}${value}`);
  return [
    ...print(lines, ''),
    style.dim(`to train, batch ${assumptions.batch}`),
    ...print(rows, '  '),
    ...print([['to infer', activations]], ''),
    ...print(growthLines(network.growth(), totals.kept), ''),
    ...(conditions.length > 0 ? print([['holds if', conditions.join(', ')]], '') : []),
  ];
}
