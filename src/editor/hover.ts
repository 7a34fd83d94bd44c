/** Hover: what stands at a place, the answer first. */
import { settingList } from '../graph/catalogue-names.js';
import type { Range } from '../language/range.js';
import { symbolAt } from '../language/symbols.js';
import type { Arg, Call, Node } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import {
  code,
  parameterDoc,
  parameterLabel,
  referenceLink,
  settingDoc,
  signatureDoc,
  signatureLine,
} from './documentation.js';
import { formulasOf } from './formula.js';
import { hoverCall } from './hover-call.js';
import { hoverName } from './hover-names.js';
import { figuresAround } from './instances.js';
import { namesAt } from './names.js';
import { parameterAt, signatureOf } from './signature.js';
import type { View } from './view.js';
import { say } from './words.js';

export interface Hover {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
}

/** `batch 64, fp32, adam`. */
function purposeOf(view: View): string {
  const assumptions = [view.report(), ...view.users()].flatMap(({ networks }) => networks)[0]?.assumptions;
  return assumptions === undefined
    ? say('batch {0}', 1)
    : `${say('batch {0}', assumptions.batch)}, ${assumptions.precision}, ${assumptions.optimizer}`;
}

const settingsKinds = new Set(['Train', 'Search', 'Budget']);

/** A value as rules read it: equal sizes of all axes are one number. */
function valueText(value: unknown): string {
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  return new Set(texts).size === 1 ? (texts[0] ?? '') : texts.join(', ');
}

/** `stride = 2`, and the sizes that are worked out with it. */
function argumentHere(view: View, path: readonly Node[], { callee }: Call, parameter: string): string {
  const from = stepStart(path);
  const nodes = (from === undefined ? [] : figuresAround(view, from, callee.range.start)).map(({ node }) => node);
  const calls = nodes.flatMap(node =>
    node.kind === 'layer' && node.call.layer.name === callee.text ? [node.call] : [],
  );
  const values = new Set(calls.flatMap(({ args }) => (parameter in args ? [valueText(args[parameter])] : [])));
  const lines = values.size === 0 ? [] : [`**\`${parameter} = ${[...values].join(' | ')}\`**`];
  const [first] = calls;
  if (first === undefined || calls.length > 1) return lines.join('\\\n');
  for (const { letters, rule, numbers, result } of formulasOf(first))
    if (new RegExp(`\\b${parameter}\\b`).test(rule))
      lines.push(`${letters.join(', ')}: \`${rule}\` = \`${numbers}\` = **${result}**`);
  return lines.join('\\\n');
}

function hoverArgument(view: View, path: readonly Node[], arg: Arg, call: Call): string | undefined {
  const inSettings = path.some(({ kind }) => settingsKinds.has(kind));
  const signature = signatureOf(view, call.callee.text, call.callee.range.start, inSettings);
  if (signature === undefined) return undefined;
  const at = call.args.indexOf(arg);
  const positional = call.args.slice(0, at).filter(({ name }) => name === undefined).length;
  const parameter = parameterAt(signature, { name: arg.name?.text, positional });
  if (parameter === undefined) return undefined;
  const here = argumentHere(view, path, call, parameter.name);
  const said = `\`${parameterLabel(parameter)}\` of \`${signature.name}\`\n\n${parameterDoc(parameter)}`;
  return here === '' ? said : `${here}\n\n${said}`;
}

/** The start of the line of the flow, or of the setting, that the place is in. */
function stepStart(path: readonly Node[]): number | undefined {
  return path.filter(({ kind }) => kind === 'Step' || kind === 'Shared' || kind === 'Output').at(-1)?.range.start;
}

export interface HoverOptions {
  /** Whether the reader shows images in Markdown. */
  readonly pictures?: boolean;
}

export function hover(view: View, offset: number, { pictures = false }: HoverOptions = {}): Hover | undefined {
  const path = pathAt(view.source.file, offset);
  const node = path.at(-1);
  if (node === undefined) return undefined;
  const parent = path.at(-2);
  const of = (text: string | undefined, range: Range = node.range): Hover | undefined =>
    text === undefined || text === '' ? undefined : { text, range };

  if (node.kind === 'Word' && parent?.kind === 'Setting' && parent.key === node) {
    const setting = settingList.find(({ key }) => key === node.text);
    return of(setting && settingDoc(setting));
  }
  const argument = path.filter((each): each is Arg => each.kind === 'Arg').at(-1);
  const caller = argument === undefined ? undefined : path[path.indexOf(argument) - 1];
  const ofArgument = (): string | undefined =>
    argument !== undefined && caller?.kind === 'Call' ? hoverArgument(view, path, argument, caller) : undefined;
  if (node.kind === 'Word' && parent?.kind === 'Arg' && parent.name === node) return of(ofArgument());

  const isCallee = node.kind === 'Word' && parent?.kind === 'Call' && parent.callee === node;
  const isStep = node.kind === 'Name' && parent?.kind === 'Step';
  const inSettings = path.some(({ kind }) => settingsKinds.has(kind));
  if ((isCallee && argument === undefined) || isStep || !isNamed(node)) {
    const from = stepStart(path);
    const figures = from === undefined || argument !== undefined ? [] : figuresAround(view, from, offset);
    const name = isCallee || isStep ? node.text : '';
    const own = figures.length > 0 || isCallee;
    if (own) {
      const signature = name === '' ? undefined : signatureOf(view, name, offset, inSettings);
      const shown = hoverCall(figures, signature, purposeOf(view), pictures);
      if (shown !== '')
        return of(
          `${shown}${referenceLink(signature)}`,
          isCallee || isStep ? node.range : (figures[0]?.node.place.range ?? node.range),
        );
    }
  }
  const symbol = symbolAt(view.source.scopes, offset);
  if (symbol !== undefined) {
    const name = namesAt(view, Math.max(offset, symbol.visible.start)).find(each => each.symbol === symbol);
    return of(hoverName(view, name ?? { name: symbol.name, kind: symbol.kind, symbol, source: view.source }));
  }
  if (isNamed(node)) {
    const signature = signatureOf(view, node.text, offset, inSettings);
    if (signature !== undefined)
      return of(`${code(signatureLine(signature))}\n\n${signatureDoc(signature, true)}${referenceLink(signature)}`);
  }
  return of(ofArgument());
}

function isNamed(node: Node): node is Extract<Node, { readonly text: string; readonly kind: 'Word' | 'Name' }> {
  return node.kind === 'Word' || node.kind === 'Name';
}
