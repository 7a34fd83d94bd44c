/** Evaluates expressions of the language: exact numbers, words, lists, recipes, points. */
import type { Layer } from '../catalogue/layers/layer.js';
import type * as tree from '../language/tree.js';
import { Dim } from '../shape/dim.js';
import {
  WeightDatum,
  flag,
  isPoint,
  isRecipe,
  list,
  none,
  number,
  Point,
  Recipe,
  recipeOfLayer,
  resultsOf,
  text,
  word,
  type Datum,
  type Definition,
  type GivenArgument,
  type RecipeLink,
} from './datum.js';
import { arithmetic, compareData } from './operators.js';
import { callFunction, functionNames } from './functions.js';
import type { Place } from './graph.js';
import { sayUnknownCall, sayUnknownLayer, sayUnknownName } from './unknown-name.js';
import { wordsOfLayer } from './words-of-layer.js';
import type { Problems } from './problems.js';
import { sayNotGiven } from './step-says.js';
import { numberOf, whole } from './number-datum.js';
import { foreignLayer } from './foreign-names.js';
import { listOf } from './indexed.js';
import { moduleName } from './elaborate-module.js';
import { IndexedPoints, type Scope } from './scope.js';

/** What the catalogue offers by name. */
export interface Names {
  layer(name: string): Layer | undefined;
  readonly layerNames: readonly string[];
  /** Initializers, optimizers, losses, data sets, ...: names that may be called in a setting or argument. */
  isDeclared(name: string): boolean;
  /** A word that some layer accepts. */
  isWord(name: string): boolean;
}

export interface Evaluation {
  readonly uri: string;
  readonly scope: Scope;
  readonly names: Names;
  readonly problems: Problems;
  /** A name that is missing in the text may be the one that is not found: nothing is said of those. */
  readonly lenient?: boolean;
  /** The block or network around, which may give a name somewhere that is not found here. */
  readonly definition?: Definition;
  /** Runs a chain on a point, or a source; undefined where the place has no network. */
  apply?(recipe: Recipe, flow: Point | undefined, place: Place): Point | undefined;
  /** Looks up a weight of the layers in a point's step, or of a shared recipe. */
  weightOf?(of: Point | Recipe, weight: string, place: Place): WeightDatum | undefined;
}

const at = (e: Evaluation, { range }: { readonly range: tree.Range }): Place => ({ uri: e.uri, range });

/** The value; undefined when it is unknown, which is reported then. `words`: bare words that the place accepts. */
export function evaluate(e: Evaluation, expr: tree.Expr, words: readonly string[] = noWords): Datum | undefined {
  switch (expr.kind) {
    case 'Number':
      return numberOf(expr);
    case 'Size':
      return list(expr.dims.map(d => whole(d) ?? number(Dim.of(d))));
    case 'Text':
      return text(expr.value);
    case 'Bool':
      return flag(expr.value);
    case 'None':
      return none;
    case 'List':
      return evaluateList(e, expr);
    case 'Name':
      return evaluateName(e, expr, expr.text, words);
    case 'Call':
      return evaluateCall(e, expr, words);
    case 'Member':
      return evaluateMember(e, expr);
    case 'Index':
      return evaluateIndex(e, expr);
    case 'Unary':
      return evaluateUnary(e, expr);
    case 'Binary':
      return evaluateBinary(e, expr);
    case 'Compare':
      return compare(e, expr);
    case 'Conditional': {
      const condition = truth(e, expr.condition);
      return condition === undefined ? undefined : evaluate(e, condition ? expr.then : expr.else, words);
    }
    case 'Chain':
      return evaluateChain(e, expr);
    case 'Missing':
      return undefined;
  }
}

function evaluateList(e: Evaluation, expr: tree.List): Datum | undefined {
  const items: Datum[] = [];
  let whole = true;
  for (const item of expr.items) {
    if (item.kind === 'Rest') {
      e.problems.say({
        code: 'misplaced-rest',
        at: at(e, item),
        message: '`...` stands only in the shape of an input or of `expect`',
      });
      whole = false;
      continue;
    }
    const datum = evaluate(e, item);
    if (datum) items.push(datum);
    else whole = false;
  }
  return whole ? list(items) : undefined;
}

function evaluateName(
  e: Evaluation,
  node: { readonly range: tree.Range },
  name: string,
  words: readonly string[],
): Datum | undefined {
  if (name === '') return undefined;
  if (words.includes(name)) return word(name);
  const entry = e.scope.find(name);
  if (entry) return entry.datum;
  const indexed = e.scope.findIndexed(name);
  if (indexed) return listOf(e.problems, indexed, name, at(e, node));
  const layer = e.names.layer(name);
  if (layer) return recipeOfLayer(layer);
  if (e.names.isDeclared(name)) return new Recipe([{ name, target: { kind: 'other' }, given: [] }]);
  if (e.names.isWord(name)) return word(name);
  if (e.lenient !== true) sayUnknownName(e, at(e, node), name, words);
  return undefined;
}

export function evaluateArguments(
  e: Evaluation,
  args: readonly tree.Arg[],
  wordsOf: (name: string | undefined, index: number) => readonly string[] = () => noWords,
): readonly GivenArgument[] {
  if (args.length === 0) return noArguments;
  return args.map((arg, index) => {
    const name = arg.name?.text;
    return { name, datum: evaluate(e, arg.value, wordsOf(name, index)), place: at(e, arg) };
  });
}

const noArguments: readonly GivenArgument[] = [];
const noWords: readonly string[] = [];

function evaluateCall(e: Evaluation, expr: tree.Call, words: readonly string[]): Datum | undefined {
  const name = expr.callee.text;
  // A choice with arguments of its own: `position: rotary(base: 10000)`.
  if (words.includes(name)) return choiceOfCall(e, expr);
  const entry = e.scope.find(name);
  if (!entry && functionNames.includes(name)) {
    const given = evaluateArguments(e, expr.args);
    if (given.some(g => g.datum === undefined)) return undefined;
    const answer = callFunction(
      name,
      given.flatMap(g => (g.datum ? [g.datum] : [])),
    );
    if ('error' in answer) {
      e.problems.say({ code: 'bad-function-call', at: at(e, expr), message: `${name} ${answer.error}` });
      return undefined;
    }
    return answer.value;
  }
  return recipeOfCall(e, expr);
}

const otherOfCall = (e: Evaluation, { callee, args }: tree.Call): Recipe =>
  new Recipe([{ name: callee.text, target: { kind: 'other' }, given: evaluateArguments(e, args) }]);

const choiceOfCall = (e: Evaluation, call: tree.Call): Datum =>
  call.hasParens ? otherOfCall(e, call) : word(call.callee.text);

const NOT_CALLED = 'a point, which is not called; an arrow applies a layer to it';

/** The recipe that a call stands for: a layer, a block, a constant that holds one, with the arguments evaluated. */
export function recipeOfCall(e: Evaluation, call: tree.Call): Datum | undefined {
  const name = call.callee.text;
  const entry = e.scope.find(name);
  const layer = entry ? undefined : e.names.layer(name);
  if (!entry && layer) {
    if (call.args.length === 0) return recipeOfLayer(layer);
    const given = evaluateArguments(e, call.args, wordsOfLayer(layer));
    const [first] = given;
    if (name === 'transpose' && first?.datum instanceof WeightDatum) return first.datum.transposed();
    return new Recipe([{ name, target: { kind: 'layer', layer }, given }]);
  }
  if (entry) {
    const { datum } = entry;
    if (datum === undefined) {
      evaluateArguments(e, call.args);
      return undefined;
    }
    if (!isRecipe(datum)) {
      if (call.args.length === 0 && !call.hasParens) return datum;
      const what = isPoint(datum) ? NOT_CALLED : 'no layer or block';
      e.problems.say({ code: 'not-callable', at: at(e, call.callee), message: `\`${name}\` is ${what}` });
      return undefined;
    }
    const target = datum.links[0]?.target;
    const words = target?.kind === 'layer' ? wordsOfLayer(target.layer) : undefined;
    const given = evaluateArguments(e, call.args, words);
    if (datum.links.length > 1 && given.length > 0) {
      e.problems.say({
        code: 'arguments-of-chain',
        at: at(e, call),
        message: `\`${name}\` is a chain of layers, which takes no arguments`,
      });
      return datum;
    }
    return datum.with(given);
  }
  if (e.names.isDeclared(name)) return otherOfCall(e, call);
  if (e.names.isWord(name)) return choiceOfCall(e, call);
  evaluateArguments(e, call.args);
  sayUnknownCall(e, call, at(e, call.callee));
  return undefined;
}

function evaluateMember(e: Evaluation, expr: tree.Member): Datum | undefined {
  const foreign = moduleName(e.scope, expr);
  if (foreign !== undefined && foreignLayer(foreign, e.names.layerNames) !== undefined) {
    sayUnknownLayer(e, at(e, expr), foreign);
    return undefined;
  }
  const object = evaluate(e, expr.object);
  const { text: name } = expr.member;
  if (object === undefined || name === '') return undefined;
  if (isPoint(object)) {
    const result = object.results.find(r => r.name === name);
    if (result) return new Point(result.value, [], object.nodes, object.owner);
  }
  if (isPoint(object) || isRecipe(object)) {
    if (isPoint(object) && object.type === undefined && object.nodes.length === 0) return undefined;
    return e.weightOf?.(object, name, at(e, expr.member));
  }
  e.problems.say({
    code: 'no-such-result',
    at: at(e, expr.member),
    message: `only a point has results and weights; this is not one`,
  });
  return undefined;
}

function evaluateIndex(e: Evaluation, expr: tree.Index): Datum | undefined {
  const indexDatum = evaluate(e, expr.index);
  const base = expr.object;
  // `skip[i]` may be read as soon as it is given, before the list is whole.
  const partial =
    base.kind === 'Name' ? e.scope.findIndexed(base.text) : base.kind === 'Index' ? partialList(e, base) : undefined;
  if (indexDatum === undefined) return undefined;
  const i = indexDatum.kind === 'number' ? indexDatum.value.value : Number.NaN;
  if (!Number.isInteger(i)) {
    const message = 'an index is a whole number known before running';
    e.problems.say({ code: 'bad-index', at: at(e, expr.index), message });
    return undefined;
  }
  if (partial && !(base.kind === 'Name' && e.scope.find(base.text))) {
    const item = partial.items.get(i);
    if (item === undefined) {
      const name = base.kind === 'Name' ? base.text : 'the list';
      sayNotGiven(e.problems, at(e, expr), { name, index: i, given: partial.items.keys() });
      return undefined;
    }
    return item instanceof IndexedPoints ? listOf(e.problems, item, 'the list', at(e, expr)) : item;
  }
  const object = evaluate(e, base);
  if (object === undefined) return undefined;
  const results = isPoint(object) ? resultsOf(object) : [];
  const items =
    object.kind === 'list' ? object.items : results.length > 0 ? results : isPoint(object) ? [object] : undefined;
  if (!items) {
    e.problems.say({ code: 'not-a-list', at: at(e, expr.object), message: 'this is no list, so it has no elements' });
    return undefined;
  }
  if (isPoint(object) && object.type === undefined) return undefined;
  const item = items[i];
  if (item === undefined) {
    e.problems.say({
      code: 'no-such-index',
      at: at(e, expr.index),
      message: `there are ${String(items.length)} elements, numbered from 0; ${String(i)} is none of them`,
    });
  }
  return item;
}

function partialList(e: Evaluation, expr: tree.Index): IndexedPoints | undefined {
  const inner =
    expr.object.kind === 'Name'
      ? e.scope.findIndexed(expr.object.text)
      : expr.object.kind === 'Index'
        ? partialList(e, expr.object)
        : undefined;
  if (!inner) return undefined;
  const index = evaluate(e, expr.index);
  const item = index?.kind === 'number' ? inner.items.get(index.value.value) : undefined;
  return item instanceof IndexedPoints ? item : undefined;
}

function evaluateUnary(e: Evaluation, expr: tree.Unary): Datum | undefined {
  if (expr.operator === 'not') {
    const value = truth(e, expr.operand);
    return value === undefined ? undefined : flag(!value);
  }
  const n = asNumber(e, expr.operand, evaluate(e, expr.operand), '-');
  return n && number(n.negate());
}

function asNumber(e: Evaluation, expr: tree.Expr, datum: Datum | undefined, operator: string): Dim | undefined {
  if (datum === undefined) return undefined;
  if (datum.kind === 'number') return datum.value;
  const what = isPoint(datum) ? 'a point; layers such as `add` work on points' : `a ${datum.kind}`;
  e.problems.say({ code: 'not-a-number', at: at(e, expr), message: `\`${operator}\` needs a number; this is ${what}` });
  return undefined;
}

function evaluateBinary(e: Evaluation, expr: tree.Binary): Datum | undefined {
  const { operator } = expr;
  if (operator === 'and' || operator === 'or') {
    const left = truth(e, expr.left);
    if (left === undefined) return undefined;
    if (left === (operator === 'or')) return flag(left);
    const right = truth(e, expr.right);
    return right === undefined ? undefined : flag(right);
  }
  const [left, right] = [evaluate(e, expr.left), evaluate(e, expr.right)];
  if (operator === '+' && left?.kind === 'list' && right?.kind === 'list') return list([...left.items, ...right.items]);
  const a = asNumber(e, expr.left, left, operator);
  const b = asNumber(e, expr.right, right, operator);
  if (!a || !b) return undefined;
  if ((operator === '/' || operator === '//' || operator === '%') && b.is('==', 0) === true) {
    e.problems.say({ code: 'division-by-zero', at: at(e, expr.right), message: 'a division by zero has no value' });
    return undefined;
  }
  const answer = arithmetic(operator, a, b);
  if (answer instanceof Dim) return number(answer);
  e.problems.say({ ...answer, at: at(e, expr) });
  return undefined;
}

function compare(e: Evaluation, expr: tree.Compare): Datum | undefined {
  const left = evaluate(e, expr.left);
  // `act == relu`, `mode == nearest`: a word on one side makes the other one's bare name a word too.
  const right = evaluate(e, expr.right, left?.kind === 'word' && expr.right.kind === 'Name' ? [expr.right.text] : []);
  if (left === undefined || right === undefined) return undefined;
  const answer = compareData(expr.operator, left, right);
  if (typeof answer === 'boolean') return flag(answer);
  e.problems.say({ code: answer.code, at: at(e, expr), message: answer.message });
  return undefined;
}

/** A condition known before running. */
export function truth(e: Evaluation, expr: tree.Expr): boolean | undefined {
  const datum = evaluate(e, expr);
  if (datum === undefined) return undefined;
  if (datum.kind === 'flag') return datum.value;
  e.problems.say({
    code: 'not-a-condition',
    at: at(e, expr),
    message: 'a condition is true or false, such as `stride == 1`',
  });
  return undefined;
}

function evaluateChain(e: Evaluation, expr: tree.Chain): Datum | undefined {
  const head = evaluate(e, expr.head);
  const links: RecipeLink[] = [];
  let whole = true;
  for (const call of expr.calls) {
    const datum = call.kind === 'Missing' ? undefined : recipeOfCall(e, call);
    if (isRecipe(datum)) links.push(...datum.links);
    else {
      whole = false;
      if (datum !== undefined)
        e.problems.say({ code: 'not-a-layer', at: at(e, call), message: 'an arrow leads to a layer or block' });
    }
  }
  if (head === undefined) return undefined;
  if (isRecipe(head)) return whole ? new Recipe([...head.links, ...links]) : undefined;
  if (!isPoint(head)) {
    e.problems.say({ code: 'not-a-point', at: at(e, expr.head), message: 'an arrow starts from a point or a layer' });
    return undefined;
  }
  if (!whole) return undefined;
  return e.apply?.(new Recipe(links), head, at(e, expr));
}
