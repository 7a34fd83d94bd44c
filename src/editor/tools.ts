/** What an assistant may ask: four questions, declared once for the editor's tools and for `netwright mcp`. */
import { trainingBytes } from '../analysis/budget.js';
import type { NetworkReport, Report } from '../analysis/report.js';
import { parseExpression } from '../graph/parse-expression.js';
import { FileSet } from '../language/files.js';
import type { Dim } from '../shape/dim.js';
import { problemsByFile } from './diagnostics.js';
import { shortBytes } from './figures.js';
import { hover } from './hover.js';
import { reportsOf } from './instances.js';
import { largestBatch, mostSamples } from '../analysis/largest-batch.js';
import { totalsText } from './lenses.js';
import { diagnosticJson, Locator, type Places } from './problem-json.js';
import { summaryJson } from './report-json.js';
import { choiceFields, fileField, modeField, reportFor } from './tool-choices.js';
import type { Tool, ToolAnswer, ToolFiles, ToolInput } from './tool.js';
import type { View } from './view.js';

/** Enough for most networks of a paper; a model that wants more says so. */
const usualLayers = 40;

const placesOf = (of: ToolFiles): Places => ({
  text: uri => of.files.get(uri)?.text ?? '',
  pathOf: uri => of.pathOf(uri),
  files: of.files,
});

const json = (value: unknown): ToolAnswer => ({ text: JSON.stringify(value) });

const getReport: Tool = {
  name: 'get_report',
  title: 'Get report of a network',
  description:
    'Figures of the neural networks in a Netwright (.nn) file, exact: output shapes, parameters, multiply-adds for one sample, ' +
    'bytes of weights, gradients, optimizer state and of what backward keeps, in total and for each layer, and what is wrong with ' +
    'the file. JSON; a formula is a string, what is unknown is null. Use it for questions on size, cost or memory of a network.',
  fields: {
    file: fileField,
    batch: { type: 'whole', minimum: 1, description: "Batch that bytes are for; the `train` block's, else 1." },
    ...choiceFields,
    mode: modeField,
    layers: {
      type: 'whole',
      description: `Layers that are listed at most, ${String(usualLayers)} if not given; \`truncated\` says how many are missing.`,
    },
  },
  answer(files, input) {
    const found = reportFor(files, input);
    if ('error' in found) return found;
    const { layers = usualLayers } = input;
    return json(summaryJson(found.report, placesOf(files), layers as number));
  },
};

function viewOf(files: ToolFiles, uri: string): View | undefined {
  const source = files.files.get(uri);
  if (source === undefined) return undefined;
  const made = new Map<string, Report>();
  const reportOf = (of: string): Report => {
    const report = made.get(of) ?? files.analyze(files.files, of, {});
    made.set(of, report);
    return report;
  };
  return {
    uri,
    text: source.text,
    source,
    files: files.files,
    report: () => reportOf(uri),
    users: () => files.files.importersOf(uri).map(importer => reportOf(importer.uri)),
  };
}

/** Where on a line the answers are: its calls in order, or else the first thing that means something. */
function subjectsOn(view: View, line: number): readonly number[] {
  const { lines } = view.source;
  const range = { start: lines.offsetOf({ line, column: 0 }), end: lines.offsetOf({ line, column: Infinity }) };
  const calls = reportsOf(view).flatMap(report => report.figuresAt(view.uri, range));
  const starts = [...new Set(calls.map(({ node }) => node.place.range.start))].sort((a, b) => a - b);
  const blank = /^\s*/.exec(view.text.slice(range.start, range.end))?.[0].length ?? 0;
  return starts.length > 0 ? starts : [range.start + blank];
}

export const explainShape: Tool = {
  name: 'explain_shape',
  title: 'Explain a shape',
  description:
    'Why a line of a Netwright (.nn) file gives the shape that it gives: the rule of its layer with the numbers put in, its ' +
    'parameters, its memory, the instances of a block, how PyTorch writes it. Markdown. Use it when a shape or a count surprises.',
  fields: {
    file: fileField,
    line: { type: 'whole', minimum: 1, required: true, description: 'Line, counted from 1.' },
    column: {
      type: 'whole',
      minimum: 1,
      description: 'Column, counted from 1; all calls of the line if not given.',
    },
    used_by: { type: 'text', description: 'Another .nn file whose network calls the block that the line is in.' },
  },
  answer(files, { file, line, column, used_by: user }) {
    const view = viewOf(files, files.uriOf(String(file)));
    if (view === undefined) return { error: `there is no file ${String(file)}, or it cannot be read` };
    if (typeof user === 'string' && files.files.get(files.uriOf(user)) === undefined)
      return { error: `there is no file ${user}, or it cannot be read` };
    const { lines } = view.source;
    if ((line as number) > lines.count) return { error: `${String(file)} has ${String(lines.count)} lines` };
    const at = (line as number) - 1;
    const offsets =
      typeof column === 'number' ? [lines.offsetOf({ line: at, column: column - 1 })] : subjectsOn(view, at);
    const found = [...new Set(offsets.flatMap(offset => hover(view, offset)?.text ?? []))];
    if (found.length === 0) return { error: 'nothing at this place has a shape or a meaning of its own' };
    return { text: found.join('\n\n---\n\n') };
  },
};

/** Bytes that a step is known to need. */
function stepBytes(network: NetworkReport): Dim | undefined {
  return network.totals.bytes.trainingPeak ?? trainingBytes(network.totals);
}

function fitting(files: ToolFiles, input: ToolInput, limit: Dim): ToolAnswer {
  const found = reportFor(files, input);
  if ('error' in found) return found;
  const { report, choices } = found;
  if (report.networks.length === 0) return { error: 'there is no network in this file' };
  const networks = report.networks.map(({ name }) => {
    const at = (batch: number): NetworkReport | undefined =>
      files.analyze(files.files, report.uri, { ...choices, batch, network: name }).networks[0];
    const need = (batch: number): number | undefined => {
      const bytes = stepBytes(at(batch)!);
      return bytes?.isConstant === true && !Number.isNaN(bytes.value) ? bytes.value : undefined;
    };
    const batch = largestBatch(need, limit.value);
    const shown = at(Math.max(1, batch ?? 1))!;
    const { precision, optimizer, target } = shown.assumptions;
    const bytes = stepBytes(shown);
    const note =
      batch === undefined
        ? 'The memory is unknown, or depends on a symbol: give it a value in `set`.'
        : batch === 0
          ? 'Not even one sample fits.'
          : batch === mostSamples
            ? 'The memory does not grow with the batch.'
            : shown.totals.bytes.trainingPeak === undefined
              ? "Without the workspace of PyTorch's kernels, which is unknown: leave some room."
              : 'The peak of a training step.';
    return {
      name,
      largest_batch: batch ?? null,
      bytes: bytes?.toJSON() ?? null,
      of: limit.toJSON(),
      in_words: bytes === undefined ? null : `${shortBytes(bytes)} of ${shortBytes(limit)}`,
      ...{ precision, optimizer, target, note },
    };
  });
  return json({ networks });
}

const findLargestBatch: Tool = {
  name: 'find_largest_batch',
  title: 'Find the largest batch',
  description:
    'The largest batch with which a training step of a network in a Netwright (.nn) file fits a memory: weights, gradients, ' +
    'optimizer state and what backward keeps. JSON, one entry for each network.',
  fields: {
    file: fileField,
    memory: { type: 'text', required: true, description: 'The memory: 8GiB, 24 GB, 512MiB.' },
    ...choiceFields,
  },
  answer(files, input) {
    const parsed = parseExpression(String(input['memory']).replace(/(\d)\s+(?=[KMGTkmgt]?i?[Bb]$)/, '$1'));
    const datum = 'datum' in parsed ? parsed.datum : undefined;
    if (datum?.kind !== 'number' || !datum.value.isConstant || datum.value.value <= 0)
      return { error: `memory ${String(input['memory'])}: a number of bytes such as 8GiB is wanted` };
    return fitting(files, input, datum.value);
  },
};

const checkText: Tool = {
  name: 'check_text',
  title: 'Check a text',
  description:
    'Checks a text in the Netwright language (.nn) that need not be saved: mistakes with their places and what would mend them, ' +
    'and the totals of each network. JSON. Use it before writing a network into a file.',
  fields: {
    text: { type: 'text', required: true, description: 'The whole text of a .nn file.' },
    file: { type: 'text', description: 'Path that the text would have: imports are relative to it.' },
  },
  answer(files, { text, file = 'untitled.nn' }) {
    const uri = files.uriOf(String(file));
    const withText: ToolFiles = { ...files, files: new FileSet(each => files.files.get(each)?.text) };
    withText.files.open(uri, String(text));
    const report = files.analyze(withText.files, uri, {});
    const at = new Locator(placesOf(withText));
    return json({
      diagnostics: [...problemsByFile([report]).values()].flat().map(problem => diagnosticJson(problem, at)),
      networks: report.networks.map(network => ({ name: network.name, totals: totalsText(network) })),
    });
  },
};

export const tools: readonly Tool[] = [getReport, explainShape, findLargestBatch, checkText];
