/** The settings under `netwright.`, read from whatever the editor sends: what is missing or wrong has its default. */
import type { Choices, Precision, Target } from '../../analysis/report.js';
import type { LintLevels } from '../../analysis/run-lints.js';
import { defaultPreferences, type Preferences } from '../../editor/preferences.js';
import { deviceOf } from '../../messages/devices.js';

export interface Settings {
  readonly preferences: Preferences;
  readonly choices: Choices;
  readonly lints: LintLevels;
}

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries => typeof value === 'object' && value !== null;
const entries = (value: unknown): Entries => (isEntries(value) ? value : {});
const flag = (value: unknown, usual: boolean): boolean => (typeof value === 'boolean' ? value : usual);

const precisions: readonly Precision[] = ['fp32', 'fp16', 'bf16', 'mixed'];
const targets: readonly Target[] = ['pytorch', 'bundled'];
const kernels = ['fused', 'plain'] as const;
const runs = ['onType', 'onSave'] as const;
const levels = ['off', 'hint', 'info', 'warning', 'error'] as const;

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find(each => each === value);
}

function levelsOf(sent: unknown): LintLevels {
  return new Map(
    Object.entries(entries(sent)).flatMap(([rule, value]) => {
      const level = oneOf(levels, value);
      return level === undefined ? [] : [[rule, level] as const];
    }),
  );
}

export function settingsOf(sent: unknown): Settings {
  const all = entries(sent);
  const hints = entries(all['hints']);
  const usual = defaultPreferences.hints;
  const { batch, optimizer, precision, attention } = entries(all['analysis']);
  const memory = entries(all['memory']);
  const { run, delay } = entries(all['diagnostics']);
  const target = oneOf(targets, memory['target']);
  const chosen = oneOf(precisions, precision);
  const kernel = oneOf(kernels, attention);
  return {
    preferences: {
      hints: {
        shape: flag(hints['shape'], usual.shape),
        parameters: flag(hints['parameters'], usual.parameters),
        memory: flag(hints['memory'], usual.memory),
        multiplyAdds: flag(hints['multiplyAdds'], usual.multiplyAdds),
        receptiveField: flag(hints['receptiveField'], usual.receptiveField),
      },
      codeLens: flag(entries(all['codeLens'])['enabled'], defaultPreferences.codeLens),
      device: deviceOf(memory['device'], memory['deviceGiB']),
      diagnostics: {
        run: oneOf(runs, run) ?? defaultPreferences.diagnostics.run,
        delayMs:
          typeof delay === 'number' && delay >= 0 && delay <= 10_000 ? delay : defaultPreferences.diagnostics.delayMs,
      },
    },
    choices: {
      ...(typeof batch === 'number' && Number.isSafeInteger(batch) && batch >= 1 ? { batch } : {}),
      ...(typeof optimizer === 'string' && optimizer.trim() !== '' ? { optimizer: optimizer.trim() } : {}),
      ...(chosen === undefined ? {} : { precision: chosen }),
      ...(target === undefined ? {} : { target }),
      ...(kernel === undefined ? {} : { attention: kernel }),
    },
    lints: levelsOf(entries(all['lint'])['levels']),
  };
}
