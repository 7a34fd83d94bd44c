/** Counts weights and buffers of nodes and bodies: each once, where it is made. */
import { hasFigures } from '../graph/resolve-call.js';
import type { Body, LayerNode, Node } from '../graph/graph.js';
import { Dim } from '../shape/dim.js';
import { DimSum } from '../shape/sum.js';
import { isFloating } from '../shape/dtype.js';
import { shapeKey, type Shape } from '../shape/shape.js';
import type { Buffers, Counts } from './report.js';

export interface Made {
  readonly trainable: Dim;
  readonly frozen: Dim;
  readonly floatBuffers: Dim;
  readonly integerBuffers: Dim;
  /** Trainable tensors by shape, for optimizers whose state depends on it. */
  readonly tensors: ReadonlyMap<string, { readonly shape: Shape; readonly count: number }>;
  /** The same of those that are not trained. */
  readonly frozenTensors: Made['tensors'];
}

const none = Dim.of(0);
const unknown: Made = {
  trainable: Dim.inexact(NaN),
  frozen: none,
  floatBuffers: none,
  integerBuffers: none,
  tensors: new Map(),
  frozenTensors: new Map(),
};
const nothing: Made = { ...unknown, trainable: none };

/** Weights and buffers that one layer call makes by itself; tied ones belong to another. */
const ofLayers = new Map<boolean, WeakMap<object, Made>>([
  [false, new WeakMap()],
  [true, new WeakMap()],
]);

function ofLayer(node: LayerNode): Made {
  const { call, frozen, ties } = node;
  if (call.layer.weights && call.results.some(t => t === undefined)) return unknown;
  if (call.weights.length > 0 && !hasFigures(call)) return unknown;
  if (call.weights.length === 0 && call.buffers.length === 0) return nothing;
  const cache = ties.size === 0 ? ofLayers.get(frozen) : undefined;
  const known = cache?.get(call);
  if (known) return known;
  let total = none;
  const tensors: Tensors = new Map();
  for (const weight of call.weights) {
    if (ties.has(weight.name)) continue;
    total = total.plus(weight.elements);
    addTensors(tensors, shapeKey(weight.shape), weight.shape, 1);
  }
  let [float, integer] = [none, none];
  for (const buffer of call.buffers) {
    if (isFloating(buffer.dtype)) float = float.plus(buffer.elements);
    else integer = integer.plus(buffer.elements);
  }
  const made: Made = {
    trainable: frozen ? none : total,
    frozen: frozen ? total : none,
    floatBuffers: float,
    integerBuffers: integer,
    tensors: frozen ? nothing.tensors : tensors,
    frozenTensors: frozen ? tensors : nothing.tensors,
  };
  cache?.set(call, made);
  return made;
}

type Tensors = Map<string, { readonly shape: Shape; count: number }>;

function addTensors(into: Tensors, key: string, shape: Shape, count: number): void {
  const known = into.get(key);
  if (known) known.count += count;
  else into.set(key, { shape, count });
}

/** Sum over several, each so many times; linear in the number of bodies, not of instances. */
class Sum {
  private readonly trainable = new DimSum();
  private readonly frozen = new DimSum();
  private readonly float = new DimSum();
  private readonly integer = new DimSum();
  private readonly tensors: Tensors = new Map();
  private readonly frozenTensors: Tensors = new Map();

  add(made: Made, count: number): void {
    if (made === nothing || count === 0) return;
    this.trainable.add(made.trainable, count);
    this.frozen.add(made.frozen, count);
    this.float.add(made.floatBuffers, count);
    this.integer.add(made.integerBuffers, count);
    made.tensors.forEach(({ shape, count: n }, key) => {
      addTensors(this.tensors, key, shape, n * count);
    });
    made.frozenTensors.forEach(({ shape, count: n }, key) => {
      addTensors(this.frozenTensors, key, shape, n * count);
    });
  }

  get made(): Made {
    return {
      trainable: this.trainable.total,
      frozen: this.frozen.total,
      floatBuffers: this.float.total,
      integerBuffers: this.integer.total,
      tensors: this.tensors,
      frozenTensors: this.frozenTensors,
    };
  }
}

export class WeightCounts {
  private readonly bodies = new Map<Body, Made>();

  /** What one execution of a body makes, `shared` weights that it declares included. */
  ofBody(body: Body): Made {
    const known = this.bodies.get(body);
    if (known) return known;
    const sum = new Sum();
    if (body.lacks) sum.add(unknown, 1);
    for (const node of body.nodes) sum.add(this.ofNode(node), 1);
    for (const { uses } of body.shared) {
      const [first] = uses;
      if (first) sum.add(this.inside(first), 1);
    }
    const { made } = sum;
    this.bodies.set(body, made);
    return made;
  }

  /** What a node makes; nothing where it uses shared weights, which belong to the body that declares them. */
  ofNode(node: Node): Made {
    return node.shared ? nothing : this.inside(node);
  }

  private inside(node: Node): Made {
    if (node.kind === 'layer') return ofLayer(node);
    const made = this.ofBody(node.body);
    if (node.count === 1) return made;
    const sum = new Sum();
    sum.add(made, node.count);
    return sum.made;
  }

  /** What a hint shows for a node: shared weights at their first use. */
  shown(node: Node): Made {
    return node.shared && node.shared.uses[0] === node ? this.inside(node) : this.ofNode(node);
  }
}

export const countsOf = (made: Made): Counts => ({ trainable: made.trainable, frozen: made.frozen });
export const buffersOf = (made: Made): Buffers => ({ float: made.floatBuffers, integer: made.integerBuffers });
