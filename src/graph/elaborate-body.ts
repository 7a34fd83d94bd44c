/** Walks the statements of a body with the flow: inputs, outputs, constants, shared weights, steps. */
import type { TensorType } from '../catalogue/tensor.js';
import type * as tree from '../language/tree.js';
import { placeOf, type Frame } from './elaborate-context.js';
import { isPoint, isRecipe, Point, Recipe, type RecipeLink } from './datum.js';
import { sayMismatches } from './argument-says.js';
import { matchArguments } from './match-arguments.js';
import { unknownCall, unknownPoint } from './elaborate-call.js';
import { define } from './elaborate-define.js';
import { runStep } from './elaborate-step.js';
import { evaluate, evaluateArguments, recipeOfCall } from './elaborate-expression.js';
import { Scope } from './scope.js';
import { sayPlain } from './step-says.js';
import { bindUnknown, declaredShape, matchShape } from './elaborate-shape.js';
import { Dim } from '../shape/dim.js';
import type { GrowingShared } from './body-builder.js';
import type { Value } from './graph.js';
import { wordsOfLayer } from './words-of-layer.js';

export function runStatements(frame: Frame, body: tree.Body): void {
  for (const statement of body.statements) {
    if (!frame.context.walks(statement, frame.e.uri)) {
      frame.flow = { kind: 'point', point: unknownCall(frame) };
      return;
    }
    runStatement(frame, statement);
  }
}

export function runStatement(frame: Frame, statement: tree.Statement): void {
  switch (statement.kind) {
    case 'Input':
      return runInput(frame, statement);
    case 'Output':
      return runOutput(frame, statement);
    case 'Expect':
      return runExpect(frame, statement);
    case 'Const':
      return define(frame, statement.name, { datum: evaluate(frame.e, statement.value) });
    case 'Shared':
      return runShared(frame, statement);
    case 'Defaults':
      return runDefaults(frame, statement);
    case 'Branch':
      sayPlain(frame.context.problems, placeOf(frame, statement), 'misplaced-branch');
      return;
    case 'Training':
      return runTraining(frame, statement);
    case 'Step':
      runStep(frame, statement);
  }
}

function runInput(frame: Frame, statement: tree.Input): void {
  const index = frame.inputs++;
  const name = statement.name?.text ?? '';
  if (frame.top) return declareInput(frame, statement, index);
  const unknown = frame.given === undefined;
  let point: Point | undefined;
  if (index === 0) point = frame.flow.kind === 'point' ? frame.flow.point : undefined;
  else point = frame.given?.get(name);
  if (index > 0 && statement.name === undefined) {
    sayPlain(frame.context.problems, placeOf(frame, statement), 'input-without-name');
  }
  if (index === 0 && !point && !unknown) {
    frame.context.problems.say({
      code: 'nothing-flows',
      at: placeOf(frame, statement),
      message:
        frame.flow.kind === 'nothing' ? frame.flow.why : 'a list of points flows in, but this input is one tensor',
    });
  }
  point ??= unknownPoint(frame);
  if (statement.shape) {
    if (point.type) {
      const ok = matchShape(frame.e, statement.shape, point.type.shape, name === '' ? 'what flows in' : `\`${name}\``);
      if (!ok) point = unknownPoint(frame);
    } else bindUnknown(frame.e, statement.shape);
  }
  if (statement.name) define(frame, statement.name, { datum: point });
  if (index === 0) frame.flow = { kind: 'point', point };
  // A network with several inputs begins each path from one of them.
  else if (frame.builder.body.kind === 'network') frame.flow = severalInputs(frame);
}

function severalInputs(frame: Frame): Frame['flow'] {
  const names = frame.builder.body.inputs.map(i => i.name).filter(n => n !== '');
  return {
    kind: 'nothing',
    why: `the network has several inputs, so a path begins with one of them: ${names.map(n => `\`${n} -> ...\``).join(', ')}`,
  };
}

/** Name of a size of an input where it is taken for a symbol; no name of the language looks like it. */
export const symbolFor = (input: number, axis: number): string => `${String(input)}.${String(axis)}`;

function declareInput(frame: Frame, statement: tree.Input, index: number): void {
  const { context, builder } = frame;
  const name = statement.name?.text ?? '';
  let type: TensorType | undefined;
  if (!statement.shape) {
    sayPlain(context.problems, placeOf(frame, statement), 'input-without-shape');
  } else {
    const given = new Map<string, Dim>();
    for (const [key, datum] of frame.top?.set ?? []) if (datum.kind === 'number') given.set(key, datum.value);
    const written = declaredShape(frame.e, statement.shape, given);
    const shape = context.symbolic ? written?.map((d, i) => (i === 0 ? d : Dim.symbol(symbolFor(index, i)))) : written;
    if (written) context.inputShapes.push({ name, shape: written, place: placeOf(frame, statement.shape) });
    type = shape && { shape, dtype: context.integerInputs.has(name) ? 'int64' : 'float', batched: true };
  }
  const value: Value = builder.input(name, type, placeOf(frame, statement));
  const point = new Point(value);
  if (statement.name) define(frame, statement.name, { datum: point });
  frame.flow = index === 0 ? { kind: 'point', point } : severalInputs(frame);
}

function runOutput(frame: Frame, statement: tree.Output): void {
  const point = runStep(frame, statement.step);
  if (!point) return;
  const { name } = statement.step;
  const label = name ? outputName(frame, name) : 'output';
  frame.builder.body.outputs.push({
    name: label,
    value: frame.builder.use(point.value),
    training: frame.marks.training,
    place: placeOf(frame, statement),
  });
}

function outputName(frame: Frame, target: tree.NameTarget): string {
  const indexes = target.indexes.map(i => {
    const datum = evaluate(frame.e, i);
    return datum?.kind === 'number' ? `[${datum.value.toString()}]` : '[?]';
  });
  return target.name.text + indexes.join('');
}

function runExpect(frame: Frame, statement: tree.Expect): void {
  const { flow } = frame;
  if (flow.kind === 'nothing') {
    frame.context.problems.say({
      code: 'nothing-flows',
      at: placeOf(frame, statement),
      message: `nothing flows here that could have a shape: ${flow.why}`,
    });
    return;
  }
  const type = flow.kind === 'point' ? flow.point.type : undefined;
  if (type) {
    if (matchShape(frame.e, statement.shape, type.shape, 'the flow')) return;
    frame.context.doubts += 1;
    if (frame.context.doubting) frame.flow = { kind: 'point', point: unknownPoint(frame) };
  } else bindUnknown(frame.e, statement.shape);
}

function runShared(frame: Frame, statement: tree.Shared): void {
  if (statement.value.kind === 'Missing') return define(frame, statement.name, { datum: undefined });
  const recipe = recipeOfCall(frame.e, statement.value);
  const [link, ...more] = isRecipe(recipe) ? recipe.links : [];
  if (!link || more.length > 0 || link.target.kind === 'shared') {
    if (recipe !== undefined) {
      frame.context.problems.say({
        code: 'shared-needs-layer',
        at: placeOf(frame, statement.value),
        message: 'shared weights belong to one layer or block, such as `shared tower = Tower(64)`',
      });
    }
    return define(frame, statement.name, { datum: undefined });
  }
  const shared: GrowingShared = {
    owner: frame.builder.body,
    name: statement.name.text,
    place: placeOf(frame, statement.name),
    uses: [],
  };
  frame.builder.body.shared.push(shared);
  const target: RecipeLink = { name: link.name, target: { kind: 'shared', shared, link }, given: [] };
  define(frame, statement.name, { datum: new Recipe([target]) });
}

function runDefaults(frame: Frame, statement: tree.Defaults): void {
  for (const call of statement.calls) {
    const layer = frame.e.names.layer(call.callee.text);
    if (!layer) {
      recipeOfCall(frame.e, call);
      if (frame.e.scope.find(call.callee.text)) {
        sayPlain(frame.context.problems, placeOf(frame, call), 'defaults-of-block');
      }
      continue;
    }
    const given = evaluateArguments(frame.e, call.args, wordsOfLayer(layer));
    const { values, mismatches } = matchArguments(layer.name, layer.parameters, given);
    if (mismatches.length > 0) sayMismatches(frame.context.problems, mismatches, given);
    const named = [...values].flatMap(([name, [datum]]) =>
      datum === undefined || isPoint(datum) ? [] : [{ name, datum }],
    );
    frame.defaults = frame.defaults.with(layer.name, named);
  }
}

/** A side path of the training pass: the flow behind it is the flow before it, its names stay in it. */
function runTraining(frame: Frame, statement: tree.Training): void {
  const { flow, marks, e, defaults } = frame;
  frame.marks = { ...marks, training: true };
  frame.e = { ...e, scope: new Scope(e.scope) };
  runStatements(frame, statement.body);
  frame.flow = flow;
  frame.marks = marks;
  frame.e = e;
  frame.defaults = defaults;
}
