/** What a key of `train`, `search`, `budget`, `update` or `group` declares. */
import type { ParameterTable } from '../parameter.js';

export type SettingPlace = 'train' | 'update' | 'group' | 'search' | 'budget';

/** What may stand behind the key's colon. */
export type SettingValue =
  | 'number'
  | 'count'
  | 'bytes'
  | 'flag'
  | 'word'
  | 'text'
  /** An expression of losses. */
  | 'loss'
  | 'optimizer'
  | 'schedule'
  | 'dataset'
  | 'metric'
  /** A call of one of `choices`: `bayesian(...)`, `knn(...)`. */
  | 'choice'
  /** A `train` of this file by name, or `weights("file")`. */
  | 'start'
  /** A list of steps' names. */
  | 'points';

export interface Choice {
  readonly name: string;
  readonly parameters: ParameterTable;
}

/** What only documentation asks for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface SettingDetails {
  readonly summary: string;
  readonly choices?: readonly (Choice & { readonly summary: string })[];
}

export interface Setting {
  /** The key, under the name that all declarations have. */
  readonly key: string;
  readonly places: readonly SettingPlace[];
  readonly value: SettingValue;
  readonly words?: readonly string[];
  readonly choices?: readonly Choice[];
  /** The default as it would be written. */
  readonly written?: string;
  readonly min?: number;
  /** The number must stay under it. */
  readonly below?: number;
}

export type WholeSetting = Omit<Setting, 'choices'> & SettingDetails;

export function defineSetting(setting: WholeSetting): WholeSetting {
  return setting;
}
