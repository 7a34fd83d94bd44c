/** Finds what every name of a file stands for, by the rules of visibility of the language. */
import { areExclusive, type Arm, type Frame, type OpenSymbol, type Owner } from './frame.js';
import { namingProblem } from './naming.js';
import type { Problem } from './problem.js';
import type { Range, Word } from './range.js';
import type { Reference, Scopes, SymbolKind } from './symbols.js';
import type {
  Body,
  Call,
  Expr,
  FileNode,
  IfLink,
  Import,
  Link,
  Name,
  Node,
  Search,
  Budget,
  SettingItem,
  Statement,
  Train,
} from './tree.js';
import { childrenOf, eachStep, isExpr } from './walk.js';

interface Given {
  readonly kind: SymbolKind;
  readonly word: Word;
  readonly node: Node;
  /** From where on it can be seen. */
  readonly from: number;
  readonly indexed?: boolean;
}

export function resolveNames(file: FileNode): Scopes {
  const resolver = new Resolver(file);
  return { symbols: resolver.symbols, references: resolver.references, problems: resolver.problems };
}

class Resolver {
  readonly symbols: OpenSymbol[] = [];
  readonly references: Reference[] = [];
  readonly problems: Problem[] = [];
  private frame: Frame;
  private arms: readonly Arm[] = [];
  /** The names inside each block or network: parameters, inputs, points. */
  private readonly inside = new Map<string, Map<string, OpenSymbol>>();
  private readonly waiting: (() => void)[] = [];

  constructor(file: FileNode) {
    this.frame = { names: new Map(), outer: undefined, end: file.range.end, owner: undefined };
    for (const item of file.items) this.giveItem(item);
    const trainings = new Map<string, Word>();
    for (const item of file.items) {
      if (item.kind === 'Train' && item.as) this.giveTraining(item, item.as, trainings, file.range);
    }
    for (const item of file.items) if (item.kind === 'Block' || item.kind === 'Network') this.readBlock(item);
    for (const item of file.items) {
      if (item.kind === 'Train') this.readTraining(item, item.names, item.settings);
      else if (item.kind === 'Search' || item.kind === 'Budget') this.readTraining(item, [item.name], item.settings);
      else if (item.kind === 'Const') this.readExpr(item.value);
      else if (item.kind !== 'Import' && item.kind !== 'Block' && item.kind !== 'Network') this.readStatement(item);
    }
    for (const resolve of this.waiting) resolve();
    this.references.sort((a, b) => a.range.start - b.range.start);
    this.problems.sort((a, b) => a.range.start - b.range.start);
  }

  // --- names that are given ---

  private giveItem(item: FileNode['items'][number]): void {
    switch (item.kind) {
      case 'Import':
        this.giveImports(item);
        break;
      case 'Const':
        this.give({ kind: 'const', word: item.name, node: item, from: 0 });
        break;
      case 'Block':
        this.give({ kind: 'block', word: item.name, node: item, from: 0 });
        break;
      case 'Network':
        this.give({ kind: 'network', word: item.name, node: item, from: 0 });
        break;
      default:
    }
  }

  private giveImports(item: Import): void {
    for (const name of item.names) this.give({ kind: 'import', word: name.as ?? name.name, node: name, from: 0 });
  }

  private giveTraining(node: Train, word: Word, known: Map<string, Word>, visible: Range): void {
    const first = known.get(word.text);
    if (first) this.reportTwice(word, first);
    else known.set(word.text, word);
    this.symbols.push({
      kind: 'training',
      name: word.text,
      definitions: [word],
      node,
      visible,
      indexed: false,
      arms: [],
    });
  }

  private give({ kind, word, node, from, indexed = false }: Given): void {
    const name = word.text;
    if (name === '') return;
    const { frame } = this;
    // An element of a list and a value of a step may hide what is outside; a point may not have the name of another.
    const hides = kind === 'element' || kind === 'value';
    const known = hides ? frame.names.get(name) : this.lookUp(name, frame.owner);
    if (known && known.owner === frame.owner) {
      if (known.indexed && indexed) known.definitions.push(word);
      else if (areExclusive(known.arms, this.arms)) known.definitions.push(word);
      else this.reportTwice(word, known.definitions[0] ?? word);
      return;
    }
    const problem = namingProblem(kind, word);
    if (problem) this.problems.push(problem);
    const symbol: OpenSymbol = {
      kind,
      name,
      definitions: [word],
      node,
      ...(frame.owner && { owner: frame.owner }),
      visible: { start: from, end: Math.max(from, frame.end) },
      indexed,
      arms: this.arms,
    };
    this.symbols.push(symbol);
    frame.names.set(name, symbol);
  }

  private reportTwice(word: Word, first: Word): void {
    this.problems.push({
      code: 'name-given-twice',
      severity: 'error',
      message: `the name \`${word.text}\` is given twice`,
      range: word.range,
      related: [{ message: 'it is given here first', range: first.range }],
    });
  }

  // --- names that are used ---

  /** The nearest symbol of a name; with an owner, only inside of that block. */
  private lookUp(name: string, owner?: Owner): OpenSymbol | undefined {
    for (let frame: Frame | undefined = this.frame; frame; frame = frame.outer) {
      if (owner && frame.owner !== owner) return undefined;
      const symbol = frame.names.get(name);
      if (symbol) return symbol;
    }
    return undefined;
  }

  private use(word: Word | Name): void {
    if (word.text === '' || word.text === '_') return;
    this.refer(word, this.lookUp(word.text));
  }

  private refer({ text: name, range }: Word | Name, symbol: OpenSymbol | undefined, argumentOf?: Word): void {
    if (argumentOf) this.references.push(symbol ? { name, range, symbol, argumentOf } : { name, range, argumentOf });
    else this.references.push(symbol ? { name, range, symbol } : { name, range });
  }

  /** A name inside one of these networks, from outside: an output in a loss, a parameter in `vary`, a named argument. */
  private useInside(networks: readonly string[], word: Word, argumentOf?: Word): void {
    // The networks of a file may stand behind what speaks of them.
    this.waiting.push(() => {
      const symbol = networks.map(name => this.inside.get(name)?.get(word.text)).find(found => found);
      this.refer(word, symbol, argumentOf);
    });
  }

  private within(end: number, owner: Owner | undefined, read: () => void): void {
    const outer = this.frame;
    this.frame = { names: new Map(), outer, end, owner };
    read();
    this.frame = outer;
  }

  // --- blocks ---

  private readBlock(block: Owner): void {
    const { arms } = this;
    const from = this.symbols.length;
    this.arms = [];
    this.within(block.range.end, block, () => {
      for (const param of block.params) {
        if (param.default) this.readExpr(param.default);
        this.give({ kind: 'param', word: param.name, node: param, from: param.range.end });
      }
      this.giveLists(block);
      this.readBody(block.body);
    });
    this.arms = arms;
    const inside = new Map<string, OpenSymbol>();
    for (const symbol of this.symbols.slice(from)) {
      if (symbol.kind !== 'element' && !inside.has(symbol.name)) inside.set(symbol.name, symbol);
    }
    this.inside.set(block.name.text, inside);
  }

  /** A list of points belongs to the whole block: a later round may read what an earlier one gave. */
  private giveLists(block: Owner): void {
    eachStep(block.body, node => {
      if (!node.name || node.name.indexes.length === 0) return;
      const known = this.frame.names.get(node.name.name.text);
      if (!known || known.indexed) {
        this.give({ kind: 'point', word: node.name.name, node, from: block.body.range.start, indexed: true });
      }
    });
  }

  private readBody(body: Body): void {
    for (const statement of body.statements) this.readStatement(statement);
  }

  private readStatement(statement: Statement): void {
    switch (statement.kind) {
      case 'Input':
        if (statement.name)
          this.give({ kind: 'input', word: statement.name, node: statement, from: statement.range.end });
        if (statement.shape) this.readShape(statement.shape);
        break;
      case 'Output':
        this.readStatement(statement.step);
        break;
      case 'Expect':
        this.readShape(statement.shape);
        break;
      case 'Const':
        this.readExpr(statement.value);
        this.give({ kind: 'const', word: statement.name, node: statement, from: statement.range.end });
        break;
      case 'Shared':
        this.readExpr(statement.value);
        this.give({ kind: 'shared', word: statement.name, node: statement, from: statement.range.end });
        break;
      case 'Defaults':
        for (const call of statement.calls) this.readExpr(call);
        break;
      case 'Branch':
        this.readBody(statement.body);
        break;
      case 'Training':
        this.within(statement.range.end, this.frame.owner, () => {
          this.readBody(statement.body);
        });
        break;
      case 'Step': {
        const { name, links } = statement;
        if (name) for (const index of name.indexes) this.readExpr(index);
        for (const link of links) this.readLink(link);
        if (name && (name.indexes.length === 0 || !this.frame.owner)) {
          this.give({ kind: 'point', word: name.name, node: statement, from: statement.range.end });
        } else if (name && !this.lookUp(name.name.text)?.indexed) {
          this.give({ kind: 'point', word: name.name, node: statement, from: statement.range.end, indexed: true });
        }
        break;
      }
    }
  }

  private readLink(link: Link): void {
    switch (link.kind) {
      case 'Residual':
        this.readBody(link.body);
        if (link.shortcut) this.readBody(link.shortcut);
        break;
      case 'Repeat':
        this.readExpr(link.count);
        this.within(link.range.end, this.frame.owner, () => {
          const { as } = link;
          const words = as ? [as.element, as.index ?? []].flat() : [];
          for (const word of words) if (as) this.give({ kind: 'element', word, node: as, from: as.range.end });
          this.readBody(link.body);
        });
        break;
      case 'IfLink':
        this.readIf(link);
        break;
      case 'Frozen':
      case 'Checkpoint':
        this.readBody(link.body);
        break;
      default:
        this.readExpr(link);
    }
  }

  private readIf(link: IfLink): void {
    this.readExpr(link.condition);
    const { arms } = this;
    this.arms = [...arms, { of: link, taken: true }];
    this.readBody(link.then);
    this.arms = [...arms, { of: link, taken: false }];
    if (link.else?.kind === 'IfLink') this.readIf(link.else);
    else if (link.else) this.readBody(link.else);
    this.arms = arms;
  }

  /** A bare name of a shape is known and checked, or new and bound to the size. */
  private readShape(shape: Expr): void {
    if (shape.kind !== 'List') {
      this.readExpr(shape);
      return;
    }
    for (const item of shape.items) {
      if (item.kind === 'Rest') continue;
      if (item.kind !== 'Name' || item.text === '_' || this.lookUp(item.text)) this.readExpr(item);
      else this.give({ kind: 'dimension', word: { ...item, kind: 'Word' }, node: item, from: item.range.start });
    }
  }

  private readExpr(expr: Expr): void {
    if (expr.kind === 'Name') this.use(expr);
    else if (expr.kind === 'Call') this.readCall(expr);
    else if (expr.kind !== 'Number')
      for (const child of childrenOf(expr)) if (child.kind !== 'Word' && isExpr(child)) this.readExpr(child);
  }

  private readCall(call: Call): void {
    const { callee } = call;
    const symbol = callee.text === '' || callee.text === '_' ? undefined : this.lookUp(callee.text);
    if (callee.text !== '' && callee.text !== '_') this.refer(callee, symbol);
    for (const { name, value } of call.args) {
      // What stands for nothing of this file is a layer: its arguments are no names of the file.
      if (name && symbol) this.useInside([callee.text], name, callee);
      else if (name) this.refer(name, undefined, callee);
      this.readExpr(value);
    }
    if (call.body) this.readBody(call.body);
  }

  // --- train, search, budget ---

  private readTraining(item: Train | Search | Budget, words: readonly Word[], settings: readonly SettingItem[]): void {
    for (const word of words) this.use(word);
    const networks = words.map(word => word.text);
    this.within(item.range.end, undefined, () => {
      for (const name of networks)
        for (const [key, symbol] of this.inside.get(name) ?? []) this.frame.names.set(key, symbol);
      this.readSettings(settings, networks);
    });
  }

  private readSettings(settings: readonly SettingItem[], networks: readonly string[]): void {
    for (const setting of settings) {
      if (setting.kind === 'PointSetting')
        this.give({ kind: 'value', word: setting.name, node: setting, from: setting.range.start });
    }
    for (const setting of settings) {
      switch (setting.kind) {
        case 'Setting':
        case 'PointSetting':
          this.readExpr(setting.value);
          break;
        case 'Update':
          this.use(setting.name);
          this.readSettings(setting.settings, networks);
          break;
        case 'Group':
          for (const word of setting.names) this.useInside(networks, word);
          this.readSettings(setting.settings, networks);
          break;
        case 'Vary': {
          const [first] = setting.path;
          if (first && setting.path.length === 1) this.useInside(networks, first);
          this.readExpr(setting.value);
          break;
        }
      }
    }
  }
}
