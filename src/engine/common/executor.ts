/** Runs a plan: binds each of its operations to a kernel and to memory once, then executes them as often as wanted. */
import type { Plan, PlannedNode, Region, Slot } from '../../plan/memory.js';
import type { Pass } from '../../plan/program.js';
import type { FloatArray, Kernel, KernelTable, Tensor } from '../kernels/kernel.js';
import type { Memory } from './memory.js';

export interface RunCounter {
  readonly seed: number;
  readonly step: number;
}

/** The first operation of a step with a result that is not finite, or a weight that is none before it. */
export interface NonFinite {
  /** Path of the layer. */
  readonly path: string;
  readonly pass: Pass | 'weight' | 'input';
  readonly operation: string | undefined;
}

interface Copy {
  readonly from: Tensor['data'];
  readonly to: Tensor['data'];
}

interface Bound {
  readonly planned: PlannedNode;
  readonly kernel: Kernel;
  readonly inputs: readonly (Tensor | undefined)[];
  readonly results: readonly Tensor[];
}

/** An engine that lacks the kernel of an operation can say so before it runs anything. */
export function missingKernels(plan: Plan, kernels: KernelTable): readonly string[] {
  return [...new Set(plan.nodes.map(({ node }) => node.operation.name).filter(name => !kernels[name]))];
}

export class Executor {
  private readonly bound: readonly Bound[];
  private readonly gradients: readonly Copy[];
  private readonly updates: readonly Copy[];
  private readonly zeros: readonly Tensor['data'][];
  private readonly inputs: ReadonlyMap<string, Tensor>;
  private readonly reads: ReadonlyMap<string, Tensor>;

  constructor(
    readonly plan: Plan,
    readonly memory: Memory,
    kernels: KernelTable,
  ) {
    const tensors = new Map<Slot, Tensor>();
    const tensor = (slot: Slot): Tensor => {
      const known = tensors.get(slot) ?? memory.tensor(slot);
      tensors.set(slot, known);
      return known;
    };
    this.bound = plan.nodes.map(planned => {
      const kernel = kernels[planned.node.operation.name];
      if (!kernel) throw new Error(`there is no kernel for ${planned.node.operation.name}`);
      const inputs = planned.inputs.map(slot => slot && tensor(slot));
      return { planned, kernel, inputs, results: planned.results.map(tensor) };
    });
    const copiesTo = (region: Region): Copy[] =>
      plan.copies
        .filter(({ to }) => to.region === region)
        .map(({ from, to }) => ({ from: tensor(from).data, to: tensor(to).data }));
    this.gradients = copiesTo('gradients');
    this.updates = copiesTo('buffers');
    this.zeros = plan.zeros.map(slot => tensor(slot).data);
    this.inputs = new Map(plan.inputs.map(({ name, slot }) => [name, tensor(slot)]));
    this.reads = new Map(plan.reads.map(({ name, slot }) => [name, tensor(slot)]));
  }

  /** Where the values of an input have to be written before a run. */
  input(name: string): Tensor {
    const tensor = this.inputs.get(name);
    if (!tensor) throw new Error(`the plan has no input ${name}`);
    return tensor;
  }

  /** All operations in order. Gradients are in their region afterwards; buffers stay as they are until `commit`. */
  run(counter: RunCounter): void {
    for (const each of this.bound) execute(each, counter);
    for (const zero of this.zeros) zero.fill(0);
    for (const { from, to } of this.gradients) to.set(from);
  }

  /** Buffers get their new values. */
  commit(): void {
    for (const { from, to } of this.updates) to.set(from);
  }

  /** A copy of a value that the last run made. Not every device can give it at once. */
  read(name: string): Promise<FloatArray | Int32Array> {
    return Promise.resolve(this.view(name).slice());
  }

  /** For what lies in this memory anyway: valid until the next run. */
  view(name: string): FloatArray | Int32Array {
    const tensor = this.reads.get(name);
    if (!tensor) throw new Error(`the plan does not keep ${name}`);
    return tensor.data;
  }

  /** Executes the step again, looking at each result; what it computes is the same, and so is what it finds. */
  firstNonFinite(counter: RunCounter): NonFinite | undefined {
    for (const { name, slot } of this.plan.inputs)
      if (!isFinite(this.memory.tensor(slot).data)) return { path: name, pass: 'input', operation: undefined };
    for (const { weight, slot } of this.plan.weights)
      if (!isFinite(this.memory.tensor(slot).data)) return { path: weight.layer, pass: 'weight', operation: undefined };
    for (const each of this.bound) {
      execute(each, counter);
      const { path, pass, operation } = each.planned.node;
      if (!each.results.every(({ data }) => isFinite(data))) return { path, pass, operation: operation.name };
    }
    return undefined;
  }
}

function execute({ kernel, results, inputs, planned }: Bound, { seed, step }: RunCounter): void {
  kernel(results, inputs, planned.attributes as never, { seed, step, node: planned.node.number });
}

export function isFinite(values: FloatArray | Int32Array): boolean {
  if (values instanceof Int32Array) return true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // Of a number that is not finite, this difference is NaN.
    if (value - value !== 0) return false;
  }
  return true;
}
