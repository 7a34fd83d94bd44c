/** Moves all trained weights by their gradients: an optimizer's rule for one number, run over the regions of a plan. */
import type { ElementState, Optimizer } from '../../catalogue/optimizers/optimizer.js';
import type { Memory } from '../../engine/common/memory.js';
import type { FloatArray } from '../../engine/kernels/kernel.js';
import type { Plan } from '../../plan/memory.js';

type Arguments = { readonly [name: string]: unknown };

/** Names of the state tensors that are shaped like a weight; undefined: the optimizer needs others, or has no rule for one number. */
export function elementStates(optimizer: Optimizer, args: Arguments): readonly string[] | undefined {
  if (!optimizer.update) return undefined;
  const specs = Object.entries(optimizer.state(args)).filter(([, spec]) => spec !== false && spec !== 'scalar');
  return specs.every(([, spec]) => spec === 'like-weight') ? specs.map(([name]) => name) : undefined;
}

export class Updater {
  private readonly weights: FloatArray;
  private readonly gradients: FloatArray;
  private readonly states: readonly FloatArray[];
  private readonly names: readonly string[];

  constructor(
    private readonly optimizer: Optimizer,
    private readonly args: Arguments,
    plan: Plan,
    memory: Memory,
  ) {
    this.names = elementStates(optimizer, args) ?? [];
    const elements = plan.trained;
    const part = (region: 'weights' | 'gradients' | 'state', copy = 0): FloatArray =>
      memory.floats({ region, offset: copy * plan.bytes.gradients, elements });
    this.weights = part('weights');
    this.gradients = part('gradients');
    this.states = this.names.map((_, copy) => part('state', copy));
  }

  /** Step `t` of the run, counted from 1. */
  apply(learningRate: number, t: number): void {
    const { optimizer, weights, gradients, names, states } = this;
    const update = optimizer.update?.bind(optimizer);
    if (!update) throw new Error(`${optimizer.name} has no rule for one number`);
    const args = { ...this.args, lr: learningRate };
    const s: ElementState = Object.fromEntries(names.map(name => [name, 0]));
    const [first, second] = names;
    const [firstState, secondState] = states;
    if (names.length === 0) {
      for (let i = 0; i < weights.length; i++) weights[i] = update(weights[i]!, gradients[i]!, s, args, t);
    } else if (names.length === 1 && first !== undefined && firstState) {
      for (let i = 0; i < weights.length; i++) {
        s[first] = firstState[i]!;
        weights[i] = update(weights[i]!, gradients[i]!, s, args, t);
        firstState[i] = s[first];
      }
    } else if (names.length === 2 && first !== undefined && second !== undefined && firstState && secondState) {
      for (let i = 0; i < weights.length; i++) {
        s[first] = firstState[i]!;
        s[second] = secondState[i]!;
        weights[i] = update(weights[i]!, gradients[i]!, s, args, t);
        firstState[i] = s[first];
        secondState[i] = s[second];
      }
    } else this.applyAny(update, args, t);
  }

  private applyAny(update: NonNullable<Optimizer['update']>, args: Arguments, t: number): void {
    const { weights, gradients, names, states } = this;
    const s: ElementState = {};
    for (let i = 0; i < weights.length; i++) {
      names.forEach((name, k) => (s[name] = states[k]![i]!));
      weights[i] = update(weights[i]!, gradients[i]!, s, args, t);
      names.forEach((name, k) => (states[k]![i] = s[name]!));
    }
  }
}
