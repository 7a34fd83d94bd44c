/** The shapes that `input` and `expect` write: checks a shape against one and binds the names that are new. */
import type * as tree from '../language/tree.js';
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';
import { noSize } from './body-says.js';
import { number } from './datum.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import type { Place } from './graph.js';
import { sayMismatch, type OtherSize } from './shape-says.js';

type Item = tree.Expr | tree.Rest;

function itemsOf(expr: tree.Expr): readonly Item[] | undefined {
  if (expr.kind === 'List') return expr.items;
  if (expr.kind === 'Number') return [expr];
  return undefined;
}

/** The shape that a network's input declares: names become symbols, unless `given` has a value for them. */
export function declaredShape(e: Evaluation, expr: tree.Expr, given: ReadonlyMap<string, Dim>): Shape | undefined {
  if (expr.kind === 'Size') {
    const dims = expr.dims.map(d => Dim.of(d));
    return dims.every(d => checkSize(e, d, expr)) ? dims : undefined;
  }
  const items = itemsOf(expr);
  if (!items) {
    badShape(e, expr);
    return undefined;
  }
  const shape: Dim[] = [];
  for (const item of items) {
    if (item.kind === 'Rest' || (item.kind === 'Name' && item.text === '_')) {
      e.problems.say({
        code: 'open-input',
        at: place(e, item),
        message: 'the input of a network says all of its dimensions: a number, or a name for one that is free',
      });
      return undefined;
    }
    if (item.kind === 'Name' && !e.scope.find(item.text)) {
      const dim = given.get(item.text) ?? Dim.symbol(item.text);
      e.scope.define(item.text, { datum: number(dim), place: place(e, item) });
      shape.push(dim);
      continue;
    }
    const datum = evaluate(e, item);
    if (datum === undefined) return undefined;
    if (datum.kind !== 'number') {
      badShape(e, item);
      return undefined;
    }
    if (!checkSize(e, datum.value, item)) return undefined;
    shape.push(datum.value);
  }
  return shape;
}

function checkSize(e: Evaluation, dim: Dim, node: { readonly range: tree.Range }): boolean {
  if (dim.isInteger() !== false && dim.is('>=', 1) !== false) return true;
  e.problems.say({
    code: 'bad-size',
    at: place(e, node),
    message: `a size is a whole number of at least 1, but this is ${dim.toString()}`,
  });
  return false;
}

function badShape(e: Evaluation, node: Item): void {
  if (node.kind === 'Missing') return;
  e.problems.say({
    code: 'bad-shape-pattern',
    at: place(e, node),
    message: noSize(node.kind === 'Name' ? node.text : undefined),
  });
}

const place = (e: Evaluation, node: { readonly range: tree.Range }): Place => ({ uri: e.uri, range: node.range });

/**
 * Whether `shape` is what the pattern says. New names are bound to the sizes found; `_` is any size, `...` any further
 * dimensions. What does not fit is reported; `what` begins the message: "`x`", "the flow".
 */
export function matchShape(e: Evaluation, expr: tree.Expr, shape: Shape, what: string): boolean {
  const items: readonly (Item | Dim)[] | undefined =
    expr.kind === 'Size' ? expr.dims.map(d => Dim.of(d)) : itemsOf(expr);
  if (!items) {
    badShape(e, expr);
    return false;
  }
  const others: OtherSize[] = [];
  if (!checkRest(e, items)) {
    bindUnknown(e, expr);
    return false;
  }
  const open = items.findIndex(item => !(item instanceof Dim) && item.kind === 'Rest');
  const fixed = items.length - (open < 0 ? 0 : 1);
  if (open < 0 ? shape.length !== fixed : shape.length < fixed) {
    bindUnknown(e, expr);
    const expected = { count: fixed, more: open >= 0 };
    sayMismatch(e.problems, { at: place(e, expr), what, shape, expected, others });
    return false;
  }
  let ok = true;
  for (const [i, item] of items.entries()) {
    if (i === open) continue;
    const at = open >= 0 && i > open ? shape.length - (items.length - i) : i;
    const dim = shape[at];
    if (!dim) continue;
    let wanted: Dim | undefined;
    if (item instanceof Dim) wanted = item;
    else if (item.kind === 'Name') {
      if (item.text === '_') continue;
      const entry = e.scope.find(item.text);
      if (!entry) {
        e.scope.define(item.text, { datum: number(dim), place: place(e, item) });
        continue;
      }
      if (entry.datum === undefined) continue;
      wanted = entry.datum.kind === 'number' ? entry.datum.value : undefined;
      if (!wanted) {
        badShape(e, item);
        ok = false;
        continue;
      }
    } else if (item.kind !== 'Rest') {
      const datum = evaluate(e, item);
      if (datum === undefined) continue;
      if (datum.kind !== 'number') {
        badShape(e, item);
        ok = false;
        continue;
      }
      wanted = datum.value;
    }
    if (wanted && !dim.equals(wanted) && dim.is('==', wanted) === false) {
      others.push({ at, wanted, size: dim, place: item instanceof Dim ? undefined : place(e, item) });
    }
  }
  if (others.length > 0) sayMismatch(e.problems, { at: place(e, expr), what, shape, others });
  return ok && others.length === 0;
}

/** Only at an end, and only once, `...` leaves no doubt which dimensions the others are. */
function checkRest(e: Evaluation, items: readonly (Item | Dim)[]): boolean {
  let seen = false;
  let ok = true;
  for (const [i, item] of items.entries()) {
    if (item instanceof Dim || item.kind !== 'Rest') continue;
    if (seen || (i > 0 && i < items.length - 1)) {
      const message = '`...` stands once in a shape, first or last';
      e.problems.say({ code: 'misplaced-rest', at: place(e, item), message });
      ok = false;
    }
    seen = true;
  }
  return ok;
}

/** For what is not known or does not fit: binds the names of a pattern as known, their values unknown. */
export function bindUnknown(e: Evaluation, expr: tree.Expr): void {
  checkRest(e, itemsOf(expr) ?? []);
  for (const item of itemsOf(expr) ?? []) {
    if (item.kind === 'Name' && item.text !== '_' && !e.scope.find(item.text)) {
      e.scope.define(item.text, { datum: undefined, place: place(e, item) });
    }
  }
}
