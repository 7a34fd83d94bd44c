/** The memory plan of a step for one batch size: a place for every value, known before anything runs. */
import type { Attributes } from '../catalogue/operations/operation.js';
import { concreteAttributes, concreteShape, elementsOf, numbersOf, type Numbers } from './concrete.js';
import { liveness, type Liveness, type Storage } from './liveness.js';
import { aligned, place, type Lasting } from './place.js';
import type { Origin, ProgramBuffer, ProgramNode, ProgramWeight, Step, Value } from './program.js';

/**
 * Regions are memories of their own. Weights, gradients and each copy of the optimizer's state have the same layout, trained
 * weights first, so an update is one loop over all of them.
 */
export const regions = ['weights', 'buffers', 'gradients', 'state', 'inputs', 'work'] as const;
export type Region = (typeof regions)[number];

export interface Slot {
  readonly region: Region;
  /** In bytes from the region's beginning. */
  readonly offset: number;
  readonly elements: number;
  readonly numbers: Numbers;
  /** With the batch in front where `batched`. */
  readonly shape: readonly number[];
  readonly batched: boolean;
}

export interface PlannedNode {
  readonly node: ProgramNode;
  readonly inputs: readonly (Slot | undefined)[];
  readonly results: readonly Slot[];
  readonly attributes: ReturnType<typeof concreteAttributes>;
}

export interface PlanOptions {
  readonly batch: number;
  /** Bytes of a float: 4, or 8 for the check of gradients. */
  readonly floatBytes?: 4 | 8;
  /** Copies of the trained weights that the optimizer keeps. */
  readonly stateCopies?: number;
  /** A plan whose weights and buffers lie where this one's have to be. */
  readonly like?: Plan;
}

export interface Plan {
  readonly step: Step;
  readonly batch: number;
  readonly floatBytes: 4 | 8;
  readonly bytes: Readonly<Record<Region, number>>;
  /** Without operations that are only views. */
  readonly nodes: readonly PlannedNode[];
  readonly inputs: readonly { readonly name: string; readonly slot: Slot }[];
  readonly weights: readonly { readonly weight: ProgramWeight; readonly slot: Slot }[];
  readonly buffers: readonly { readonly buffer: ProgramBuffer; readonly slot: Slot }[];
  readonly gradients: readonly { readonly weight: ProgramWeight; readonly slot: Slot }[];
  readonly reads: readonly { readonly name: string; readonly slot: Slot }[];
  /** Elements of the trained weights, which come first in their region. */
  readonly trained: number;
  readonly stateCopies: number;
  /** To be copied when the operations are done: gradients and new values of buffers that could not be made in their place. */
  readonly copies: readonly { readonly from: Slot; readonly to: Slot }[];
  /** Gradients to which nothing flows. */
  readonly zeros: readonly Slot[];
  /** Bytes of the working memory that are in use between forward and backward, in all and by the layers that make them. */
  readonly kept: number;
  readonly keptBy: ReadonlyMap<string, number>;
  /** The operation during which most of the working memory is in use, the first of several; undefined where none is. */
  readonly fullest: Origin | undefined;
}

const INTEGER_BYTES = 4;

export function planStep(step: Step, { batch, floatBytes = 4, stateCopies = 0, like }: PlanOptions): Plan {
  const shapes = new Map<Value, readonly number[]>();
  const shapeOf = (value: Value): readonly number[] => {
    const known = shapes.get(value) ?? concreteShape(value.type, batch);
    shapes.set(value, known);
    return known;
  };
  const elements = (value: Value): number => elementsOf(shapeOf(value));
  const width = (numbers: Numbers): number => (numbers === 'float' ? floatBytes : INTEGER_BYTES);
  const alive = liveness(step, elements);

  const home = new Map<Storage, { region: Region; offset: number }>();
  const sizes: Record<Region, number> = {
    ...{ weights: like?.bytes.weights ?? 0, buffers: like?.bytes.buffers ?? 0 },
    ...{ gradients: 0, state: 0, inputs: 0, work: 0 },
  };
  const slot = (value: Value, at: { region: Region; offset: number }): Slot => ({
    ...at,
    elements: elements(value),
    numbers: numbersOf(value.type.dtype),
    shape: shapeOf(value),
    batched: value.type.batched,
  });
  const append = (region: Region, value: Value, align: (bytes: number) => number): Slot => {
    const made = slot(value, { region, offset: sizes[region] });
    sizes[region] += align(made.elements * width(made.numbers));
    return made;
  };
  const packed = (bytes: number): number => bytes;
  const settle = (value: Value, made: Slot): Slot => {
    home.set(alive.storageOf(value), made);
    return made;
  };

  const trainedFirst = [...step.weights].sort((a, b) => Number(b.trainable) - Number(a.trainable));
  const weightHomes = new Map(like?.weights.map(({ weight, slot: there }) => [weight.path, there]));
  const bufferHomes = new Map(like?.buffers.map(({ buffer, slot: there }) => [buffer.path, there]));
  const weightSlots = new Map(
    trainedFirst.map(each => [
      each,
      settle(each.value, weightHomes.get(each.path) ?? append('weights', each.value, packed)),
    ]),
  );
  const weights = step.weights.map(weight => ({ weight, slot: weightSlots.get(weight)! }));
  const buffers = step.buffers.map(buffer => ({
    buffer,
    slot: settle(buffer.value, bufferHomes.get(buffer.path) ?? append('buffers', buffer.value, aligned)),
  }));
  const inputs = step.inputs.map(({ name, value }) => ({
    name,
    slot: settle(value, append('inputs', value, aligned)),
  }));

  const copies: { from: Value; to: Slot }[] = [];
  const zeros: Slot[] = [];
  const gradients = step.gradients.map(({ weight, value }) => {
    const to = append('gradients', weight.value, packed);
    const storage = value && alive.storageOf(value);
    if (!value || !storage) zeros.push(to);
    else if (storage.pinned || home.has(storage) || storage.elements !== to.elements) copies.push({ from: value, to });
    else home.set(storage, to);
    return { weight, slot: to };
  });
  for (const { buffer, slot: to } of buffers) if (buffer.update) copies.push({ from: buffer.update, to });

  const working = alive.made.filter(storage => !home.has(storage));
  const lasting = working.map(storage => ({
    start: storage.start,
    end: storage.end,
    bytes: storage.elements * width(storage.numbers),
  }));
  const arena = place(lasting);
  working.forEach((storage, i) => home.set(storage, { region: 'work', offset: arena.offsets[i]! }));
  sizes.work = arena.bytes;
  sizes.state = stateCopies * sizes.gradients;

  const keptBy = keptBytes(step, alive, new Map(working.map((storage, i) => [storage, lasting[i]!.bytes])));
  const slotOf = (value: Value): Slot => slot(value, home.get(alive.storageOf(value))!);
  return {
    step,
    batch,
    floatBytes,
    bytes: sizes,
    nodes: plannedNodes(step, alive, slotOf),
    inputs,
    weights,
    buffers,
    gradients,
    reads: step.reads.map(({ name, value }) => ({ name, slot: slotOf(value) })),
    trained: sizes.gradients / floatBytes,
    stateCopies,
    copies: copies.map(({ from, to }) => ({ from: slotOf(from), to })),
    zeros,
    kept: [...keptBy.values()].reduce((sum, bytes) => sum + bytes, 0),
    keptBy,
    fullest: fullestMoment(step, lasting),
  };
}

function plannedNodes(step: Step, alive: Liveness, slotOf: (value: Value) => Slot): PlannedNode[] {
  const attributesOf = new Map<Attributes, PlannedNode['attributes']>();
  return step.nodes
    .filter(node => !alive.views.has(node))
    .map(node => {
      const attributes = attributesOf.get(node.attributes) ?? concreteAttributes(node.attributes);
      attributesOf.set(node.attributes, attributes);
      return {
        node,
        inputs: node.inputs.map(input => input && slotOf(input)),
        results: node.results.map(slotOf),
        attributes,
      };
    });
}

/** Bytes come when a storage begins and go behind its end. */
function fullestMoment({ nodes }: Step, lasting: readonly Lasting[]): Origin | undefined {
  const change = new Float64Array(nodes.length + 2);
  for (const { start, end, bytes } of lasting) {
    change[start] = (change[start] ?? 0) + bytes;
    change[end + 1] = (change[end + 1] ?? 0) - bytes;
  }
  let [live, most, found] = [0, 0, -1];
  for (let i = 0; i < nodes.length; i++) {
    live += change[i] ?? 0;
    if (live > most) [most, found] = [live, i];
  }
  const node = nodes[found];
  return node && { path: node.path, pass: node.pass };
}

/**
 * What is made before the first operation of the backward pass and read from it on. It is the last one to write there that
 * keeps it: an activation over the sum that it was made of.
 */
function keptBytes(step: Step, alive: Liveness, bytesOf: ReadonlyMap<Storage, number>): ReadonlyMap<string, number> {
  const border = step.nodes.findIndex(({ pass }) => pass === 'backward');
  const keepers = new Map<Storage, string>();
  for (const { results, path } of step.nodes.slice(0, Math.max(0, border)))
    for (const result of results) keepers.set(alive.storageOf(result), path);
  const kept = new Map<string, number>();
  for (const [storage, path] of keepers) {
    const bytes = bytesOf.get(storage);
    if (bytes !== undefined && storage.read >= border) kept.set(path, (kept.get(path) ?? 0) + bytes);
  }
  return kept;
}

export interface PlanBytes {
  readonly weights: number;
  readonly buffers: number;
  readonly gradients: number;
  readonly optimizerState: number;
  readonly inputs: number;
  readonly keptForBackward: number;
  /** The rest of the working memory. */
  readonly workspace: number;
  readonly total: number;
}

/** What running all of these plans in one memory takes: each region as large as its largest. The first one is shown by kind. */
export function planBytes(main: Plan, ...others: readonly Plan[]): PlanBytes {
  const size = regionBytes([main, ...others]);
  return {
    weights: size.weights,
    buffers: size.buffers,
    gradients: size.gradients,
    optimizerState: size.state,
    inputs: size.inputs,
    keptForBackward: main.kept,
    workspace: size.work - main.kept,
    total: regions.reduce((sum, region) => sum + size[region], 0),
  };
}

export function regionBytes(plans: readonly Plan[]): Record<Region, number> {
  const most = (region: Region): number => Math.max(0, ...plans.map(({ bytes }) => bytes[region]));
  return {
    weights: most('weights'),
    buffers: most('buffers'),
    gradients: most('gradients'),
    state: most('state'),
    inputs: most('inputs'),
    work: most('work'),
  };
}
