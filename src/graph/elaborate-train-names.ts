/** Names in `train` and `search`: outputs in a loss, steps, other trainings, what is varied. */
import { datasets } from '../catalogue/datasets/index.js';
import type { DataSet } from '../catalogue/datasets/dataset.js';
import { losses } from '../catalogue/losses/index.js';
import type { Loss } from '../catalogue/losses/loss.js';
import { readCall } from '../catalogue/read-call.js';
import type * as tree from '../language/tree.js';
import { childrenOf, isExpr } from '../language/walk.js';
import type { Datum } from './datum.js';
import type { Evaluation } from './elaborate-expression.js';
import type { NetworkGraph } from './graph.js';
import {
  sayCircle,
  sayManyOutputs,
  sayNoLoss,
  sayNoSuchInput,
  sayNoSuchStep,
  sayOtherNetwork,
  sayTrainedTwice,
} from './setting-says.js';

interface Trained {
  readonly e: Evaluation;
  readonly file: tree.FileNode;
  readonly item: tree.Train;
  /** Those of its networks that stand in this file. */
  readonly networks: readonly NetworkGraph[];
  readonly data: Datum | undefined;
}

const allLosses: ReadonlyMap<string, Loss> = new Map((losses as readonly Loss[]).map(loss => [loss.name, loss]));

/** What the weights of a `group` may be called besides the steps. */
export const WEIGHT_KINDS: readonly string[] = ['biases', 'norms', 'embeddings'];

export function checkTrain(trained: Trained): void {
  const { e, item, networks } = trained;
  const [first] = item.names;
  const keys = new Set(item.settings.flatMap(s => (s.kind === 'Setting' ? [s.key.text] : [s.kind])));
  if (first && keys.size > 0 && !keys.has('loss') && !keys.has('Update')) sayNoLoss(e, first);
  checkSteps(trained, item.settings);
  checkStart(trained);
  // What a network of another file has is not known here.
  if (networks.length < item.names.length) return;
  const known = knownNames(trained);
  for (const setting of item.settings) {
    if (setting.kind === 'Setting' && setting.key.text === 'loss') checkLoss(trained, setting.value, known);
    if (setting.kind !== 'Update') continue;
    for (const inner of setting.settings)
      if (inner.kind === 'Setting' && inner.key.text === 'loss') checkLoss(trained, inner.value, known);
  }
}

/** All that a loss may compare; undefined where the fields of the data are not known. */
function knownNames({ item, networks, data }: Trained): readonly string[] | undefined {
  const values = item.settings.flatMap(s => (s.kind === 'PointSetting' ? [s.name.text] : []));
  const fields = data ? fieldsOf(data) : [];
  if (!fields) return undefined;
  const outputs = networks.flatMap(({ body }) => [...outputsOf(body), ...body.outputs.map(o => o.name)]);
  const inputs = networks.flatMap(({ body }) => body.inputs.map(i => i.name));
  return [...new Set([...outputs, ...inputs, ...values, ...fields])];
}

/** Undefined where the columns of a table are not known. */
function fieldsOf(data: Datum): readonly string[] | undefined {
  const name = data.kind === 'recipe' ? data.name : data.kind === 'word' ? data.value : '';
  const declaration = (datasets as readonly DataSet[]).find(each => each.name === name);
  const read = declaration && readCall(declaration.parameters, data);
  if (!declaration || !read || 'error' in read) return undefined;
  const { fields } = declaration.facts(read.args);
  return fields.length > 0 && fields.every(({ shape }) => shape !== undefined) ? fields.map(f => f.name) : undefined;
}

/** Without a declared output (those of `training` parts aside) the flow's end is the output. */
function outputsOf({ outputs }: NetworkGraph['body']): readonly string[] {
  const main = outputs.filter(({ training }) => !training).map(({ name }) => name);
  return main.length > 0 ? main : ['output'];
}

function checkLoss(trained: Trained, expr: tree.Expr, known: readonly string[] | undefined): void {
  const { e, networks } = trained;
  const name = expr.kind === 'Name' ? expr.text : expr.kind === 'Call' ? expr.callee.text : undefined;
  const loss = name === undefined || e.scope.find(name) ? undefined : allLosses.get(name);
  if (!loss) {
    for (const child of childrenOf(expr)) {
      const inner = child.kind === 'Arg' ? child.value : child;
      if (isExpr(inner)) checkLoss(trained, inner, known);
    }
    return;
  }
  const given = new Set<string>();
  let position = 0;
  for (const { name: argument, value } of expr.kind === 'Call' ? expr.args : []) {
    const input = argument ? loss.inputs.find(i => i.name === argument.text) : loss.inputs[position++];
    if (!input) continue;
    given.add(input.name);
    const isKnown = value.kind !== 'Name' || value.text === '' || known?.includes(value.text) !== false;
    if (!isKnown && known && !e.scope.find(value.text)) sayNoSuchInput(e, value, value.text, known);
  }
  const [network, ...more] = networks;
  const missing = loss.inputs.some(
    ({ name: input, role, optional }) => role === 'output' && !optional && !given.has(input),
  );
  if (!missing || !network || more.length > 0) return;
  const outputs = [...new Set(outputsOf(network.body))];
  if (outputs.length > 1) sayManyOutputs(e, expr, { network: network.name, loss: loss.name, outputs });
}

/** Names that the steps of a definition have. */
function* stepsIn(node: tree.Node): Generator<string> {
  if (node.kind === 'NameTarget') yield node.name.text;
  else {
    if (node.kind === 'Shared') yield node.name.text;
    for (const child of childrenOf(node)) yield* stepsIn(child);
  }
}

/** `frozen: [body]` and `group body { }`. */
function checkSteps({ e, file, item }: Trained, settings: readonly tree.SettingItem[]): void {
  interface Mention {
    readonly word: tree.Word | tree.Name;
    readonly kinds: readonly string[];
  }
  const named = settings.flatMap((s): readonly Mention[] => {
    if (s.kind === 'Group') return s.names.map(word => ({ word, kinds: WEIGHT_KINDS }));
    if (s.kind !== 'Setting' || s.key.text !== 'frozen') return [];
    const values = s.value.kind === 'List' ? s.value.items : [s.value];
    return values.flatMap(word => (word.kind === 'Name' ? [{ word, kinds: [] }] : []));
  });
  if (named.length === 0) return;
  const definitions = file.items.filter(i => i.kind === 'Network' && item.names.some(n => n.text === i.name.text));
  if (definitions.length < item.names.length) return;
  const steps = [...new Set(definitions.flatMap(each => [...stepsIn(each)]))];
  for (const { word, kinds } of named)
    if (word.text !== '' && !steps.includes(word.text) && !kinds.includes(word.text))
      sayNoSuchStep(e, word, word.text, [...steps, ...kinds]);
}

const isCalled = (item: tree.Item, name: string): item is tree.Train =>
  item.kind === 'Train' && (item.as ? item.as.text === name : item.names.some(n => n.text === name));

const startOf = ({ settings }: tree.Train): tree.Name | undefined => {
  const [start] = settings.flatMap(s => (s.kind === 'Setting' && s.key.text === 'start' ? [s.value] : []));
  return start?.kind === 'Name' ? start : undefined;
};

/** The training that another begins with is one of the same network, and does not begin with it in turn. */
function checkStart({ e, file, item }: Trained): void {
  const start = startOf(item);
  const before = start && file.items.find((each): each is tree.Train => isCalled(each, start.text));
  if (!start || !before) return;
  if (before !== item && !before.names.some(n => item.names.some(own => own.text === n.text))) {
    sayOtherNetwork(
      e,
      start,
      start.text,
      before.names.map(n => n.text),
    );
    return;
  }
  const seen = new Set<tree.Train>();
  for (let at: tree.Train | undefined = before; at && !seen.has(at);) {
    if (at === item) {
      sayCircle(e, start, start.text);
      return;
    }
    seen.add(at);
    const next: tree.Name | undefined = startOf(at);
    at = next && file.items.find((each): each is tree.Train => isCalled(each, next.text));
  }
}

/** Several trainings of a network are told apart by `as`. */
export function checkTwice(e: Evaluation, file: tree.FileNode): void {
  const first = new Map<string, tree.Word>();
  for (const item of file.items) {
    if (item.kind !== 'Train') continue;
    const [name] = item.names;
    const word = item.as ?? name;
    if (!word || word.text === '') continue;
    const key = item.as ? `as ${word.text}` : item.names.map(n => n.text).join();
    const before = first.get(key);
    if (before) sayTrainedTwice(e, word, word.text, { uri: e.uri, range: before.range });
    else first.set(key, word);
  }
}
