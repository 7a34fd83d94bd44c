/** What a file's figures are for, in a few words: batch, precision, optimizer, and whether training fits the device. */
import type { NetworkReport, Report } from '../analysis/report.js';
import { shortBytes } from './figures.js';
import { needOf } from './network-needs.js';
import type { Preferences } from './preferences.js';
import { say } from './words.js';
import { Dim } from '../shape/dim.js';

export interface Status {
  readonly text: string;
  readonly detail: string;
  readonly errors: number;
  /** Null: no device is named, or what training needs is unknown. */
  readonly fits: boolean | null;
}

const bytes = (count: number): string => shortBytes(Dim.of(count));

/** The network that needs most, and how that compares with the device. */
function fitOf(
  networks: readonly NetworkReport[],
  device: Preferences['device'],
): { readonly fits: boolean; readonly text: string; readonly detail: string } | undefined {
  if (device === undefined) return undefined;
  const needs = networks.map(network => ({ name: network.name, ...needOf(network) }));
  if (needs.length === 0 || needs.some(({ need }) => need === undefined)) return undefined;
  const most = needs.reduce((a, b) => ((b.need ?? 0) > (a.need ?? 0) ? b : a));
  const need = most.need ?? 0;
  const fits = need <= device.bytes;
  const [name, needed, has] = [most.name, bytes(need), bytes(device.bytes)];
  return {
    fits,
    text: fits ? say('fits {0}', device.name) : say('does not fit {0}', device.name),
    detail: say('{0} needs {1} of {2}', name, needed, has),
  };
}

export function statusOf(report: Report, { device }: Pick<Preferences, 'device'> = { device: undefined }): Status {
  const errors = report.problems.filter(({ severity, uri }) => severity === 'error' && uri === report.uri).length;
  const [first] = report.networks;
  if (first === undefined) return { text: '', detail: say('No network in this file.'), errors, fits: null };
  const { batch, precision, optimizer, target } = first.assumptions;
  const memory = target === 'pytorch' ? 'PyTorch' : say('the bundled engine');
  const fit = fitOf(report.networks, device);
  const parts = [say('batch {0}', batch), precision, optimizer, ...(fit === undefined ? [] : [fit.text])];
  // Batch and the rest stand before it: VS Code cuts a long line, and the link behind it with that.
  const detail = say('{0}; memory: {1}', fit?.detail ?? first.name, memory);
  return {
    text: parts.join(' · '),
    detail,
    errors,
    fits: fit?.fits ?? null,
  };
}
