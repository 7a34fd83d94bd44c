/** A network or a whole training step as one straight list of operations over values that have names outside of it. */
import { Sequence, type Builder, type OperationNode } from '../catalogue/operations/builder.js';
import type { Value } from '../catalogue/operations/operation.js';
import type { BufferSpec } from '../catalogue/layers/layer.js';
import type { Argument } from '../catalogue/argument.js';
import type { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

export type { Value };

/** What an operation is there for. */
export type Pass = 'forward' | 'loss' | 'backward';

/** Where an operation comes from: the path of its layer (or a word for the loss), and the pass it belongs to. */
export interface Origin {
  readonly path: string;
  readonly pass: Pass;
}

/** `number` counts the operations of the whole tape: it stays when others are left out, so random numbers stay too. */
export interface ProgramNode extends OperationNode, Origin {
  readonly number: number;
}

/** A sequence of operations whose origins are noted as they are recorded. */
export class Tape {
  readonly sequence = new Sequence();
  private readonly origins: Origin[] = [];
  private origin: Origin = { path: '', pass: 'forward' };

  /** What `build` records comes from there; inner calls may say something more exact. */
  from<T>(origin: Origin, build: (op: Builder) => T): T {
    const outer = this.origin;
    this.note();
    this.origin = origin;
    try {
      return build(this.sequence.op);
    } finally {
      this.note();
      this.origin = outer;
    }
  }

  private note(): void {
    while (this.origins.length < this.sequence.nodes.length) this.origins.push(this.origin);
  }

  get length(): number {
    return this.sequence.nodes.length;
  }

  /** The operations recorded from `start` on. */
  nodes(start = 0): readonly ProgramNode[] {
    this.note();
    return this.sequence.nodes.slice(start).map((node, i) => this.described(node, start + i));
  }

  private described(node: OperationNode, number: number): ProgramNode {
    return { ...node, ...(this.origins[number] ?? this.origin), number };
  }
}

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

export interface ProgramWeight {
  /** `conv_1.weight`: unique in the program. */
  readonly path: string;
  /** Path of the layer that makes it. */
  readonly layer: string;
  readonly name: string;
  readonly shape: Shape;
  readonly init: string | Argument;
  readonly zeroRow?: Dim;
  readonly trainable: boolean;
  readonly value: Value;
}

/** Running statistics and counters: they outlive a step, and only a training pass changes them. */
export interface ProgramBuffer extends BufferSpec {
  readonly path: string;
  readonly layer: string;
  readonly value: Value;
  /** Value after the step; undefined where it stays. */
  readonly update: Value | undefined;
}

export interface Program {
  readonly tape: Tape;
  readonly inputs: readonly NamedValue[];
  readonly weights: readonly ProgramWeight[];
  readonly buffers: readonly ProgramBuffer[];
  /** What the network gives, by name; without declared outputs the flow's end, called `output`. */
  readonly outputs: readonly NamedValue[];
}

export interface WeightGradient {
  readonly weight: ProgramWeight;
  /** Undefined where the loss does not depend on the weight: its gradient is 0. */
  readonly value: Value | undefined;
}

/** What one run executes: some operations of a tape in order, and what is wanted of them. */
export interface Step {
  readonly nodes: readonly ProgramNode[];
  readonly inputs: readonly NamedValue[];
  readonly weights: readonly ProgramWeight[];
  readonly buffers: readonly ProgramBuffer[];
  /** One for each trainable weight, in their order; empty where nothing is trained. */
  readonly gradients: readonly WeightGradient[];
  /** Values to be read afterwards. */
  readonly reads: readonly NamedValue[];
}
