/** Says in words where a number was not finite, and what helps. */
import type { NonFinite } from '../../engine/common/executor.js';
import { StepNames } from '../../graph/names.js';
import type { Body, NetworkGraph, Place } from '../../graph/graph.js';
import type { RunError } from '../../messages/run.js';

const wheres: Readonly<Record<NonFinite['pass'], string>> = {
  input: 'in the data that feeds',
  weight: 'in the weights of',
  forward: 'in the output of',
  loss: 'in',
  backward: 'in the gradient of',
};

const remedies: Readonly<Record<NonFinite['pass'], string>> = {
  input: 'Look at the data: it holds values that are no numbers.',
  weight: 'A smaller learning rate, or a norm before this layer, usually helps.',
  forward: 'A smaller learning rate, or a norm before this layer, usually helps.',
  loss: 'A smaller learning rate usually helps; a loss that takes logits must not be given probabilities.',
  backward: 'A smaller learning rate, or a norm before this layer, usually helps.',
};

export function explained(network: NetworkGraph, at: NonFinite | undefined, step: number): RunError {
  if (!at)
    return {
      message: `Step ${step}: the loss is not finite. A smaller learning rate usually helps.`,
      layer: null,
      place: null,
    };
  const named = at.pass === 'loss' ? 'the loss' : `\`${at.path}\``;
  const message = `Step ${step}: the first number that is not finite is ${wheres[at.pass]} ${named}. ${remedies[at.pass]}`;
  const isLayer = at.pass !== 'loss' && at.pass !== 'input';
  const place = isLayer ? placeOf(network.body, at.path) : undefined;
  return { message, layer: isLayer ? at.path : null, place: place ? written(place) : null };
}

const written = ({ uri, range }: Place): RunError['place'] => ({ uri, start: range.start, end: range.end });

/** Place of a call by its path. */
export function placeOf(body: Body, path: string, names = new StepNames()): Place | undefined {
  for (const node of body.nodes) {
    const inner = node.kind === 'body' ? node.body : undefined;
    if (inner && (inner.kind === 'round' || inner.kind === 'checkpoint') && !node.shared) {
      for (let round = 0; round < (node.kind === 'body' ? node.count : 1); round++) {
        const found = placeOf(inner, path, names);
        if (found) return found;
      }
      continue;
    }
    const name = names.next(node);
    if (path === name) return node.place;
    if (inner && path.startsWith(`${name}.`)) return placeOf(inner, path.slice(name.length + 1));
  }
  return undefined;
}
