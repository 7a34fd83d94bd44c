/** What is called at a place: what has the name, or the recipe that a constant or a parameter of that name stands for. */
import type { Expr } from '../language/tree.js';
import { walk } from '../language/walk.js';
import type { CallSite } from './cursor-reader.js';
import { fixedNetworks } from './fixed-networks.js';
import { namesAt, type VisibleName } from './names.js';
import { recipeOf, valueOf } from './recipe.js';
import { signatureOf, type Signature } from './signature.js';
import type { View } from './view.js';

/** A value that calls of its block in this file give to a parameter. */
function givenTo(view: View, { name, symbol }: VisibleName): Expr | undefined {
  const owner = symbol?.owner;
  const at = owner?.params.findIndex(param => param.name.text === name) ?? -1;
  let given: Expr | undefined;
  walk(view.source.file, node => {
    if (node.kind === 'Call' && node.callee.text === owner?.name.text) {
      const named = node.args.find(arg => arg.name?.text === name) ?? node.args[at];
      if (named !== undefined && (named.name === undefined || named.name.text === name)) given ??= named.value;
    }
    return given === undefined;
  });
  return given;
}

function signatureBehind(view: View, visible: VisibleName, offset: number): Signature | undefined {
  const { name, symbol } = visible;
  const kind = symbol?.node.kind;
  if (kind !== 'Const' && kind !== 'Param') return undefined;
  const value = valueOf(visible) ?? givenTo(view, visible);
  const callee = value && recipeOf(value);
  if (value === undefined || callee === undefined || callee === name) return undefined;
  const found = signatureOf(view, callee, Math.min(offset, value.range.start), false);
  return found && { ...found, name };
}

export function calledAt(view: View, { callee, calleeRange }: CallSite, inSettings: boolean): Signature | undefined {
  const offset = calleeRange.start;
  const visible = namesAt(view, offset).find(({ name }) => name === callee);
  const behind = visible && signatureBehind(view, visible, offset);
  const fixed = inSettings ? fixedNetworks.find(({ name }) => name === callee) : undefined;
  return behind ?? signatureOf(view, callee, offset, inSettings) ?? fixed;
}
