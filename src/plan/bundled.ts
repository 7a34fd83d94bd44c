/** What the bundled engine takes for a network: the bytes of the plans that a run would make, before any data is opened. */
import type { NetworkGraph } from '../graph/graph.js';
import type { TrainStep } from '../graph/train-step.js';
import { elementStates } from './element-states.js';
import type { FieldType } from './lower-loss.js';
import { lowerNetwork } from './lower-network.js';
import { planBytes, planStep, type Plan, type PlanBytes } from './memory.js';
import type { Origin } from './program.js';
import { stepsOf } from './run-steps.js';
import { evaluationStep } from './step.js';

export interface BundledMemory {
  readonly training: PlanBytes;
  /** Of the inputs: what the backward pass reads again. */
  readonly keptInputs: number;
  /** Kept for backward, by the paths of the layers that make it. */
  readonly keptBy: ReadonlyMap<string, number>;
  /** Where the training plan's working memory is fullest. */
  readonly fullest: Origin | undefined;
  /** Weights, buffers, inputs and working memory of a pass that gives the outputs alone. */
  readonly inference: number;
}

export type BundledStep = Pick<TrainStep, 'loss' | 'optimizer' | 'data'>;

/** Undefined where a size is unknown, in the network or in the data, or where the engine cannot run it. */
export function bundledMemory(network: NetworkGraph, step: BundledStep, batch: number): BundledMemory | undefined {
  const { declaration, args } = step.optimizer;
  const states = elementStates(declaration, args);
  const fields = fieldsOf(step);
  const training = lowerNetwork(network, { training: true });
  const inference = lowerNetwork(network, { training: false });
  const evaluation = lowerNetwork(network, { training: false });
  if (!states || !fields || !training || !inference || !evaluation) return undefined;
  try {
    const steps = stepsOf(training, evaluation, step.loss, fields);
    const main = planStep(steps.training, { batch, stateCopies: states.length });
    const full = planStep(steps.evaluation, { batch, like: main });
    const outputs = planStep(evaluationStep(inference, inference.outputs), { batch });
    return {
      training: planBytes(main, full),
      keptInputs: keptInputs(main),
      keptBy: main.keptBy,
      fullest: main.fullest,
      inference: planBytes(outputs).total,
    };
  } catch (error) {
    // A size that is a formula, or a loss that does not fit: there is no plan, and what is wrong was said elsewhere.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function fieldsOf({ data }: BundledStep): readonly FieldType[] | undefined {
  const { fields } = data.declaration.facts(data.args);
  const known: FieldType[] = [];
  for (const { name, shape, dtype } of fields) {
    if (!shape?.every(size => Number.isSafeInteger(size.value))) return undefined;
    known.push({ name, shape: shape.map(size => size.value), dtype: dtype === 'float' ? 'float' : 'int64' });
  }
  return known;
}

function keptInputs({ inputs, step, floatBytes }: Plan): number {
  const read = new Set(step.nodes.filter(({ pass }) => pass === 'backward').flatMap(node => node.inputs));
  return inputs.reduce((sum, { slot }, i) => {
    const width = slot.numbers === 'float' ? floatBytes : 4;
    return sum + (read.has(step.inputs[i]!.value) ? slot.elements * width : 0);
  }, 0);
}
