/** While arguments are typed: the signature, and which parameter is meant. */
import { calledAt } from './called.js';
import { cursorAt } from './cursor.js';
import { parameterDoc, parameterLabel, signatureDoc } from './documentation.js';
import { parameterAt } from './signature.js';
import { reachAt } from './reach.js';
import type { View } from './view.js';

export interface SignatureHelp {
  readonly label: string;
  readonly doc: string;
  readonly parameters: readonly { readonly label: readonly [number, number]; readonly doc: string }[];
  /** Undefined where the name is of no parameter. */
  readonly active: number | undefined;
}

export function signatureHelp(asked: View, offset: number): SignatureHelp | undefined {
  const view: View = { ...asked, reach: at => reachAt(asked, at) };
  const { call, owner } = cursorAt(view.text, offset);
  if (call === undefined) return undefined;
  const signature = calledAt(view, call, owner !== undefined);
  if (signature === undefined || signature.parameters.length === 0) return undefined;
  let label = `${signature.name}(`;
  const parameters = signature.parameters.map((parameter, i) => {
    const text = parameterLabel(parameter);
    const start = label.length + (i === 0 ? 0 : 2);
    label += `${i === 0 ? '' : ', '}${text}`;
    return { label: [start, start + text.length] as const, doc: parameterDoc(parameter) };
  });
  const active = parameterAt(signature, call);
  return {
    label: `${label})`,
    doc: signatureDoc(signature, false),
    parameters,
    active: active === undefined ? undefined : signature.parameters.indexOf(active),
  };
}
