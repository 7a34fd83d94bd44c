/** The two steps of a run: what it does with a training batch and with a held-back one. */
import type { LossExpression } from '../graph/train-step.js';
import { lowerLoss, type FieldType } from './lower-loss.js';
import type { NamedValue, Program, Step, Value } from './program.js';
import { evaluationStep, trainingStep } from './step.js';

export interface RunSteps {
  readonly training: Step;
  readonly evaluation: Step;
}

/** Both read the loss and the outputs. */
export function stepsOf(
  training: Program,
  evaluation: Program,
  loss: LossExpression,
  fields: readonly FieldType[],
): RunSteps {
  const trained = lowerLoss(training, loss, fields);
  // Losses of outputs that are there in training only have nothing to compare in an evaluation.
  const evaluated = lowerLoss(evaluation, withOutputs(loss, evaluation.outputs), fields);
  return {
    training: trainingStep(trained.program, trained.loss, reads(trained.program, trained.loss)),
    evaluation: evaluationStep(evaluated.program, reads(evaluated.program, evaluated.loss)),
  };
}

const reads = ({ outputs }: Program, loss: Value): NamedValue[] => [
  { name: LOSS, value: loss },
  ...outputs.map(({ name, value }) => ({ name: readName(name), value })),
];

/** Names of what a run reads: no output can hide the loss. */
export const LOSS = 'loss';
export const readName = (output: string): string => `output ${output}`;

function withOutputs(loss: LossExpression, outputs: readonly NamedValue[]): LossExpression {
  switch (loss.kind) {
    case 'number':
      return loss;
    case 'sum':
      return { ...loss, terms: loss.terms.map(term => withOutputs(term, outputs)) };
    case 'product':
      return { ...loss, factors: loss.factors.map(factor => withOutputs(factor, outputs)) };
    case 'quotient':
      return { ...loss, of: withOutputs(loss.of, outputs) };
    case 'output':
      return outputs.some(({ name }) => name === loss.name) ? loss : { kind: 'number', value: 0 };
    case 'loss': {
      const there = Object.values(loss.inputs).every(
        source => source.kind !== 'output' || outputs.some(({ name }) => name === source.name),
      );
      return there ? loss : { kind: 'number', value: 0 };
    }
  }
}
