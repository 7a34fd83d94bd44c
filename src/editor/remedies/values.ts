/** Remedies of values that are missing: one that the place takes, the default if there is one. */
import type { Parameter } from '../../catalogue/parameter.js';
import type { GraphFix } from '../../graph/graph.js';
import { settingList } from '../../graph/catalogue-names.js';
import type { Setting } from '../../catalogue/settings/setting.js';
import type { Arg, Call, Node } from '../../language/tree.js';
import { signatureOf, type SignatureParameter } from '../signature.js';
import type { View } from '../view.js';
import { careful, insert, pathOf, put, remove, type Site } from './remedy.js';

/** What signatures ask of a view: no report. */
export const viewOf = ({ uri, text, source, files }: Site): View => ({
  uri,
  text,
  source,
  files,
  report: () => {
    throw new Error('a remedy reads no report');
  },
  users: () => [],
});

const usual: Readonly<Record<string, string>> = {
  channels: '64',
  width: '64',
  hidden: '64',
  kernel: '3',
  count: '1000',
};

/** Something that a parameter takes. */
export function valueFor(parameter: SignatureParameter | undefined): string {
  if (parameter === undefined) return '1';
  const common = Object.hasOwn(usual, parameter.name) && parameter.kind !== 'value' ? usual[parameter.name] : undefined;
  if (common !== undefined) return common;
  if (parameter.default !== undefined && parameter.default !== 'none') return parameter.default;
  return wordFor(parameter.kind, parameter.words);
}

const wordFor = (kind: Parameter<unknown>['kind'], words: readonly string[]): string => {
  if (words[0] !== undefined && kind !== 'padding') return words[0];
  if (kind === 'flag') return 'true';
  if (kind === 'text') return '"data/"';
  if (kind === 'number') return '0.1';
  return kind === 'axis' ? '0' : '1';
};

const valueOfSetting = (setting: Setting | undefined): string | undefined => {
  if (setting === undefined) return undefined;
  const { written, words, min, value } = setting;
  const byKind: { readonly [kind: string]: string } = {
    flag: 'true',
    loss: 'cross_entropy',
    dataset: 'digits',
    metric: 'accuracy',
    bytes: '1GiB',
  };
  return written ?? words?.[0] ?? byKind[value] ?? String(Math.max(1, min ?? 1));
};

function settingAt(path: readonly Node[]): Setting | undefined {
  const setting = path.find(({ kind }) => kind === 'Setting');
  const owner = path.find(({ kind }) => kind === 'Train' || kind === 'Search' || kind === 'Budget');
  if (setting?.kind !== 'Setting' || owner === undefined) return undefined;
  const place = owner.kind.toLowerCase();
  const all = settingList.filter(({ key }) => key === setting.key.text);
  return all.find(({ places }) => places.some(each => each === place)) ?? all[0];
}

function parameterOf(site: Site, path: readonly Node[]): SignatureParameter | undefined {
  const call = path.filter((node): node is Call => node.kind === 'Call').at(-1);
  const arg = path.filter((node): node is Arg => node.kind === 'Arg').at(-1);
  if (call === undefined || arg === undefined) return undefined;
  const inSettings = path.some(({ kind }) => kind === 'Setting');
  const signature = signatureOf(viewOf(site), call.callee.text, call.range.start, inSettings);
  if (arg.name !== undefined) return signature?.parameters.find(({ name }) => name === arg.name?.text);
  return signature?.parameters[call.args.filter(({ name }) => name === undefined).indexOf(arg)];
}

export function missingValue(site: Site): readonly GraphFix[] {
  const { range, text, written } = site;
  if (written === ',') return [remove(site, { start: range.start, end: range.end + blanks(text, range.end) }, ',')];
  if (written !== '') return [];
  const head = text.slice(0, range.end).trimEnd();
  const at = range.end;
  const path = pathOf(site, at);
  const setting = settingAt(path);
  const [word = ''] = /\w+$/.exec(head) ?? [];
  if (/\brepeat$/.test(head)) return [insert(site, at, ' 2')];
  if (/\b(if|and|or|not)$/.test(head)) return [careful(insert(site, at, ' true'))];
  if (/\bconst\s+\w+\s*$/.test(head) || path.some(({ kind }) => kind === 'Const')) return constant(site, head);
  if (setting !== undefined) {
    const value = valueOfSetting(setting);
    if (value === undefined) return [];
    return [careful(insert(site, at, head.endsWith(':') ? ` ${value}` : `: ${value}`))];
  }
  if (/[-+*/%<>=]$/.test(head) || word === 'in') return [];
  if (/[[(]$/.test(head)) return [careful(insert(site, at, '1'))];
  const blank = /[:,]$/.test(head) && at === head.length ? ' ' : '';
  if (head.endsWith(':')) return [careful(insert(site, at, blank + valueFor(parameterOf(site, path))))];
  return [];
}

function constant(site: Site, head: string): readonly GraphFix[] {
  const at = site.range.end;
  const line = site.text.slice(at);
  const colon = /^\s*:[ \t]*/.exec(line)?.[0];
  if (colon !== undefined)
    return [put('Write `=`', site, { range: { start: at, end: at + colon.length }, text: ' = ' })];
  const hasValue = /^[ \t]*[^\s#}]/.test(line);
  if (head.endsWith('=')) return [careful(insert(site, at, ' 1'))];
  return hasValue ? [insert(site, at, ' =')] : [careful(insert(site, at, ' = 1'))];
}

const blanks = (text: string, at: number): number => /^[ \t]*/.exec(text.slice(at))?.[0].length ?? 0;
