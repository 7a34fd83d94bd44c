/** A name that is not known where it stands, though the block or network gives it: in another place, a round, an arm. */
import type * as tree from '../language/tree.js';
import { childrenOf } from '../language/walk.js';
import type { Definition } from './datum.js';
import type { Place } from './graph.js';
import type { Problems } from './problems.js';

/** A name that the block or network around gives somewhere, though not here: whether it was said. */
export function sayGivenElsewhere(
  { definition, problems }: { readonly definition?: Definition; readonly problems: Problems },
  at: Place,
  name: string,
): boolean {
  if (definition === undefined || definition.uri !== at.uri) return false;
  const ahead = givenAhead(definition, name);
  const given = ahead === undefined ? targetOf(definition.node.body, name, []) : undefined;
  const message = ahead ?? (given && whyNot(given, at, name));
  if (message === undefined) return false;
  const place = given && { uri: definition.uri, range: given.node.range };
  const related = place ? [{ message: `\`${name}\` is given here`, place }] : [];
  problems.say({ code: 'not-known-yet', at, message, related });
  return true;
}

/** A later parameter, a dimension of an input. */
function givenAhead({ node }: Definition, name: string): string | undefined {
  if (node.params.some(p => p.name.text === name))
    return `\`${name}\` is a parameter that this default cannot use: it may use only those before it`;
  const shapes = node.body.statements.flatMap(s =>
    s.kind === 'Input' && s.shape?.kind === 'List' ? s.shape.items : [],
  );
  return shapes.some(item => item.kind === 'Name' && item.text === name)
    ? `\`${name}\` is known only behind the \`input\` that names it; a default may use the parameters before it`
    : undefined;
}

interface Given {
  readonly node: tree.NameTarget | tree.Word;
  /** What stands around it, the outermost first. */
  readonly around: readonly tree.Node[];
}

/** The first place where a step or a constant gets the name. */
function targetOf(node: tree.Node, name: string, around: readonly tree.Node[]): Given | undefined {
  if (node.kind === 'NameTarget') return node.name.text === name ? { node, around } : undefined;
  if ((node.kind === 'Const' || node.kind === 'Shared') && node.name.text === name) return { node: node.name, around };
  for (const child of childrenOf(node)) {
    const found = targetOf(child, name, [...around, node]);
    if (found) return found;
  }
  return undefined;
}

function whyNot({ node, around }: Given, at: Place, name: string): string | undefined {
  if (node.range.end > at.range.start)
    return `\`${name}\` is given further down; a name is used behind the line that gives it`;
  const inside = (part: tree.Node): boolean => part.range.start <= at.range.start && at.range.end <= part.range.end;
  const left = [...around]
    .reverse()
    .find(part => (part.kind === 'Repeat' || part.kind === 'Training' || part.kind === 'IfLink') && !inside(part));
  if (node.kind === 'NameTarget' && node.indexes.length > 0)
    return left?.kind === 'IfLink' ? undefined : `no element of \`${name}\` is given before this line`;
  switch (left?.kind) {
    case 'Repeat':
      return `\`${name}\` lives for one round of its \`repeat\`; with an index, \`${name}[i]\`, it is a list that all may read`;
    case 'Training':
      return `\`${name}\` is given in \`training\`, and names stay in it`;
    case 'IfLink':
      return `\`${name}\` is given in an arm of \`if\` that is not taken here`;
    default:
      return undefined;
  }
}
