/** `netwright solve FILE`: the largest batch, width or input that fits a memory or a count, or the smallest that reaches it. */
import { trainingBytes } from '../analysis/budget.js';
import { solve as solveFor, type Answer } from '../analysis/inverse.js';
import type { NetworkReport } from '../analysis/report.js';
import { parseExpression } from '../graph/parse-expression.js';
import { formatBytes, formatExact } from '../shape/bytes.js';
import type { Dim } from '../shape/dim.js';
import { checkNames, choicesOf, wholeNumber, type Flags } from './choices.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { styleOf } from './style.js';
import { varied, type Varied } from './varied.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export interface SolveFlags extends Flags {
  readonly json?: boolean;
  readonly fit?: string;
  readonly parameters?: string;
  readonly multiplyAdds?: string;
  readonly vary?: string;
  readonly least?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly step?: string;
}

interface Goal {
  readonly figure: 'training_memory' | 'inference_memory' | 'parameters' | 'multiply_adds';
  readonly words: string;
  readonly bound: Dim;
  of(network: NetworkReport): Dim | undefined;
  readonly format: (n: number) => string;
}

/** Where nothing else is said: no batch and no width is larger. */
const MOST = 2 ** 24;

export function solve(path: string, flags: SolveFlags, streams: Streams): number {
  const choices = choicesOf(flags);
  const goal = goalOf(flags);
  const input = new InputFiles(streams.folder);
  const uri = input.uriOf(path);
  const plain = input.analyze(uri);
  checkNames(choices, plain);
  const networks = input.analyze(uri, choices).networks;
  if (networks.length === 0) throw new WrongUsage(`${path} has no network`);
  const number = (flag: string, text: string | undefined, usual: number): number =>
    text === undefined ? usual : wholeNumber(flag, text, 1);
  const answers = networks.map(network => {
    const vary = varied(input, uri, choices, network, flags.vary ?? 'batch');
    const step = number('--step', flags.step, vary.step);
    const question = {
      measure: (n: number) => numberOf(vary.at(n), goal),
      ...({ bound: goal.bound.value, wanted: flags.least === true ? 'least' : 'most', step } as const),
      ...{ from: number('--from', flags.from, step), to: number('--to', flags.to, MOST) },
    };
    return { network, vary, answer: solveFor(question) };
  });
  const asked = { goal, least: flags.least === true };
  streams.out(
    flags.json === true
      ? `${JSON.stringify({ schema: 'netwright.solve/1', networks: answers.map(a => answerJson(a, asked)) }, null, 2)}\n`
      : `${answers.map(a => answerText(a, asked, streams)).join('\n')}\n`,
  );
  return answers.some(({ answer }) => answer.found) ? exitStatus.fine : exitStatus.errorsInFile;
}

function numberOf(network: NetworkReport | undefined, goal: Goal): number | undefined {
  const figure = network && goal.of(network);
  return figure?.isConstant === true && !Number.isNaN(figure.value) ? figure.value : undefined;
}

function goalOf(flags: SolveFlags): Goal {
  const given = [flags.fit, flags.parameters, flags.multiplyAdds].filter(text => text !== undefined);
  if (given.length !== 1)
    throw new WrongUsage('one of --fit BYTES, --parameters N and --multiply-adds N says what is to be met');
  const bytes = (n: number): string => formatBytes(n);
  if (flags.fit !== undefined) {
    const bound = amount('--fit', flags.fit);
    return flags.infer === true
      ? { figure: 'inference_memory', words: 'for inference', bound, of: inferenceBytes, format: bytes }
      : { figure: 'training_memory', words: 'for training', bound, of: stepBytes, format: bytes };
  }
  const counted = (n: number): string => formatExact(n);
  if (flags.parameters !== undefined) {
    const of = ({ totals: { parameters } }: NetworkReport): Dim => parameters.trainable.plus(parameters.frozen);
    const bound = amount('--parameters', flags.parameters);
    return { figure: 'parameters', words: 'parameters', bound, of, format: counted };
  }
  const bound = amount('--multiply-adds', flags.multiplyAdds ?? '');
  const of = ({ totals }: NetworkReport): Dim | undefined => totals.multiplyAdds;
  return { figure: 'multiply_adds', words: 'multiply-adds', bound, of, format: counted };
}

/** `8GiB`, `8 GiB`, `25e6`. */
export function amount(flag: string, text: string): Dim {
  const parsed = parseExpression(text.replace(/(\d)\s+(?=[KMGTkmgt]?i?[Bb]?$)/, '$1'));
  const datum = 'datum' in parsed ? parsed.datum : undefined;
  if (datum?.kind !== 'number' || !datum.value.isConstant || !(datum.value.value > 0))
    throw new WrongUsage(`${flag} ${text}: a number such as ${flag === '--fit' ? '8GiB' : '25e6'} is wanted`);
  return datum.value;
}

/** The plan's of the bundled engine; of PyTorch, all but the workspace of its kernels. */
export const stepBytes = ({ totals }: NetworkReport): Dim | undefined =>
  totals.bytes.trainingPeak ?? trainingBytes(totals);

/** The bundled engine's peak has its weights in it. */
function inferenceBytes({ totals: { bytes }, assumptions }: NetworkReport): Dim | undefined {
  const { inferencePeak: peak } = bytes;
  return assumptions.target === 'bundled' ? peak : peak?.plus(bytes.weights).plus(bytes.buffers);
}

interface Solved {
  readonly network: NetworkReport;
  readonly vary: Varied;
  readonly answer: Answer;
}

interface Asked {
  readonly goal: Goal;
  readonly least: boolean;
}

function answerJson({ network, vary, answer }: Solved, { goal, least }: Asked): object {
  const { found, beyond, settled, evaluations } = answer;
  const { batch, precision, optimizer, target, attention } = network.assumptions;
  return {
    name: network.name,
    vary: vary.what,
    ...{ figure: goal.figure, bound: goal.bound, wanted: least ? 'least' : 'most' },
    value: found?.value ?? null,
    at_value: found?.figure ?? null,
    beyond: beyond ? { value: beyond.value, figure: beyond.figure } : null,
    ...{ settled, evaluations },
    ...{ batch: vary.what === 'batch' ? null : batch, precision, optimizer, target, attention },
  };
}

function answerText({ network, vary, answer }: Solved, { goal, least }: Asked, streams: Streams): string {
  const style = styleOf(streams.colours);
  const { format, figure } = goal;
  const { found, beyond } = answer;
  const { batch, precision, optimizer, target } = network.assumptions;
  const counts = figure === 'parameters' || figure === 'multiply_adds';
  const limit = `${format(goal.bound.value)} ${goal.words}`;
  const head = style.bold(network.name);
  const engine = target === 'pytorch' ? 'PyTorch, without the workspace of its kernels' : 'the bundled engine';
  const memory = [vary.what === 'batch' ? '' : `batch ${batch}`, precision, optimizer, engine].filter(p => p !== '');
  const assumed = counts ? '' : `\n${style.dim(memory.join(' · '))}`;
  if (!found) {
    const rest = beyond ? `: ${vary.what} ${beyond.value} ${counts ? 'has' : 'needs'} ${format(beyond.figure)}` : '';
    const why = beyond ? '' : ', because no number that was tried gives a network whose figures are known';
    return `${head}: no ${vary.what} ${least ? 'reaches' : 'fits'} ${limit}${rest}${why}${assumed}`;
  }
  const more = beyond
    ? `; ${beyond.value} ${counts ? 'has' : 'needs'} ${format(beyond.figure)}`
    : '; no other was tried';
  const unsure = answer.settled ? '' : ' (numbers between them were not all tried)';
  return `${head}: the ${least ? 'smallest' : 'largest'} ${vary.what} ${least ? 'with at least' : 'within'} ${limit} is ${style.bold(String(found.value))} (${format(found.figure)})${more}${unsure}${assumed}`;
}
