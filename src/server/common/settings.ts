/** The settings under `netwright.`, read from whatever the editor sends: what is missing or wrong has its default. */
import type { Choices, Precision, Target } from '../../analysis/report.js';
import { defaultPreferences, type Preferences } from '../../editor/preferences.js';

export interface Settings {
  readonly preferences: Preferences;
  readonly choices: Choices;
}

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries => typeof value === 'object' && value !== null;
const entries = (value: unknown): Entries => (isEntries(value) ? value : {});
const flag = (value: unknown, usual: boolean): boolean => (typeof value === 'boolean' ? value : usual);

const precisions: readonly Precision[] = ['fp32', 'fp16', 'bf16', 'mixed'];
const targets: readonly Target[] = ['pytorch', 'bundled'];

export function settingsOf(sent: unknown): Settings {
  const all = entries(sent);
  const hints = entries(all['hints']);
  const usual = defaultPreferences.hints;
  const { batch, optimizer, precision } = entries(all['analysis']);
  const target = targets.find(each => each === entries(all['memory'])['target']);
  const chosen = precisions.find(each => each === precision);
  return {
    preferences: {
      hints: {
        shape: flag(hints['shape'], usual.shape),
        parameters: flag(hints['parameters'], usual.parameters),
        memory: flag(hints['memory'], usual.memory),
        multiplyAdds: flag(hints['multiplyAdds'], usual.multiplyAdds),
      },
      codeLens: flag(entries(all['codeLens'])['enabled'], defaultPreferences.codeLens),
    },
    choices: {
      ...(typeof batch === 'number' && Number.isSafeInteger(batch) && batch >= 1 ? { batch } : {}),
      ...(typeof optimizer === 'string' && optimizer.trim() !== '' ? { optimizer: optimizer.trim() } : {}),
      ...(chosen === undefined ? {} : { precision: chosen }),
      ...(target === undefined ? {} : { target }),
    },
  };
}
