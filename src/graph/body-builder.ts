/** Grows one body: adds nodes, passes values in from the bodies around it and out of the ones within. */
import type { TensorType } from '../catalogue/tensor.js';
import type {
  Body,
  BodyInput,
  BodyNode,
  BodyOutput,
  Call,
  LayerNode,
  Node,
  Place,
  Scan,
  SharedWeights,
  Value,
  WeightRef,
} from './graph.js';

/** Bodies while they grow; `Body` is their finished, read-only face. */
export interface GrowingBody extends Body {
  readonly inputs: BodyInput[];
  readonly nodes: Node[];
  readonly outputs: BodyOutput[];
  readonly shared: GrowingShared[];
  readonly parameters: { name: string; written: string; given: boolean }[];
  result: Value | undefined;
  calls: number;
  lacks: boolean;
}

export interface GrowingShared extends SharedWeights {
  readonly uses: Node[];
}

interface GrowingBodyNode extends BodyNode {
  readonly inputs: Value[];
  readonly results: Value[];
}

/** What holds for nodes that are added now. */
export interface Marks {
  readonly frozen: boolean;
  readonly training: boolean;
  readonly idle: boolean;
  readonly shared: SharedWeights | undefined;
}

export const plain: Marks = { frozen: false, training: false, idle: false, shared: undefined };

/** Numbers bodies and counts what was built, over one elaboration. */
export class Counter {
  bodies = 0;
  nodes = 0;
}

export class BodyBuilder {
  readonly body: GrowingBody;
  private readonly captured = new Map<Value, Value>();
  /** For a transparent body: what flows into its first input. */
  flow: Value | undefined;
  /** Values of the body around that this one takes in, in the order of its last inputs. */
  readonly takenIn: Value[] = [];
  private readonly children = new Map<Body, GrowingBodyNode>();

  constructor(
    private readonly counter: Counter,
    kind: Body['kind'],
    name: string,
    place: Place,
    /** The builder around a transparent body: its values may be used here. */
    readonly around: BodyBuilder | undefined,
  ) {
    const id = counter.bodies++;
    this.body = {
      id,
      kind,
      name,
      place,
      inputs: [],
      nodes: [],
      result: undefined,
      outputs: [],
      shared: [],
      calls: 0,
      lacks: false,
      parameters: [],
    };
  }

  input(name: string, type: TensorType | undefined, place: Place | undefined): Value {
    const value: Value = { type, body: this.body, node: undefined, index: this.body.inputs.length };
    this.body.inputs.push({ name, value, place });
    return value;
  }

  /** The value of the body around that a transparent body's input stands for. */
  outer(index: number): Value | undefined {
    return index === 0 ? this.flow : this.takenIn[index - 1];
  }

  unknown(): Value {
    return { type: undefined, body: this.body, node: undefined, index: -1 };
  }

  /** The value as it is known in this body. */
  use(value: Value): Value {
    if (value.body === this.body || value.index < 0) return value;
    const known = this.captured.get(value);
    if (known) return known;
    const child = this.children.get(value.body);
    if (child) return this.takeOut(child, value);
    if (!this.around) return this.unknown();
    const outer = this.around.use(value);
    const port = this.input('', value.type, undefined);
    this.captured.set(value, port);
    this.takenIn.push(outer);
    return port;
  }

  /** Makes a value of a finished transparent body a further result of its node. */
  private takeOut(node: GrowingBodyNode, value: Value): Value {
    const outputs = node.body.outputs as BodyOutput[];
    outputs.push({ name: '', value, training: false, place: node.place });
    const result: Value = { type: value.type, body: this.body, node, index: node.results.length };
    node.results.push(result);
    this.captured.set(value, result);
    return result;
  }

  addLayer(
    call: Call,
    inputs: readonly Value[],
    marks: Marks,
    place: Place,
    { ties, residual, given }: Pick<LayerNode, 'ties' | 'residual' | 'given'> = untied,
  ): LayerNode {
    // Most have one result: no room is made for more.
    const results = new Array<Value>(call.results.length);
    const node: LayerNode = {
      kind: 'layer',
      id: this.body.nodes.length,
      name: undefined,
      call,
      inputs: inputs.every(v => v.body === this.body) ? inputs : inputs.map(v => this.use(v)),
      results,
      place,
      frozen: marks.frozen,
      training: marks.training,
      idle: marks.idle,
      shared: marks.shared,
      ties,
      residual,
      given,
    };
    for (let index = 0; index < call.results.length; index++)
      results[index] = { type: call.results[index], body: this.body, node, index };
    this.body.nodes.push(node);
    this.body.calls += 1;
    this.counter.nodes++;
    return node;
  }

  addBody(
    body: Body,
    inputs: readonly Value[],
    marks: Marks,
    place: Place,
    { count = 1, scan }: { readonly count?: number; readonly scan?: Scan } = {},
  ): BodyNode {
    const results: Value[] = [];
    const node: GrowingBodyNode = {
      kind: 'body',
      id: this.body.nodes.length,
      name: undefined,
      body,
      count,
      scan,
      inputs: inputs.map(v => this.use(v)),
      results,
      place,
      frozen: marks.frozen,
      training: marks.training,
      idle: marks.idle,
      shared: marks.shared,
    };
    const types = [body.result?.type, ...body.outputs.map(o => o.value.type)].map((type, i) =>
      type && scan && (i === 0 || i > scan.states) ? { ...type, shape: [scan.length, ...type.shape] } : type,
    );
    for (const [index, type] of types.entries()) results.push({ type, body: this.body, node, index });
    this.body.nodes.push(node);
    this.body.calls += body.calls * count;
    this.counter.nodes++;
    if (body.kind === 'checkpoint' || body.kind === 'round') this.children.set(body, node);
    return node;
  }
}

export const noTies: ReadonlyMap<string, WeightRef> = new Map();
const untied: Pick<LayerNode, 'ties' | 'residual' | 'given'> = { ties: noTies, residual: false, given: [] };

/** Gives a node the name of its step. */
export function nameNode(node: Node, name: string): void {
  (node as { name: string | undefined }).name = name;
}
