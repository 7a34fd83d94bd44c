/** The text of a block with what a call gives it put in: the arguments for the parameters, names of its own that nothing else bears. */
import type { SourceFile } from '../../language/files.js';
import type { TextEdit } from '../../language/problem.js';
import type { Range } from '../../language/range.js';
import type { NamedSymbol } from '../../language/symbols.js';
import type { Arg, Block, Call, Expr, Name, Network, Output, Statement, Step } from '../../language/tree.js';
import { pathAt, walk } from '../../language/walk.js';
import type { View } from '../view.js';
import { applied } from './edit-text.js';
import { freshName } from './free-names.js';
import { defaultsWritten } from './inlined-defaults.js';

export interface Inlined {
  /** The statements behind the inputs, as text. */
  readonly text: string;
  /** The chain of links that it is, where it is one step without more. */
  readonly isChain: boolean;
  /** The flow must have this name, because it is read further on. */
  readonly flowName: string | undefined;
  /** Where the last step begins in `text`, and the name that it bears. */
  readonly lastStep: number;
  /** The names of its outputs here, by their names there, in their order; undefined where none is needed. */
  readonly outputs: ReadonlyMap<string, string | undefined>;
}

/** What stands around the call. */
export interface Place {
  readonly view: View;
  readonly owner: Block | Network;
  /** The name of what flows in, if it has one. */
  readonly flow: string | undefined;
  /** The name that the call's result gets. */
  readonly result: string | undefined;
  /** Whether the output of that name and place is read behind the call. */
  readonly reads: (output: string, place: number) => boolean;
}

/** What binds closer than the operators around a parameter. */
const isClosed = ({ kind }: Expr): boolean => !['Binary', 'Unary', 'Compare', 'Conditional', 'Chain'].includes(kind);

function argumentFor(call: Call | Name, block: Block, name: string): Arg | undefined {
  if (call.kind === 'Name') return undefined;
  const named = call.args.find(arg => arg.name?.text === name);
  const place = block.params.findIndex(param => param.name.text === name);
  return named ?? (place < 0 ? undefined : call.args.filter(arg => arg.name === undefined)[place]);
}

/** Edits of a text that lie in a stretch of it, carried out. */
function cutOut(text: string, range: Range, edits: readonly TextEdit[]): string {
  const inside = edits.filter(edit => range.start <= edit.range.start && edit.range.end <= range.end);
  const moved = inside.map(edit => ({
    range: { start: edit.range.start - range.start, end: edit.range.end - range.start },
    text: edit.text,
  }));
  return applied(text.slice(range.start, range.end), moved);
}

class Inliner {
  private readonly edits: TextEdit[] = [];
  private readonly values = new Map<string, { readonly text: string; readonly closed: boolean; readonly expr: Expr }>();
  private readonly taken: string[] = [];
  private readonly names = new Map<NamedSymbol, string>();
  private readonly unnamed = new Set<NamedSymbol>();

  constructor(
    private readonly source: SourceFile,
    private readonly block: Block,
    private readonly call: Call | Name,
    private readonly place: Place,
  ) {}

  /** The uses of a name of the block. */
  private usesOf(symbol: NamedSymbol): readonly Range[] {
    return this.source.scopes.references
      .filter(reference => reference.symbol === symbol && reference.argumentOf === undefined)
      .map(({ range }) => range)
      .filter(({ start }) => !symbol.definitions.some(word => word.range.start === start));
  }

  /** The name, unless another one is known by it where the call stands. */
  private unique(name: string): string {
    const { view, owner } = this.place;
    const known = view.source.scopes.symbols.some(each => each.name === name && (each.owner ?? owner) === owner);
    return known || this.taken.includes(name) ? freshName(view, name, this.taken) : name;
  }

  private own(): readonly NamedSymbol[] {
    return this.source.scopes.symbols.filter(({ owner }) => owner === this.block);
  }

  private put(range: Range, value: { readonly text: string; readonly closed: boolean; readonly expr: Expr }): boolean {
    const path = pathAt(this.source.file, range.start);
    const parent = path.at(-2);
    const at = path.at(-1);
    // A recipe under its parameter's name, perhaps with more arguments.
    if (
      parent?.kind === 'Call' &&
      at?.kind === 'Word' &&
      parent.callee.range.start === range.start &&
      parent.hasParens
    ) {
      const { expr } = value;
      if (expr.kind === 'Name') this.edits.push({ range, text: value.text });
      else if (expr.kind === 'Call' && expr.body === undefined && expr.args.length > 0) {
        const open = value.text.replace(/\)\s*$/, '');
        const rest = parent.args.length === 0 ? ')' : ', ';
        const first = parent.args[0]?.range.start ?? parent.range.end;
        this.edits.push({ range: { start: range.start, end: first }, text: `${open}${rest}` });
      } else return false;
      return true;
    }
    const isOperand =
      parent?.kind === 'Binary' || parent?.kind === 'Unary' || parent?.kind === 'Compare' || parent?.kind === 'Index';
    this.edits.push({ range, text: isOperand && !value.closed ? `(${value.text})` : value.text });
    return true;
  }

  /** Parameters and further inputs get what the call gives, or their default. */
  private putValues(): boolean {
    const inputs = this.block.body.statements.filter(one => one.kind === 'Input').slice(1);
    for (const given of [...this.block.params, ...inputs]) {
      const name = given.name?.text ?? '';
      const symbol = this.own().find(each => each.name === name && each.node === given);
      const arg = argumentFor(this.call, this.block, name);
      const { view } = this.place;
      if (arg !== undefined) {
        const { range } = arg.value;
        this.values.set(name, {
          text: view.text.slice(range.start, range.end),
          closed: isClosed(arg.value),
          expr: arg.value,
        });
      } else if (given.kind === 'Param' && given.default !== undefined) {
        // A default may read the parameters before it.
        const text = cutOut(this.source.text, given.default.range, this.edits);
        this.values.set(name, { text, closed: isClosed(given.default), expr: given.default });
      } else return false;
      const value = this.values.get(name);
      if (symbol === undefined || value === undefined) continue;
      const uses = this.usesOf(symbol);
      // What is worked out at a use would be worked out at each.
      if (value.expr.kind === 'Chain' && uses.length > 1) return false;
      if (!uses.every(use => this.put(use, value))) return false;
    }
    return true;
  }

  private renameOwn(last: Step | undefined): void {
    const { result } = this.place;
    for (const symbol of this.own()) {
      if (symbol.kind === 'param' || symbol.kind === 'input' || this.unnamed.has(symbol)) continue;
      const isLast = last?.name !== undefined && symbol.definitions[0]?.range.start === last.name.name.range.start;
      const name = isLast && result !== undefined && !symbol.indexed ? result : this.unique(symbol.name);
      this.taken.push(name);
      this.names.set(symbol, name);
      if (name === symbol.name) continue;
      for (const { range } of [...symbol.definitions, ...this.usesOf(symbol).map(range => ({ range }))])
        this.edits.push({ range, text: name });
    }
  }

  private symbolOf({ name }: Step): NamedSymbol | undefined {
    return this.own().find(({ definitions }) =>
      definitions.some(({ range }) => range.start === name?.name.range.start),
    );
  }

  private isNamed(step: Step): boolean {
    const symbol = this.symbolOf(step);
    return symbol !== undefined && !this.unnamed.has(symbol);
  }

  /** Outputs are points here, and bear no name that nothing reads. */
  private openOutputs(outputs: readonly Output[], last: Step): void {
    for (const [place, { step, range }] of outputs.entries()) {
      const symbol = this.symbolOf(step);
      if (symbol === undefined) continue;
      const isResult = step === last && this.place.result !== undefined;
      const isRead = this.place.reads(symbol.name, place) || this.usesOf(symbol).length > 0 || symbol.indexed;
      if (!isResult && !isRead) this.unnamed.add(symbol);
      const start = isResult || isRead ? step.range.start : (step.links[0]?.range.start ?? step.range.start);
      this.edits.push({ range: { start: range.start, end: start }, text: '' });
    }
  }

  text(): Inlined | undefined {
    const { statements } = this.block.body;
    const inputs = statements.filter(one => one.kind === 'Input');
    const rest = statements.filter(one => one.kind !== 'Input' && one.kind !== 'Defaults');
    const [first] = rest;
    const last = rest.at(-1);
    const lastStep = last?.kind === 'Output' ? last.step : last;
    if (first === undefined || last === undefined || lastStep?.kind !== 'Step') return undefined;
    if (!isMovable(statements) || !this.putValues()) return undefined;
    const textOf = (range: Range): string => cutOut(this.source.text, range, this.edits);
    const written = defaultsWritten(this.place.view, this.source, this.block, textOf);
    this.edits.push(...written);
    for (const one of statements.filter(({ kind }) => kind === 'Defaults')) {
      const next = statements[statements.indexOf(one) + 1];
      if (next !== undefined) this.edits.push({ range: { start: one.range.start, end: next.range.start }, text: '' });
    }
    const given = rest.filter(one => one.kind === 'Output');
    this.openOutputs(given, lastStep);
    this.renameOwn(lastStep);
    const outputs = new Map(
      given.flatMap(({ step }) => {
        const symbol = this.symbolOf(step);
        return symbol === undefined ? [] : [[symbol.name, this.names.get(symbol)] as const];
      }),
    );
    const [input] = inputs;
    let flowName: string | undefined;
    let expectation = '';
    if (input?.kind === 'Input') {
      const symbol = this.own().find(({ node }) => node === input);
      let uses = symbol === undefined ? [] : [...this.usesOf(symbol)];
      const head = first.kind === 'Step' ? first.links[0] : undefined;
      const next = first.kind === 'Step' ? first.links[1] : undefined;
      if (head?.kind === 'Name' && next !== undefined && uses.some(({ start }) => start === head.range.start)) {
        this.edits.push({ range: { start: head.range.start, end: next.range.start }, text: '' });
        uses = uses.filter(({ start }) => start !== head.range.start);
      }
      if (uses.length > 0) {
        flowName = this.place.flow ?? this.unique(input.name?.text ?? 'x');
        for (const range of uses) this.edits.push({ range, text: flowName });
      }
      if (
        input.shape !== undefined &&
        this.own().some(one => one.kind === 'dimension' && within(input.shape, one) && this.usesOf(one).length > 0)
      )
        expectation = `expect ${cutOut(this.source.text, input.shape.range, this.edits)}\n`;
    }
    const behind = this.source.file.comments.find(
      ({ range }) =>
        range.start >= last.range.end && /^[ \t]*$/.test(this.source.text.slice(last.range.end, range.start)),
    );
    const above = this.source.file.comments.find(
      ({ range }) =>
        range.start >= (inputs.at(-1)?.range.end ?? this.block.body.range.start) && range.end <= first.range.start,
    );
    const start = above?.ownLine === true ? above.range.start : first.range.start;
    const range = { start, end: behind?.range.end ?? last.range.end };
    const before = cutOut(this.source.text, { start, end: last.range.start }, this.edits);
    const text = expectation + cutOut(this.source.text, range, this.edits);
    const isChain =
      rest.length === 1 &&
      expectation === '' &&
      flowName === undefined &&
      !this.isNamed(lastStep) &&
      !text.includes('#');
    return { text, isChain, flowName, lastStep: expectation.length + before.length, outputs };
  }
}

const within = (shape: Expr | undefined, symbol: NamedSymbol): boolean => {
  const at = symbol.definitions[0]?.range.start ?? -1;
  return shape !== undefined && shape.range.start <= at && at < shape.range.end;
};

/** An output or defaults in an inner body stay: they belong to it. */
function isMovable(statements: readonly Statement[]): boolean {
  let found = true;
  for (const statement of statements)
    walk(statement, node => {
      if (node !== statement && (node.kind === 'Output' || node.kind === 'Defaults')) found = false;
      return found;
    });
  return found;
}

export const inlinedText = (source: SourceFile, block: Block, call: Call | Name, place: Place): Inlined | undefined =>
  new Inliner(source, block, call, place).text();
