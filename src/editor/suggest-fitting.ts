/** Values of an argument with which a call works where it stands, each with what comes out of it: those that leave no cell unread first. */
import type { Argument } from '../catalogue/argument.js';
import { flag, none, number, word } from '../graph/datum.js';
import type { Call, LayerNode } from '../graph/graph.js';
import { CallResolver } from '../graph/resolve-call.js';
import { slidingWindow } from '../graph/sliding-window.js';
import type { Range } from '../language/range.js';
import { formatShape } from '../shape/shape.js';
import type { CallSite } from './cursor.js';
import type { SignatureParameter } from './signature.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

/** Numbers that are tried: sizes of windows and steps, numbers of groups and heads, numbers of channels. */
const small = [1, 2, 3, 4, 5, 7, 8];
const parts = [1, 2, 4, 8, 16, 32];
const widths = [16, 32, 64, 128, 256, 512];
/** Parameters that are whole numbers, one for each axis or one for all. */
const perAxis = 'per axis';

/** The call's node in a report of this file, or of one that uses it; the first of several instances. */
export function nodeAt(view: View, { callee, calleeRange }: CallSite): LayerNode | undefined {
  for (const report of [view.report(), ...view.users()]) {
    for (const { node } of report.figuresAt(view.uri, calleeRange)) {
      if (node.kind === 'layer' && node.call.layer.name === callee) return node;
    }
  }
  return undefined;
}

function argumentOf(text: string): Argument {
  if (text === 'true' || text === 'false') return flag(text === 'true');
  if (text === 'none') return none;
  return /^\d+$/.test(text) ? number(Number(text)) : word(text);
}

const resolver = new CallResolver();

/** The same call with this argument so; undefined where it does not work, or is not known to. */
function callWith({ call, inputs }: LayerNode, name: string, value: string): Call | undefined {
  const flow = inputs.slice(0, inputs.length - call.pointNames.length).map(({ type }) => type);
  const rest = [...call.written].filter(([other]) => other !== name);
  const given = [...rest, [name, argumentOf(value)] as const].map(([argument, datum]) => ({ name: argument, datum }));
  if (call.pointNames.length > 0 || call.layer.input === 'joined') return undefined;
  const { call: tried } = resolver.resolve(call.layer, given, [], { flow, branches: false });
  return tried.problems.some(({ severity }) => severity === 'error') ? undefined : tried;
}

/** Cells at the end of an axis, or between two windows. */
function leavesCells(call: Call): boolean {
  const window = slidingWindow(call);
  if (window === undefined) return false;
  const { unread, stride, extents } = window;
  return unread.some(cells => cells > 0) || stride.some((step, i) => extents[i]?.is('<', step) === true);
}

function triedFor({ name, kind, words, required, default: usual }: SignatureParameter): readonly string[] {
  const named = [...words, ...(kind === 'flag' ? ['true', 'false'] : [])];
  const sizes = name === 'padding' ? [0, ...small.slice(0, 4)] : kind === perAxis ? small : [];
  const counts = kind === 'count' ? (required ? widths : usual === '1' ? parts : []) : [];
  return [...named, ...[...sizes, ...counts].map(String)];
}

/** For the argument that `site` is in. */
export function suggestFitting(
  view: View,
  site: CallSite,
  parameter: SignatureParameter,
  replace: Range,
): readonly Suggestion[] {
  const node = nodeAt(view, site);
  if (node === undefined) return [];
  return triedFor(parameter).flatMap((value, i): Suggestion[] => {
    const call = callWith(node, parameter.name, value);
    const shape = call?.results[0]?.shape;
    if (call === undefined || shape === undefined) return [];
    const isWord = !/^\d+$/.test(value);
    return [
      {
        label: value,
        kind: isWord ? 'word' : 'value',
        description: `-> ${formatShape(shape)}`,
        insert: value,
        rank: (leavesCells(call) ? 6 : isWord ? 1 : 4) + i / 100,
        replace,
      },
    ];
  });
}
