/** The operations of a training step of eager PyTorch in a row, with the storages that they make, read and keep. */
import type { OperationNode } from '../catalogue/operations/builder.js';
import type { Value as OperationValue } from '../catalogue/operations/operation.js';
import type { TensorType } from '../catalogue/tensor.js';
import { detailsOf } from '../catalogue/details.js';
import type { Body, BodyNode, LayerNode, Node, Scan, Value } from '../graph/graph.js';
import { readsAll } from '../graph/reads.js';
import type { StoredType } from '../shape/dtype.js';
import { bytesOf, forBatch, storedAs } from './amount.js';
import { castOf, type Cast } from './autocast.js';
import { isCopied, layoutOf } from './layouts.js';
import type { LayerLine, NetworkReport } from './report.js';
import {
  arrivalOf,
  wholeOf,
  type Arrives,
  type Checkpoint,
  type Step,
  type Steps,
  type Storage,
  type Tensor,
} from './training-step.js';

/** More would take too long. */
const MOST = 400_000;

/** Undefined where a type is not known, or the order of the layers is not that of the list. */
export function trainingSteps(network: NetworkReport, lines: readonly LayerLine[]): Steps | undefined {
  const flat = new Flat(network, lines);
  return flat.network(network.graph.body);
}

class Unknown extends Error {}

class Flat {
  private readonly steps: Step[] = [];
  private readonly values = new Map<Value, Tensor>();
  private readonly weights = new Map<string, number>();
  private readonly checkpoints: Checkpoint[] = [];
  /** Of weights under autocast: one for all uses. */
  private readonly copies = new Map<string, Storage>();
  private readonly float: StoredType;
  /** What weights and their gradients are stored as; under autocast also statistics. */
  private readonly full: StoredType;
  private readonly mixed: boolean;
  private readonly batch: number;
  private readonly plain: boolean;
  private at = 0;
  private inside: Checkpoint | undefined;
  private depth = 0;

  constructor(
    { assumptions }: NetworkReport,
    private readonly lines: readonly LayerLine[],
  ) {
    this.float = storedAs[assumptions.precision];
    this.mixed = assumptions.precision === 'mixed';
    this.full = this.mixed ? 'float32' : this.float;
    this.batch = assumptions.batch;
    this.plain = assumptions.attention === 'plain';
  }

  network(body: Body): Steps | undefined {
    let samples: readonly Storage[];
    try {
      samples = body.inputs.map(({ value }) => {
        const tensor = this.tensor(known(value.type), false, { lasting: 'sample', float: this.full });
        this.values.set(value, tensor);
        return tensor.storage;
      });
      this.body(body);
    } catch (error) {
      if (error instanceof Unknown) return undefined;
      throw error;
    }
    const ends = [...new Set([body.result, ...body.outputs.map(o => o.value)])].flatMap(value => {
      const tensor = value && this.values.get(value);
      return tensor ? [tensor] : [];
    });
    return { steps: this.steps, samples, ends, checkpoints: this.checkpoints, weights: this.weights };
  }

  private bytes(type: TensorType, float = this.float): number {
    const { value } = forBatch(bytesOf(type, float), this.batch);
    if (Number.isNaN(value)) throw new Unknown();
    return value;
  }

  private storage(bytes: number, lasting?: Storage['lasting']): Storage {
    const born = this.steps.length;
    return { bytes, born, last: born, kept: undefined, keptAgain: undefined, inside: this.inside, lasting };
  }

  private tensor(
    type: TensorType,
    needs: boolean,
    {
      storage,
      lasting,
      float = this.float,
      layout,
    }: Partial<Pick<Tensor, 'storage' | 'float' | 'layout'>> & { lasting?: Storage['lasting'] } = {},
  ): Tensor {
    const bytes = this.bytes(type, float);
    return { storage: storage ?? this.storage(bytes, lasting), bytes, needs, weight: undefined, float, layout };
  }

  private of(value: Value | undefined): Tensor {
    return known(value && this.values.get(value));
  }

  private body(body: Body): void {
    for (const node of body.nodes) {
      if (node.idle) this.skip(node);
      else if (node.kind === 'layer') this.layer(node);
      else if (node.scan) this.scan(node, node.scan);
      else this.rounds(node);
    }
  }

  /** What is not at work has lines all the same. */
  private skip(node: Node): void {
    if (node.kind === 'layer') this.at += 1;
    else for (let round = 0; round < node.count; round++) for (const inner of node.body.nodes) this.skip(inner);
    // A gate reads only those that are at work; where a result is wanted all the same, it stands for nothing.
    for (const value of node.results) if (value.type) this.values.set(value, this.nothing());
  }

  private nothing(): Tensor {
    return { storage: this.storage(0, 'state'), bytes: 0, needs: false, weight: undefined, float: this.full };
  }

  private rounds(node: BodyNode): void {
    const { body } = node;
    for (let round = 0; round < node.count; round++) {
      const given = body.inputs.map((_, i) => this.of(i === 0 && round > 0 ? node.results[0] : node.inputs[i]));
      const opened = body.kind === 'checkpoint' && !this.inside ? this.open() : undefined;
      for (const [i, { value }] of body.inputs.entries()) this.values.set(value, known(given[i]));
      if (body.kind === 'checkpoint') this.depth += 1;
      this.body(body);
      if (body.kind === 'checkpoint') this.depth -= 1;
      const results = [body.result, ...body.outputs.map(o => o.value)];
      if (opened) this.close(opened, given, results);
      // Whoever calls a block holds what it gave.
      for (const { storage } of given) storage.last = Math.max(storage.last, this.steps.length - 1);
      for (const [i, value] of results.entries()) {
        const [inner, result] = [value && this.values.get(value), node.results[i]];
        if (inner && result) this.values.set(result, inner);
      }
    }
    const [flow] = node.results;
    if (node.count === 0 && flow) this.values.set(flow, this.of(node.inputs[0]));
  }

  private place(): Pick<Step, 'inside' | 'nested'> {
    return { inside: this.inside, nested: this.depth > 1 };
  }

  private open(): Checkpoint {
    this.inside = { first: this.steps.length, last: this.steps.length };
    return this.inside;
  }

  private close(checkpoint: Checkpoint, given: readonly Tensor[], results: readonly (Value | undefined)[]): void {
    this.inside = undefined;
    checkpoint.last = this.steps.length - 1;
    if (checkpoint.last < checkpoint.first) return;
    this.checkpoints.push(checkpoint);
    const active = [...given, ...results.map(value => value && this.values.get(value))].some(t => t?.needs);
    if (active)
      for (const { storage } of given) storage.kept = Math.min(storage.kept ?? checkpoint.first, checkpoint.first);
  }

  /** Each step in turn: entries are views of the sequence, what comes out is stacked at the end. */
  private scan(node: BodyNode, { length, states, reverse }: Scan): void {
    const { body } = node;
    const count = length.value;
    const start = this.at;
    const line = known(this.lines[start]);
    if (!Number.isSafeInteger(count)) throw new Unknown();
    const [sequence, ...others] = node.inputs.map(value => this.of(value));
    const results = [body.result, ...body.outputs.map(o => o.value)];
    const made = results.map((): Tensor[] => []);
    let carried: readonly Tensor[] = others;
    for (let step = 0; step < count; step++) {
      this.at = start;
      const type = known(body.inputs[0]?.value.type);
      const { storage, needs, float } = known(sequence);
      const entry = this.tensor(type, needs, { storage, float });
      this.plainStep(line, [known(sequence)], [entry], 'new');
      for (const [i, { value }] of body.inputs.entries())
        this.values.set(value, i === 0 ? entry : known(carried[i - 1]));
      this.body(body);
      for (const [i, value] of results.entries()) made[i]?.push(this.of(value));
      carried = carried.map((before, i) => (i < states ? (made[i + 1]?.at(-1) ?? before) : before));
    }
    for (const [i, result] of node.results.entries()) {
      const parts = (reverse ? [...(made[i] ?? [])].reverse() : made[i]) ?? [];
      if (i >= 1 && i <= states) {
        this.values.set(result, known(made[i]?.at(-1)));
        continue;
      }
      for (const { storage } of parts) storage.last = this.steps.length;
      const stacked = this.tensor(
        known(result.type),
        parts.some(part => part.needs),
        { float: parts[0]?.float },
      );
      this.values.set(result, stacked);
      this.plainStep(line, parts, [stacked], 'view');
    }
  }

  private plainStep(line: LayerLine, inputs: readonly Tensor[], results: readonly Tensor[], how: Arrives): void {
    const wanted = inputs.some(t => t.needs);
    const rest = {
      product: false,
      joins: false,
      buffers: 0,
      roughly: 0,
      again: [],
      beside: 0,
      whole: 0,
      ...this.place(),
    };
    this.steps.push({ line, inputs, results, arrives: inputs.map(() => how), wanted, ...rest });
  }

  private layer(node: LayerNode): void {
    const line = this.lines[this.at++];
    if (line?.node.place !== node.place || this.steps.length > MOST) throw new Unknown();
    const lowered = known(node.call.lowered(!node.frozen, readsAll(node)));
    const tensors = new Map<OperationValue, Tensor>();
    for (const [i, value] of lowered.inputs.entries()) tensors.set(value, this.of(node.inputs[i]));
    for (const [name, value] of Object.entries(lowered.weights)) {
      // Under autocast a product reads a copy of its weight, which is cast once and kept.
      const copy = this.mixed ? this.bytes(value.type) : 0;
      const key = `${line.shares ?? line.path}.${node.ties.get(name)?.weight ?? name}`;
      const storage = this.copies.get(key) ?? this.storage(copy, 'state');
      if (this.mixed) this.copies.set(key, storage);
      const bytes = this.bytes(value.type, this.full);
      if (!node.frozen) this.weights.set(key, bytes);
      tensors.set(value, { storage, bytes, needs: !node.frozen, weight: key, float: this.full, copy });
    }
    for (const value of Object.values(lowered.buffers)) tensors.set(value, this.nothing());
    for (const operation of lowered.nodes) this.operation(line, operation, tensors);
    for (const [i, value] of lowered.results.entries()) {
      const result = node.results[i];
      if (result) this.values.set(result, known(tensors.get(value)));
    }
  }

  private operation(line: LayerLine, node: OperationNode, tensors: Map<OperationValue, Tensor>): void {
    const { operation, inputs, results } = node;
    const cast = this.mixed ? castOf(node, v => tensors.get(v)?.float ?? this.full, this.float) : undefined;
    const layout = layoutOf(node, v => tensors.get(v)?.layout, this.batch > 1);
    const given = inputs.map((value, i) => {
      const tensor = value && tensors.get(value);
      if (!tensor) return undefined;
      const turned =
        i === 0 && isCopied(node, tensor.layout, this.batch > 1) ? this.copy(line, value, tensor, 'view') : tensor;
      return this.cast(line, value, turned, cast?.operands);
    });
    const at = this.steps.length;
    const needs = given.map(t => t?.needs === true);
    const wanted = operation.differentiable && needs.includes(true);
    const traits = operation.traits ?? [];
    const first = given[0];
    const isView = traits.includes('view') && layout !== 'copied';
    const shares = isView || traits.includes('absorbed') ? first?.storage : undefined;
    const made = results.map(({ type }, i) =>
      this.tensor(type, wanted && isFloat(type), {
        storage: shares,
        float: cast?.results[i],
        layout: layout === 'copied' ? undefined : layout,
      }),
    );
    for (const [i, value] of results.entries()) tensors.set(value, known(made[i]));
    for (const t of given) if (t) t.storage.last = Math.max(t.storage.last, at);
    const again: Storage[] = [];
    const { buffers, fixed } = wanted
      ? this.keep(node, { at, given, made, needs, again, cast })
      : { buffers: 0, fixed: 0 };
    const sum = (all: readonly (Tensor | undefined)[]): number => all.reduce((bytes, t) => bytes + (t?.bytes ?? 0), 0);
    const one = traits.includes('view') || detailsOf('operation', operation).eagerBackward !== undefined;
    // Weights that such an operation uses again and again get a gradient each time.
    const beside = one ? 0 : sum(given) + sum(given.filter(t => t?.weight !== undefined)) + sum(made);
    const before = this.steps.at(-1);
    if (before && traits.includes('absorbed')) before.joins = true;
    this.steps.push({
      joins: false,
      line,
      inputs: given,
      results: made,
      arrives: given.map((t, i) => arrivalOf(node, i, t, made[0])),
      product: cast?.operands === this.float || traits.includes('absorbed'),
      wanted,
      buffers,
      roughly: one ? 0 : fixed,
      again,
      beside,
      whole: wholeOf(node, given, made[0]),
      ...this.place(),
    });
  }

  /** Autocast reads an operand in another length by a copy. A weight's is made once, and is no tensor of its own here. */
  private cast(line: LayerLine, value: OperationValue, tensor: Tensor, float: StoredType | undefined): Tensor {
    if (!float || tensor.float === float || !isFloat(value.type) || tensor.storage.lasting === 'state') return tensor;
    const copy = this.copy(line, value, tensor, 'new', float);
    known(this.steps.at(-1)).joins = true;
    return copy;
  }

  private copy(line: LayerLine, { type }: OperationValue, from: Tensor, how: Arrives, float = from.float): Tensor {
    const copy = this.tensor(type, from.needs, { float });
    from.storage.last = Math.max(from.storage.last, this.steps.length);
    this.plainStep(line, [from], [copy], how);
    return copy;
  }

  /** Marks what an operation keeps; the bytes of buffers of its own. */
  private keep(
    { operation, inputs, results, attributes }: OperationNode,
    {
      at,
      given,
      made,
      needs,
      again,
      cast,
    }: {
      at: number;
      given: readonly (Tensor | undefined)[];
      made: readonly Tensor[];
      needs: readonly boolean[];
      again: Storage[];
      cast: Cast | undefined;
    },
  ): { readonly buffers: number; readonly fixed: number } {
    const asked = 'kernel' in attributes && this.plain ? { ...attributes, kernel: 'plain' } : attributes;
    const types = { inputs: inputs.map(v => v?.type), results: results.map(v => v.type) };
    let [buffers, fixed] = [0, 0];
    for (const item of operation.eagerKeeps?.({ ...types, needs, attributes: asked }) ?? []) {
      if ('buffer' in item) {
        const type = { shape: item.buffer, dtype: item.dtype, batched: item.batched };
        const bytes = this.bytes(type, cast?.own);
        buffers += bytes;
        fixed += item.batched ? 0 : bytes;
        continue;
      }
      const tensor = 'input' in item ? given[item.input] : made[item.result];
      const storage = tensor?.storage;
      if (!storage || (storage.lasting === 'state' && cast?.operands !== this.float)) continue;
      const value = 'input' in item && item.as ? inputs[item.input] : undefined;
      if (value && tensor.float !== 'float32' && storage.lasting !== 'state') {
        buffers += this.bytes(value.type, 'float32');
        continue;
      }
      if (!this.inside) storage.kept ??= at;
      else if (storage.inside === this.inside && storage.keptAgain === undefined) {
        storage.keptAgain = at;
        again.push(storage);
      }
    }
    return { buffers, fixed };
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Unknown();
  return value;
}

const isFloat = (type: TensorType): boolean => type.dtype === 'float' || type.dtype.includes('float');
