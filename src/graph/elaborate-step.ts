/** Steps: a chain of links, each taking what the one before it gave. */
import type * as tree from '../language/tree.js';
import { nameNode } from './body-builder.js';
import { placeOf, type Flow, type Frame } from './elaborate-context.js';
import { isPoint, isRecipe, Point, Recipe, recipeOfLayer, resultsOf, type Datum, type RecipeLink } from './datum.js';
import { noStep, takesNothing } from './body-says.js';
import { define, sayGiven } from './elaborate-define.js';
import { applyLink, applyRecipe, sayNothingFlows, sayNotJoining, unknownCall, unknownPoint } from './elaborate-call.js';
import type { BranchEnd } from './projection.js';
import { evaluate, recipeOfCall, truth } from './elaborate-expression.js';
import { eachRound, runCheckpoint, runRepeat } from './elaborate-repeat.js';
import { listOf } from './indexed.js';
import {
  sayBadIndex,
  sayIndexTwice,
  sayMisplacedStep,
  sayNameOfList,
  sayNoBranches,
  sayNoEnd,
  sayPointCalled,
} from './step-says.js';
import { sayUnknownLayer } from './unknown-name.js';
import type { Body, Node, Place, Value } from './graph.js';
import { IndexedPoints } from './scope.js';

/** Runs a step; the point that flows out, undefined when nothing or a list does. */
export function runStep(frame: Frame, step: tree.Step): Point | undefined {
  const { nodes } = frame.builder.body;
  const before = nodes.length;
  let head = true;
  for (const link of step.links) {
    runLink(frame, link, head);
    head = false;
  }
  const { flow } = frame;
  if (!step.name) return flow.kind === 'point' ? flow.point : undefined;
  const made: readonly Node[] = nodes.slice(before);
  if (flow.kind === 'list') {
    sayNameOfList(frame.context.problems, placeOf(frame, step.name));
    return undefined;
  }
  const from = flow.kind === 'point' ? flow.point : unknownPoint(frame);
  const point = new Point(
    from.value,
    from.results,
    made.length > 0 ? made : from.nodes,
    made.length > 0 ? frame.builder.body : from.owner,
  );
  const last = point.value.node;
  const label = namePoint(frame, step.name, point);
  if (last && label !== undefined && last.name === undefined && made.includes(last)) nameNode(last, label);
  if (flow.kind === 'point') frame.flow = { kind: 'point', point };
  return point;
}

/** Puts the point under its name; the name as it is known in paths, undefined when it could not be given. */
function namePoint(frame: Frame, target: tree.NameTarget, point: Point): string | undefined {
  const { name } = target;
  if (name.text === '') return undefined;
  if (target.indexes.length === 0) {
    define(frame, name, { datum: point });
    return name.text;
  }
  const plain = frame.e.scope.own(name.text) ?? frame.definition.own(name.text);
  if (plain) sayGiven(frame, name, plain.place);
  let at = frame.definition.indexedPoints(name.text, placeOf(frame, target));
  let label = name.text;
  for (const [k, expr] of target.indexes.entries()) {
    const datum = evaluate(frame.e, expr);
    if (datum === undefined) {
      frame.context.guesses += 1;
      return undefined;
    }
    const index = datum.kind === 'number' ? datum.value.value : Number.NaN;
    if (!Number.isInteger(index) || index < 0) {
      sayBadIndex(frame.context.problems, placeOf(frame, expr));
      return undefined;
    }
    label += `[${String(index)}]`;
    const found = at.items.get(index);
    if (k < target.indexes.length - 1) {
      let inner = found;
      if (!(inner instanceof IndexedPoints)) at.items.set(index, (inner = new IndexedPoints(placeOf(frame, target))));
      at = inner;
    } else if (found !== undefined && frame.given !== undefined) {
      sayIndexTwice(frame.context.problems, placeOf(frame, target), label);
    } else at.items.set(index, point);
  }
  return label;
}

function runLink(frame: Frame, link: tree.Link, head: boolean): void {
  switch (link.kind) {
    case 'Missing':
      return;
    case 'Residual':
      return runResidual(frame, link);
    case 'Repeat':
      return runRepeat(frame, link);
    case 'IfLink':
      return runIf(frame, link, body => {
        frame.context.walk.runStatements(frame, body);
      });
    case 'Frozen': {
      const { marks } = frame;
      frame.marks = { ...marks, frozen: true };
      frame.context.walk.runStatements(frame, link.body);
      frame.marks = marks;
      return;
    }
    case 'Checkpoint':
      return runCheckpoint(frame, link);
    case 'Call':
      return runCall(frame, link, head);
    case 'Name':
      return runName(frame, link, head);
    case 'Member':
    case 'Index':
      return start(frame, evaluate(frame.e, link), placeOf(frame, link));
  }
}

const flowValue = (frame: Frame): Point | undefined => (frame.flow.kind === 'point' ? frame.flow.point : undefined);

/** Goes on from a point, a list of points, or applies a recipe to the flow. */
function start(frame: Frame, datum: Datum | undefined, place: Place, head = true): void {
  if (datum === undefined) frame.flow = { kind: 'point', point: unknownCall(frame) };
  else if (isPoint(datum)) frame.flow = { kind: 'point', point: datum, begins: true };
  else if (datum.kind === 'list' && datum.items.length > 0 && datum.items.every(isPoint))
    frame.flow = { kind: 'list', points: datum.items };
  else if (isRecipe(datum)) apply(frame, datum, place, head);
  else {
    frame.context.problems.say({ code: 'not-a-step', at: place, message: noStep(datum) });
    frame.flow = { kind: 'point', point: unknownPoint(frame) };
  }
}

/** A list, or the results of a step whose name begins this one, where a layer joins them and nothing else. */
function listThatFlows(flow: Flow, { target, given }: RecipeLink): readonly Datum[] | undefined {
  if (flow.kind === 'list') return flow.points;
  if (flow.kind !== 'point' || flow.begins !== true || target.kind !== 'layer' || target.layer.input !== 'joined')
    return undefined;
  const results = resultsOf(flow.point);
  return results.length > 1 && given.every(({ name }) => name !== undefined) ? results : undefined;
}

/** `head`: the first link of a step, where a source begins a path of its own. */
function apply(frame: Frame, recipe: Recipe, place: Place, head: boolean): void {
  const first = recipe.links[0];
  if (!first) return;
  const joined = listThatFlows(frame.flow, first);
  if (joined) {
    const values = joined.flatMap(p => (isPoint(p) ? [p.value] : []));
    const made = applyLink(frame, first, values, place, { branches: true });
    const point =
      made && recipe.links.length > 1 ? applyRecipe(frame, new Recipe(recipe.links.slice(1)), made, place) : made;
    frame.flow = { kind: 'point', point: point ?? unknownPoint(frame) };
    return;
  }
  const isSource = first.target.kind === 'layer' && first.target.layer.input === 'none';
  const flow = isSource && head ? undefined : flowValue(frame);
  const startsItself = first.target.kind === 'block' || first.target.kind === 'shared' || isSource;
  if (!flow && !startsItself) {
    sayNothingFlows(frame, first.name, place);
    frame.flow = { kind: 'point', point: unknownPoint(frame) };
    return;
  }
  const made = applyRecipe(frame, recipe, flow, place) ?? unknownPoint(frame);
  frame.flow = { kind: 'point', point: made };
  if (head || first.target.kind !== 'block') return;
  const [node] = made.nodes;
  if (node?.kind === 'body' && !readsFlow(node.body)) {
    const message = takesNothing(first.name);
    frame.context.problems.say({ code: 'source-in-flow', at: place, message });
  }
}

/** A body without inputs of its own that never reads what flows in is a source. */
function readsFlow({ inputs, nodes, outputs, result, lacks }: Body): boolean {
  const port = inputs[0]?.value;
  if (lacks || inputs[0]?.place !== undefined || port === undefined) return true;
  return [result, ...outputs.map(o => o.value)].includes(port) || nodes.some(node => node.inputs.includes(port));
}

function runName(frame: Frame, link: tree.Name, head: boolean): void {
  const place = placeOf(frame, link);
  const entry = frame.e.scope.find(link.text);
  if (entry) {
    if (isPoint(entry.datum) && !head) {
      sayPointCalled(frame.context.problems, place, link.text);
      return;
    }
    return start(frame, entry.datum, place, head);
  }
  const indexed = frame.e.scope.findIndexed(link.text);
  if (indexed) return start(frame, listOf(frame.context.problems, indexed, link.text, place), place);
  const layer = frame.e.names.layer(link.text);
  if (!layer) {
    sayUnknownLayer(frame.e, place, link.text);
    frame.flow = { kind: 'point', point: unknownCall(frame) };
    return;
  }
  start(frame, recipeOfLayer(layer), place, head);
}

function runCall(frame: Frame, call: tree.Call, begins: boolean): void {
  const place = placeOf(frame, call);
  const recipe = recipeOfCall(frame.e, call);
  if (call.body) {
    const range = { start: call.range.start, end: Math.min(call.body.range.start, call.range.end) };
    return runBranches(frame, call, call.body, recipe, { uri: place.uri, range });
  }
  if (isPoint(recipe)) {
    sayPointCalled(frame.context.problems, place, call.callee.text);
    frame.flow = { kind: 'point', point: unknownPoint(frame) };
    return;
  }
  start(frame, recipe, place, begins);
}

/** Branches of a joining layer, each from the flow. */
function runBranches(frame: Frame, call: tree.Call, body: tree.Body, recipe: Datum | undefined, place: Place): void {
  const { flow } = frame;
  const ends: Value[] = [];
  const bodies: tree.Body[] = [];
  let misplaced = false;
  const branch = (statements: tree.Body): void => {
    bodies.push(statements);
    frame.flow = flow;
    frame.context.walk.runStatements(frame, statements);
    const end: Flow = frame.flow;
    if (end.kind === 'point') ends.push(frame.builder.use(end.point.value));
    else {
      sayNoEnd(frame.context.problems, placeOf(frame, statements));
      ends.push(frame.builder.unknown());
    }
  };
  const walk = (statements: tree.Body): void => {
    for (const statement of statements.statements) {
      const only =
        statement.kind === 'Step' && statement.links.length === 1 && !statement.name ? statement.links[0] : undefined;
      if (statement.kind === 'Branch') branch(statement.body);
      else if (statement.kind === 'Const') frame.context.walk.runStatement(frame, statement);
      else if (only?.kind === 'Repeat') {
        eachRound(frame, only, () => {
          walk(only.body);
        });
      } else if (only?.kind === 'IfLink') runIf(frame, only, walk);
      else if (only?.kind === 'Call' && only.body && recipeOfCall(frame.e, only) === undefined) misplaced = true;
      else if (only?.kind !== 'Missing' && recipe !== undefined) {
        misplaced = true;
        sayMisplacedStep(frame.context.problems, placeOf(frame, statement), call.callee.text);
      }
    }
  };
  walk(body);
  frame.flow = flow;
  if (!isRecipe(recipe)) {
    if (recipe !== undefined) sayNotJoining(frame, call.callee.text, place);
    frame.flow = { kind: 'point', point: unknownCall(frame) };
    return;
  }
  const link = recipe.links[0];
  if (ends.length === 0 && !misplaced) {
    sayNoBranches(frame.context.problems, place, call.callee.text);
  }
  const point =
    link && ends.length > 0
      ? applyLink(frame, link, ends, place, { branches: true, ends: bodies.map(b => branchEnd(frame, b)) })
      : undefined;
  frame.flow = { kind: 'point', point: point ?? unknownPoint(frame) };
}

/** Where a step more would stand in the braces of a branch: in place of all where there is none yet. */
function branchEnd(frame: Frame, body: tree.Body): BranchEnd {
  const last = body.statements.at(-1);
  if (last === undefined) return { place: placeOf(frame, body), kind: 'empty' };
  const { end } = last.range;
  return { place: { uri: frame.e.uri, range: { start: end, end } }, kind: 'steps' };
}

/** f(x) + shortcut(x). */
function runResidual(frame: Frame, link: tree.Residual): void {
  const place: Place = {
    uri: frame.e.uri,
    range: { start: link.range.start, end: link.range.start + 'residual'.length },
  };
  const { flow } = frame;
  if (flow.kind !== 'point') {
    sayNothingFlows(frame, 'residual', place);
    frame.flow = { kind: 'point', point: unknownPoint(frame) };
    return;
  }
  frame.context.walk.runStatements(frame, link.body);
  const main: Flow = frame.flow;
  frame.flow = flow;
  if (link.shortcut) frame.context.walk.runStatements(frame, link.shortcut);
  const shortcut: Flow = frame.flow;
  const layer = frame.e.names.layer('add');
  if (!layer || main.kind !== 'point' || shortcut.kind !== 'point') {
    frame.flow = { kind: 'point', point: unknownPoint(frame) };
    return;
  }
  const values = [main, shortcut].map(f => frame.builder.use(f.point.value));
  const add = { name: 'add', target: { kind: 'layer' as const, layer }, given: [] };
  const missing = { uri: place.uri, range: { start: link.range.end, end: link.range.end } };
  const point = applyLink(frame, add, values, place, {
    branches: true,
    residual: true,
    ends: [
      branchEnd(frame, link.body),
      link.shortcut ? branchEnd(frame, link.shortcut) : { place: missing, kind: 'missing' },
    ],
  });
  frame.flow = { kind: 'point', point: point ?? unknownPoint(frame) };
}

function runIf(frame: Frame, link: tree.IfLink, run: (body: tree.Body) => void): void {
  const condition = truth(frame.e, link.condition);
  if (condition === undefined) {
    // What either arm gives is unknown; a block that is looked at without a call still has its names checked.
    const { flow } = frame;
    frame.context.guesses += 1;
    for (const arm of frame.given === undefined ? [link.then, link.else] : []) {
      frame.flow = flow;
      if (arm?.kind === 'Body') run(arm);
      else if (arm) runIf(frame, arm, run);
    }
    frame.flow = { kind: 'point', point: unknownCall(frame) };
    return;
  }
  if (condition) return run(link.then);
  if (!link.else) return;
  if (link.else.kind === 'Body') run(link.else);
  else runIf(frame, link.else, run);
}
