/**
 * Everything that the server answers only when a person asks: a file of its own, loaded with the first such request. Edits, hints
 * and what an editor asks by itself of a file that is shown are not here (`showing.ts`, `hinting.ts`).
 */
import type { Analyze } from '../../editor/analyze.js';
import type { Asking } from './asking.js';
import { offerComparing } from './comparing.js';
import type { Connection } from './connection.js';
import { offerMending, type Abilities } from './mending.js';
import { offerMoving } from './moving.js';
import { offerReading } from './reading.js';
import type { Settings } from './settings.js';
import type { Store } from './store.js';
import { offerTools } from './tools.js';
import { offerWriting } from './writing.js';

export interface Served {
  readonly connection: Connection;
  readonly asking: Asking;
  readonly store: Store;
  readonly analyze: Analyze;
  readonly settings: (uri: string) => Settings;
  readonly abilities: Abilities;
}

export function offerOnDemand({ connection, asking, store, analyze, settings, abilities }: Served): void {
  offerReading(connection, asking, store, uri => settings(uri).preferences);
  offerWriting(connection, asking, store, abilities.renames);
  offerMending(connection, asking, store, analyze, settings, abilities);
  offerMoving(connection, asking, store);
  offerTools(connection, store, analyze, asking.log);
  offerComparing(connection, asking, store, analyze, settings);
}
