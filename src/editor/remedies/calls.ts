/** Remedies of calls: arguments that are missing, too many, of another framework; the whole call as it is written here. */
import type { GraphFix } from '../../graph/graph.js';
import { foreignArgument, isNeedless } from '../../graph/foreign-names.js';
import type { Arg, Call, Node } from '../../language/tree.js';
import { declaredSignatures, layerSignatures, signatureOf, type Signature } from '../signature.js';
import { careful, nodeAt, pathOf, put, remove, textOf, type Put, type Remedies, type Site } from './remedy.js';
import { valueFor, viewOf } from './values.js';

/** An argument with the comma that it needs no longer; the only one with its parentheses. */
export function argumentHole({ text }: Site, { args, callee }: Call, arg: Arg): Put {
  const at = args.indexOf(arg);
  const close = /^\s*,?\s*\)/.exec(text.slice(arg.range.end))?.[0].length;
  if (args.length === 1 && close !== undefined)
    return { range: { start: callee.range.end, end: arg.range.end + close }, text: '' };
  const before = args[at - 1];
  if (before !== undefined) return { range: { start: before.range.end, end: arg.range.end }, text: '' };
  const next = args[at + 1];
  return { range: { start: arg.range.start, end: next?.range.start ?? arg.range.end }, text: '' };
}

/** The call that a problem is at, and its argument there. */
export function argumentAt(site: Site): { readonly call: Call; readonly arg: Arg } | undefined {
  const path = pathOf(site);
  const arg = path.find(
    (node): node is Arg =>
      node.kind === 'Arg' && node.range.start === site.range.start && node.range.end === site.range.end,
  );
  const call = arg && path.filter((node): node is Call => node.kind === 'Call' && node.args.includes(arg)).at(-1);
  return call === undefined || arg === undefined ? undefined : { call, arg };
}

const inSettings = (path: readonly Node[]): boolean => path.some(({ kind }) => kind === 'Setting' || kind === 'Vary');

export const signatureAt = (site: Site, { callee, range }: Call): Signature | undefined =>
  signatureOf(viewOf(site), callee.text, range.start, inSettings(pathOf(site, range.start)));

/** Where a chain would go on behind a call: it is a link of a step or of a chain. */
const isLink = (site: Site, call: Call): boolean =>
  pathOf(site, call.range.start).some(
    node => (node.kind === 'Step' && node.links.includes(call)) || (node.kind === 'Chain' && node.calls.includes(call)),
  );

const unquoted = (text: string): string => text.replace(/^["'](.*)["']$/, '$1');

function activation(site: Site, { call, arg }: { call: Call; arg: Arg }): GraphFix | undefined {
  const name = unquoted(textOf(site, arg.value));
  if (!layerSignatures().some(layer => layer.name === name) || !isLink(site, call)) return undefined;
  const end = { start: call.range.end, end: call.range.end };
  return put(`Write \`-> ${name}\``, site, argumentHole(site, call, arg), { range: end, text: ` -> ${name}` });
}

function unknownArgument(site: Site): readonly GraphFix[] {
  const at = argumentAt(site);
  if (at === undefined) return [];
  const name = at.arg.name?.text ?? '';
  const behind = name === 'activation' || name === 'act' ? activation(site, at) : undefined;
  const gone = put(`Remove \`${name}\``, site, argumentHole(site, at.call, at.arg));
  if (behind !== undefined) return [behind];
  const isMeant = (site.problem.fixes ?? []).length > 0;
  return isMeant ? [] : [isNeedless(name) ? gone : careful(gone)];
}

/** Arguments that PyTorch asks for and that are known here: how many of those given by position come first. */
function leading(callee: string, { args }: Call): number {
  const name = callee.replace(/^.*\./, '');
  const count = args.filter(arg => arg.name === undefined).length;
  const has = (...names: readonly string[]): boolean => args.some(arg => names.includes(arg.name?.text ?? ''));
  if (/^(Lazy)?Conv(Transpose)?[123]d$/.test(name)) {
    const known = name.startsWith('Lazy') || has('in_channels') ? 0 : 1;
    const given = count + (has('kernel_size') ? 1 : 0) + (has('out_channels') ? 1 : 0);
    return given >= 3 ? known : 0;
  }
  if (name === 'Linear') return count + (has('out_features') ? 1 : 0) >= 2 ? 1 : 0;
  if (/^(BatchNorm|InstanceNorm)[123]d$/.test(name) || name === 'LayerNorm' || name === 'RMSNorm')
    return Math.min(1, count);
  if (['LSTM', 'GRU', 'RNN'].includes(name)) return count + (has('hidden_size') ? 1 : 0) >= 2 ? 1 : 0;
  return name === 'MultiheadAttention' && count >= 2 ? 1 : 0;
}

/** The call as it is written here: names, and what is known left out. */
function ownCall(site: Site, call: Call, own: Signature): string {
  const parameters = own.parameters.map(({ name }) => name);
  const drops = leading(call.callee.text, call);
  const given = call.args.filter(({ name }, i) => name !== undefined || i >= drops);
  const isGroups = /^GroupNorm$/.test(call.callee.text.replace(/^.*\./, ''));
  const kept = given.filter(({ name }, i) => !(isGroups && name === undefined && i === 1));
  const behind: string[] = [];
  const written = kept.flatMap(({ name, value }): readonly string[] => {
    const text = textOf(site, value);
    if (name === undefined) return [text];
    const table = own.layer?.parameters ?? {};
    const key = Object.keys(table).find(each => table[each]?.aliases.includes(name.text));
    const other = parameters.includes(name.text) ? name.text : (key ?? foreignArgument(name.text, parameters));
    const bare = unquoted(text);
    if (other !== undefined) {
      const { words = [] } = own.parameters.find(each => each.name === other) ?? {};
      const value = words.includes(bare.toLowerCase()) ? bare.toLowerCase() : text;
      return [`${other}: ${value.replace(/^True$/, 'true').replace(/^False$/, 'false')}`];
    }
    if (name.text === 'activation' && layerSignatures().some(layer => layer.name === bare)) behind.push(bare);
    return isNeedless(name.text) || name.text === 'activation' ? [] : [`${name.text}: ${text}`];
  });
  const args = written.length === 0 ? '' : `(${written.join(', ')})`;
  return [`${own.name}${args}`, ...behind].join(' -> ');
}

/** A layer of another framework with its arguments. */
function foreignCall(site: Site): readonly GraphFix[] {
  const call = nodeAt(site, 'Call');
  if (call === undefined || call.callee.range.start !== site.range.start || call.body !== undefined) return [];
  return (site.problem.fixes ?? []).flatMap(({ title, mends: [mend] }): readonly GraphFix[] => {
    const name = mend?.kind === 'text' ? mend.text : '';
    const kind = site.problem.code.replace('unknown-', '');
    const own = (kind === 'layer' ? layerSignatures() : declaredSignatures(kind)).find(each => each.name === name);
    if (own === undefined) return [];
    const text = ownCall(site, call, own);
    return [put(title, site, { range: call.range, text })];
  });
}

/** All that a call lacks, each with a value that its place takes. */
function missingArguments(site: Site): readonly GraphFix[] {
  const path = pathOf(site).filter(({ range }) => range.start === site.range.start && range.end === site.range.end);
  const node = path.find(each => each.kind === 'Call' || each.kind === 'Name');
  if (node?.kind !== 'Call' && node?.kind !== 'Name') return [];
  const call: Call =
    node.kind === 'Call'
      ? node
      : { kind: 'Call', callee: { ...node, kind: 'Word' }, args: [], hasParens: false, range: node.range };
  const signature = signatureAt(site, call);
  if (signature === undefined) return [];
  const positional = call.args.filter(({ name }) => name === undefined).length;
  const aliases = (name: string): readonly string[] => signature.layer?.parameters[name]?.aliases ?? [];
  const lacking = signature.parameters.filter(
    ({ name, required, takes }, i) =>
      required &&
      takes !== 'point' &&
      i >= positional &&
      !call.args.some(arg => arg.name?.text === name || aliases(name).includes(arg.name?.text ?? '')),
  );
  if (lacking.length === 0) return [];
  const written = lacking.map(
    parameter => `${parameter.name}: ${usedElsewhere(site, call, parameter.name) ?? valueFor(parameter)}`,
  );
  const text = written.join(', ');
  const last = call.args.at(-1);
  const at =
    last?.range.end ?? (call.hasParens ? site.text.indexOf('(', call.callee.range.end) + 1 : call.callee.range.end);
  const inner = last === undefined ? (call.hasParens ? text : `(${text})`) : `, ${text}`;
  return [careful(put(`Insert \`${text}\``, site, { range: { start: at, end: at }, text: inner }))];
}

/** What another call of the same says for this argument. */
function usedElsewhere(site: Site, { callee }: Call, argument: string): string | undefined {
  const found = new RegExp(`\\b${callee.text}\\([^()]*\\b${argument}: ([\\w.]+)`, 'u').exec(site.text);
  return found?.[1];
}

/** The points of a block that are given before a place, the nearest first. */
export function pointsBefore({ source }: Site, offset: number): readonly string[] {
  return source.scopes.symbols
    .filter(
      ({ kind, indexed, visible }) =>
        (kind === 'point' || kind === 'input') && !indexed && visible.start <= offset && offset <= visible.end,
    )
    .sort((a, b) => b.visible.start - a.visible.start)
    .map(({ name }) => name);
}

function missingInput(site: Site): readonly GraphFix[] {
  const [, input = ''] = /input `(\w+)`/.exec(site.problem.message) ?? [];
  const end = site.range.end;
  const hasParens = site.text.charAt(end - 1) === ')';
  const isEmpty =
    hasParens &&
    site.text
      .slice(0, end - 1)
      .trimEnd()
      .endsWith('(');
  return pointsBefore(site, site.range.start)
    .slice(0, 3)
    .map(name => {
      const text = `${input}: ${name}`;
      const at = hasParens ? end - 1 : end;
      const inner = hasParens ? (isEmpty ? text : `, ${text}`) : `(${text})`;
      return careful(put(`Insert \`${text}\``, site, { range: { start: at, end: at }, text: inner }));
    });
}

/** One of two values for one argument goes. */
function twice(site: Site): readonly GraphFix[] {
  const at = argumentAt(site);
  if (at === undefined) return [];
  const { call, arg } = at;
  const parameters = signatureAt(site, call)?.parameters ?? [];
  const positional = call.args.filter(({ name }) => name === undefined);
  const place = parameters.findIndex(({ name }) => name === arg.name?.text);
  const first = call.args.find(each => each !== arg && each.name?.text === arg.name?.text) ?? positional[place];
  const gone = put(`Remove \`${textOf(site, arg)}\``, site, argumentHole(site, call, arg));
  if (first === undefined) return [gone];
  const text = textOf(site, arg.value);
  const other = put(`Write \`${text}\` only`, site, { range: first.value.range, text }, argumentHole(site, call, arg));
  return textOf(site, first.value) === text ? [gone] : [gone, careful(other)];
}

export const calls: Remedies = {
  'unknown-argument': unknownArgument,
  'unknown-layer': foreignCall,
  'unknown-loss': foreignCall,
  'unknown-optimizer': foreignCall,
  'unknown-schedule': foreignCall,
  'missing-argument': missingArguments,
  'missing-input': missingInput,
  'argument-twice': twice,
  'too-many-arguments': site => {
    const at = argumentAt(site);
    return at === undefined ? [] : [put(`Remove \`${site.written}\``, site, argumentHole(site, at.call, at.arg))];
  },
  'arguments-of-chain': site => {
    const at = site.written.indexOf('(');
    return at < 0 ? [] : [remove(site, { start: site.range.start + at, end: site.range.end })];
  },
  'defaults-of-block': site => [remove(site, site.range)],
};
