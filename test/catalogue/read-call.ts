/** A call of a declaration, read as the graph reads it: `adam(lr: 0.1)`. */
import type { ParameterTable } from '../../src/catalogue/parameter.js';
import { parseExpression } from '../../src/graph/parse-expression.js';

interface Declaration {
  readonly name: string;
  readonly parameters: ParameterTable;
}

export interface ReadCall<D> {
  readonly declaration: D;
  /** Values of all parameters; the declaration's rules say which types they have. */
  readonly args: never;
}

export function readCall<D extends Declaration>(table: readonly D[], text: string): ReadCall<D> {
  const parsed = parseExpression(text);
  if (!('datum' in parsed) || parsed.datum.kind !== 'recipe') throw new Error(`${text} is no call`);
  const { name, positional, named } = parsed.datum;
  const declaration = table.find(one => one.name === name);
  if (!declaration) throw new Error(`there is no ${name}`);
  const args: { [name: string]: unknown } = {};
  for (const [i, [key, parameter]] of Object.entries(declaration.parameters).entries()) {
    const given = [key, ...parameter.aliases].map(n => named.get(n)).find(a => a !== undefined) ?? positional[i];
    if (given === undefined) {
      args[key] = parameter.fallback?.({ axes: 0 });
      continue;
    }
    const read = parameter.read(given, { axes: 0 });
    if ('error' in read) throw new Error(`${key} of ${text} ${read.error}`);
    args[key] = read.value;
  }
  return { declaration, args: args as never };
}
