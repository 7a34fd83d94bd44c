/** Longest paths through a network, each body visited once however often it is called: a sum over layers, begun anew where a layer resets it. */
import { ValueMap } from '../../graph/value-map.js';
import type { Body, LayerNode, Node, Place, Value } from '../../graph/graph.js';

/** What a layer adds to the path through it, or that a new path begins behind it. */
export type Weigh = (node: LayerNode) => number | 'reset';

/** The longest path to a value: one that begins in the body, or one that comes in by an input and goes on. */
interface Path {
  readonly own: number;
  /** By input of the body; minus infinity where no path leads from it. */
  readonly from: readonly number[];
}

interface Summary {
  readonly results: readonly Path[];
  /** The longest path to anything in it. */
  readonly peak: Path;
}

const NONE = -Infinity;

/** The first node at which a path reaches the limit, and the longest one of all. */
export function crossing(
  root: Body,
  weigh: Weigh,
  limit: number,
): { readonly place: Place; readonly most: number } | undefined {
  const paths = new Paths(weigh);
  const most = paths.summary(root).peak.own;
  const place = most >= limit ? paths.firstAt(root, limit) : undefined;
  return place && { place, most };
}

class Paths {
  private readonly known = new Map<Body, Summary>();

  constructor(private readonly weigh: Weigh) {}

  summary(body: Body): Summary {
    const known = this.known.get(body);
    if (known) return known;
    const found = this.run(body, () => false);
    this.known.set(body, found);
    return found;
  }

  firstAt(body: Body, limit: number): Place | undefined {
    let place: Place | undefined;
    this.run(body, (node, peak) => {
      if (peak.own < limit) return false;
      place = node.place;
      return true;
    });
    return place;
  }

  private run(body: Body, stop: (node: Node, peak: Path) => boolean): Summary {
    const k = body.inputs.length;
    const start: Path = { own: 0, from: Array.from({ length: k }, () => NONE) };
    const values = new ValueMap<Path>(body);
    body.inputs.forEach(({ value }, i) =>
      values.set(value, { own: 0, from: start.from.map((_, j) => (i === j ? 0 : NONE)) }),
    );
    const at = (value: Value | undefined): Path => (value && values.get(value)) ?? start;
    let peak = start;
    for (const node of body.nodes) {
      let top: Path;
      if (node.kind === 'layer') {
        top = this.layer(node, at, start);
        // A path that begins here is no news to anybody.
        if (top !== start) for (const value of node.results) values.set(value, top);
      } else {
        const called = this.call(node, at, start);
        node.results.forEach((value, i) => values.set(value, called.results[i] ?? start));
        ({ top } = called);
      }
      if (top !== start) peak = longer(peak, top);
      if (stop(node, top)) break;
    }
    return { results: [body.result, ...body.outputs.map(o => o.value)].map(at), peak };
  }

  private layer(node: LayerNode, at: (v: Value) => Path, start: Path): Path {
    const weight = this.weigh(node);
    if (weight === 'reset') return start;
    const [first] = node.inputs;
    let path = first ? at(first) : start;
    for (let i = 1; i < node.inputs.length; i++) {
      const value = node.inputs[i];
      if (value) path = longer(path, at(value));
    }
    return weight === 0 ? path : plus(path, weight);
  }

  private call(
    node: Extract<Node, { kind: 'body' }>,
    at: (v: Value) => Path,
    start: Path,
  ): { results: readonly Path[]; top: Path } {
    const { results, peak } = this.summary(node.body);
    const inputs = node.inputs.map(at);
    const rounds = node.count;
    const [loop] = results;
    const before = loop && rounds > 1 ? [after(loop, inputs, rounds - 1), ...inputs.slice(1)] : inputs;
    return { results: results.map(path => through(path, before, start)), top: through(peak, before, start) };
  }
}

const plus = ({ own, from }: Path, n: number): Path => ({ own: own + n, from: from.map(d => d + n) });

const longer = (a: Path, b: Path): Path =>
  a === b ? a : { own: Math.max(a.own, b.own), from: a.from.map((d, i) => Math.max(d, b.from[i] ?? NONE)) };

/** A path within a called body, led on from what flows in. */
function through({ own, from }: Path, inputs: readonly Path[], start: Path): Path {
  let path: Path = { ...start, own };
  inputs.forEach((input, i) => {
    const gain = from[i] ?? NONE;
    if (gain !== NONE) path = longer(path, plus(input, gain));
  });
  return path;
}

/** The loop's value after so many rounds, each feeding the next: what a round gains is gained each time. */
function after(loop: Path, inputs: readonly Path[], rounds: number): Path {
  const [gain = NONE, ...others] = loop.from;
  const again = gain === NONE ? 0 : Math.max(0, gain * (rounds - 1));
  const first = inputs[0];
  const start: Path = { own: 0, from: first?.from.map(() => NONE) ?? [] };
  const grown: Path = {
    own: loop.own + again,
    from: [gain === NONE ? NONE : gain * rounds, ...others.map(d => d + again)],
  };
  return through(grown, inputs, start);
}
