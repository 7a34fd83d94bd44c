/** Builds sequences of operations: `op.conv(x, weight, {...})` infers the types, records the node, and returns the result. */
import { operations } from './index.js';
import type { Attributes, Inputs, Operation, Results, Value } from './operation.js';
import type { TensorType } from '../tensor.js';

type Table = typeof operations;
type Call<O> =
  O extends Operation<infer A, infer I, infer R>
    ? (...args: string extends keyof A ? [...I] : Partial<A> extends A ? [...I, A?] : [...I, A]) => R
    : never;

/** One method for each operation of the table. */
export type Builder = { readonly [K in keyof Table]: Call<Table[K]> };

export interface OperationNode {
  readonly operation: Operation;
  readonly inputs: Inputs;
  readonly results: readonly Value[];
  readonly attributes: Attributes;
}

/** A straight list of operations in order of execution. */
export class Sequence {
  readonly nodes: OperationNode[] = [];
  private count = 0;
  readonly op: Builder = makeBuilder(this);

  /** A value that comes from outside: input, weight, buffer. */
  source(type: TensorType): Value {
    return { id: this.count++, type };
  }

  add(operation: Operation, inputs: Inputs, attributes: Attributes): readonly Value[] {
    const types = operation.types(
      inputs.map(input => input?.type),
      attributes,
    );
    const results = types.map(type => this.source(type));
    // A random operation draws numbers of its own, unless it is told to draw another's again (the gradient of a dropout).
    const draws = operation.traits?.includes('random') === true && attributes['draw'] === undefined;
    const complete = draws ? { ...attributes, draw: this.nodes.length } : attributes;
    this.nodes.push({ operation, inputs, results, attributes: complete });
    return results;
  }

  /** A node of another sequence once more, on other inputs; random numbers are drawn anew. */
  repeat({ operation, attributes }: OperationNode, inputs: Inputs): readonly Value[] {
    const { draw: _, ...others } = attributes;
    return this.add(operation, inputs, operation.traits?.includes('random') ? others : attributes);
  }
}

function isValue(x: unknown): x is Value {
  return typeof x === 'object' && x !== null && 'id' in x && 'type' in x;
}

/** The methods of every builder, made once; a builder is an object that inherits them and knows its sequence. */
const methods: Record<string, (this: { readonly sequence: Sequence }, ...args: readonly unknown[]) => Results> = {};
for (const [key, operation] of Object.entries(operations) as unknown as readonly [string, Operation][]) {
  methods[key] = function (...args) {
    const last = args.at(-1);
    const hasAttributes = args.length > 0 && last !== undefined && !isValue(last);
    const inputs = (hasAttributes ? args.slice(0, -1) : args) as Inputs;
    const results = this.sequence.add(operation, inputs, hasAttributes ? (last as Attributes) : {});
    const [only] = results;
    return results.length === 1 && only ? only : results;
  };
}

function makeBuilder(sequence: Sequence): Builder {
  return Object.create(methods, { sequence: { value: sequence } }) as Builder;
}
