/** What eager PyTorch keeps for the backward pass of one layer call (docs/memory.md), in terms of storages. */
import type { TensorType } from '../catalogue/tensor.js';
import type { Kept } from '../catalogue/operations/operation.js';
import type { Shape } from '../shape/shape.js';
import type { OperationNode } from '../catalogue/operations/builder.js';
import type { Value as OperationValue } from '../catalogue/operations/operation.js';
import type { Call } from '../graph/graph.js';
import type { StoredType } from '../shape/dtype.js';
import { bytesOf, plus, zero } from './amount.js';
import { castOf } from './autocast.js';
import type { Layout } from './layout.js';
import { isCopied, layoutOf } from './layouts.js';
import type { Linear } from './report.js';

/** Where a result lies: in the storage of an input (a view, or the input itself), or in one of its own. */
export type Lies = { readonly input: number } | { readonly fresh: number };

/** What a call or a body keeps, seen from outside: the same form for both, so that bodies compose. */
export interface KeptSummary {
  /** Storages that are kept and that nobody outside sees. */
  readonly internal: Linear;
  /** Of these, autocast's copies of weights: made once, however often a weight is used. */
  readonly copies?: Linear;
  /** Whether it keeps the storage of each input. */
  readonly keepsInput: readonly boolean[];
  /** Storages of its own that results lie in. */
  readonly fresh: readonly { readonly bytes: Linear; readonly kept: boolean }[];
  readonly results: readonly (Flow & { readonly lies: Lies })[];
}

/** What is known of a tensor that flows into a call or out of it. */
export interface Flow {
  /** Whether it needs a gradient. */
  readonly needs: boolean;
  /** How it lies in memory, where it is a view that does not lie row by row. */
  readonly layout?: Layout;
  /** Under autocast: how its numbers are stored. */
  readonly float?: StoredType | undefined;
}

interface Storage {
  readonly bytes: Linear;
  readonly input: number | undefined;
  /** A weight or buffer: never counted. */
  lasting: boolean;
  /** Made of numbers that no sample, weight or chance has a part in: a layer holds it as a buffer (the angles of `rotary`). */
  readonly table?: boolean;
  kept: boolean;
  /** Under autocast; left out where it is fp32. */
  readonly float?: StoredType;
}

export interface CallNeeds {
  readonly inputs: readonly (Flow | undefined)[];
  /** Whether the layer's weights are trained. */
  readonly weights: boolean;
  readonly training: boolean;
  /** Whether somebody reads results that the layer leaves out otherwise. */
  readonly all?: boolean;
  readonly mode: KeepMode;
}

/** How a run stores what it keeps. */
export interface KeepMode {
  /** Activations. */
  readonly float: StoredType;
  /** Autocast: statistics stay fp32, and the copies of weights that products read are kept too. */
  readonly mixed: boolean;
  /** Which kernel attention runs on: the plain one keeps its matrix. */
  readonly attention: 'fused' | 'plain';
  /** More than one sample: then some views are copies. */
  readonly several: boolean;
}

const cache = new WeakMap<Call, Map<number | string, KeptSummary>>();

/** Undefined when the call's types are unknown. */
export function keptOfCall(call: Call, needs: CallNeeds): KeptSummary | undefined {
  const key = keyOf(needs);
  let known = cache.get(call);
  if (!known) cache.set(call, (known = new Map<number | string, KeptSummary>()));
  let summary = known.get(key);
  if (!summary) {
    summary = work(call, needs);
    if (summary) known.set(key, summary);
  }
  return summary;
}

const modes = new Map<string, number>();
const modeNumbers = new WeakMap<KeepMode, number>();

function numberOf(mode: KeepMode): number {
  let known = modeNumbers.get(mode);
  if (known === undefined) {
    const text = `${mode.float} ${String(mode.mixed)} ${mode.attention} ${String(mode.several)}`;
    known = modes.get(text) ?? modes.size;
    modes.set(text, known);
    modeNumbers.set(mode, known);
  }
  return known;
}

/** The same for the same needs; asked for at every layer, so a number where the inputs are few enough. */
function keyOf({ inputs, weights, training, all = false, mode }: CallNeeds): number | string {
  let key = ((numberOf(mode) * 2 + Number(weights)) * 2 + Number(training)) * 2 + Number(all);
  if (mode.mixed || inputs.length > 30 || inputs.some(flow => flow?.layout))
    return `${String(key)} ${keyOfFlows(inputs)}`;
  for (const flow of inputs) key = key * 2 + Number(flow?.needs ?? false);
  return key * 32 + inputs.length;
}

/** The same for tensors of which the same is known. */
export function keyOfFlows(flows: readonly (Flow | undefined)[]): string {
  const each = (flow: Flow | undefined): string =>
    `${flow?.needs ? '1' : '0'}${flow?.float ?? ''}${flow?.layout ? JSON.stringify(flow.layout) : ''}`;
  return flows.map(each).join(' ');
}

function work(call: Call, needs: CallNeeds): KeptSummary | undefined {
  const lowered = call.lowered(needs.training, needs.all);
  if (!lowered) return undefined;
  const { mode } = needs;
  const storages = new Map<OperationValue, Storage>();
  const wants = new Map<OperationValue, boolean>();
  const layouts = new Map<OperationValue, Layout>();
  for (const [i, value] of lowered.inputs.entries()) {
    const { needs: wanted = false, layout, float = mode.float } = needs.inputs[i] ?? {};
    if (layout) layouts.set(value, layout);
    storages.set(value, { bytes: bytesOf(value.type, float), input: i, lasting: false, kept: false, float });
    wants.set(value, wanted);
  }
  for (const value of Object.values(lowered.weights)) {
    // Under autocast a product reads a copy of its weight, which is cast once and kept.
    const bytes = mode.mixed ? bytesOf(value.type, mode.float) : zero;
    storages.set(value, { bytes, input: undefined, lasting: true, kept: false });
    wants.set(value, needs.weights);
  }
  for (const value of Object.values(lowered.buffers)) {
    storages.set(value, { bytes: zero, input: undefined, lasting: true, kept: false });
    wants.set(value, false);
  }
  let [internal, copies] = [zero, zero];
  const all = new Set<Storage>();
  for (const node of lowered.nodes) internal = plus(internal, keepOf(node, storages, wants, layouts, all, mode));
  const fresh: { readonly bytes: Linear; readonly kept: boolean }[] = [];
  const index = new Map<Storage, number>();
  const results = lowered.results.map(value => {
    const storage = storages.get(value);
    if (storage?.table === true) storage.lasting = false;
    const wanted = wants.get(value) ?? false;
    if (!storage || storage.lasting)
      return { lies: place(fresh, index, { bytes: zero, input: undefined, lasting: true, kept: true }), needs: wanted };
    const layout = layouts.get(value);
    const lies = storage.input === undefined ? place(fresh, index, storage) : { input: storage.input };
    return { lies, needs: wanted, ...(layout && { layout }), ...(mode.mixed && { float: storage.float }) };
  });
  for (const value of Object.values(lowered.weights)) {
    const storage = storages.get(value);
    if (storage?.kept) copies = plus(copies, storage.bytes);
  }
  internal = plus(internal, copies);
  for (const storage of all) if (storage.kept && !index.has(storage)) internal = plus(internal, storage.bytes);
  const keepsInput = lowered.inputs.map(value => storages.get(value)?.kept ?? false);
  return { internal, copies, keepsInput, fresh, results };
}

function place(
  fresh: { readonly bytes: Linear; readonly kept: boolean }[],
  index: Map<Storage, number>,
  storage: Storage,
): Lies {
  let at = index.get(storage);
  if (at === undefined) {
    index.set(storage, (at = fresh.length));
    fresh.push({ bytes: storage.bytes, kept: storage.kept });
  }
  return { fresh: at };
}

/** Runs one operation: marks what it keeps; returns the bytes of buffers of its own. */
function keepOf(
  node: OperationNode,
  storages: Map<OperationValue, Storage>,
  wants: Map<OperationValue, boolean>,
  layouts: Map<OperationValue, Layout>,
  all: Set<Storage>,
  mode: KeepMode,
): Linear {
  const { operation, inputs, results } = node;
  const attributes =
    'kernel' in node.attributes && mode.attention === 'plain'
      ? { ...node.attributes, kernel: 'plain' }
      : node.attributes;
  const cast = mode.mixed ? castOf(node, v => storages.get(v)?.float ?? 'float32', mode.float) : undefined;
  const needs = inputs.map(v => v !== undefined && (wants.get(v) ?? false));
  const wanted = operation.differentiable && needs.some(Boolean);
  const traits = operation.traits ?? [];
  const layout =
    layouts.size > 0 || 'positions' in attributes || traits.includes('view')
      ? layoutOf(node, v => layouts.get(v), mode.several)
      : undefined;
  const isView = traits.includes('view') && layout !== 'copied';
  if (layout && layout !== 'copied') for (const value of results) layouts.set(value, layout);
  const first = inputs[0] && storages.get(inputs[0]);
  const chance = operation.traits?.includes('random') === true;
  const table = !chance && inputs.every(v => v && storages.get(v)?.table === true);
  for (const [i, value] of results.entries()) {
    const float = cast?.results[i] ?? mode.float;
    const storage: Storage =
      isView && first
        ? first
        : {
            bytes: bytesOf(value.type, float),
            float,
            input: undefined,
            // Whole numbers are looked up with, and made anew: the buckets of distances.
            lasting: table && value.type.dtype !== 'int64',
            table,
            kept: false,
          };
    if (storage !== first) all.add(storage);
    storages.set(value, storage);
    wants.set(value, wanted && isFloat(value.type));
  }
  let buffers = zero;
  if (!wanted) return buffers;
  const types = inputs.map(v => v?.type);
  const kept = operation.eagerKeeps?.({ inputs: types, results: results.map(v => v.type), needs, attributes }) ?? [];
  for (const item of kept) {
    if ('buffer' in item) {
      buffers = plus(buffers, bytesOf(bufferType(item), cast?.own ?? mode.float));
      continue;
    }
    const value = 'input' in item ? inputs[item.input] : results[item.result];
    const storage = value && storages.get(value);
    if (!storage) continue;
    const read = 'input' in item ? (item.as ?? cast?.operands) : undefined;
    if (value && value === inputs[0] && isCopied(node, layouts.get(value), mode.several)) {
      buffers = plus(buffers, bytesOf(value.type, read ?? storage.float ?? mode.float));
      continue;
    }
    if (read && !storage.lasting && isFloat(value.type) && read !== (storage.float ?? 'float32'))
      buffers = plus(buffers, bytesOf(value.type, read));
    else if (!storage.lasting || read === mode.float) storage.kept = true;
  }
  return buffers;
}

type OwnBuffer = Extract<Kept, { readonly buffer: Shape }>;

const bufferType = ({ buffer, dtype, batched }: OwnBuffer): TensorType => ({
  shape: buffer,
  dtype,
  batched,
});

const isFloat = (type: TensorType): boolean => type.dtype === 'float' || type.dtype.includes('float');
