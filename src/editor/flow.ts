/** What flows at a place of a body: what the link before it gives, the step above, or what comes into the body. */
import type { TensorType } from '../catalogue/tensor.js';
import type { Body as GraphBody } from '../graph/graph.js';
import type { Link, Node, Statement, Step } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import type { NodeFigures } from '../analysis/report.js';
import { bodiesAt, reportsOf } from './instances.js';
import { namesAt } from './names.js';
import type { View } from './view.js';

/** `list`: an indexed point as a whole, which only a joining layer takes. Undefined where it is unknown, or nothing flows. */
export type Flow = TensorType | 'list' | undefined;

/** Of several instances of a block the first: figures come in the order of the instances. */
class FlowReader {
  constructor(private readonly view: View) {}

  private figures(at: number): readonly NodeFigures[] {
    const range = { start: at, end: at };
    for (const report of reportsOf(this.view)) {
      const found = report.figuresAt(this.view.uri, range);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Of the rounds of a `repeat` that is over, which stand at one place of one body, the last one hands on. */
  private resultAt(at: number, isOver: boolean): Flow {
    const found = this.figures(at);
    const instance = found[0]?.body;
    const node = isOver ? found.filter(({ body }) => body === instance).at(-1)?.node : found[0]?.node;
    return node?.results[0]?.type;
  }

  /** Of a construct with a body of its own. In a `repeat` that goes on, the first time that its rounds follow each other. */
  private resultOfConstruct(link: Link, isOver: boolean): Flow {
    const found = this.figures(link.range.start).filter(opensBody);
    const nodes = found.filter(({ body }) => body === found[0]?.body).map(({ node }) => node);
    if (isOver) return nodes.at(-1)?.results[0]?.type;
    const gap = nodes.findIndex((node, i) => i > 0 && node.id !== (nodes[i - 1]?.id ?? 0) + 1);
    const count = link.kind === 'Repeat' && link.count.kind === 'Number' ? Number(link.count.numerator) : undefined;
    // Rounds of this one and of the one around cannot be told apart.
    if (count === undefined && gap < 0 && nodes.length > 1) return undefined;
    return nodes[Math.min(count ?? Infinity, gap < 0 ? nodes.length : gap) - 1]?.results[0]?.type;
  }

  /** At a place within a body: behind the last link that ends before it. */
  inBody(path: readonly Node[], bodyAt: number, before: number): Flow {
    const body = path[bodyAt];
    if (body?.kind !== 'Body') return undefined;
    const isOver = !path.slice(0, bodyAt).some(({ kind }) => kind === 'Repeat');
    const flow = this.behindStatements(body.statements, before, isOver);
    return flow === 'none' ? this.into(path, bodyAt) : flow;
  }

  /** `none` where nothing stands before the place. */
  private behindStatements(statements: readonly Statement[], before: number, isOver: boolean): Flow | 'none' {
    for (const statement of [...statements].reverse()) {
      const step = statement.kind === 'Output' ? statement.step : statement;
      if (step.kind !== 'Step' || statement.range.start >= before) continue;
      const links = step.links.filter(link => link.kind !== 'Missing' && link.range.start < before);
      const last = links.filter(link => link.range.end <= before).at(-1) ?? links.at(-1);
      if (last === undefined && step.links[0]?.kind === 'Missing' && step.range.end >= before) continue;
      return last === undefined ? undefined : this.behind(last, isOver);
    }
    return 'none';
  }

  private ofStep(step: Step): Flow {
    const last = step.links.at(-1);
    return last && this.behind(last, false);
  }

  /** `isOver`: no `repeat` around goes on at the place that is asked for. */
  private behind(link: Link, isOver: boolean): Flow {
    switch (link.kind) {
      case 'Name':
      case 'Member':
      case 'Index':
        return this.ofPoint(link);
      case 'Call':
        return this.resultAt(link.callee.range.start, false);
      case 'Missing':
        return undefined;
      default:
        return this.resultOfConstruct(link, isOver) ?? this.behindBody(link, isOver);
    }
  }

  /** What comes out of a construct that is no node of its own; not of an `if`: which arm is taken is not seen here. */
  private behindBody(link: Link, isOver: boolean): Flow {
    if (link.kind === 'Repeat') {
      const step = isOver ? link.body.statements.at(-1) : undefined;
      const last = step?.kind === 'Step' ? step.links.at(-1) : undefined;
      if (last?.kind !== 'Call' && last?.kind !== 'Name') return undefined;
      return this.resultAt(last.range.start, true);
    }
    if (link.kind !== 'Frozen' && link.kind !== 'Checkpoint') return undefined;
    const flow = this.behindStatements(link.body.statements, link.body.range.end, isOver);
    return flow === 'none' ? undefined : flow;
  }

  private ofPoint(point: Exclude<Link, { kind: 'Missing' }>): Flow {
    if (point.kind === 'Name') {
      const name = namesAt(this.view, point.range.start).find(each => each.name === point.text);
      const { kind, symbol } = name ?? {};
      if (symbol?.node.kind === 'Step') return symbol.indexed ? 'list' : this.ofStep(symbol.node);
      if (kind !== 'input' || symbol?.owner === undefined) return this.resultAt(point.range.start, false);
      return this.first(symbol.owner.name.range)?.inputs.find(input => input.name === point.text)?.value.type;
    }
    if (point.kind !== 'Member' || point.object.kind !== 'Name') return undefined;
    const object = point.object.text;
    const node = namesAt(this.view, point.range.start).find(each => each.name === object)?.symbol?.node;
    const last = node?.kind === 'Step' ? node.links.at(-1) : undefined;
    if (last?.kind !== 'Call' && last?.kind !== 'Name') return undefined;
    const found = this.figures(last.range.start)[0]?.node;
    if (found?.kind !== 'layer') return undefined;
    return found.results[found.call.resultNames.indexOf(point.member.text)]?.type;
  }

  private first(name: { readonly start: number; readonly end: number }): GraphBody | undefined {
    return bodiesAt(reportsOf(this.view), this.view.uri, name)[0];
  }

  /** What comes into a body: what flows before the construct that it belongs to. */
  private into(path: readonly Node[], bodyAt: number): Flow {
    const outer = path[bodyAt - 1];
    if (outer?.kind === 'Block' || outer?.kind === 'Network') {
      const inputs = outer.body.statements.filter(({ kind }) => kind === 'Input');
      // Of several inputs of a network none is the flow: each path begins from one of them.
      if (outer.kind === 'Network' && inputs.length > 1) return undefined;
      return this.first(outer.name.range)?.inputs[0]?.value.type;
    }
    const around = lastBody(path.slice(0, bodyAt));
    const link = path[around + 1]?.kind === 'Output' ? path[around + 3] : path[around + 2];
    return around < 0 ? undefined : this.inBody(path, around, (link ?? path[around + 1])?.range.start ?? 0);
  }
}

const opensBody = ({ node }: NodeFigures): boolean =>
  node.kind === 'body' || node.residual || node.call.layer.input === 'joined';

const lastBody = (path: readonly Node[]): number => path.map(({ kind }) => kind).lastIndexOf('Body');

export function flowAt(view: View, place: number): Flow {
  const { offset, closedBody } = view.reach?.(place) ?? { offset: place };
  const path = pathAt(view.source.file, offset);
  const closed = path.findIndex(({ kind, range }) => kind === 'Body' && range.start === closedBody);
  const open = closed < 0 ? path : path.slice(0, closed);
  return new FlowReader(view).inBody(open, lastBody(open), offset);
}
