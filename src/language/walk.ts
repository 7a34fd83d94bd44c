/** Going through a tree: what hangs below a node, in the order of the text. */
import type { Body, Expr, Node, Step } from './tree.js';

const nothing: readonly Node[] = [];

function present(...nodes: readonly (Node | undefined)[]): Node[] {
  return nodes.filter((node): node is Node => node !== undefined);
}

/** Documentation and comments stand outside of the nodes that they speak of, and are no children. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'File':
      return node.items;
    case 'Import':
      return [...node.names, node.from];
    case 'ImportName':
      return present(node.name, node.as);
    case 'Const':
    case 'PointSetting':
    case 'Shared':
      return [node.name, node.value];
    case 'Block':
    case 'Network':
      return [node.name, ...node.params, node.body];
    case 'Param':
      return present(node.name, node.default);
    case 'Train':
      return [...node.names, ...present(node.as), ...node.settings];
    case 'Search':
    case 'Budget':
    case 'Update':
      return [node.name, ...node.settings];
    case 'Group':
      return [...node.names, ...node.settings];
    case 'Setting':
      return [node.key, node.value];
    case 'Vary':
      return [...node.path, node.value];
    case 'Body':
      return node.statements;
    case 'Input':
      return present(node.name, node.shape);
    case 'Output':
      return [node.step];
    case 'Expect':
      return [node.shape];
    case 'Defaults':
      return node.calls;
    case 'Branch':
    case 'Training':
    case 'Frozen':
    case 'Checkpoint':
      return [node.body];
    case 'Step':
      return [...present(node.name), ...node.links];
    case 'NameTarget':
      return [node.name, ...node.indexes];
    case 'Residual':
      return present(node.body, node.shortcut);
    case 'Repeat':
      return present(node.count, node.as, node.body);
    case 'RepeatAs':
      return 'kind' in node.element ? present(node.element, node.index) : [...node.element, ...present(node.index)];
    case 'IfLink':
      return present(node.condition, node.then, node.else);
    case 'List':
      return node.items;
    case 'Call':
      return [node.callee, ...node.args, ...present(node.body)];
    case 'Arg':
      return present(node.name, node.value);
    case 'Member':
      return [node.object, node.member];
    case 'Index':
      return [node.object, node.index];
    case 'Unary':
      return [node.operand];
    case 'Binary':
    case 'Compare':
      return [node.left, node.right];
    case 'Conditional':
      return [node.condition, node.then, node.else];
    case 'Chain':
      return [node.head, ...node.calls];
    case 'Word':
    case 'Name':
    case 'Number':
    case 'Size':
    case 'Text':
    case 'Bool':
    case 'None':
    case 'Rest':
    case 'Missing':
    case 'Comment':
    case 'Doc':
      return nothing;
  }
}

/** Visits a node and what is below it, parents first; below a node for which `visit` says false it does not look. */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => boolean | undefined): void {
  const parents: Node[] = [];
  const go = (at: Node): void => {
    if (visit(at, parents) === false) return;
    parents.push(at);
    for (const child of childrenOf(at)) go(child);
    parents.pop();
  };
  go(node);
}

/** Visits the steps of a body, those within its repeats, branches and the like too. */
export function eachStep(body: Body, visit: (step: Step) => void): void {
  const step = (at: Step): void => {
    visit(at);
    for (const link of at.links) if (link.kind !== 'Name') into(link);
  };
  const into = (at: Node | undefined): void => {
    if (at === undefined) return;
    switch (at.kind) {
      case 'Body':
        return eachStep(at, visit);
      case 'Call':
      case 'Frozen':
      case 'Checkpoint':
      case 'Repeat':
        return into(at.body);
      case 'Residual':
        into(at.body);
        return into(at.shortcut);
      case 'IfLink':
        into(at.then);
        return into(at.else);
      default:
    }
  };
  for (const statement of body.statements) {
    if (statement.kind === 'Step') step(statement);
    else if (statement.kind === 'Output') step(statement.step);
    else if (statement.kind === 'Branch' || statement.kind === 'Training') into(statement.body);
  }
}

/** The first of several nodes, which stand in the order of the text, that does not end before the offset. */
function firstReaching(nodes: readonly Node[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.range.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nodes that hold an offset, from the file down. A node holds the place right behind its last character too. */
export function pathAt(node: Node, offset: number): readonly Node[] {
  const path: Node[] = [];
  for (let at: Node | undefined = node; at;) {
    path.push(at);
    let inside: Node | undefined;
    let written: Node | undefined;
    const children = childrenOf(at);
    for (let i = firstReaching(children, offset); i < children.length; i++) {
      const child = children[i];
      if (!child || child.range.start > offset) break;
      if (child.range.end < offset) continue;
      inside = child;
      if (child.range.end > child.range.start) written = child;
    }
    // Of two that touch, the one that begins here is meant; what is missing has no text of its own.
    at = written ?? inside;
  }
  return path;
}

export function isExpr(node: Node): node is Expr {
  switch (node.kind) {
    case 'Number':
    case 'Size':
    case 'Text':
    case 'Bool':
    case 'None':
    case 'List':
    case 'Name':
    case 'Call':
    case 'Member':
    case 'Index':
    case 'Unary':
    case 'Binary':
    case 'Compare':
    case 'Conditional':
    case 'Chain':
    case 'Missing':
      return true;
    default:
      return false;
  }
}
