/** Rounds of `repeat`, and bodies that are transparent: elaborated by themselves, read as part of the one around them. */
import { typeKey } from '../catalogue/tensor.js';
import type * as tree from '../language/tree.js';
import { BodyBuilder } from './body-builder.js';
import { isPoint, number, Point, resultsOf, type Datum } from './datum.js';
import { pointOf, sayNothingFlows, unknownCall } from './elaborate-call.js';
import { limits, placeOf, type Flow, type Frame } from './elaborate-context.js';
import { define } from './elaborate-define.js';
import { evaluate } from './elaborate-expression.js';
import { mentionsOf } from './elaborate-mentions.js';
import type { Place, Value } from './graph.js';
import { Scope } from './scope.js';

const flowPoint = (frame: Frame): Point | undefined => (frame.flow.kind === 'point' ? frame.flow.point : undefined);

/** Runs a function once a round, with the round's names in a scope of their own. */
export function eachRound(frame: Frame, link: tree.Repeat, run: () => void): void {
  const rounds = roundsOf(frame, link);
  if (!rounds) {
    if (frame.given === undefined) inRound(frame, link, undefined, undefined, run);
    else frame.flow = { kind: 'point', point: unknownCall(frame) };
    return;
  }
  for (let i = 0; i < rounds.count; i++) {
    if (!frame.context.walks(link.count, frame.e.uri)) {
      frame.flow = { kind: 'point', point: unknownCall(frame) };
      return;
    }
    inRound(frame, link, rounds.items ? rounds.items[i] : number(i), number(i), run);
  }
}

interface Rounds {
  readonly count: number;
  readonly items: readonly Datum[] | undefined;
}

function roundsOf(frame: Frame, link: tree.Repeat): Rounds | undefined {
  const datum = evaluate(frame.e, link.count);
  if (datum === undefined) {
    frame.context.guesses += 1;
    return undefined;
  }
  const say = (message: string): undefined => {
    frame.context.problems.say({ code: 'bad-repeat', at: placeOf(frame, link.count), message });
    return undefined;
  };
  const items = datum.kind === 'list' ? datum.items : isPoint(datum) ? resultsOf(datum) : [];
  if (datum.kind === 'list' || items.length > 0) return { count: items.length, items };
  if (datum.kind !== 'number') {
    say('`repeat` takes a number of rounds or a list');
    return;
  }
  const n = datum.value;
  if (!n.isConstant) {
    say(`the number of rounds must be known, but it is ${n.toString()}`);
    return;
  }
  if (n.isInteger() !== true) {
    say(`the number of rounds is a whole number, but this is ${n.toString()}`);
    return;
  }
  if (n.value < 0) {
    say(`the number of rounds is at least 0, but this is ${n.toString()}`);
    return;
  }
  if (n.value > limits.calls) {
    say(`${n.toString()} rounds make a network of over ${String(limits.calls)} layers, which is more than is analyzed`);
    return;
  }
  return { count: n.value, items: undefined };
}

function inRound(
  frame: Frame,
  link: tree.Repeat,
  element: Datum | undefined,
  index: Datum | undefined,
  run: () => void,
): void {
  const { e } = frame;
  const as = link.as;
  const incomplete = asNames(link).includes('');
  frame.e = { ...e, scope: new Scope(e.scope), ...(incomplete ? { lenient: true } : {}) };
  if (as) {
    const target = as.element;
    if ('kind' in target) define(frame, target, { datum: element });
    else {
      const parts = element?.kind === 'list' ? element.items : undefined;
      if (element !== undefined && parts?.length !== target.length) {
        frame.context.problems.say({
          code: 'bad-repeat',
          at: placeOf(frame, as),
          message: `each element is taken apart into ${String(target.length)} names, but one has ${parts ? String(parts.length) : 'no'} parts`,
        });
      }
      for (const [i, name] of target.entries()) define(frame, name, { datum: parts?.[i] });
    }
    if (as.index) define(frame, as.index, { datum: index });
  }
  run();
  frame.e = e;
}

export function runRepeat(frame: Frame, link: tree.Repeat): void {
  const names = asNames(link);
  const { names: mentioned, leavesMarks } = mentionsOf(link.body);
  const alike =
    !leavesMarks && frame.flow.kind === 'point' && frame.given !== undefined && !names.some(n => mentioned.has(n));
  if (alike) {
    const rounds = roundsOf(frame, link);
    if (rounds) runAlike(frame, link, rounds.count);
    else frame.flow = { kind: 'point', point: unknownCall(frame) };
    return;
  }
  eachRound(frame, link, () => {
    frame.context.walk.runStatements(frame, link.body);
  });
}

function asNames(link: tree.Repeat): readonly string[] {
  const { as } = link;
  if (!as) return [];
  const elements = 'kind' in as.element ? [as.element] : as.element;
  return [...elements, ...(as.index ? [as.index] : [])].map(w => w.text);
}

/** Rounds that differ in nothing but what flows in: one body for each type of the flow, as soon as it repeats a count. */
function runAlike(frame: Frame, link: tree.Repeat, count: number): void {
  const place: Place = {
    uri: frame.e.uri,
    range: { start: link.range.start, end: link.range.start + 'repeat'.length },
  };
  let left = count;
  while (left > 0 && !frame.context.full) {
    const flow = flowPoint(frame);
    if (!flow) return;
    const value = frame.builder.use(flow.value);
    const { builder, takenIn } = inBody(frame, 'round', place, value, () => {
      inRound(frame, link, undefined, undefined, () => {
        frame.context.walk.runStatements(frame, link.body);
      });
    });
    const { result } = builder.body;
    const same = result?.type !== undefined && value.type !== undefined && typeKey(result.type) === typeKey(value.type);
    const rounds = same || value.type === undefined ? left : 1;
    if (builder.body.calls * rounds > limits.calls) {
      frame.context.full = true;
      frame.context.problems.say({
        code: 'too-many-layers',
        at: placeOf(frame, link.count),
        message: `${String(rounds)} rounds of ${String(builder.body.calls)} layers are more than the ${String(limits.calls)} that are analyzed`,
      });
    }
    const node = frame.builder.addBody(builder.body, [value, ...takenIn], frame.marks, place, { count: rounds });
    frame.flow = result
      ? { kind: 'point', point: pointOf(frame, node) }
      : { kind: 'nothing', why: 'nothing flows out of the `repeat` before it' };
    left -= rounds;
  }
}

/** Runs statements into a transparent body of their own, which takes in what it needs of the one around it. */
function inBody(
  frame: Frame,
  kind: 'round' | 'checkpoint',
  place: Place,
  flow: Value,
  run: () => void,
): { builder: BodyBuilder; takenIn: readonly Value[] } {
  const outer = frame.builder;
  const builder = new BodyBuilder(frame.context.counter, kind, outer.body.name, place, outer);
  const port = builder.input('', flow.type, undefined);
  builder.flow = flow;
  frame.builder = builder;
  frame.flow = { kind: 'point', point: new Point(port) };
  run();
  const end: Flow = frame.flow;
  if (end.kind === 'point') builder.body.result = builder.use(end.point.value);
  frame.builder = outer;
  return { builder, takenIn: builder.takenIn };
}

export function runCheckpoint(frame: Frame, link: tree.Checkpoint): void {
  const place: Place = {
    uri: frame.e.uri,
    range: { start: link.range.start, end: link.range.start + 'checkpoint'.length },
  };
  const flow = flowPoint(frame);
  if (!flow) {
    sayNothingFlows(frame, 'checkpoint', place);
    return;
  }
  const value = frame.builder.use(flow.value);
  const { builder, takenIn } = inBody(frame, 'checkpoint', place, value, () => {
    frame.context.walk.runStatements(frame, link.body);
  });
  const node = frame.builder.addBody(builder.body, [value, ...takenIn], frame.marks, place);
  frame.flow = { kind: 'point', point: pointOf(frame, node) };
}
