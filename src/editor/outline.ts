/** The outline of a file: definitions, and in them inputs, outputs and named points. */
import type { Body, Item, Node, Range, Statement } from '../language/tree.js';
import { walk } from '../language/walk.js';
import type { View } from './view.js';

export type OutlineKind =
  'network' | 'block' | 'constant' | 'train' | 'search' | 'budget' | 'point' | 'input' | 'output';

export interface OutlineEntry {
  readonly kind: OutlineKind;
  readonly name: string;
  readonly detail: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly children: readonly OutlineEntry[];
}

const entry = (
  kind: OutlineKind,
  name: string,
  node: Node,
  nameRange: Range,
  detail = '',
  children: readonly OutlineEntry[] = [],
): OutlineEntry => ({ kind, name, detail, range: node.range, nameRange, children });

function ofStatement(statement: Statement, text: string): OutlineEntry | undefined {
  switch (statement.kind) {
    case 'Input': {
      const shape =
        statement.shape === undefined ? '' : text.slice(statement.shape.range.start, statement.shape.range.end);
      return entry(
        'input',
        statement.name?.text || 'input',
        statement,
        statement.name?.range ?? statement.range,
        shape,
      );
    }
    case 'Output': {
      const name = statement.step.name?.name;
      return entry('output', name?.text || 'output', statement, name?.range ?? statement.range);
    }
    case 'Const':
      return entry('constant', statement.name.text, statement, statement.name.range);
    case 'Shared':
      return entry('point', statement.name.text, statement, statement.name.range, 'shared');
    case 'Step': {
      const { name } = statement;
      return name && entry('point', text.slice(name.range.start, name.range.end), statement, name.range);
    }
    case 'Expect':
    case 'Defaults':
    case 'Branch':
    case 'Training':
      return undefined;
  }
}

const statementKinds = new Set(['Input', 'Output', 'Const', 'Shared', 'Step']);

function ofBody(body: Body, text: string): readonly OutlineEntry[] {
  const found: OutlineEntry[] = [];
  walk(body, node => {
    if (!statementKinds.has(node.kind)) return true;
    const one = ofStatement(node as Statement, text);
    if (one !== undefined && one.name !== '') found.push(one);
    return node.kind === 'Step';
  });
  return found;
}

function ofItem(item: Item, text: string): OutlineEntry | undefined {
  switch (item.kind) {
    case 'Network':
    case 'Block': {
      const params = item.params.map(({ name }) => name.text).join(', ');
      const kind = item.kind === 'Network' ? 'network' : 'block';
      return entry(kind, item.name.text, item, item.name.range, params && `(${params})`, ofBody(item.body, text));
    }
    case 'Const':
      return entry('constant', item.name.text, item, item.name.range);
    case 'Train': {
      const names = item.names.map(name => name.text).join(', ');
      const at = item.as ?? item.names[0];
      return entry(
        'train',
        `train ${names}`,
        item,
        at?.range ?? item.range,
        item.as === undefined ? '' : `as ${item.as.text}`,
      );
    }
    case 'Search':
      return entry('search', `search ${item.name.text}`, item, item.name.range);
    case 'Budget':
      return entry('budget', `budget ${item.name.text}`, item, item.name.range);
    case 'Import':
    case 'Input':
    case 'Output':
    case 'Expect':
    case 'Shared':
    case 'Defaults':
    case 'Branch':
    case 'Training':
    case 'Step':
      return undefined;
  }
}

export function outline({ source, text }: View): readonly OutlineEntry[] {
  return source.file.items.flatMap(item => ofItem(item, text) ?? []).filter(({ name }) => name !== '');
}
