/** What may stand behind a dot: results and weights of a point, parameters of what a setting names. */
import type { Range } from '../language/range.js';
import { namesAt } from './names.js';
import { declaredSignatures, layerSignatures } from './signature.js';
import { searchedTrain } from './suggest-settings.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

/** Results and weights of a named point: `encoded.state`, `table.weight`. */
export function suggestMembers(view: View, offset: number, object: string, replace: Range): readonly Suggestion[] {
  const name = namesAt(view, offset).find(each => each.name === object);
  const members = new Set<string>();
  const given = name?.symbol?.definitions[0];
  if (given !== undefined) {
    for (const { node } of view.report().figuresAt(view.uri, lineOf(view, given.range.start))) {
      if (node.name !== object && node.kind === 'layer' && node.shared?.name !== object) continue;
      if (node.kind === 'layer') {
        for (const result of node.call.resultNames) members.add(result);
        for (const weight of node.call.weights) members.add(weight.name);
      } else for (const output of node.body.outputs) members.add(output.name);
    }
  }
  if (members.size === 0) {
    for (const { layer } of layerSignatures()) for (const result of layer?.results ?? []) members.add(result);
    members.add('weight');
  }
  members.delete('');
  return [...members].map(member => ({ label: member, kind: 'point', insert: member, rank: 10, replace }));
}

function lineOf({ text }: View, offset: number): Range {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset) + 1, end: end < 0 ? text.length : end };
}

/** Behind `vary optimizer.`: what can be given to the one that the training uses, else to any. */
export function suggestVariedMembers(view: View, offset: number, key: string, replace: Range): readonly Suggestion[] {
  const used = searchedTrain(view, offset)?.settings.find(item => item.kind === 'Setting' && item.key.text === key);
  const value = used?.kind === 'Setting' ? used.value : undefined;
  const name = value?.kind === 'Call' ? value.callee.text : value?.kind === 'Name' ? value.text : undefined;
  const all = declaredSignatures(key);
  const meant = all.filter(signature => signature.name === name);
  const parameters = (meant.length > 0 ? meant : all).flatMap(signature => signature.parameters);
  return [...new Map(parameters.map(one => [one.name, one])).values()].map((one, i) => ({
    label: one.name,
    kind: 'argument',
    insert: one.name,
    rank: 10 + i / 1000,
    replace,
    doc: one.doc,
  }));
}
