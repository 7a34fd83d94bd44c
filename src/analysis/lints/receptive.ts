/** How far the cells in front of a layer see: the receptive field along each axis, followed through block calls. */
import type { Body, LayerNode, Value } from '../../graph/graph.js';
import type { LintNetwork, LintNode } from './lint.js';
import { windowOf } from './sliding.js';

interface Field {
  readonly size: number;
  /** Input cells from one cell's field to the next one's. */
  readonly jump: number;
}

/** For each axis; `far` where it sees enough for whoever asks; undefined where it is not known. */
type Fields = readonly Field[] | 'far' | undefined;

/** More calls than this are not followed. */
const MAX_CALLS = 20_000;

/** Sizes of the fields in front of a node of the network's own body; undefined where unknown or at least `enough`. */
export function fieldBefore(
  network: LintNetwork,
  target: LintNode,
  enough: readonly number[],
): readonly number[] | undefined {
  const { body } = network.report.graph;
  const [input] = body.inputs;
  const [read] = target.node.inputs;
  if (!input || !read) return undefined;
  const walk = new Walk(network, enough);
  walk.run(body, [enough.map(() => ({ size: 1, jump: 1 }))], target.node);
  const found = walk.at(read);
  return found === undefined || found === 'far' ? undefined : found.map(({ size }) => size);
}

class Walk {
  private readonly values = new Map<Value, Fields>();
  private calls = 0;

  constructor(
    private readonly network: LintNetwork,
    private readonly enough: readonly number[],
  ) {}

  at(value: Value | undefined): Fields {
    return value && this.values.get(value);
  }

  run(body: Body, inputs: readonly Fields[], until?: LayerNode): void {
    body.inputs.forEach(({ value }, i) => this.values.set(value, inputs[i]));
    for (const node of body.nodes) {
      if (node === until || ++this.calls > MAX_CALLS) return;
      if (node.kind === 'layer') {
        const fields = this.through(node, body);
        for (const value of node.results) this.values.set(value, fields);
        continue;
      }
      if (node.scan) continue;
      let [flow, ...others] = node.inputs.map(value => this.at(value));
      for (let round = 0; round < node.count; round++) {
        this.run(node.body, [flow, ...others]);
        const next = this.at(node.body.result);
        // Once it sees far enough, or nothing changes, further rounds add nothing.
        if (next === 'far' || next === undefined || next === flow) round = node.count;
        flow = next;
        others = [...others];
      }
      const results = [node.body.result, ...node.body.outputs.map(o => o.value)];
      node.results.forEach((value, i) => this.values.set(value, this.at(results[i])));
    }
  }

  private through(node: LayerNode, body: Body): Fields {
    const inputs = node.inputs.map(value => this.at(value));
    if (inputs.includes('far')) return 'far';
    const [first] = inputs;
    const traits = node.call.layer.traits ?? [];
    const view = this.network.of(node, body);
    if (traits.includes('slides')) return first && first !== 'far' && view ? this.slide(first, view) : undefined;
    if (traits.includes('joins')) return this.widest(inputs);
    const [from, to] = [node.inputs[0]?.type?.shape, node.results[0]?.type?.shape];
    const keeps = from && to && from.length === to.length && from.every((size, i) => size.equals(to[i] ?? 0));
    return keeps && !traits.includes('mixes-channels') && !traits.includes('views') ? first : undefined;
  }

  private slide(fields: readonly Field[], node: LintNode): Fields {
    const window = windowOf(node);
    if (window?.axes.length !== fields.length) return undefined;
    return this.bounded(
      fields.map(({ size, jump }, i) => ({
        size: size + ((window.extents[i]?.value ?? NaN) - 1) * jump,
        jump: jump * (window.stride[i]?.value ?? NaN),
      })),
    );
  }

  private widest(inputs: readonly Fields[]): Fields {
    const known = inputs.filter(fields => fields !== undefined && fields !== 'far');
    const [first, ...others] = known;
    if (!first || known.length < inputs.length) return undefined;
    return others.reduce<readonly Field[]>(
      (all, one) =>
        all.map((f, i) => ({
          size: Math.max(f.size, one[i]?.size ?? NaN),
          jump: Math.max(f.jump, one[i]?.jump ?? NaN),
        })),
      first,
    );
  }

  private bounded(fields: readonly Field[]): Fields {
    if (fields.some(({ size, jump }) => Number.isNaN(size + jump))) return undefined;
    return fields.some(({ size }, i) => size >= (this.enough[i] ?? Infinity)) ? 'far' : fields;
  }
}
