/** From files to a report: the graph of one file, and figures for each of its networks. A pure function that cannot fail. */
import { elaborateFile, type Sources } from '../graph/elaborate.js';
import type { Body, FileGraph, GraphProblem, NetworkGraph, Node } from '../graph/graph.js';
import { parseExpression } from '../graph/parse-expression.js';
import type { Argument } from '../catalogue/argument.js';
import type { CallResolver } from '../graph/resolve-call.js';
import { lintNetwork } from './lint-view.js';
import { lints } from './lints/index.js';
import { atLevels, heedAllows, runFileLints, runLints, type LintLevels } from './run-lints.js';
import { settle } from './assumptions.js';
import { Figures } from './figures.js';
import { growthOf } from './growth.js';
import { NodeIndex } from './node-index.js';
import { listLayers } from './layer-list.js';
import { chooseOptimizer } from './optimizer-state.js';
import type { BundledMemory } from '../plan/bundled.js';
import { bundledBytes, bundledLayers, bundledOf, bundledPeak } from './bundled-bytes.js';
import { trainingTimeline } from './training-timeline.js';
import type { Choices, NetworkReport, NodeFigures, Report, Totals } from './report.js';

export interface AnalyzeOptions {
  readonly cancelled?: () => boolean;
  /** Kept from one analysis to the next, so that calls that did not change are not worked out again. */
  readonly resolver?: CallResolver;
  /** Severities of lints by name, where they are not the lints' own. */
  readonly lints?: LintLevels;
}

/** Where a bound was reached, what comes after is missing: a lint would speak of a network that nobody wrote. */
const cutsGraph = ['endless-recursion', 'too-many-layers'];

/** Entries in the list of layers of the JSON report. */
export const LAYER_LIMIT = 100_000;

function expression(text: string): Argument | undefined {
  const parsed = parseExpression(text);
  return 'datum' in parsed ? parsed.datum : undefined;
}

export function analyze(sources: Sources, uri: string, choices: Choices = {}, options: AnalyzeOptions = {}): Report {
  const set = new Map<string, Argument>();
  for (const [name, text] of choices.set ?? []) {
    const value = expression(text);
    if (value) set.set(name, value);
  }
  const graph = elaborateFile(sources, uri, { set, ...options });
  const problems: GraphProblem[] = [...graph.problems];
  const wanted = graph.networks.filter(n => choices.network === undefined || n.name === choices.network);
  const made = wanted.map(network => reportNetwork(sources, graph, network, choices));
  const levels: LintLevels = options.lints ?? new Map();
  const isCut = graph.problems.some(({ code }) => cutsGraph.includes(code));
  for (const { report, figures } of made) {
    if (!isCut) problems.push(...runLints(lints, lintNetwork(graph, report, figures), levels));
  }
  if (!isCut) problems.push(...lookedLints(sources, graph, choices, levels));
  problems.push(...runFileLints(lints, graph, levels));
  return {
    uri,
    graph,
    networks: made.map(m => m.report),
    problems: heedAllows(atLevels(withoutEchoes(distinct(problems)), levels), graph, lints),
    figuresAt: nodeIndex(made.map(m => ({ body: m.report.graph.body, figures: m.figures }))),
  };
}

/** What can be said without shapes of blocks that no network of the file calls. */
function lookedLints(
  sources: Sources,
  graph: FileGraph,
  choices: Choices,
  levels: LintLevels,
): readonly GraphProblem[] {
  return graph.looked.flatMap(({ body, certain }) => {
    const { name, place } = body;
    const alone: NetworkGraph = { name, place, body, conditions: [], inputShapes: [], parameters: [] };
    const { report, figures } = reportNetwork(sources, graph, alone, choices);
    return runLints(lints, lintNetwork(graph, report, figures, certain), levels);
  });
}

/** No hint at a place that an error names as its cause: what that place does wrong is said there. */
function withoutEchoes(problems: readonly GraphProblem[]): readonly GraphProblem[] {
  const causes = problems.flatMap(({ severity, related = [] }) => (severity === 'error' ? related : []));
  if (causes.length === 0) return problems;
  const told = new Set(causes.map(({ uri, range }) => `${uri}|${String(range.start)}`));
  return problems.filter(p => p.severity !== 'hint' || !told.has(`${p.uri}|${String(p.range.start)}`));
}

/** One problem for each mistake: several networks may share the block in which it stands. */
function distinct(problems: readonly GraphProblem[]): readonly GraphProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ uri, range, code }) => {
    const key = `${uri}|${String(range.start)}|${String(range.end)}|${code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function reportNetwork(
  sources: Sources,
  graph: FileGraph,
  network: NetworkGraph,
  choices: Choices,
): { report: NetworkReport; figures: Figures } {
  const { assumptions, optimizer } = settle(graph, network.name, choices, expression);
  const chosen = chooseOptimizer(optimizer);
  const figures = new Figures(assumptions, chosen);
  const totals = figures.totals(network.body);
  const bundled = memoized(() => bundledOf({ sources, graph, network, assumptions, optimizer: chosen }));
  const { body } = network;
  const named = body.outputs.filter(o => o.name !== '' && (assumptions.mode === 'train' || !o.training));
  const outputs =
    named.length > 0
      ? named.map(o => ({ name: o.name, shape: o.value.type?.shape }))
      : [{ name: 'output', shape: body.result?.type?.shape }];
  const report: NetworkReport = {
    graph: network,
    name: network.name,
    assumptions,
    inputs: body.inputs.map(i => ({ name: i.name, shape: i.value.type?.shape })),
    outputs,
    totals: assumptions.target === 'bundled' ? withBundled(totals, bundled()) : totals,
    bundled: () => bundledBytes(bundled()),
    growth: memoized(() => growthOf(body, report.totals)),
    figuresIn: inside => inside.nodes.map((node, i) => figuresOf(figures, node, inside, i)),
    trainingPeak: memoized(() =>
      assumptions.target === 'bundled' ? bundledPeak(bundled()) : trainingTimeline(report, chosen)?.peak,
    ),
    under: more => reportNetwork(sources, graph, network, { ...choices, ...more }).report,
    calls: body.calls,
    layers: (limit = LAYER_LIMIT) => {
      const listed = listLayers(body, figures, limit);
      return assumptions.target === 'bundled' ? bundledLayers(listed, bundled()) : listed;
    },
  };
  return { report, figures };
}

/** What our own engine keeps is known of a call by its path, not of a node that stands for several. */
function figuresOf(figures: Figures, node: Node, body: Body, index: number): NodeFigures {
  const byRules = figures.assumptions.target === 'pytorch';
  return figures.ofNode(node, body, byRules ? figures.kept.first.get(body)?.byNode[index] : undefined);
}

function memoized<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What PyTorch's rules say of weights stands where there is no plan: on both they are the same. */
function withBundled(totals: Totals, memory: BundledMemory | undefined): Totals {
  const { weights, buffers, gradients } = totals.bytes;
  const bytes = bundledBytes(memory);
  return { ...totals, kept: undefined, bytes: memory ? bytes : { ...bytes, weights, buffers, gradients } };
}

/** Made when it is first asked for. */
function nodeIndex(roots: readonly { readonly body: Body; readonly figures: Figures }[]): Report['figuresAt'] {
  const index = memoized(() => new NodeIndex(roots));
  return (uri, range) =>
    index()
      .within(uri, range)
      .map(({ node, body, figures, index: at }) => figuresOf(figures, node, body, at));
}
