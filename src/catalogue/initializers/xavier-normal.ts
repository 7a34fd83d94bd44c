/** `xavier_normal`: normal numbers that keep the variance forwards and backwards. */
import { fanOf, normally } from './fans.js';
import { defineInitializer, positive } from './initializer.js';

export const xavierNormal = defineInitializer({
  name: 'xavier_normal',
  summary: 'Normal with deviation gain · √(2 / (fan_in + fan_out)).',
  source: 'Glorot & Bengio 2010',
  parameters: { gain: positive('enlarges all numbers', { default: 1 }) },
  fill: (into, _, fans, { normal }, a) => {
    normally(into, 0, a.gain * Math.sqrt(1 / fanOf(fans, 'average')), normal);
  },
  spell: { pytorch: a => `nn.init.xavier_normal_(w, gain=${String(a.gain)})` },
});
