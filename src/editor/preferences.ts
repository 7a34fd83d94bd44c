/** What a person may choose about answers: the settings under `netwright.` that queries read. */

export interface Preferences {
  readonly hints: {
    readonly shape: boolean;
    readonly parameters: boolean;
    readonly memory: boolean;
    readonly multiplyAdds: boolean;
    readonly receptiveField: boolean;
  };
  readonly codeLens: boolean;
  /** A memory that a training step must fit. */
  readonly device: { readonly name: string; readonly bytes: number } | undefined;
  readonly diagnostics: {
    /** New ones while a person types, or when the file is saved. */
    readonly run: 'onType' | 'onSave';
    /** How long a new error on the line being typed waits after the last key. */
    readonly delayMs: number;
  };
}

export const defaultPreferences: Preferences = {
  hints: { shape: true, parameters: true, memory: true, multiplyAdds: false, receptiveField: false },
  codeLens: true,
  device: undefined,
  // An editor that sends no settings says itself when it shows what came.
  diagnostics: { run: 'onType', delayMs: 0 },
};
