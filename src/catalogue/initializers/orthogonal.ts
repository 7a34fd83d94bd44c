/** `orthogonal`: rows at right angles to each other. */
import { defineInitializer, positive } from './initializer.js';

export const orthogonal = defineInitializer({
  name: 'orthogonal',
  summary: 'Rows (or columns, whichever are fewer) of length `gain` at right angles to each other.',
  source: 'Saxe et al. 2013',
  parameters: { gain: positive('length of a row', { default: 1 }) },
  fill(into, shape, _, { normal }, { gain }) {
    const [rows = 1] = shape;
    const columns = into.length / rows;
    const few = Math.min(rows, columns);
    const long = Math.max(rows, columns);
    // Gram-Schmidt, each vector against the ones before it, twice for accuracy.
    const vectors: Float64Array[] = [];
    for (let v = 0; v < few; v++) {
      const vector = Float64Array.from({ length: long }, (_unused, i) => normal(v * long + i));
      for (let pass = 0; pass < 2; pass++) {
        for (const other of vectors) {
          let dot = 0;
          for (let i = 0; i < long; i++) dot += (vector[i] ?? 0) * (other[i] ?? 0);
          for (let i = 0; i < long; i++) vector[i] = (vector[i] ?? 0) - dot * (other[i] ?? 0);
        }
      }
      const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
      vectors.push(vector.map(x => x / length));
    }
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const [vector, place] = rows <= columns ? [r, c] : [c, r];
        into[r * columns + c] = gain * (vectors[vector]?.[place] ?? 0);
      }
    }
  },
  spell: { pytorch: a => `nn.init.orthogonal_(w, gain=${String(a.gain)})` },
});
