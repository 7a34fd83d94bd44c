/** `identity`: a weight that hands on what comes in. */
import { defineInitializer } from './initializer.js';

export const identity = defineInitializer({
  name: 'identity',
  summary: 'One from each input to the output of the same number, in the middle of the kernel; zero elsewhere.',
  source: 'Yu & Koltun 2016, Multi-scale context aggregation by dilated convolutions',
  parameters: {},
  fill: (into, shape) => {
    into.fill(0);
    const [rows = 1, columns = 1, ...kernel] = shape;
    const cells = kernel.reduce((all, size) => all * size, 1);
    const middle = kernel.reduce((position, size) => position * size + Math.floor(size / 2), 0);
    for (let i = 0; i < Math.min(rows, columns); i++) into[(i * columns + i) * cells + middle] = 1;
  },
  spell: { pytorch: () => 'nn.init.dirac_(w)' },
});
