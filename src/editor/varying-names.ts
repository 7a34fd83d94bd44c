/** Names whose value differs between the ways in which a line is executed: parameters, sizes of what flows in, the number of a round. */
import type { Report } from '../analysis/report.js';
import type { Body } from '../graph/graph.js';
import { symbolAt } from '../language/symbols.js';
import type { Expr } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import { Dim } from '../shape/dim.js';
import { blocksIn } from './definitions.js';
import type { Varying } from './instance-formula.js';
import { bodiesOf } from './instances.js';
import type { View } from './view.js';

/** The bodies of the block that rounds of a `repeat` stand in, and those that are no rounds themselves. */
function definitionsOf(reports: readonly Report[], bodies: readonly Body[]): readonly (Body | undefined)[] {
  if (bodies.every(({ kind }) => kind === 'block')) return bodies;
  const around = new Map<Body, Body>();
  for (const body of bodiesOf(reports))
    for (const node of body.nodes) if (node.kind === 'body') around.set(node.body, body);
  const outermost = (body: Body | undefined): Body | undefined =>
    body?.kind === 'round' || body?.kind === 'checkpoint' ? outermost(around.get(body)) : body;
  return bodies.map(outermost);
}

const valueIn = (body: Body | undefined, name: string): Dim | undefined => {
  const given = body?.parameters.find(parameter => parameter.name === name);
  return given && Dim.parse(given.written);
};

/** Of a block's lines: its parameters that are numbers, and the names that its first input gives to sizes. */
export function varyingNames(view: View, reports: readonly Report[], all: readonly Body[]): readonly Varying[] {
  const bodies = definitionsOf(reports, all);
  const [first] = bodies;
  const place = first?.place.range;
  const block = place && blocksIn(view.source.file, place).find(({ name }) => name.range.start === place.start);
  if (block === undefined || bodies.some(body => body?.place.range.start !== place?.start)) return [];
  const input = block.body.statements.find(statement => statement.kind === 'Input');
  const items = input?.shape?.kind === 'List' ? input.shape.items : [];
  return [
    ...block.params.map(({ name: { text } }) => ({ name: text, values: bodies.map(body => valueIn(body, text)) })),
    ...items.flatMap((item, axis) =>
      item.kind === 'Name'
        ? [{ name: item.text, axis, values: bodies.map(body => body?.inputs[0]?.value.type?.shape[axis]) }]
        : [],
    ),
  ];
}

/** Whether it is a number for certain, and no list. */
function isCount(view: View, expr: Expr, body: Body | undefined): boolean {
  if (expr.kind === 'Number') return true;
  if (expr.kind === 'Binary') return isCount(view, expr.left, body) && isCount(view, expr.right, body);
  if (expr.kind === 'Call') return expr.callee.text === 'len';
  if (expr.kind !== 'Name') return false;
  const definition = symbolAt(view.source.scopes, expr.range.start)?.node;
  return definition?.kind === 'Const' ? isCount(view, definition.value, body) : valueIn(body, expr.text) !== undefined;
}

/** The name of the number of the round that the place belongs to, where each round has the place once. */
export function roundName(view: View, offset: number, body: Body | undefined): string | undefined {
  const path = pathAt(view.source.file, offset);
  const repeats = path.filter(node => node.kind === 'Repeat');
  const [{ as, count } = {}] = repeats;
  if (repeats.length !== 1 || as === undefined || count === undefined || path.some(({ kind }) => kind === 'IfLink'))
    return undefined;
  if (as.index !== undefined) return as.index.text;
  return 'kind' in as.element && isCount(view, count, body) ? as.element.text : undefined;
}
