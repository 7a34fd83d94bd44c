/** Entries of an axis by a list of places, and the way back. */
import type { EntriesAttributes } from '../../../catalogue/operations/entries.js';
import type { Kernel } from '../kernel.js';
import { aroundAxis, tensorAt } from './tensors.js';

export const pickEntries: Kernel<EntriesAttributes> = (results, inputs, { axis, places }) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const { before, size, after } = aroundAxis(x, axis);
  for (let b = 0; b < before; b++) {
    places.forEach((place, i) => {
      const [to, from] = [(b * places.length + i) * after, (b * size + place) * after];
      for (let a = 0; a < after; a++) y.data[to + a] = x.data[from + a]!;
    });
  }
};

export const placeEntries: Kernel<EntriesAttributes & { readonly size: number }> = (results, inputs, attributes) => {
  const { axis, places } = attributes;
  const [x, g] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const { before, size, after } = aroundAxis(x, axis);
  x.data.fill(0);
  for (let b = 0; b < before; b++) {
    places.forEach((place, i) => {
      const [to, from] = [(b * size + place) * after, (b * places.length + i) * after];
      for (let a = 0; a < after; a++) x.data[to + a] = x.data[to + a]! + g.data[from + a]!;
    });
  }
};
