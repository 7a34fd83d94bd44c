/** From a text to a run that is ready to go: its network elaborated, its data opened, its plans made, or why not. */
import type { DataHost } from '../../data/common/host.js';
import { openDataset } from '../../data/common/open.js';
import { failure, success, type Result } from '../../data/common/result.js';
import type { KernelTable } from '../../engine/kernels/kernel.js';
import { missingKernels } from '../../engine/common/executor.js';
import { elaborateFile, evaluationOf } from '../../graph/elaborate.js';
import { elaborateTrain, type WhichTrain } from '../../graph/elaborate-train.js';
import type { FileGraph, GraphProblem, Place } from '../../graph/graph.js';
import { sourcesOf } from '../../graph/sources.js';
import type { FileSet } from '../../language/files.js';
import { planBytes } from '../../plan/memory.js';
import { prepare } from './prepare.js';
import { Session } from './session.js';

export interface OpenRequest {
  readonly uri: string;
  readonly which: WhichTrain;
  readonly files: FileSet;
  readonly data: DataHost;
  readonly kernels: KernelTable;
  /** Instead of what the file says. */
  readonly epochs?: number | undefined;
  readonly seed?: number | undefined;
  /** What this machine has for a run, in bytes. */
  readonly mostBytes: number;
}

/** Messages, one a line, say where they come from: `net.nn:3:5: ...`. */
export async function openRun(request: OpenRequest): Promise<Result<Session>> {
  const { uri, files, which, data, kernels } = request;
  const source = files.get(uri);
  if (!source) return failure(`${uri} cannot be read`);
  const sources = sourcesOf(files);
  const graph = elaborateFile(sources, uri);
  const { step, problems } = elaborateTrain(
    { graph, file: source.file, evaluation: evaluationOf(sources, uri) },
    which,
  );
  // A mistake in the text is what is to be mended first: what it makes of the `train` is no news.
  const wrong = errorsOf(graph).map(problem => said(files, problem, problem));
  if (wrong.length > 0) return failure(wrong.join('\n'));
  if (!step) return failure(problems.map(({ message, place }) => said(files, { message }, place)).join('\n'));
  const { declaration, args } = step.data;
  const dataset = await openDataset(declaration.name, args, data);
  if (!dataset.ok) return dataset;
  const chosen = { ...step, epochs: request.epochs ?? step.epochs, seed: request.seed ?? step.seed };
  const prepared = prepare(chosen, dataset.value);
  if (!prepared.ok) return prepared;
  const missing = missingKernels(prepared.value.main, kernels);
  if (missing.length > 0) return failure(`the bundled engine cannot compute ${missing.join(', ')} yet`);
  const { total } = planBytes(prepared.value.main);
  if (total > request.mostBytes)
    return failure(
      `a step needs ${gibibytes(total)}, but this machine has ${gibibytes(request.mostBytes)}; a smaller batch needs less`,
    );
  try {
    return success(new Session(prepared.value, kernels));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure(
      `a step needs ${gibibytes(total)}, and there is not so much memory in one piece; a smaller batch needs less`,
    );
  }
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

const errorsOf = ({ problems }: FileGraph): readonly GraphProblem[] =>
  problems.filter(({ severity }) => severity === 'error');

function said(files: FileSet, { message }: { message: string }, place: Place | GraphProblem | undefined): string {
  const source = place && files.get(place.uri);
  if (!place || !source) return message;
  const before = source.text.slice(0, place.range.start).split('\n');
  return `${source.name}:${before.length}:${(before.at(-1) ?? '').length + 1}: ${message}`;
}
