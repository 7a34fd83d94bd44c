/** From parsed files to the graph of one of them: its networks elaborated, its blocks looked at, its settings checked. */
import type { Problem } from '../language/problem.js';
import type { Scopes } from '../language/symbols.js';
import type * as tree from '../language/tree.js';
import { formatShape } from '../shape/shape.js';
import { catalogueNames } from './catalogue-names.js';
import { checkSettings } from './elaborate-settings.js';
import { Context, type Walk } from './elaborate-context.js';
import { Recipe, type Datum, type Definition } from './datum.js';
import { assembleLayer } from './elaborate-assembly.js';
import { callBlock, elaborateNetwork, lookAtBlock } from './elaborate-block.js';
import { runStatement, runStatements } from './elaborate-body.js';
import { sayEmpty, sizesThatWork } from './elaborate-says.js';
import { multiplesOf } from './sizes-that-work.js';
import { sayDuplicates } from './elaborate-duplicates.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import type { Allow, Body, FileGraph, GraphProblem, Looked, NetworkGraph, Place, UnusedName } from './graph.js';
import { Problems } from './problems.js';
import { CallResolver } from './resolve-call.js';
import { unusedNames } from './elaborate-unused.js';
import { Scope } from './scope.js';

export interface SourceFile {
  readonly uri: string;
  readonly file: tree.FileNode;
  /** Of its syntax. */
  readonly problems: readonly Problem[];
  /** What its names stand for, where that is known already. */
  readonly scopes?: Scopes;
}

/** The files that an elaboration may read. Imports that cannot be resolved are reported by whoever resolves them. */
export interface Sources {
  /** A file by its URI; undefined when it cannot be read. */
  file(uri: string): SourceFile | undefined;
  /** URI of an imported file. */
  resolve(from: string, path: string): string;
  /** Problems of a file's imports: missing files and names, circles. */
  importProblems(uri: string): readonly Problem[];
}

export interface ElaborateOptions {
  /** Expressions for parameters and symbols, by name. */
  readonly set?: ReadonlyMap<string, Datum>;
  readonly cancelled?: () => boolean;
  /** Shared by elaborations, so that equal calls are worked out once. */
  readonly resolver?: CallResolver;
}

const walk: Walk = { callBlock, assembleLayer, runStatements, runStatement };

/** How often a network may be elaborated again because an input was found to hold integers. */
const MAX_AGAIN = 8;

export function elaborateFile(sources: Sources, uri: string, options: ElaborateOptions = {}): FileGraph {
  const source = sources.file(uri);
  if (!source)
    return {
      uri,
      networks: [],
      trains: [],
      budgets: [],
      problems: [],
      blocks: [],
      looked: [],
      unused: [],
      allows: new Map(),
    };
  const problems = new Problems();
  const files = new FileScopes(sources, problems);
  const scope = files.scope(uri);
  const resolver = options.resolver ?? new CallResolver();
  const fresh = (found: Problems): Context =>
    new Context(catalogueNames, found, resolver, walk, options.cancelled ?? (() => false));
  const context = fresh(problems);

  for (const problem of [...source.problems, ...sources.importProblems(uri)]) {
    const { fix, related, ...plainProblem } = problem;
    problems.add({
      ...plainProblem,
      uri,
      ...(related ? { related: related.map(r => ({ ...r, uri: r.uri ?? uri })) } : {}),
      ...(fix
        ? {
            fixes: [
              {
                title: fix.title,
                mends: fix.edits.map(e => ({ kind: 'text' as const, at: { uri, range: e.range }, text: e.text })),
              },
            ],
          }
        : {}),
    });
  }

  const networks: NetworkGraph[] = [];
  const called = new Set<string>();
  const blocks: { name: string; place: Place }[] = [];
  const looked: Looked[] = [];
  for (const item of source.file.items) {
    if (item.kind !== 'Network' || item.name.text === '') continue;
    networks.push(network(fresh, problems, { uri, node: item, scope }, options.set ?? new Map(), called));
  }
  for (const item of source.file.items) {
    if (item.kind !== 'Block') continue;
    blocks.push({ name: item.name.text, place: { uri, range: item.name.range } });
    if (!called.has(`${uri}#${item.name.text}`)) looked.push(lookAtBlock(context, { uri, node: item, scope }));
  }
  sayDuplicates(problems, uri, source.file);
  for (const item of source.file.items) hidesLayer(problems, uri, item);
  const evaluation: Evaluation = { uri, scope, names: catalogueNames, problems };
  const { trains, budgets } = checkSettings(evaluation, source.file, networks);
  // While something is half typed, what uses a name may not be there yet.
  const unused =
    source.problems.length > 0
      ? []
      : unusedNames(uri, source.file, source.scopes).filter(name => !isDoubted(name, source.file, problems.list));
  return {
    uri,
    networks,
    trains,
    budgets,
    problems: withoutEchoes(uri, source, problems.list),
    blocks,
    looked,
    unused,
    allows: files.allows,
  };
}

function network(
  fresh: (found: Problems) => Context,
  problems: Problems,
  definition: Definition,
  set: ReadonlyMap<string, Datum>,
  called: Set<string>,
): NetworkGraph {
  let integers: ReadonlySet<string> = new Set();
  for (let round = 0; ; round++) {
    // What a round says is kept only when it is the last one.
    const found = new Problems();
    const context = fresh(found);
    for (const name of integers) context.integerInputs.add(name);
    const body = elaborateNetwork(context, definition, set);
    if (context.again && round < MAX_AGAIN) {
      integers = context.integerInputs;
      continue;
    }
    if (context.clashes.length > 0) found.amend(context.clashes, sizesThatWork(fresh, definition, set, context));
    for (const problem of ownMistakes(fresh, definition, set, context, found)) problems.add(problem);
    const { statements } = definition.node.body;
    if (body.nodes.length === 0 && statements.every(({ kind }) => kind === 'Input')) sayEmpty(problems, definition);
    sayConditions(problems, context);
    for (const key of context.memo.keys()) called.add(key.slice(0, key.search(/[|>]/)));
    return {
      name: definition.node.name.text,
      place: { uri: definition.uri, range: definition.node.name.range },
      body,
      conditions: context.conditions,
      inputShapes: context.inputShapes,
      parameters: body.parameters,
    };
  }
}

/** Without what only follows from a shape that was expected and is not there: that is said already. */
function ownMistakes(
  fresh: (found: Problems) => Context,
  definition: Definition,
  set: ReadonlyMap<string, Datum>,
  context: Context,
  found: Problems,
): readonly GraphProblem[] {
  if (context.doubts === 0 || found.list.length === 1) return found.list;
  const own = new Problems();
  const asked = fresh(own);
  asked.doubting = true;
  for (const name of context.integerInputs) asked.integerInputs.add(name);
  elaborateNetwork(asked, definition, set);
  return found.list.filter(problem => own.has(problem));
}

/** What symbols of the inputs must obey, said at the input. */
function sayConditions(problems: Problems, context: Context): void {
  const multiples = multiplesOf(context.conditions);
  for (const { shape, place } of context.inputShapes) {
    const names = [...new Set(shape.flatMap(d => [...d.symbols()]))].filter(name => multiples.has(name));
    if (names.length === 0) continue;
    const rules = names.map(name => `${name} must be a multiple of ${String(multiples.get(name) ?? 1)}`);
    // A block that is called in several places states its condition in each.
    const stated = context.conditions.filter(c => names.some(name => c.holds?.of.symbols().has(name)));
    const because = new Map(stated.map(c => [`${c.place.uri}|${String(c.place.range.start)}|${c.message}`, c]));
    problems.say({
      code: 'size-condition',
      severity: 'info',
      at: place,
      message: `for the network to be right, ${rules.join(' and ')}`,
      related: [...because.values()].slice(0, 4).map(c => ({ message: c.message, place: c.place })),
    });
  }
}

/** Problems that follow from a mistake in the syntax of the same call or setting. */
const ECHOES: ReadonlySet<string> = new Set([
  'missing-argument',
  'unknown-setting',
  'not-comparable',
  'missing-file',
  'bad-shape-pattern',
  'empty-network',
  'not-a-list',
]);

/** Whether a mistake keeps a name from being used: then it is no second one that nothing uses it. */
function isDoubted(unused: UnusedName, { items }: tree.FileNode, problems: readonly GraphProblem[]): boolean {
  const { uri, range } = unused.place;
  const within = items.find(item => item.range.start <= range.start && range.end <= item.range.end);
  return problems.some(({ code, message, severity, range: at, ...p }) => {
    if (severity !== 'error' || p.uri !== uri) return false;
    if (at.start === range.start && at.end === range.end) return true;
    if (within?.kind === 'Import') return within.range.start <= at.start && at.end <= within.range.end;
    if (code === 'not-known-yet') return message.startsWith(`\`${unused.name}\``);
    return code === 'shared-needs-layer' && at.start > range.end && at.start - range.end < 9;
  });
}

/** What a call lacks is no mistake of its own where its syntax was reported: `conv 64` misses parentheses, nothing else. */
function withoutEchoes(uri: string, source: SourceFile, found: readonly GraphProblem[]): readonly GraphProblem[] {
  if (source.problems.length === 0) return found;
  return found.filter(
    p =>
      p.uri !== uri ||
      !source.problems.some(
        s =>
          (ECHOES.has(p.code) || (s.code === 'foreign-step' && p.code !== s.code)) &&
          s.range.start <= p.range.end &&
          s.range.end >= p.range.start,
      ),
  );
}

function hidesLayer(problems: Problems, uri: string, item: tree.Item): void {
  if (item.kind !== 'Block' && item.kind !== 'Const') return;
  const name = item.name.text;
  if (!catalogueNames.layer(name)) return;
  problems.say({
    code: 'hides-layer',
    severity: 'info',
    at: { uri, range: item.name.range },
    message: `hides the layer \`${name}\``,
  });
}

/** Names at the top of each file: constants, blocks, networks, imports. */
class FileScopes {
  private readonly scopes = new Map<string, Scope>();
  readonly allows = new Map<string, readonly Allow[]>();

  constructor(
    private readonly sources: Sources,
    private readonly problems: Problems,
  ) {}

  scope(uri: string): Scope {
    const known = this.scopes.get(uri);
    if (known) return known;
    const scope = new Scope(undefined);
    // Put down before it is filled, so that a circle of imports ends.
    this.scopes.set(uri, scope);
    const source = this.sources.file(uri);
    if (!source) return scope;
    if (source.file.allows.length > 0) this.allows.set(uri, source.file.allows);
    for (const item of source.file.items) {
      if (item.kind === 'Import') this.import(uri, scope, item);
      else if (item.kind === 'Block' || item.kind === 'Network') this.define(uri, scope, item);
    }
    const evaluation: Evaluation = { uri, scope, names: catalogueNames, problems: this.problems };
    for (const item of source.file.items) {
      if (item.kind !== 'Const' || item.name.text === '' || scope.own(item.name.text)) continue;
      scope.define(item.name.text, { datum: evaluate(evaluation, item.value), place: { uri, range: item.name.range } });
    }
    return scope;
  }

  private import(uri: string, scope: Scope, item: tree.Import): void {
    const from = item.from.kind === 'Text' ? this.scope(this.sources.resolve(uri, item.from.value)) : undefined;
    for (const { name, as } of item.names) {
      const local = as ?? name;
      if (local.text === '' || scope.own(local.text)) continue;
      const entry = from?.own(name.text);
      scope.define(local.text, entry ?? { datum: undefined, place: { uri, range: local.range } });
    }
  }

  private define(uri: string, scope: Scope, node: tree.Block | tree.Network): void {
    const name = node.name.text;
    if (name === '' || scope.own(name)) return;
    const definition: Definition = { uri, node, scope };
    const recipe = new Recipe([{ name, target: { kind: 'block', definition }, given: [] }]);
    scope.define(name, { datum: recipe, place: { uri, range: node.name.range } });
  }
}

/** What the names of a file mean, for expressions outside of its networks: those of a `train`. Its problems are said elsewhere. */
export function evaluationOf(sources: Sources, uri: string): Evaluation {
  const problems = new Problems();
  const scope = new FileScopes(sources, problems).scope(uri);
  return { uri, scope, names: catalogueNames, problems };
}

/** Describes a body for hover: `Bottleneck(width: 64, stride: 1) on 256x56x56`. */
export function describeBody(body: Body): string {
  const args = body.parameters.map(p => `${p.name}: ${p.written}`).join(', ');
  const type = body.inputs[0]?.value.type;
  return `${body.name}${args === '' ? '' : `(${args})`}${type ? ` on ${formatShape(type.shape)}` : ''}`;
}
