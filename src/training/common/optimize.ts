/** Moves all trained weights by their gradients: an optimizer's rule for one number, run over the regions of a plan. */
import type { ElementState, Optimizer } from '../../catalogue/optimizers/optimizer.js';
import type { Memory } from '../../engine/common/memory.js';
import type { FloatArray } from '../../engine/kernels/kernel.js';
import type { Plan } from '../../plan/memory.js';
import { elementStates } from '../../plan/element-states.js';

type Arguments = { readonly [name: string]: unknown };
type Rule = (w: number, g: number, s: ElementState) => number;

export class Updater {
  private readonly weights: FloatArray;
  private readonly gradients: FloatArray;
  private readonly states: readonly FloatArray[];
  private readonly names: readonly string[];
  /** State that is one number for a whole tensor: the rule gives the same one for each element. */
  private readonly scalarNames: readonly string[];
  private scalars: ElementState = {};

  constructor(
    private readonly optimizer: Optimizer,
    private readonly args: Arguments,
    plan: Plan,
    memory: Memory,
  ) {
    this.names = elementStates(optimizer, args) ?? [];
    this.scalarNames = Object.entries(optimizer.state(args)).flatMap(([name, spec]) =>
      spec === 'scalar' ? [name] : [],
    );
    const elements = plan.trained;
    const part = (region: 'weights' | 'gradients' | 'state', copy = 0): FloatArray =>
      memory.floats({ region, offset: copy * plan.bytes.gradients, elements });
    this.weights = part('weights');
    this.gradients = part('gradients');
    this.states = this.names.map((_, copy) => part('state', copy));
  }

  /** Step `t` of the run, counted from 1. */
  apply(learningRate: number, t: number): void {
    const { optimizer } = this;
    if (!optimizer.update) throw new Error(`${optimizer.name} has no rule for one number`);
    const update = optimizer.update.bind(optimizer);
    const args = { ...this.args, lr: learningRate };
    const rule: Rule = (w, g, s) => update(w, g, s, args, t);
    if (t === 1 || this.hasScalars() || this.names.length > 2) this.any(rule, t === 1);
    else if (this.names.length === 0) this.stateless(rule);
    else if (this.names.length === 1) this.single(rule);
    else this.double(rule);
  }

  /** What a checkpoint has to hold besides the regions. */
  get numbers(): Readonly<ElementState> {
    return this.scalars;
  }

  set numbers(numbers: Readonly<ElementState>) {
    this.scalars = { ...numbers };
  }

  private hasScalars(): boolean {
    return Object.keys(this.scalars).length > 0;
  }

  private stateless(rule: Rule): void {
    const { weights, gradients } = this;
    const s: ElementState = {};
    for (let i = 0; i < weights.length; i++) weights[i] = rule(weights[i]!, gradients[i]!, s);
  }

  private single(rule: Rule): void {
    const { weights, gradients } = this;
    const name = this.names[0]!;
    const state = this.states[0]!;
    const s: ElementState = { [name]: 0 };
    for (let i = 0; i < weights.length; i++) {
      s[name] = state[i]!;
      weights[i] = rule(weights[i]!, gradients[i]!, s);
      state[i] = s[name];
    }
  }

  private double(rule: Rule): void {
    const { weights, gradients } = this;
    const [first, second] = [this.names[0]!, this.names[1]!];
    const [a, b] = [this.states[0]!, this.states[1]!];
    const s: ElementState = { [first]: 0, [second]: 0 };
    for (let i = 0; i < weights.length; i++) {
      s[first] = a[i]!;
      s[second] = b[i]!;
      weights[i] = rule(weights[i]!, gradients[i]!, s);
      a[i] = s[first];
      b[i] = s[second];
    }
  }

  /** Before the first step there is no state: the rule says with what it begins. */
  private any(rule: Rule, first: boolean): void {
    const { weights, gradients, names, states } = this;
    let after: ElementState = this.scalars;
    for (let i = 0; i < weights.length; i++) {
      const s: ElementState = { ...this.scalars };
      if (!first) names.forEach((name, k) => (s[name] = states[k]![i]!));
      weights[i] = rule(weights[i]!, gradients[i]!, s);
      names.forEach((name, k) => (states[k]![i] = s[name] ?? 0));
      after = s;
    }
    this.scalars = Object.fromEntries(
      this.scalarNames.flatMap(name => (after[name] === undefined ? [] : [[name, after[name]]])),
    );
  }
}
