/** The fields of a tool that say what figures are for, and the report that they lead to. */
import { chooseOptimizer } from '../analysis/optimizer-state.js';
import type { Choices, Mode, Precision, Report, Target } from '../analysis/report.js';
import { parseExpression } from '../graph/parse-expression.js';
import { settable } from './settable.js';
import type { ToolField, ToolFiles, ToolInput } from './tool.js';

const precisions: readonly Precision[] = ['fp32', 'fp16', 'bf16', 'mixed'];
const targets: readonly Target[] = ['pytorch', 'bundled'];
const modes: readonly Mode[] = ['infer', 'train'];

export const fileField: ToolField = {
  type: 'text',
  required: true,
  description: 'Path of the .nn file: absolute, or relative to the workspace folder.',
};

export const choiceFields = {
  network: { type: 'text', description: 'Only this network of the file; all of them if not given.' },
  precision: {
    type: 'choice',
    choices: precisions,
    description: "What numbers are stored as; the `train` block's choice, else fp32, if not given.",
  },
  optimizer: {
    type: 'text',
    description:
      "Optimizer whose state counts, as the language writes it: adam, sgd(momentum: 0.9). The `train` block's, else sgd, if not given.",
  },
  target: {
    type: 'choice',
    choices: targets,
    description: 'Whose memory the bytes are: PyTorch run eagerly (the default), or the bundled engine.',
  },
  set: {
    type: 'expressions',
    description: 'Values for parameters of the network or for symbols in its input sizes: {"width": "64", "H": "224"}.',
  },
} as const satisfies Readonly<Record<string, ToolField>>;

export const modeField: ToolField = {
  type: 'choice',
  choices: modes,
  description: 'The pass that outputs, layers and multiply-adds are of; inference if not given.',
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function choicesOf(input: ToolInput): Choices | { readonly error: string } {
  const optimizer = text(input['optimizer']);
  if (optimizer !== undefined) {
    const parsed = parseExpression(optimizer);
    if ('error' in parsed) return { error: `optimizer ${optimizer}: ${parsed.error}` };
    if (chooseOptimizer(parsed.datum) === undefined)
      return { error: `optimizer ${optimizer}: this is no optimizer with its arguments, such as sgd(momentum: 0.9)` };
  }
  const set = new Map(Object.entries((input['set'] ?? {}) as Readonly<Record<string, string>>));
  for (const [name, value] of set) {
    const parsed = parseExpression(value);
    if ('error' in parsed) return { error: `set ${name}: ${parsed.error}` };
  }
  const network = text(input['network']);
  const precision = precisions.find(each => each === input['precision']);
  const target = targets.find(each => each === input['target']);
  const mode = modes.find(each => each === input['mode']);
  const { batch } = input;
  return {
    ...(network === undefined ? {} : { network }),
    ...(typeof batch === 'number' ? { batch } : {}),
    ...(optimizer === undefined ? {} : { optimizer }),
    ...(precision === undefined ? {} : { precision }),
    ...(target === undefined ? {} : { target }),
    ...(mode === undefined ? {} : { mode }),
    ...(set.size === 0 ? {} : { set }),
  };
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** The report of a named file for the choices of an input, once all that the input names is there. */
export function reportFor(
  files: ToolFiles,
  input: ToolInput,
): { readonly report: Report; readonly choices: Choices } | { readonly error: string } {
  const file = String(input['file']);
  const uri = files.uriOf(file);
  if (files.files.get(uri) === undefined) return { error: `there is no file ${file}, or it cannot be read` };
  const choices = choicesOf(input);
  if ('error' in choices) return choices;
  if (choices.network !== undefined || choices.set !== undefined) {
    const plain = files.analyze(files.files, uri, {});
    const names = plain.graph.networks.map(({ name }) => name);
    if (choices.network !== undefined && !names.includes(choices.network))
      return { error: `${file} has no network ${choices.network}; its networks: ${list(names)}` };
    const chosen = plain.networks.filter(({ name }) => choices.network === undefined || name === choices.network);
    const known = [...new Set(chosen.flatMap(settable))];
    const unknown = [...(choices.set?.keys() ?? [])].find(name => !known.includes(name));
    if (unknown !== undefined)
      return { error: `there is no parameter and no symbol ${unknown} to set; there are: ${list(known)}` };
  }
  return { report: files.analyze(files.files, uri, choices), choices };
}
