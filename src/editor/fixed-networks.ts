/** What stands for a network that does not learn, in a value of a training step; and weights to start from. */
import { makeSignature } from './functions.js';
import type { Signature } from './signature.js';

const network = ['Net', 'a network of this file or an imported one'] as const;

function make(name: string, summary: string, ...parameters: readonly (readonly [string, string])[]): Signature {
  return makeSignature(name, summary, parameters, 'network');
}

/** The parameters behind the first one are given by name. */
function named({ parameters: [first, ...others], ...rest }: Signature): Signature {
  const byName = others.map(parameter => ({ ...parameter, byName: true as const }));
  return { ...rest, parameters: [...(first === undefined ? [] : [first]), ...byName] };
}

export const fixedNetworks: readonly Signature[] = [
  make('pretrained', 'The network with the weights of a file.', network, ['file', 'a file of weights']),
  named(
    make('average', 'The network with a moving average of its weights.', network, ['decay', 'share kept at each step']),
  ),
  named(
    make('delayed', 'The network as it was when its weights were last copied.', network, [
      'every',
      'steps between copies',
    ]),
  ),
  make('ensemble', 'The mean of what several networks give.', network, ['Other', 'another network']),
];

export const startingWeights = make('weights', 'The weights of a file, to start from.', ['file', 'a file of weights']);
