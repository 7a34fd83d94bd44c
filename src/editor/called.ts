/** What is called at a place: what has the name, or the recipe that a constant or a parameter of that name stands for. */
import type { Expr } from '../language/tree.js';
import { walk } from '../language/walk.js';
import type { CallSite } from './cursor-reader.js';
import { fixedNetworks, startingWeights } from './fixed-networks.js';
import { namesAt, type VisibleName } from './names.js';
import { recipeOf, valueOf } from './recipe.js';
import { signatureOf, type Signature } from './signature.js';
import type { View } from './view.js';

interface Given {
  readonly value: Expr;
  /** The file that gives it. */
  readonly view: View;
}

/** The value that the first call of its block gives to a parameter, in this file or in one that imports it. */
function givenTo(view: View, { name, symbol }: VisibleName): Given | undefined {
  const owner = symbol?.owner;
  if (owner === undefined) return undefined;
  const at = owner.params.findIndex(param => param.name.text === name);
  for (const source of [view.source, ...view.files.importersOf(view.uri)]) {
    let value: Expr | undefined;
    walk(source.file, node => {
      if (node.kind === 'Call' && view.files.find(source, node.callee.text)?.definition === owner) {
        const arg = node.args.find(each => each.name?.text === name) ?? node.args[at];
        if (arg !== undefined && (arg.name === undefined || arg.name.text === name)) value ??= arg.value;
      }
      return value === undefined;
    });
    if (value !== undefined) return { value, view: { ...view, uri: source.uri, text: source.text, source } };
  }
  return undefined;
}

function signatureBehind(view: View, visible: VisibleName, offset: number): Signature | undefined {
  const { name, symbol } = visible;
  const kind = symbol?.node.kind;
  if (kind !== 'Const' && kind !== 'Param') return undefined;
  const own = valueOf(visible);
  const given = own === undefined ? givenTo(view, visible) : { value: own, view };
  const callee = given && recipeOf(given.value);
  if (given === undefined || callee === undefined || callee === name) return undefined;
  const place = given.view.uri === view.uri ? Math.min(offset, given.value.range.start) : given.value.range.start;
  const found = signatureOf(given.view, callee, place, false);
  return found && { ...found, name };
}

export function calledAt(view: View, { callee, calleeRange }: CallSite, inSettings: boolean): Signature | undefined {
  const offset = calleeRange.start;
  const visible = namesAt(view, offset).find(({ name }) => name === callee);
  const behind = visible && signatureBehind(view, visible, offset);
  const fixed = inSettings ? [...fixedNetworks, startingWeights].find(({ name }) => name === callee) : undefined;
  return behind ?? signatureOf(view, callee, offset, inSettings) ?? fixed;
}
