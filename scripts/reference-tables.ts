/** The reference's tables of what settings take: optimizers, losses, schedules, metrics, data sets, initializers, settings. */
import { datasets } from '../src/catalogue/datasets/index.js';
import { docText, type Doc } from '../src/catalogue/details.js';
import { initializers } from '../src/catalogue/initializers/index.js';
import { losses } from '../src/catalogue/losses/index.js';
import { metrics } from '../src/catalogue/metrics/index.js';
import { optimizers } from '../src/catalogue/optimizers/index.js';
import type { ParameterTable } from '../src/catalogue/parameter.js';
import { schedules } from '../src/catalogue/schedules/index.js';
import { settings } from '../src/catalogue/settings/index.js';
import type { SettingPlace, WholeSetting } from '../src/catalogue/settings/setting.js';
import { argumentList, referenceFolder, table, writtenBy } from './reference-words.js';

interface Declared {
  readonly name: string;
  readonly summary: string;
  readonly formula?: string;
  readonly source?: string;
  readonly licence?: string;
  readonly example?: string;
  readonly parameters: ParameterTable;
}

const tables: readonly {
  readonly file: string;
  readonly title: string;
  readonly lead: string;
  readonly list: readonly Declared[];
}[] = [
  {
    file: 'optimizers',
    title: 'Optimizers',
    lead: 'What `optimizer:` takes. What each keeps for a weight: [memory](../memory.md).',
    list: optimizers,
  },
  {
    file: 'losses',
    title: 'Losses',
    lead: 'What `loss:` takes. A loss without arguments compares the only output with the label of the data.',
    list: losses,
  },
  {
    file: 'schedules',
    title: 'Schedules',
    lead: 'What `schedule:` takes: a factor on the learning rate.',
    list: schedules,
  },
  { file: 'metrics', title: 'Metrics', lead: 'What is counted besides the loss.', list: metrics },
  { file: 'datasets', title: 'Data sets', lead: 'What `data:` takes.', list: datasets },
  {
    file: 'initializers',
    title: 'Initializers',
    lead: 'What the argument `init:` of a layer takes.',
    list: initializers,
  },
];

interface LossLike {
  readonly inputs?: readonly { readonly name: string; readonly doc: Doc; readonly optional?: boolean }[];
}

const tensors = ({ inputs = [] }: LossLike): string =>
  inputs.map(({ name, doc, optional }) => `\`${name}${optional === true ? '?' : ''}\` ${docText(doc)}`).join('; ');

function section(one: Declared): string {
  const { name, summary, formula, source, licence, example, parameters } = one;
  const lines = [
    summary,
    formula === undefined ? '' : `\`${formula}\``,
    ...[
      ['Takes', tensors(one as LossLike)],
      ['Arguments', argumentList(parameters)],
      ['Example', example === undefined ? '' : `\`${example}\``],
      ['Source', source === undefined ? '' : `${source}${licence === undefined ? '' : ` (${licence})`}`],
    ].flatMap(([title, text]) =>
      text === '' || text === undefined ? [] : [`**${title ?? ''}.** ${text}${/[.!?]$/.test(text) ? '' : '.'}`],
    ),
  ];
  return `## ${name}\n\n${lines.filter(line => line !== '').join('\n\n')}\n`;
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1));

function tablePage({ file, title, lead, list }: (typeof tables)[number]): string {
  const all = byName(list);
  return `${writtenBy(`src/catalogue/${file}/`)}

# ${title}

${lead}

${table(
  ['name', 'what it is'],
  all.map(({ name, summary }) => [`[${name}](#${name})`, summary]),
)}

${all.map(section).join('\n')}
[The reference](README.md)
`;
}

const places: Readonly<Record<SettingPlace, string>> = {
  train: 'Settings of `train`',
  update: 'Settings of `update`',
  group: 'Settings of `group`',
  search: 'Settings of `search`',
  budget: 'Settings of `budget`',
};

const valueWords: Readonly<Record<string, string>> = {
  bytes: 'bytes, such as `2GiB`',
  count: 'whole number',
  flag: '`true` or `false`',
  loss: 'an expression of [losses](losses.md)',
  optimizer: 'an [optimizer](optimizers.md)',
  schedule: 'a [schedule](schedules.md)',
  dataset: 'a [data set](datasets.md)',
  metric: 'a [metric](metrics.md)',
  start: 'a `train` by name, or `weights("file")`',
  points: 'names of steps',
};

function settingRow({ key, value, words = [], choices = [], written, summary }: WholeSetting): readonly string[] {
  const names = [...words, ...choices.map(({ name }) => name)].map(name => `\`${name}\``);
  return [
    `\`${key}\``,
    names.length > 0 ? names.join(', ') : (valueWords[value] ?? value),
    written === undefined ? '' : `\`${written}\``,
    summary,
  ];
}

function settingsPage(): string {
  const all: readonly WholeSetting[] = settings;
  const sections = (Object.keys(places) as SettingPlace[]).map(place => {
    const own = all.filter(setting => setting.places.includes(place));
    const rows = [...own].sort((a, b) => (a.key < b.key ? -1 : 1)).map(settingRow);
    const choices = own
      .flatMap(setting => setting.choices ?? [])
      .map(({ name, summary, parameters }) => [`\`${name}\``, summary, argumentList(parameters)]);
    const more = choices.length === 0 ? '' : `\n\n${table(['value', 'what it is', 'arguments'], choices)}`;
    return `## ${places[place]}\n\n${table(['setting', 'value', 'default', 'meaning'], rows)}${more}\n`;
  });
  return `${writtenBy('src/catalogue/settings/')}

# Settings

Every setting is \`key: value\`. How they are written: [the language](../language.md).

${sections.join('\n')}
[The reference](README.md)
`;
}

function index(layerCount: number, lintCount: number): string {
  const rows = [
    ['[Layers](layers/README.md)', String(layerCount)],
    ...tables.map(({ file, title, list }) => [`[${title}](${file}.md)`, String(list.length)]),
    ['[Settings](settings.md)', String(settings.length)],
    ['[Rules](lints/README.md)', String(lintCount)],
  ];
  return `${writtenBy('src/catalogue/ and src/analysis/lints/')}

# Reference

Made from the declarations that completion, hover, analysis and training read. How the parts go together: [the language](../language.md).

${table(['what', 'how many'], rows)}
`;
}

export function tablePages(layerCount: number, lintCount: number): ReadonlyMap<string, string> {
  return new Map([
    ...tables.map((each): [string, string] => [`${referenceFolder}/${each.file}.md`, tablePage(each)]),
    [`${referenceFolder}/settings.md`, settingsPage()],
    [`${referenceFolder}/README.md`, index(layerCount, lintCount)],
  ]);
}
