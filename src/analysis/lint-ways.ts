/** The ways in which bodies are called: where a body is called from several places, each is looked at in a way of its own. */
import type { Body, BodyNode } from '../graph/graph.js';

export interface CallSite {
  readonly body: Body;
  readonly node: BodyNode;
}

/** The calls by which a body was entered, the innermost first; undefined where the way in force says it. */
export interface Entered {
  readonly id: number;
  readonly site: CallSite;
  readonly up: Entered | undefined;
}

/** More ways of one body are not looked at. */
const MOST_WAYS = 32;

export class Ways {
  /** All bodies, each once; the network's own first. */
  readonly bodies: Body[] = [];
  private made = 0;
  private readonly sites = new Map<Body, CallSite[]>();
  private readonly counts = new Map<Body, number>();
  private readonly executed = new Map<Body, number>();
  private readonly entries = new Map<BodyNode, { readonly up: Entered | undefined; readonly entered: Entered }[]>();

  constructor(root: Body, seen: (body: Body) => void) {
    this.visit(root, seen);
  }

  private visit(body: Body, seen: (body: Body) => void): void {
    this.bodies.push(body);
    seen(body);
    for (const node of body.nodes) {
      if (node.kind === 'layer') continue;
      const sites = this.sites.get(node.body);
      if (sites) sites.push({ body, node });
      else {
        this.sites.set(node.body, [{ body, node }]);
        this.visit(node.body, seen);
      }
    }
  }

  /** Whether a body is called from more places than one. */
  isShared(body: Body): boolean {
    return (this.sites.get(body)?.length ?? 0) > 1;
  }

  /** The calls by which this way leads to it; undefined where there is no choice. */
  chain(body: Body, way: number): Entered | undefined {
    if (this.count(body) === 1) return undefined;
    let left = way % this.count(body);
    for (const { body: around, node } of this.sites.get(body) ?? []) {
      const inner = this.count(around);
      if (left < inner) return this.enter(around, node, this.chain(around, left));
      left -= inner;
    }
    return undefined;
  }

  /** The places where it is called. */
  sitesOf(body: Body): readonly CallSite[] {
    return this.sites.get(body) ?? [];
  }

  /** The only place where it is called. */
  only(body: Body): CallSite | undefined {
    const sites = this.sites.get(body);
    return sites?.length === 1 ? sites[0] : undefined;
  }

  /** How many ways there are to look at it, those of the bodies that call it included. */
  count(body: Body): number {
    const known = this.counts.get(body);
    if (known !== undefined) return known;
    // A circle of calls is cut in elaboration; this keeps a deep one cheap.
    this.counts.set(body, 1);
    const sites = this.sites.get(body) ?? [];
    const around = sites.map(site => this.count(site.body));
    const count = Math.min(
      MOST_WAYS,
      Math.max(
        1,
        around.reduce((sum, n) => sum + n, 0),
      ),
    );
    this.counts.set(body, count);
    return count;
  }

  /** Executions in one pass of the network. */
  times(body: Body): number {
    const known = this.executed.get(body);
    if (known !== undefined) return known;
    const sites = this.sites.get(body);
    const times = sites ? sites.reduce((sum, { body: at, node }) => sum + this.times(at) * node.count, 0) : 1;
    this.executed.set(body, times);
    return times;
  }

  /** Executions of a body that this way stands for. */
  timesIn(body: Body, way: number): number {
    const entered = this.chain(body, way);
    return entered ? this.timesEntered(entered) : this.times(body);
  }

  /** Executions of a body that was entered by these calls. */
  timesEntered({ site, up }: Entered): number {
    return site.node.count * (up ? this.timesEntered(up) : this.times(site.body));
  }

  /** Goes down into a call; nothing is noted where there is only one way to come to it. */
  enter(body: Body, node: BodyNode, up: Entered | undefined): Entered | undefined {
    if (!up && !this.isShared(node.body)) return undefined;
    let list = this.entries.get(node);
    if (!list) this.entries.set(node, (list = []));
    const known = list.find(each => each.up === up);
    if (known) return known.entered;
    const entered: Entered = { id: this.made++, site: { body, node }, up };
    list.push({ up, entered });
    return entered;
  }
}
