/** What stands for a network that does not learn, in a value of a training step. */
import { makeSignature } from './functions.js';
import type { Signature } from './signature.js';

const network = ['Net', 'a network of this file or an imported one'] as const;

export const fixedNetworks: readonly Signature[] = [
  makeSignature(
    'pretrained',
    'The network with the weights of a file.',
    [network, ['file', 'a file of weights']],
    'network',
  ),
  makeSignature(
    'average',
    'The network with a moving average of its weights.',
    [network, ['decay', 'share kept at each step']],
    'network',
  ),
  makeSignature(
    'delayed',
    'The network as it was when its weights were last copied.',
    [network, ['every', 'steps between copies']],
    'network',
  ),
  makeSignature(
    'ensemble',
    'The mean of what several networks give.',
    [network, ['Other', 'another network']],
    'network',
  ),
];
