/** What the `defaults` of a block give to the layers behind them, written at these layers. */
import type { SourceFile } from '../../language/files.js';
import type { TextEdit } from '../../language/problem.js';
import type { Range } from '../../language/range.js';
import type { Block, Call, Name } from '../../language/tree.js';
import { walk } from '../../language/walk.js';
import type { View } from '../view.js';
import { layerOf, nameOf } from './layer-of.js';

/** Names of the arguments that a call gives itself. */
function givenBy(call: Call | Name, parameters: readonly string[]): ReadonlySet<string> {
  if (call.kind === 'Name') return new Set();
  const positional = call.args.filter(({ name }) => name === undefined).length;
  return new Set([...parameters.slice(0, positional), ...call.args.flatMap(({ name }) => name?.text ?? [])]);
}

function addedTo(call: Call | Name, args: readonly string[]): TextEdit {
  const text = args.join(', ');
  if (call.kind === 'Name') return { range: { start: call.range.end, end: call.range.end }, text: `(${text})` };
  const at = call.args.at(-1)?.range.end ?? (call.hasParens ? call.callee.range.end + 1 : call.callee.range.end);
  const shown = call.args.length > 0 ? `, ${text}` : call.hasParens ? text : `(${text})`;
  return { range: { start: at, end: at }, text: shown };
}

/**
 * Edits of the block's text; none for the layers of blocks that it calls: there the network would change, and what changes it is
 * not offered. `textOf`: a stretch of the block with the call's arguments put in.
 */
export function defaultsWritten(
  view: View,
  source: SourceFile,
  { body }: Block,
  textOf: (range: Range) => string,
): readonly TextEdit[] {
  const there: View = { ...view, uri: source.uri, text: source.text, source };
  // The nearer ones win.
  const all = body.statements.filter(one => one.kind === 'Defaults').reverse();
  const [widest] = all.slice(-1);
  if (widest === undefined) return [];
  const edits: TextEdit[] = [];
  walk(body, node => {
    if (node.kind === 'Defaults') return false;
    if ((node.kind !== 'Call' && node.kind !== 'Name') || node.range.start < widest.range.end) return true;
    const layer = layerOf(there, node);
    if (layer === undefined) return true;
    const given = new Set(givenBy(node, Object.keys(layer.parameters)));
    const args: string[] = [];
    for (const { calls } of all.filter(({ range }) => range.end <= node.range.start))
      for (const call of calls.filter(one => nameOf(one) === layer.name))
        for (const { name, range } of call.args) {
          if (name === undefined || given.has(name.text)) continue;
          given.add(name.text);
          args.push(textOf(range));
        }
    if (args.length > 0) edits.push(addedTo(node, args));
    return true;
  });
  return edits;
}
