/** What one elaboration shares: names, problems, bodies made so far, bounds. */
import type { Evaluation, Names } from './elaborate-expression.js';
import type { Body, Call, Condition, Place, Value } from './graph.js';
import type { BodyBuilder, Marks } from './body-builder.js';
import { Counter } from './body-builder.js';
import type { Shape } from '../shape/shape.js';
import type { Datum, Definition, Point, RecipeLink } from './datum.js';
import type * as tree from '../language/tree.js';
import type { Defaults } from './defaults.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';
import type { CallResolver, GivenValue } from './resolve-call.js';

/** Bounds that stop a mistake (`repeat 1e9`, a block that calls itself without end), not a network. */
export const limits = {
  /** Nodes that are built one by one. */
  nodes: 200_000,
  /** Layer calls of a whole network, repeated ones counted each time. */
  calls: 2_000_000,
  /** Statements walked, over all bodies and rounds. */
  work: 600_000,
  /** Steps of work that a body of its own counts for: its scopes and keys take time and memory. */
  bodyWork: 40,
  /** Blocks within blocks. */
  depth: 200,
} as const;

/** Thrown when a newer text has come, and caught where the analysis was asked for. */
export class Cancelled extends Error {
  constructor() {
    super('superseded by a newer version of the text');
  }
}

/** Steps of the walk that call each other in a circle, put together in one place (`elaborate.ts`). */
export interface Walk {
  callBlock(
    frame: Frame,
    definition: Definition,
    link: RecipeLink,
    flow: Value | undefined,
    place: Place,
    marks: Marks,
  ): Point;
  assembleLayer(frame: Frame, request: AssemblyRequest): Point;
  runStatements(frame: Frame, body: tree.Body): void;
  runStatement(frame: Frame, statement: tree.Statement): void;
}

/** A call of a layer that is put together of others. */
export interface AssemblyRequest {
  readonly link: RecipeLink;
  readonly call: Call;
  /** Arguments with sources run, as they stand in the call. */
  readonly given: readonly GivenValue[];
  readonly flow: Value;
  readonly place: Place;
  readonly marks: Marks;
}

export class Context {
  readonly counter = new Counter();
  readonly memo = new Map<string, Body>();
  /** Keys of blocks that are being elaborated, outermost first. */
  readonly open: string[] = [];
  readonly conditions: Condition[] = [];
  /** Calls whose inputs have dimensions that should be equal and are not. */
  readonly clashes: Place[] = [];
  /** Shapes of the network's inputs as they are written. */
  readonly inputShapes: { readonly name: string; readonly shape: Shape; readonly place: Place }[] = [];
  /** Sizes of inputs behind the first dimension are taken for symbols, to ask which of them would do. */
  symbolic = false;
  /** Conditions, counts and indexes that were not known. */
  guesses = 0;
  /** Expected shapes that were not met, and sizes that should meet and do not. */
  doubts = 0;
  /** Behind one of them nothing is taken for known, to ask which problems are mistakes of their own. */
  doubting = false;
  /** Inputs of the network that were found to hold integers. */
  readonly integerInputs = new Set<string>();
  /** An input was found to hold integers after it was taken for real numbers: elaborate again. */
  again = false;
  /** A bound was reached: no more nodes are built. */
  full = false;

  constructor(
    readonly names: Names,
    readonly problems: Problems,
    readonly resolver: CallResolver,
    readonly walk: Walk,
    private readonly cancelled: () => boolean,
  ) {}

  private work = 0;

  /** Counts a statement or a round (a body costs more); false when the bound is reached, which is reported once. */
  walks(at: { readonly range: Place['range'] }, uri: string, cost = 1): boolean {
    if (this.full) return false;
    const before = this.work;
    this.work += cost;
    if (before >> 11 !== this.work >> 11 && this.cancelled()) throw new Cancelled();
    if (this.work < limits.work && this.counter.nodes < limits.nodes) return true;
    this.full = true;
    const what =
      this.work < limits.work
        ? `over ${String(limits.nodes)} different layer calls`
        : `over ${String(limits.work)} steps of the analysis`;
    this.sayFull({ uri, range: at.range }, what);
    return false;
  }

  /** Blocks that call blocks make more layers than anybody could list: told once, at the call that goes beyond. */
  counts(calls: number, at: Place): void {
    if (calls <= limits.calls || this.full) return;
    this.full = true;
    this.sayFull(at, `over ${String(limits.calls)} layer calls`);
  }

  private sayFull(at: Place, what: string): void {
    this.problems.say({
      code: 'too-many-layers',
      at,
      message: `the network takes ${what} up to here, so what comes after is not analyzed`,
    });
  }
}

/** What flows from one step to the next. */
export type Flow =
  /** `begins`: a step begins with its name. */
  | { readonly kind: 'point'; readonly point: Point; readonly begins?: true }
  /** A list of points that only a joining layer takes. */
  | { readonly kind: 'list'; readonly points: readonly Datum[] }
  /** Nothing, and why a step cannot start here. */
  | { readonly kind: 'nothing'; readonly why: string };

/** State while the statements of one definition are walked. */
export interface Frame {
  readonly context: Context;
  builder: BodyBuilder;
  /** Scope and file; its scope is the innermost one in force. */
  e: Evaluation;
  /** Scope of the whole definition: indexed points belong to it, not to a round. */
  definition: Scope;
  flow: Flow;
  marks: Marks;
  defaults: Defaults;
  /** Inputs given by the caller, by name; undefined when the block is looked at without a call. */
  readonly given: ReadonlyMap<string, Point> | undefined;
  /** Values of the caller behind the inputs of this body, to trace a value to the network's input. */
  readonly callerValues: readonly Value[];
  readonly caller: Frame | undefined;
  /** The network whose inputs are declared here, not given. */
  readonly top: TopInputs | undefined;
  /** Number of `input` statements so far. */
  inputs: number;
}

export interface TopInputs {
  readonly set: ReadonlyMap<string, Datum>;
}

export const placeOf = (frame: Frame, node: { readonly range: Place['range'] }): Place => ({
  uri: frame.e.uri,
  range: node.range,
});
