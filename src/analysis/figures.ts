/** Sums figures over bodies: each body once, however often it is called. */
import type { Body, Node } from '../graph/graph.js';
import { Dim } from '../shape/dim.js';
import { elementBytes, type StoredType } from '../shape/dtype.js';
import { DimSum } from '../shape/sum.js';
import { bytesOf, forBatch, plus, storedAs, zero } from './amount.js';
import { inferencePeak } from './inference-peak.js';
import { KeptAnalysis } from './kept-body.js';
import type { KeepMode } from './kept-call.js';
import { stateOf, type ChosenOptimizer } from './optimizer-state.js';
import type { Assumptions, Bytes, Linear, NodeFigures, Totals } from './report.js';
import { buffersOf, countsOf, WeightCounts, type Made } from './weights.js';

export class Figures {
  readonly weights = new WeightCounts();
  readonly kept: KeptAnalysis;
  /** How activations and their copies are stored. */
  readonly float: StoredType;
  readonly mode: KeepMode;
  private readonly cost = new Map<Body, Dim | undefined>();

  constructor(
    readonly assumptions: Assumptions,
    readonly optimizer: ChosenOptimizer | undefined,
  ) {
    this.float = storedAs[assumptions.precision];
    const mixed = assumptions.precision === 'mixed';
    this.mode = { float: this.float, mixed, attention: assumptions.attention, several: assumptions.batch > 1 };
    this.kept = new KeptAnalysis(this.mode);
  }

  /** Bytes of one number of a weight: `mixed` keeps fp32 master weights. */
  private get weightBytes(): number {
    return elementBytes('float', this.assumptions.precision === 'mixed' ? 'float32' : this.float);
  }

  /** Worked out when it is asked for: hints, which every edit wants, do without. */
  private inferencePeak(body: Body): () => Dim | undefined {
    let known: { readonly peak: Dim | undefined } | undefined;
    return () => {
      if (!this.eager) return undefined;
      known ??= { peak: inferencePeak(body, this.mode, this.assumptions.batch) };
      return known.peak;
    };
  }

  /** Whether memory is that of PyTorch's eager execution: the rules of what is kept are about nothing else. */
  private get eager(): boolean {
    return this.assumptions.target === 'pytorch';
  }

  /** Multiply-adds of one execution in the mode in force; undefined when some layer's are unknown. */
  multiplyAdds(body: Body): Dim | undefined {
    if (this.cost.has(body)) return this.cost.get(body);
    const sum = new DimSum();
    let known = !body.lacks;
    for (const node of body.nodes) {
      if (!known) break;
      if (node.training && this.assumptions.mode === 'infer') continue;
      const one = this.nodeCost(node);
      if (one) sum.add(one);
      else known = false;
    }
    const total = known ? sum.total : undefined;
    this.cost.set(body, total);
    return total;
  }

  nodeCost(node: Node): Dim | undefined {
    if (node.idle) return Dim.of(0);
    if (node.kind === 'layer') return node.call.multiplyAdds();
    return this.multiplyAdds(node.body)?.times(node.scan?.length ?? node.count);
  }

  totals(body: Body): Totals {
    const made = this.weights.ofBody(body);
    const kept = this.kept.ofBody(body, []);
    const visible = kept.fresh.reduce<Linear>((sum, f) => (f.kept ? plus(sum, f.bytes) : sum), zero);
    const input = body.inputs.reduce<Linear>(
      (sum, i, k) =>
        kept.keepsInput[k] === true && i.value.type
          ? plus(sum, bytesOf(i.value.type, this.mode.mixed ? 'float32' : this.float))
          : sum,
      zero,
    );
    const whole = kept.whole && this.eager;
    const peak = this.inferencePeak(body);
    const all = whole ? plus(plus(kept.internal, visible), input) : undefined;
    return {
      parameters: countsOf(made),
      buffers: buffersOf(made),
      multiplyAdds: this.multiplyAdds(body),
      kept: all,
      bytes: {
        ...this.bytes(made, all, whole ? input : undefined),
        get inferencePeak() {
          return peak();
        },
      },
    };
  }

  private bytes(made: Made, kept: Linear | undefined, input: Linear | undefined): Bytes {
    const { batch } = this.assumptions;
    const each = this.weightBytes;
    const state = this.optimizer && stateOf(this.optimizer, made);
    return {
      weights: made.trainable.plus(made.frozen).times(each),
      buffers: made.floatBuffers.times(each).plus(made.integerBuffers.times(elementBytes('int64'))),
      gradients: made.trainable.times(each),
      optimizerState: state?.elements.times(each),
      optimizerScalars: state?.scalars.times(elementBytes('float32')),
      keptForBackward: kept && forBatch(kept, batch),
      ofWhichInput: input && forBatch(input, batch),
      workspace: undefined,
      trainingPeak: undefined,
      inferencePeak: undefined,
    };
  }

  /** Figures of a node; `kept` is what it is the first to keep. */
  ofNode(node: Node, body: Body, kept: Linear | undefined, made: Made = this.weights.shown(node)): NodeFigures {
    const { batch } = this.assumptions;
    const each = this.weightBytes;
    const type = node.results[0]?.type;
    const state = this.optimizer && stateOf(this.optimizer, made);
    return {
      node,
      body,
      outputShape: type?.shape,
      parameters: countsOf(made),
      buffers: buffersOf(made),
      multiplyAdds: this.nodeCost(node),
      bytes: {
        weights: made.trainable.plus(made.frozen).times(each),
        gradients: made.trainable.times(each),
        optimizerState: state?.elements.times(each),
        keptForBackward: kept && this.eager ? forBatch(kept, batch) : undefined,
        output: type && forBatch(bytesOf(type, this.float), batch),
      },
    };
  }
}
