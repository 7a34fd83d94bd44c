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
import type { Names } from './evaluate.js';

interface Named {
  readonly name: string;
  readonly parameters: ParameterTable;
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map(item => [item.name, item]));

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

const choices = new Set(settingList.flatMap(s => (s.choices ?? []).map(c => c.name)));
const words = new Set<string>();
for (const layer of layerTable.values()) for (const p of Object.values(layer.parameters)) for (const w of p.words) words.add(w);
const wordsOf = (parameters: ParameterTable): void => {
  for (const p of Object.values(parameters)) for (const w of p.words) words.add(w);
};
for (const setting of settingList) {
  for (const w of setting.words ?? []) words.add(w);
  for (const choice of setting.choices ?? []) wordsOf(choice.parameters);
}
for (const table of Object.values(declared)) for (const declaration of table.values()) wordsOf(declaration.parameters);

export const catalogueNames: Names = {
  layer: name => layerTable.get(name),
  layerNames: [...layerTable.keys()],
  isDeclared: name => choices.has(name) || Object.values(declared).some(table => table.has(name)),
  isWord: name => words.has(name),
};
