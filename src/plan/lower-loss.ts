/** Adds a loss to a network's program: fields of the data become further inputs, the expression one number. */
import { Dim } from '../shape/dim.js';
import type { DType } from '../shape/dtype.js';
import type { LossExpression, LossSource } from '../graph/train-step.js';
import type { NamedValue, Program, Value } from './program.js';

/** A field of the data as a tensor. */
export interface FieldType {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export interface WithLoss {
  readonly program: Program;
  readonly loss: Value;
}

/** An input of the network that has a field's name holds that field. */
export function lowerLoss(program: Program, loss: LossExpression, fields: readonly FieldType[]): WithLoss {
  const inputs: NamedValue[] = [...program.inputs];
  const { tape } = program;
  const fieldValue = (name: string): Value => {
    const known = inputs.find(input => input.name === name);
    if (known) return known.value;
    const field = fields.find(each => each.name === name);
    if (!field) throw new Error(`the data has no field ${name}`);
    const shape = field.shape.map(size => Dim.of(size));
    const value = tape.sequence.source({ shape, dtype: field.dtype, batched: true });
    inputs.push({ name, value });
    return value;
  };
  const sourceValue = ({ kind, name }: LossSource): Value => {
    if (kind === 'field') return fieldValue(name);
    const output = program.outputs.find(each => each.name === name);
    if (!output) throw new Error(`the network has no output ${name}`);
    return output.value;
  };
  const lower = (expression: LossExpression): Value | number => {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'output': {
        const value = sourceValue(expression);
        return value.type.batched ? op.meanOverBatch(value) : value;
      }
      case 'sum':
        return expression.terms.map(lower).reduce(add);
      case 'product':
        return expression.factors.map(lower).reduce(multiply);
      case 'quotient':
        return divide(lower(expression.of), lower(expression.by));
      case 'loss': {
        const named = Object.entries(expression.inputs).map(([name, source]) => [name, sourceValue(source)] as const);
        const value = expression.loss.lower?.(tape.sequence.op, Object.fromEntries(named), expression.args);
        if (!value) throw new Error(`the loss ${expression.loss.name} is not made of operations`);
        return value;
      }
    }
  };
  const { op } = tape.sequence;
  const add = (a: Value | number, b: Value | number): Value | number => {
    if (typeof a === 'number') return typeof b === 'number' ? a + b : op.addConstant(b, { constant: a });
    return typeof b === 'number' ? op.addConstant(a, { constant: b }) : op.add(a, b);
  };
  const multiply = (a: Value | number, b: Value | number): Value | number => {
    if (typeof a === 'number') return typeof b === 'number' ? a * b : op.scaleBy(b, { by: a });
    return typeof b === 'number' ? op.scaleBy(a, { by: b }) : op.multiply(a, b);
  };
  const divide = (a: Value | number, b: Value | number): Value | number => {
    if (typeof b === 'number') return multiply(a, 1 / b);
    return typeof a === 'number' ? op.scaleBy(op.reciprocal(b), { by: a }) : op.divide(a, b);
  };
  const value = tape.from({ path: 'loss', pass: 'loss' }, () => lower(loss));
  const number = typeof value === 'number' ? op.constant({ value, shape: [] }) : value;
  return { program: { ...program, inputs }, loss: number };
}
