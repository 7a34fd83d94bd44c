/** Outputs of a block behind a dot: `layer.skip` is the `output skip` of what `layer` calls, in whatever file that is. */
import type { SourceFile } from '../language/files.js';
import type { Range } from '../language/range.js';
import type { NamedSymbol } from '../language/symbols.js';
import type { Member, Node } from '../language/tree.js';
import { pathAt, walk } from '../language/walk.js';
import type { View } from './view.js';

export interface OutputOf {
  readonly source: SourceFile;
  readonly symbol: NamedSymbol;
}

/** Whether a name is given to an output of its block. */
function isOutput({ owner, node }: NamedSymbol): boolean {
  let found = false;
  if (owner !== undefined && node.kind === 'Step')
    walk(owner.body, each => {
      found ||= each.kind === 'Output' && each.step === node;
      return !found;
    });
  return found;
}

/** What the point in front of the dot calls. */
function calleeOf(source: SourceFile, { object }: Member): string | undefined {
  if (object.kind !== 'Name') return undefined;
  const node: Node | undefined = source.scopes.references.find(({ range }) => range.start === object.range.start)
    ?.symbol?.node;
  const link = node?.kind === 'Step' ? node.links.at(-1) : node?.kind === 'Shared' ? node.value : undefined;
  return link?.kind === 'Call' ? link.callee.text : link?.kind === 'Name' ? link.text : undefined;
}

function outputOf({ files }: View, source: SourceFile, member: Member): OutputOf | undefined {
  const callee = calleeOf(source, member);
  const found = callee === undefined ? undefined : files.find(source, callee);
  const symbol = found?.source.scopes.symbols.find(
    ({ name, owner }) => owner === found.definition && name === member.member.text,
  );
  return found !== undefined && symbol !== undefined && isOutput(symbol) ? { source: found.source, symbol } : undefined;
}

/** The output that the name behind a dot at this place means. */
export function outputAt(view: View, offset: number): OutputOf | undefined {
  const member = pathAt(view.source.file, offset)
    .filter(node => node.kind === 'Member')
    .at(-1);
  if (member === undefined || offset < member.member.range.start) return undefined;
  return outputOf(view, view.source, member);
}

/** Where an output is named behind a dot, in all files. */
export function membersOf(view: View, symbol: NamedSymbol): readonly { readonly uri: string; readonly range: Range }[] {
  if (!isOutput(symbol)) return [];
  return view.files.known.flatMap(source => {
    const found: { uri: string; range: Range }[] = [];
    walk(source.file, node => {
      if (node.kind === 'Member' && node.member.text === symbol.name && outputOf(view, source, node)?.symbol === symbol)
        found.push({ uri: source.uri, range: node.member.range });
      return undefined;
    });
    return found;
  });
}
