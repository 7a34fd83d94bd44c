/** Remedies of `train`, `search`, `budget`: settings and their values, and names that nothing uses. */
import { foreignWord } from '../../graph/foreign-names.js';
import type { GraphFix } from '../../graph/graph.js';
import { declared } from '../../graph/catalogue-names.js';
import { lints } from '../../analysis/lints/index.js';
import { otherRules } from '../../analysis/run-lints.js';
import { nearestNames } from '../../language/nearest.js';
import type { Setting, Train } from '../../language/tree.js';
import { withoutImported } from './imports.js';
import { careful, change, insert, lineAt, nodeAt, put, remove, textOf, type Remedies, type Site } from './remedy.js';

/** A setting with its line, or with its comma. */
function settingHole(site: Site, { range }: Setting) {
  const line = lineAt(site, range.start);
  const around = site.text.slice(line.start, range.start) + site.text.slice(range.end, line.end).replace(/#.*$/, '');
  if (around.replace(',', '').trim() === '')
    return { start: line.start, end: Math.min(line.end + 1, site.text.length) };
  const comma = /^\s*,\s*/.exec(site.text.slice(range.end))?.[0].length;
  if (comma !== undefined) return { start: range.start, end: range.end + comma };
  const before = /,\s*$/.exec(site.text.slice(0, range.start))?.[0].length ?? 0;
  return { start: range.start - before, end: range.end };
}

/** `lr: 0.1` as what it is, an argument of the optimizer. */
function ofOptimizer(site: Site, setting: Setting, train: Train): readonly GraphFix[] {
  const key = { learning_rate: 'lr' }[setting.key.text] ?? setting.key.text;
  const item = train.settings.find((each): each is Setting => each.kind === 'Setting' && each.key.text === 'optimizer');
  const value = textOf(site, setting.value);
  const name =
    item?.value.kind === 'Call' ? item.value.callee.text : item?.value.kind === 'Name' ? item.value.text : 'sgd';
  const parameters = declared['optimizer']?.get(name)?.parameters ?? {};
  if (!Object.hasOwn(parameters, key) || value === '') return [];
  const title = `Write \`${name}(${key}: ${value})\``;
  if (item === undefined)
    return [put(title, site, { range: setting.range, text: `optimizer: ${name}(${key}: ${value})` })];
  if (item.value.kind === 'Call' && item.value.args.some(arg => arg.name?.text === key)) return [];
  const args = item.value.kind === 'Call' ? item.value.args : [];
  const last = args.at(-1);
  const at =
    last?.range.end ??
    (item.value.kind === 'Call' && item.value.hasParens ? item.value.range.end - 1 : item.value.range.end);
  const hasParens = item.value.kind === 'Call' && item.value.hasParens;
  const text = last !== undefined ? `, ${key}: ${value}` : hasParens ? `${key}: ${value}` : `(${key}: ${value})`;
  return [put(title, site, { range: { start: at, end: at }, text }, { range: settingHole(site, setting), text: '' })];
}

function unknownSetting(site: Site): readonly GraphFix[] {
  const setting = nodeAt(site, 'Setting');
  const train = nodeAt(site, 'Train');
  if (setting === undefined || (site.problem.fixes ?? []).length > 0) return [];
  const moved = train === undefined ? [] : ofOptimizer(site, setting, train);
  return moved.length > 0 ? moved : [careful(remove(site, settingHole(site, setting), setting.key.text))];
}

/** A number or word in quotes; a word as other frameworks have it. */
function otherValue(site: Site): readonly GraphFix[] {
  const { written, range } = site;
  const words = /is one of (.*)$/.exec(site.problem.message)?.[1]?.split(', ') ?? [];
  const bare = /^"(.*)"$/.exec(written)?.[1] ?? written;
  const write = (text: string): GraphFix => put(`Write \`${text}\``, site, { range, text });
  const foreign = foreignWord(bare, words);
  if (foreign !== undefined) return [write(foreign)];
  if (words.includes(bare)) return [write(bare)];
  if (words.length > 0) return nearestNames(bare, words).map(write);
  return bare !== written && /^\d+(\.\d+)?\w*$/.test(bare) ? [write(bare)] : [];
}

/** What silences a rule under the name of one that there is, or nothing. */
function otherRule(site: Site): readonly GraphFix[] {
  const near = nearestNames(site.written, [...lints.map(({ name }) => name), ...otherRules]);
  return near.map(name => change(site, site.range, name));
}

/** An import that nothing uses. */
function unusedName(site: Site): readonly GraphFix[] {
  const item = nodeAt(site, 'Import');
  return item === undefined ? [] : withoutImported(site, item);
}

export const train: Remedies = {
  'unknown-setting': unknownSetting,
  'bad-setting': otherValue,
  'unknown-rule': otherRule,
  'unused-name': unusedName,
  'setting-twice': site => {
    const setting = nodeAt(site, 'Setting');
    return setting === undefined ? [] : [remove(site, settingHole(site, setting), textOf(site, setting))];
  },
  'equals-in-settings': site => {
    const at = site.text.indexOf('=', site.range.end);
    const start = site.range.end;
    return at < 0 ? [] : [put('Write `:`', site, { range: { start, end: at + 1 }, text: ':' })];
  },
  'missing-setting-value': site => {
    const rest = site.text.slice(site.range.end, lineAt(site, site.range.end).end);
    return /^[ \t]+\w/.test(rest) ? [insert(site, site.range.end, ':')] : [];
  },
};
