/** Which values share storage, and from which operation to which each storage is in use. */
import { numbersOf, type Numbers } from './concrete.js';
import type { ProgramNode, Step, Value } from './program.js';

/** Memory for the values that share it. `start` and `end` are places in the list of operations, both included. */
export interface Storage {
  readonly elements: number;
  readonly numbers: Numbers;
  start: number;
  end: number;
  /** The last operation that reads it: `end` may be later, where it is wanted after the step. */
  read: number;
  /** Lives outside of the step (weights, buffers, inputs), or is to be found in a fixed place after it. */
  pinned: boolean;
}

export interface Liveness {
  storageOf(value: Value): Storage;
  /** Storages that the step makes, in order of their first use. */
  readonly made: readonly Storage[];
  /** Operations that are nothing but another view of their first input. */
  readonly views: ReadonlySet<ProgramNode>;
}

/** In the step from its beginning. */
const BEFORE = -1;

export function liveness(step: Step, elements: (value: Value) => number): Liveness {
  const storages = new Map<Value, Storage>();
  const views = new Set<ProgramNode>();
  const { nodes } = step;
  const after = nodes.length;
  const make = (value: Value, start: number): Storage => ({
    elements: elements(value),
    numbers: numbersOf(value.type.dtype),
    start,
    end: start,
    read: start,
    pinned: false,
  });
  for (const value of persistent(step)) storages.set(value, { ...make(value, BEFORE), end: after, pinned: true });
  nodes.forEach((node, i) => {
    for (const input of node.inputs) if (input) readAt(found(storages, input), i);
    const [source] = node.inputs;
    const same = source !== undefined && isReshape(node, source, elements);
    if (same) views.add(node);
    for (const result of node.results) storages.set(result, same ? found(storages, source) : make(result, i));
  });
  for (const value of wanted(step)) found(storages, value).end = after;
  const taken = reuseInPlace(nodes, views, storages);
  const storageOf = (value: Value): Storage => root(taken, found(storages, value));
  const made = new Set<Storage>();
  for (const { results } of nodes)
    for (const result of results) {
      const storage = storageOf(result);
      if (!storage.pinned) made.add(storage);
    }
  return { storageOf, made: [...made], views };
}

export const persistent = ({ inputs, weights, buffers }: Step): Value[] =>
  [...inputs, ...weights, ...buffers].map(({ value }) => value);

/** Values that are read after the step's last operation. */
export const wanted = ({ reads, gradients, buffers }: Step): Value[] => [
  ...reads.map(({ value }) => value),
  ...gradients.flatMap(({ value }) => value ?? []),
  ...buffers.flatMap(({ update }) => update ?? []),
];

/** A view whose elements keep their order needs no kernel: same numbers, other sizes. */
function isReshape(node: ProgramNode, source: Value, elements: (value: Value) => number): boolean {
  const [result] = node.results;
  return (
    node.operation.traits?.includes('reshapes') === true &&
    result !== undefined &&
    node.results.length === 1 &&
    elements(result) === elements(source) &&
    numbersOf(result.type.dtype) === numbersOf(source.type.dtype)
  );
}

/** A result may lie over an input that dies there, if the operation reads each element before it writes it. */
function reuseInPlace(
  nodes: readonly ProgramNode[],
  views: ReadonlySet<ProgramNode>,
  storages: ReadonlyMap<Value, Storage>,
): ReadonlyMap<Storage, Storage> {
  const taken = new Map<Storage, Storage>();
  nodes.forEach((node, i) => {
    const [result] = node.results;
    if (views.has(node) || !result || node.results.length !== 1) return;
    const own = found(storages, result);
    for (const input of writable(node)) {
      const storage = input && root(taken, found(storages, input));
      if (!storage || storage.pinned || storage.end !== i || storage.numbers !== own.numbers) continue;
      if (storage.elements !== own.elements) continue;
      taken.set(own, storage);
      storage.end = own.end;
      storage.read = own.read;
      return;
    }
  });
  return taken;
}

/** Inputs over which the result may lie: any of an element-wise operation, the first one of some others. */
function writable({ operation, inputs }: ProgramNode): readonly (Value | undefined)[] {
  const { traits } = operation;
  if (traits?.includes('element-wise')) return inputs;
  return traits?.includes('absorbed') || traits?.includes('in-place') ? inputs.slice(0, 1) : [];
}

function root(taken: ReadonlyMap<Storage, Storage>, storage: Storage): Storage {
  let at = storage;
  for (let next = taken.get(at); next; next = taken.get(at)) at = next;
  return at;
}

function readAt(storage: Storage, place: number): void {
  storage.end = Math.max(storage.end, place);
  storage.read = place;
}

function found(storages: ReadonlyMap<Value, Storage>, value: Value): Storage {
  const storage = storages.get(value);
  if (!storage) throw new Error('a step reads a value that nothing makes');
  return storage;
}
