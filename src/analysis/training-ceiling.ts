/**
 * What a training step of eager PyTorch needs at most (docs/memory.md), the workspace of kernels, loss and targets left out:
 * every tensor that may live while a layer runs is counted as if it did. Gradients start as none, and the optimizer moves one
 * tensor after the other.
 */
import type { Body, LayerNode, Node, Value } from '../graph/graph.js';
import type { StoredType } from '../shape/dtype.js';
import { bytesOf, forBatch, storedAs } from './amount.js';
import { keptOfCall, type KeepMode } from './kept-call.js';
import type { LayerLine, NetworkReport } from './report.js';

export interface Ceiling {
  readonly bytes: number;
  readonly layer: string | undefined;
  readonly pass: 'forward' | 'backward' | 'update';
}

/** A tensor, with the first and last layer that has to do with it. */
interface Slot {
  readonly bytes: number;
  readonly first: number;
  last: number;
  readers: number;
  readonly needs: boolean;
}

interface Row {
  readonly line: LayerLine;
  /** Results of its operations, and gradients of all that they read. */
  readonly forward: number;
  readonly backward: number;
  /** What is made again in a checkpoint: results and what is kept. */
  readonly again: number;
}

/** Gradients of a tensor that several read: the sum so far, what is added, and the new sum. */
const SUMMING = 3;
/** Copies of a weight that an optimizer makes while it moves it. */
const MOVING = 3;

/** Undefined where something is unknown, a size is open, or the order of the layers is not that of a plain run. */
export function trainingCeiling(
  network: NetworkReport,
  lines: readonly LayerLine[],
  lasting: number,
): Ceiling | undefined {
  const flat = new Flat(network, lines);
  const { body } = network.graph;
  if (!flat.run(body) || flat.rows.length !== lines.length) return undefined;
  const last = flat.rows.length;
  let ends = 0;
  for (const value of [body.result, ...body.outputs.map(o => o.value)]) {
    const slot = value && flat.slots.get(value);
    if (!slot || slot.last === last) continue;
    slot.last = last;
    slot.readers += 1;
    ends += slot.bytes;
  }
  // The samples are held by whoever trains, whether something keeps them or not.
  let held = lasting - (network.totals.bytes.ofWhichInput?.value ?? 0);
  for (const input of body.inputs) held += flat.slots.get(input.value)?.bytes ?? NaN;
  const peak = flat.most(held, ends);
  const gradients = network.totals.bytes.gradients.value;
  const update = held + ends + gradients + MOVING * flat.widest;
  const top: Ceiling = update > peak.bytes ? { bytes: update, layer: undefined, pass: 'update' } : peak;
  return Number.isFinite(top.bytes) ? top : undefined;
}

class Flat {
  readonly rows: Row[] = [];
  readonly slots = new Map<Value, Slot>();
  widest = 0;
  private readonly all: Slot[] = [];
  private readonly again: { from: number; to: number }[] = [];
  private readonly float: StoredType;
  private readonly mode: KeepMode;
  private readonly batch: number;
  /** Under autocast some layers work in fp32 on what is half as long elsewhere. */
  private readonly factor: number;

  constructor(
    { assumptions, graph }: NetworkReport,
    private readonly lines: readonly LayerLine[],
  ) {
    this.float = storedAs[assumptions.precision];
    this.mode = { float: this.float, mixed: assumptions.precision === 'mixed', attention: assumptions.attention };
    this.batch = assumptions.batch;
    this.factor = assumptions.precision === 'mixed' ? 2 : 1;
    for (const { value } of graph.body.inputs) this.slots.set(value, this.slot(value, 0, false));
  }

  private slot({ type }: Value, first: number, needs: boolean): Slot {
    const bytes = type ? forBatch(bytesOf(type, this.float), this.batch).value * this.factor : NaN;
    const slot: Slot = { bytes, first, last: first, readers: 0, needs };
    this.all.push(slot);
    return slot;
  }

  /** False where it cannot be followed. */
  run(body: Body): boolean {
    return body.nodes.every(node => (node.kind === 'layer' ? this.layer(node) : this.inner(node)));
  }

  private inner(node: Node & { readonly kind: 'body' }): boolean {
    const { body } = node;
    if (node.scan || node.idle) return false;
    for (let round = 0; round < node.count; round++) {
      const from = this.rows.length;
      for (const [i, { value }] of body.inputs.entries()) {
        const outer = i === 0 && round > 0 ? node.results[0] : node.inputs[i];
        const slot = outer && this.slots.get(outer);
        if (!slot) return false;
        this.slots.set(value, slot);
      }
      if (!this.run(body)) return false;
      if (body.kind === 'checkpoint') this.again.push({ from, to: this.rows.length - 1 });
      for (const [i, value] of [body.result, ...body.outputs.map(o => o.value)].entries()) {
        const [inside, result] = [value && this.slots.get(value), node.results[i]];
        if (inside && result) this.slots.set(result, inside);
      }
    }
    return true;
  }

  private layer(node: LayerNode): boolean {
    const at = this.rows.length;
    const line = this.lines[at];
    if (line?.node.place !== node.place || node.idle) return false;
    const reads = node.inputs.map(value => this.slots.get(value));
    for (const slot of reads) {
      if (!slot) return false;
      slot.last = Math.max(slot.last, at);
      slot.readers += 1;
    }
    const weights = node.call.weights.reduce((sum, { elements }) => sum + elements.value * 4, 0);
    for (const { elements } of node.call.weights) this.widest = Math.max(this.widest, elements.value * 4);
    const trains = !line.bytes.gradients.equals(0) || line.shares !== undefined;
    const needs = trains || reads.some(slot => slot?.needs);
    const kept = keptOfCall(node.call, {
      inputs: reads.map(slot => slot?.needs === true),
      weights: trains,
      training: true,
      mode: this.mode,
    });
    if (!kept) return false;
    let made = 0;
    for (const [i, value] of node.results.entries()) {
      const lies = kept.results[i]?.lies;
      const shared = lies && 'input' in lies ? reads[lies.input] : undefined;
      const slot = shared ?? this.slot(value, at, needs);
      made += shared ? 0 : slot.bytes;
      this.slots.set(value, slot);
    }
    const { forward, backward } = this.operations(node);
    // Of weights that are used again another gradient is made, and added to the first.
    const summed = line.shares === undefined ? 0 : 2 * weights;
    const copies = this.factor > 1 ? weights : 0;
    this.rows.push({
      line,
      forward: forward + copies,
      backward: needs ? backward + summed + copies : 0,
      again: made + forward + forBatch(kept.internal, this.batch).value,
    });
    return true;
  }

  private operations({ call }: LayerNode): { readonly forward: number; readonly backward: number } {
    let [forward, backward] = [0, 0];
    for (const { inputs, results, operation } of call.lowered(true)?.nodes ?? []) {
      if (operation.traits?.includes('view') === true) continue;
      const bytes = results.reduce((sum, { type }) => sum + forBatch(bytesOf(type, this.float), this.batch).value, 0);
      forward += bytes * this.factor;
      // A gradient is as large as what it belongs to; of an operand that is spread it is summed after it was made whole.
      backward += bytes * this.factor * (operation.multiplyAdds === undefined ? inputs.length : 1);
    }
    return { forward, backward };
  }

  most(held: number, ends: number): Ceiling {
    const n = this.rows.length;
    const [values, gradients] = [
      spread(this.all, n, 1),
      spread(
        this.all.filter(s => s.needs),
        n,
        SUMMING,
      ),
    ];
    const again = new Array<number>(n).fill(0);
    for (const { from, to } of this.again) {
      let sum = 0;
      for (let i = from; i <= to; i++) sum += this.rows[i]?.again ?? 0;
      for (let i = from; i <= to; i++) again[i] = (again[i] ?? 0) + sum;
    }
    let top: Ceiling = { bytes: 0, layer: undefined, pass: 'forward' };
    const raise = (bytes: number, pass: Ceiling['pass'], line: LayerLine): void => {
      // A sum that is not known makes the whole unknown.
      if (!(bytes <= top.bytes)) top = { bytes, layer: line.path, pass };
    };
    let kept = 0;
    for (const [i, { line, forward }] of this.rows.entries()) {
      kept += line.bytes.keptForBackward?.value ?? NaN;
      raise(held + kept + (values[i] ?? 0) + forward, 'forward', line);
    }
    let made = 0;
    for (let i = n - 1; i >= 0; i--) {
      const row = this.rows[i];
      if (!row) continue;
      made += row.line.bytes.gradients.value;
      raise(held + ends + kept + made + (gradients[i] ?? 0) + row.backward + (again[i] ?? 0), 'backward', row.line);
      kept -= row.line.bytes.keptForBackward?.value ?? NaN;
    }
    return top;
  }
}

/** For each layer the bytes of all tensors that may live while it runs. */
function spread(slots: readonly Slot[], n: number, several: number): readonly number[] {
  const change = new Array<number>(n + 2).fill(0);
  for (const { bytes, first, last, readers } of slots) {
    const all = readers > 1 ? several * bytes : bytes;
    change[first] = (change[first] ?? 0) + all;
    change[last + 1] = (change[last + 1] ?? 0) - all;
  }
  let live = 0;
  return change.slice(0, n).map(more => (live += more));
}
