/** The catalogue by name, as expressions ask for it. */
import { datasets } from '../catalogue/datasets/index.js';
import { initializers } from '../catalogue/initializers/index.js';
import { layers } from '../catalogue/layers/index.js';
import type { Layer } from '../catalogue/layers/layer.js';
import { losses } from '../catalogue/losses/index.js';
import { metrics } from '../catalogue/metrics/index.js';
import { optimizers } from '../catalogue/optimizers/index.js';
import type { ParameterTable } from '../catalogue/parameter.js';
import { schedules } from '../catalogue/schedules/index.js';
import { settings } from '../catalogue/settings/index.js';
import type { Setting } from '../catalogue/settings/setting.js';
import type { Names } from './elaborate-expression.js';

interface Named {
  readonly name: string;
  readonly parameters: ParameterTable;
  /** Bare words that its arguments accept; set by a build that loads the rest on demand. */
  readonly words?: readonly string[];
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map(item => [item.name, item]));

const layerTable: ReadonlyMap<string, Layer> = byName(layers as readonly Layer[]);

/** Declarations that settings name, by what a setting takes. */
export const declared: { readonly [kind: string]: ReadonlyMap<string, Named> } = {
  optimizer: byName(optimizers as readonly Named[]),
  loss: byName(losses as readonly Named[]),
  schedule: byName(schedules as readonly Named[]),
  dataset: byName(datasets as readonly Named[]),
  metric: byName(metrics as readonly Named[]),
  initializer: byName(initializers as readonly Named[]),
};

export const settingList: readonly Setting[] = settings;

const choiceList = settingList.flatMap(s => s.choices ?? []);
const choices = new Set(choiceList.map(c => c.name));
const words = new Set<string>(settingList.flatMap(s => s.words ?? []));
for (const one of [
  ...layerTable.values(),
  ...choiceList,
  ...Object.values(declared).flatMap(table => [...table.values()]),
]) {
  const { words: accepted = Object.values((one as Named).parameters).flatMap(parameter => parameter.words) } =
    one as Named;
  for (const word of accepted) words.add(word);
}

export const catalogueNames: Names = {
  layer: name => layerTable.get(name),
  layerNames: [...layerTable.keys()],
  isDeclared: name => choices.has(name) || Object.values(declared).some(table => table.has(name)),
  isWord: name => words.has(name),
};
