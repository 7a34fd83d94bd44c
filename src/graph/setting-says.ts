/** Says what is wrong in a `train`, `search` or `budget`, and what would be right. */
import { suggestion } from '../language/nearest.js';
import type { Range } from '../language/range.js';
import { isRecipe, type Datum } from './datum.js';
import { foreignDeclared, foreignSetting } from './foreign-names.js';
import type { GraphFix, Place } from './graph.js';
import { nearest, type Problems } from './problems.js';
import type { Scope } from './scope.js';
import { changesTo } from './unknown-name.js';

interface Around {
  readonly uri: string;
  readonly scope: Scope;
  readonly problems: Problems;
}

interface Ranged {
  readonly range: Range;
}

interface Named extends Ranged {
  readonly text: string;
}

const placeIn = (e: Around, { range }: Ranged): Place => ({ uri: e.uri, range });

export function sayNoNetwork(e: Around, name: Named, isBlock: boolean): void {
  const at = placeIn(e, name);
  const networks = [...e.scope.visible()].filter(each => isNetwork(e.scope.find(each)?.datum));
  const near = nearest(name.text, networks);
  // Where there is but one, it is the one.
  const meant = near.length > 0 || networks.length > 1 ? near : networks;
  const fixes = changesTo(at, meant);
  const message = isBlock
    ? `\`${name.text}\` is a block; a network states the shapes of its inputs, so only a network is trained`
    : `there is no network called \`${name.text}\`${suggestion(near)}`;
  e.problems.say({ code: isBlock ? 'not-a-network' : 'unknown-network', at, message, fixes });
}

function isNetwork(datum: Datum | undefined): boolean {
  const target = isRecipe(datum) ? datum.links[0]?.target : undefined;
  return target?.kind === 'block' && target.definition.node.kind === 'Network';
}

/** A name that is none of those that may stand there: the nearest ones as fixes, else all of them. */
export function sayNoneOf(
  e: Around,
  node: Ranged,
  { code, name, names, says }: { code: string; name: string; names: Iterable<string>; says: string },
): void {
  const all = [...names];
  const kind = code.replace('unknown-', '');
  const foreign = kind === 'setting' ? foreignSetting(name, all) : foreignDeclared(kind, name, all);
  const near = foreign === undefined ? nearest(name, all) : [foreign];
  const has = near.length > 0 ? suggestion(near) : `; there are ${all.sort().join(', ')}`;
  const at = placeIn(e, node);
  e.problems.say({ code, at, message: says + has, fixes: changesTo(at, near) });
}

export function sayNoTrain(e: Around, name: Named, names: readonly string[]): void {
  const at = placeIn(e, name);
  const near = nearest(name.text, names);
  const message = `no \`train\` of this file is called \`${name.text}\`${suggestion(near)}`;
  e.problems.say({ code: 'unknown-train', at, message, fixes: changesTo(at, near) });
}

/** `data = mnist` in a `train`: a point of the step with the name of a setting. */
export function sayEqualsSign(e: Around, name: Named): void {
  const message = `a setting is written with \`:\`: \`${name.text}: ...\``;
  e.problems.say({ code: 'equals-in-settings', at: placeIn(e, name), message });
}

export function sayTwice(e: Around, key: Named, before: Place): void {
  const message = `\`${key.text}\` is set already`;
  e.problems.say({
    code: 'setting-twice',
    at: placeIn(e, key),
    message,
    related: [{ message: 'here', place: before }],
  });
}

/** A value in place of a declaration's name: `data: "mnist"`. */
export function sayNoDeclaration(
  e: Around,
  node: Ranged & { readonly kind: string; readonly value?: unknown },
  names: Iterable<string>,
): void {
  const all = [...names];
  const text = node.kind === 'Text' ? String(node.value) : undefined;
  const meant = text === undefined ? [] : all.includes(text) ? [text] : nearest(text, all);
  sayWrongValue(e, node, `a name stands here, without quotes; there are ${all.sort().join(', ')}`, meant);
}

/** A value that a setting does not take; `instead`: texts that it would take. */
export function sayWrongValue(e: Around, value: Ranged, message: string, instead: readonly string[] = []): void {
  const at = placeIn(e, value);
  const fixes = instead.map((text): GraphFix => ({ title: `Write \`${text}\``, mends: [{ kind: 'text', at, text }] }));
  e.problems.say({ code: 'bad-setting', at, message, fixes });
}

export function sayNoLoss(e: Around, name: Named): void {
  const message = '`train` needs `loss:`, what is to become small, such as `loss: cross_entropy`';
  e.problems.say({ code: 'missing-setting', at: placeIn(e, name), message });
}

/** A name that a loss compares. */
export function sayNoSuchInput(e: Around, node: Ranged, name: string, names: readonly string[]): void {
  const says = `no output or input of the network, no field of the data and no value is called \`${name}\``;
  sayNoneOf(e, node, { code: 'unknown-in-loss', name, names, says });
}

export function sayManyOutputs(
  e: Around,
  node: Ranged,
  { network, loss, outputs }: { readonly network: string; readonly loss: string; readonly outputs: readonly string[] },
): void {
  const message = `${network} has several outputs: ${outputs.join(', ')}; say which one is meant, such as \`${loss}(${outputs[0] ?? ''})\``;
  e.problems.say({ code: 'several-outputs', at: placeIn(e, node), message });
}

export function sayNoSuchStep(e: Around, node: Ranged, name: string, names: readonly string[]): void {
  const says = `no step of the network is called \`${name}\``;
  sayNoneOf(e, node, { code: 'unknown-step', name, names, says });
}

export function sayOtherNetwork(e: Around, node: Ranged, name: string, networks: readonly string[]): void {
  const message = `\`${name}\` trains ${networks.join(' and ')}, whose weights are not those of this network`;
  e.problems.say({ code: 'bad-start', at: placeIn(e, node), message });
}

export function sayCircle(e: Around, node: Ranged, name: string): void {
  const message = `the trainings go round in a circle: \`${name}\` begins with this one`;
  e.problems.say({ code: 'bad-start', at: placeIn(e, node), message });
}

export function sayTrainedTwice(e: Around, node: Ranged, name: string, before: Place): void {
  const message = `there is a \`train\` called \`${name}\` already; a name after \`as\` tells them apart`;
  const related = [{ message: 'the first one', place: before }];
  e.problems.say({ code: 'name-twice', at: placeIn(e, node), message, related });
}

/** What `vary` names; `of`: the setting whose arguments it goes into. */
export function sayNotVaried(e: Around, node: Ranged, name: string, names: readonly string[], of?: string): void {
  const says =
    of === undefined
      ? `no parameter of the network and no setting of its \`train\` is called \`${name}\``
      : `the ${of} has no argument \`${name}\``;
  sayNoneOf(e, node, { code: 'unknown-varied', name, names, says });
}
