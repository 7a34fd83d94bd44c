/** The names that may be used at a place, nearest first: points, parameters, dimensions, constants, blocks. */
import type { Block, Body, Expr, FileNode, Network, Node, Param } from '../language/tree.js';
import { childrenOf, pathAt, walk } from '../language/walk.js';
import { resolveImport } from './imports.js';
import type { Sources, View } from './view.js';

export type NameKind =
  'point' | 'shared' | 'parameter' | 'dimension' | 'variable' | 'constant' | 'block' | 'network' | 'step-value';

export interface VisibleName {
  readonly name: string;
  readonly kind: NameKind;
  /** `skip[i]`: it takes an index. */
  readonly indexed?: boolean;
  /** Where it is given, and in which file. */
  readonly node: Node;
  readonly uri: string;
  /** What a block takes. */
  readonly definition?: Block | Network;
}

function dimensionsOf(shape: Expr | undefined, uri: string): readonly VisibleName[] {
  if (shape?.kind !== 'List') return [];
  return shape.items.flatMap(item =>
    item.kind === 'Name' && item.text !== '_' ? [{ name: item.text, kind: 'dimension' as const, node: item, uri }] : [],
  );
}

const parametersOf = (params: readonly Param[], uri: string): readonly VisibleName[] =>
  params.map(param => ({ name: param.name.text, kind: 'parameter', node: param, uri }));

/** What the statements of a body before the offset name; a body inside of it may add to its points. */
function namesOfBody(body: Body, before: number, uri: string): readonly VisibleName[] {
  const found: VisibleName[] = [];
  for (const statement of body.statements) {
    if (statement.range.start >= before) break;
    switch (statement.kind) {
      case 'Input':
        if (statement.name !== undefined)
          found.push({ name: statement.name.text, kind: 'point', node: statement.name, uri });
        found.push(...dimensionsOf(statement.shape, uri));
        break;
      case 'Const':
        found.push({ name: statement.name.text, kind: 'constant', node: statement, uri });
        break;
      case 'Shared':
        found.push({ name: statement.name.text, kind: 'shared', node: statement, uri });
        break;
      case 'Output':
      case 'Step': {
        const step = statement.kind === 'Output' ? statement.step : statement;
        const holdsPlace = statement.range.end >= before;
        if (step.name !== undefined && !holdsPlace) {
          const indexed = step.name.indexes.length > 0;
          found.push({
            name: step.name.name.text,
            kind: 'point',
            node: step.name,
            uri,
            ...(indexed ? { indexed } : {}),
          });
        }
        break;
      }
      case 'Expect':
      case 'Defaults':
      case 'Branch':
      case 'Training':
        break;
    }
  }
  return found;
}

/** Definitions of a file that another may import. */
export function definitionsOf(file: FileNode, uri: string): readonly VisibleName[] {
  return file.items.flatMap((item): readonly VisibleName[] => {
    switch (item.kind) {
      case 'Block':
        return [{ name: item.name.text, kind: 'block', node: item, uri, definition: item }];
      case 'Network':
        return [{ name: item.name.text, kind: 'network', node: item, uri, definition: item }];
      case 'Const':
        return [{ name: item.name.text, kind: 'constant', node: item, uri }];
      default:
        return [];
    }
  });
}

/** The definition behind an imported name, through files that pass it on. */
export function importedName(
  sources: Sources,
  uri: string,
  path: string,
  name: string,
  depth = 0,
): VisibleName | undefined {
  const target = resolveImport(uri, path);
  const file = sources.parsed(target)?.file;
  if (file === undefined || depth > 50) return undefined;
  const own = definitionsOf(file, target).find(each => each.name === name);
  if (own !== undefined) return own;
  for (const item of file.items) {
    if (item.kind !== 'Import' || item.from.kind !== 'Text') continue;
    const passed = item.names.find(each => (each.as ?? each.name).text === name);
    if (passed !== undefined) return importedName(sources, target, item.from.value, passed.name.text, depth + 1);
  }
  return undefined;
}

export function topNames({ uri, parsed, sources }: View): readonly VisibleName[] {
  const found = [...definitionsOf(parsed.file, uri)];
  for (const item of parsed.file.items) {
    if (item.kind !== 'Import' || item.from.kind !== 'Text') continue;
    for (const each of item.names) {
      const name = (each.as ?? each.name).text;
      const known = importedName(sources, uri, item.from.value, each.name.text);
      found.push(known === undefined ? { name, kind: 'block', node: each, uri } : { ...known, name });
    }
  }
  return found.filter(({ name }) => name !== '');
}

/** Nearest first; a name that is hidden by a nearer one is left out. */
export function namesAt(view: View, offset: number): readonly VisibleName[] {
  const path = pathAt(view.parsed.file, offset);
  const found: VisibleName[] = [];
  for (const node of [...path].reverse()) {
    if (node.kind === 'Body') found.push(...[...namesOfBody(node, offset, view.uri)].reverse());
    else if (node.kind === 'Repeat' && node.as !== undefined && node.body.range.start <= offset) {
      for (const word of childrenOf(node.as)) {
        if (word.kind === 'Word') found.push({ name: word.text, kind: 'variable', node: word, uri: view.uri });
      }
    } else if (node.kind === 'Block' || node.kind === 'Network') found.push(...parametersOf(node.params, view.uri));
    else if (node.kind === 'Train' || node.kind === 'Update') {
      for (const item of node.settings) {
        if (item.kind === 'PointSetting' && item.range.end < offset) {
          found.push({ name: item.name.text, kind: 'step-value', node: item, uri: view.uri });
        }
      }
    }
  }
  found.push(...topNames(view));
  const seen = new Set<string>();
  return found.filter(({ name }) => name !== '' && !seen.has(name) && seen.add(name));
}

/** The points of a network, which losses and groups may name. */
export function pointsOf(network: Network | Block, uri: string): readonly VisibleName[] {
  const found: VisibleName[] = [];
  walk(network.body, node => {
    if (node.kind === 'Step' && node.name !== undefined) {
      found.push({ name: node.name.name.text, kind: 'point', node: node.name, uri });
    } else if (node.kind === 'Input' && node.name !== undefined) {
      found.push({ name: node.name.text, kind: 'point', node: node.name, uri });
    }
    return true;
  });
  return found;
}
