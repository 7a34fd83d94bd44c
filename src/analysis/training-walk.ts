/**
 * The bytes of a training step of eager PyTorch, operation by operation (docs/memory.md): what autograd keeps is let go as its
 * backward runs, gradients live from where they are made to where they are read. Two walks: what certainly lives, and all that may.
 */
import type { LayerLine } from './report.js';
import type { Checkpoint, Step, Steps, Storage, Tensor } from './training-step.js';

export interface Top {
  readonly bytes: number;
  readonly layer: string | undefined;
  readonly pass: 'forward' | 'backward' | 'update';
}

/** While an operation's backward runs. */
export interface Moment {
  readonly line: LayerLine;
  readonly bytes: number;
}

export interface Walked {
  readonly top: Top;
  /** The same with the gradients of each operation at once: where the peak will be. */
  readonly likely: Top;
  /** Of the backward pass, in its order, as in `likely`. */
  readonly moments: readonly Moment[];
  /** What is kept when the forward pass ends, and what is there when backward has ended. */
  readonly kept: number;
  readonly after: number;
}

/** A gradient; several tensors may have it, where it was handed on. */
interface Gradient {
  readonly bytes: number;
  holders: number;
}

interface Arriving {
  readonly gradient: Gradient;
  /** Whether it is made in one go with the others of its operation. */
  readonly certain: boolean;
}

export interface WalkOptions {
  /** Weights, buffers, optimizer state. */
  readonly lasting: number;
  /** All that may live, or what certainly does. */
  readonly most: boolean;
}

export function walk(all: Steps, options: WalkOptions): Walked {
  return new Walk(all, options).run();
}

/** Samples and outputs: whoever trains holds them through the step. */
export const heldByCaller = ({ samples, ends }: Steps): ReadonlySet<Storage> =>
  new Set([...samples, ...ends.map(({ storage }) => storage)]);

class Walk {
  private live: number;
  private top: Top = { bytes: 0, layer: undefined, pass: 'forward' };
  private likely: Top = { bytes: 0, layer: undefined, pass: 'forward' };
  private readonly moments: Moment[] = [];
  private readonly gradients = new Map<Tensor, Gradient>();
  private readonly made = new Set<string>();
  /** Gradients of weights' copies, which are cast when all of the product's backward has run, the last first. */
  private readonly uncast: (() => void)[] = [];
  private readonly held: ReadonlySet<Storage>;
  private readonly most: boolean;

  constructor(
    private readonly all: Steps,
    private readonly options: WalkOptions,
  ) {
    this.most = options.most;
    this.live = options.lasting;
    this.held = heldByCaller(all);
    for (const { bytes } of this.held) this.live += bytes;
  }

  run(): Walked {
    const { steps, ends } = this.all;
    const storages = this.storages();
    if (this.most) this.forward(storages);
    const let_go: Storage[][] = steps.map(() => []);
    let kept = 0;
    for (const storage of storages) {
      const from = storage.kept;
      if (from === undefined) continue;
      kept += storage.bytes;
      if (this.held.has(storage)) continue;
      this.live += storage.bytes;
      let_go[from]?.push(storage);
    }
    for (const step of steps) {
      if (step.inside) continue;
      kept += step.buffers;
      this.live += this.buffersOf(step);
    }
    for (const tensor of ends) if (tensor.needs) this.put(tensor, this.gradient(tensor.bytes));
    const lastOf = new Map<number, Checkpoint>(this.all.checkpoints.map(c => [c.last, c]));
    for (let i = steps.length - 1; i >= 0; i--) {
      if (steps[i]?.joins !== true) this.castAll();
      const again = lastOf.get(i);
      if (again) this.again(again);
      this.step(i, let_go[i] ?? []);
    }
    this.castAll();
    return { top: this.top, likely: this.likely, moments: this.moments, kept, after: this.live };
  }

  private storages(): ReadonlySet<Storage> {
    const found = new Set<Storage>(this.all.samples);
    for (const { results, inputs } of this.all.steps) {
      for (const t of results) found.add(t.storage);
      // Copies of weights under autocast.
      for (const t of inputs) if (t?.weight !== undefined) found.add(t.storage);
    }
    return found;
  }

  private raise(bytes: number, line: LayerLine, pass: Top['pass'], certain = true): void {
    const top = { bytes, layer: line.path, pass };
    if (bytes > this.top.bytes && (certain || this.most)) this.top = top;
    if (bytes > this.likely.bytes) this.likely = top;
  }

  /** What is kept so far, all that a later operation reads, and what an operation makes. */
  private forward(storages: ReadonlySet<Storage>): void {
    const { steps } = this.all;
    const n = steps.length;
    const change = new Float64Array(n + 1);
    for (const storage of storages) {
      if (storage.lasting !== undefined || this.held.has(storage)) continue;
      change[storage.born]! += storage.bytes;
      change[storage.kept === undefined ? Math.min(n, storage.last + 1) : n]! -= storage.bytes;
    }
    let live = this.live;
    for (const [i, step] of steps.entries()) {
      const buffers = this.buffersOf(step);
      live += change[i]!;
      this.raise(live + buffers + step.beside, step.line, 'forward');
      if (!step.inside) live += buffers;
    }
  }

  /** A checkpoint's inside is made again: all of it may live for a moment, what it keeps stays. */
  private again({ first, last }: Checkpoint): void {
    const { steps } = this.all;
    let [all, kept] = [0, 0];
    for (let i = first; i <= last; i++) {
      const step = steps[i];
      if (!step) continue;
      const made = new Set(step.results.map(t => t.storage));
      for (const { bytes, born } of made) if (born === i) all += bytes;
      all += this.buffersOf(step);
      kept += this.madeAgain(step);
    }
    const line = steps[last]?.line;
    if (line && this.most) this.raise(this.live + Math.max(all, kept), line, 'backward');
    this.live += kept;
  }

  private buffersOf({ buffers, roughly }: Step): number {
    return this.most ? buffers + roughly : buffers - roughly;
  }

  /** What a step within a checkpoint keeps; in one within another it may be made later still. */
  private madeAgain(step: Step): number {
    return step.nested && !this.most ? 0 : step.again.reduce((sum, { bytes }) => sum + bytes, this.buffersOf(step));
  }

  private gradient(bytes: number): Gradient {
    const gradient = { bytes, holders: 0 };
    this.live += bytes;
    return gradient;
  }

  private put(tensor: Tensor, gradient: Gradient): void {
    gradient.holders += 1;
    this.gradients.set(tensor, gradient);
  }

  private drop(gradient: Gradient): void {
    gradient.holders -= 1;
    if (gradient.holders === 0) this.live -= gradient.bytes;
  }

  private step(at: number, letGo: readonly Storage[]): void {
    const step = this.all.steps[at];
    if (!step) return;
    const { line, results, inputs, wanted, arrives, beside, whole } = step;
    const arriving = results.flatMap(t => this.gradients.get(t) ?? []);
    const reached = wanted && arriving.length > 0;
    // Of several operations in one, nothing is certain but what is there when they begin and when they have ended.
    const certain = beside === 0;
    if (reached && !this.most && !certain) this.raise(this.live, line, 'backward');
    const made: { readonly tensor: Tensor; readonly gradient: Gradient }[] = [];
    if (reached) {
      for (const [i, tensor] of inputs.entries()) {
        if (tensor?.needs !== true) continue;
        const [only] = arriving;
        const view = arrives[i] === 'view' && only !== undefined;
        const gradient = view
          ? only
          : tensor.weight === undefined
            ? this.gradient(tensor.bytes)
            : this.ofWeight(tensor, step);
        gradient.holders += 1;
        made.push({ tensor, gradient });
      }
      const bytes = this.live + whole + (this.most ? beside : 0);
      this.raise(bytes, line, 'backward', certain);
      this.moments.push({ line, bytes });
    }
    for (const tensor of results) {
      const gradient = this.gradients.get(tensor);
      if (!gradient) continue;
      this.gradients.delete(tensor);
      this.drop(gradient);
    }
    for (const { bytes } of letGo) this.live -= bytes;
    this.live -= step.inside ? this.madeAgain(step) : this.buffersOf(step);
    for (const { tensor, gradient } of made) this.arrive(line, tensor, { gradient, certain });
  }

  /** Under autocast a product gives the gradient of the weight's copy, which is cast afterwards. */
  private ofWeight({ bytes, copy }: Tensor, step: Step): Gradient {
    const own = step.product && copy !== undefined && copy > 0 ? copy : bytes;
    this.live += own;
    return { bytes: own, holders: 0 };
  }

  /** The gradient of a weight stays; where the weight is used again, a sum takes the place of both. */
  private ofUse(line: LayerLine, weight: string, { bytes, gradient, certain }: Arriving & { bytes: number }): void {
    if (gradient.bytes !== bytes) {
      this.uncast.push(() => {
        this.live += bytes;
        this.raise(this.live, line, 'backward', certain);
        this.drop(gradient);
        this.ofUse(line, weight, { bytes, gradient: { bytes, holders: 1 }, certain });
      });
      return;
    }
    const first = !this.made.has(weight);
    this.made.add(weight);
    if (first) return;
    this.live += bytes;
    this.raise(this.live, line, 'backward', certain);
    this.live -= bytes;
    this.drop(gradient);
  }

  private castAll(): void {
    for (let cast = this.uncast.pop(); cast; cast = this.uncast.pop()) cast();
  }

  /** A gradient comes to its tensor: it is stored, or added to what is there, in place where nobody else has that. */
  private arrive(line: LayerLine, tensor: Tensor, { gradient, certain }: Arriving): void {
    const { weight } = tensor;
    if (weight !== undefined) {
      this.ofUse(line, weight, { bytes: tensor.bytes, gradient, certain });
      return;
    }
    const before = this.gradients.get(tensor);
    if (!before) {
      this.gradients.set(tensor, gradient);
      return;
    }
    if (before.holders === 1 && before !== gradient) {
      this.drop(gradient);
      return;
    }
    if (!this.most && gradient.holders === 1) {
      this.gradients.set(tensor, gradient);
      this.drop(before);
      return;
    }
    const sum = this.gradient(tensor.bytes);
    this.raise(this.live, line, 'backward', certain);
    this.put(tensor, sum);
    this.drop(before);
    this.drop(gradient);
  }
}
