/** `channel_shuffle`: channels of several groups mixed in turn. */
import type { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { count } from './layer.js';
import { divides } from './rules.js';

export const channelShuffle = defineChannelLayer({
  name: 'channel_shuffle',
  summary: 'Takes the channels of the groups in turn, so that the next grouped convolution sees all groups.',
  formula: '[g, C/g, ...] → [C/g, g, ...]',
  source: 'Zhang et al. 2018, ShuffleNet',
  traits: ['linear'],
  parameters: { groups: count('number of groups', { min: 1 }), axis: channelAxis() },
  input: ['C', '...'],
  requires: [
    divides(
      'groups',
      ({ C }: { C: Dim }, { groups }: { groups: Dim }) => ({ size: C, parts: groups }),
      (C, groups) => `${String(C)} channels cannot be split into ${String(groups)} equal groups`,
    ),
  ],
  shape: ({ x }) => x.shape,
  dtype: 'same',
  lower(op, x, _, { groups }, { bound: { C, rest } }) {
    const split = op.reshape(x, { shape: [groups, C.over(groups), ...rest] });
    const mixed = op.permute(split, { order: [1, 0, ...rest.map((_size, i) => i + 2)] });
    return op.reshape(mixed, { shape: [C, ...rest], copies: !groups.equals(1) });
  },
  spell: { pytorch: (_, a) => `nn.ChannelShuffle(${a.groups.toString()})` },
  example: 'channel_shuffle(4)',
  exampleInput: '16x16x16',
});
