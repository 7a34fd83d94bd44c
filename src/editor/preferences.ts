/** What a person may choose about answers: the settings under `netwright.` that queries read. */

export interface Preferences {
  readonly hints: {
    readonly shape: boolean;
    readonly parameters: boolean;
    readonly memory: boolean;
    readonly multiplyAdds: boolean;
  };
  readonly codeLens: boolean;
}

export const defaultPreferences: Preferences = {
  hints: { shape: true, parameters: true, memory: true, multiplyAdds: false },
  codeLens: true,
};
