/** Flags of the command line as choices for the analyzer; what is wrong with them is wrong usage, not a mistake in the file. */
import { chooseOptimizer } from '../analysis/optimizer-state.js';
import type { Choices, Mode, Precision, Report, Target } from '../analysis/report.js';
import { settable } from '../editor/settable.js';
import { parseExpression } from '../graph/parse-expression.js';
import type { Argument } from '../catalogue/argument.js';
import { nearestNames, suggestion } from '../language/nearest.js';
import { WrongUsage } from './wrong-usage.js';

export interface Flags {
  readonly network?: string;
  readonly batch?: string;
  readonly optimizer?: string;
  readonly precision?: Precision;
  readonly set?: readonly string[];
  readonly target?: Target;
  readonly attention?: 'fused' | 'plain';
  readonly train?: boolean;
  readonly infer?: boolean;
}

function value(flag: string, text: string): Argument {
  const parsed = parseExpression(text);
  if ('error' in parsed) throw new WrongUsage(`${flag} ${text}: ${parsed.error}`);
  return parsed.datum;
}

export function wholeNumber(flag: string, text: string, min: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(number) || number < min)
    throw new WrongUsage(`${flag} ${text}: a whole number from ${min} on is wanted`);
  return number;
}

function optimizer(text: string): string {
  if (!chooseOptimizer(value('--optimizer', text)))
    throw new WrongUsage(
      `--optimizer ${text}: this is no optimizer with its arguments, such as sgd(lr: 0.1, momentum: 0.9)`,
    );
  return text;
}

function assignments(texts: readonly string[]): ReadonlyMap<string, string> {
  const set = new Map<string, string>();
  for (const text of texts) {
    const [, name, expression] = /^\s*([\p{L}_][\p{L}\p{N}\p{M}_]*)\s*=\s*(.*?)\s*$/su.exec(text) ?? [];
    if (name === undefined || expression === undefined || expression === '')
      throw new WrongUsage(`--set ${text}: name=value is wanted, such as width=64`);
    value(`--set ${name}=`, expression);
    set.set(name, expression);
  }
  return set;
}

export function choicesOf(flags: Flags): Choices {
  if (flags.train === true && flags.infer === true) throw new WrongUsage('--train and --infer exclude each other');
  const mode: Mode | undefined = flags.train === true ? 'train' : flags.infer === true ? 'infer' : undefined;
  return {
    ...(flags.network !== undefined && { network: flags.network }),
    ...(flags.batch !== undefined && { batch: wholeNumber('--batch', flags.batch, 1) }),
    ...(flags.optimizer !== undefined && { optimizer: optimizer(flags.optimizer) }),
    ...(flags.precision !== undefined && { precision: flags.precision }),
    ...(flags.set !== undefined && flags.set.length > 0 && { set: assignments(flags.set) }),
    ...(flags.target !== undefined && { target: flags.target }),
    ...(flags.attention !== undefined && { attention: flags.attention }),
    ...(mode !== undefined && { mode }),
  };
}

function unknown(what: string, name: string, names: readonly string[]): WrongUsage {
  const known = names.length === 0 ? 'there is none' : `there are ${names.join(', ')}`;
  return new WrongUsage(`${what} ${name}${suggestion(nearestNames(name, names)) || `; ${known}`}`);
}

/** Whether the file has the network and the names that were asked for. */
export function checkNames(choices: Choices, plain: Report): void {
  const { network, set } = choices;
  const names = plain.graph.networks.map(n => n.name);
  if (network !== undefined && !names.includes(network)) throw unknown('there is no network', network, names);
  const known = [...new Set(plain.networks.filter(n => network === undefined || n.name === network).flatMap(settable))];
  for (const name of set?.keys() ?? []) {
    if (!known.includes(name)) throw unknown('--set: there is no parameter and no symbol', name, known);
  }
}
