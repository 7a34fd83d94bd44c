/** Arguments of a recipe as its declaration's rules read them. */
import type { Argument } from './argument.js';
import { docText } from './details.js';
import type { ParameterTable, Site } from './parameter.js';

export type ReadCall = { readonly args: { readonly [name: string]: unknown } } | { readonly error: string };

const site: Site = { axes: 0 };

/** What is not given has its default. */
export function readCall(parameters: ParameterTable, call: Argument | undefined): ReadCall {
  const given = new Map<string, Argument>();
  const names = Object.keys(parameters);
  if (call?.kind === 'recipe') {
    call.positional.forEach((argument, i) => given.set(names[i] ?? `argument ${i + 1}`, argument));
    for (const [name, argument] of call.named) given.set(ownName(parameters, name), argument);
  }
  for (const name of given.keys()) if (!parameters[name]) return { error: `has no argument ${name}` };
  const args: { [name: string]: unknown } = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const argument = given.get(name);
    if (argument === undefined) {
      if (parameter.required) return { error: `needs ${name}: ${docText(parameter.doc)}` };
      args[name] = parameter.fallback?.(site);
      continue;
    }
    const read = parameter.read(argument, site);
    if ('error' in read) return { error: `${name} ${read.error}` };
    args[name] = read.value;
  }
  return { args };
}

const ownName = (parameters: ParameterTable, name: string): string =>
  Object.keys(parameters).find(own => own === name || parameters[own]?.aliases.includes(name)) ?? name;
