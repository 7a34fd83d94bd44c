/** What reading outside data gives: a value, or a sentence that a person can act on. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });
