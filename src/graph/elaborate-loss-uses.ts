/** Every loss that a `train` names, wherever it stands in the expression, and what it compares: what the lints read. */
import { losses } from '../catalogue/losses/index.js';
import type { Loss } from '../catalogue/losses/loss.js';
import { readCall } from '../catalogue/read-call.js';
import type * as tree from '../language/tree.js';
import { childrenOf, isExpr } from '../language/walk.js';
import { Recipe, type GivenArgument } from './datum.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import type { LossUse } from './graph.js';
import { Problems } from './problems.js';

const table: ReadonlyMap<string, Loss> = new Map((losses as readonly Loss[]).map(loss => [loss.name, loss]));

/** The losses of a `train` and of its updates. Never reports: `checkSettings` does. */
export function lossUses(e: Evaluation, settings: readonly tree.SettingItem[], network?: string): readonly LossUse[] {
  const quiet: Evaluation = { ...e, problems: new Problems() };
  return settings.flatMap(item => {
    if (item.kind === 'Update') return lossUses(e, item.settings, item.name.text);
    if (item.kind !== 'Setting' || item.key.text !== 'loss') return [];
    return usesIn(quiet, item.value).map(use => (network === undefined ? use : { ...use, network }));
  });
}

function usesIn(e: Evaluation, expr: tree.Expr): readonly LossUse[] {
  const name = expr.kind === 'Name' ? expr.text : expr.kind === 'Call' ? expr.callee.text : undefined;
  const loss = name === undefined || e.scope.find(name) ? undefined : table.get(name);
  if (!loss)
    return childrenOf(expr).flatMap(node =>
      node.kind === 'Arg' ? usesIn(e, node.value) : isExpr(node) ? usesIn(e, node) : [],
    );
  const use = useOf(e, loss, expr.kind === 'Call' ? expr.args : []);
  const callee = expr.kind === 'Call' ? expr.callee.range : expr.range;
  return use ? [{ loss, ...use, place: { uri: e.uri, range: callee }, call: { uri: e.uri, range: expr.range } }] : [];
}

function useOf(e: Evaluation, loss: Loss, args: readonly tree.Arg[]): Pick<LossUse, 'args' | 'inputs'> | undefined {
  const inputs: { [name: string]: string | undefined } = {};
  const rest: GivenArgument[] = [];
  let position = 0;
  for (const { name, value, range } of args) {
    const input = name === undefined ? loss.inputs[position++] : loss.inputs.find(each => each.name === name.text);
    if (input) inputs[input.name] = value.kind === 'Name' ? value.text : undefined;
    else {
      const words = Object.values(loss.parameters).flatMap(parameter => parameter.words);
      rest.push({ name: name?.text, datum: evaluate(e, value, words), place: { uri: e.uri, range } });
    }
  }
  const read = readCall(loss.parameters, new Recipe([{ name: loss.name, target: { kind: 'other' }, given: rest }]));
  return 'args' in read ? { args: read.args, inputs } : undefined;
}
