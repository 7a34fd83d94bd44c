/** `xavier`: even numbers that keep the variance forwards and backwards. */
import { evenly, fanOf } from './fans.js';
import { defineInitializer, positive } from './initializer.js';

export const xavier = defineInitializer({
  name: 'xavier',
  summary: 'Evenly up to gain · √(6 / (fan_in + fan_out)): for tanh and sigmoid.',
  source: 'Glorot & Bengio 2010',
  parameters: { gain: positive('enlarges all numbers', { default: 1 }) },
  fill: (into, _, fans, { uniform }, a) => {
    evenly(into, a.gain * Math.sqrt(3 / fanOf(fans, 'average')), uniform);
  },
  spell: { pytorch: a => `nn.init.xavier_uniform_(w, gain=${String(a.gain)})` },
});
