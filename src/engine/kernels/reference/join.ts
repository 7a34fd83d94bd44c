/** Tensors side by side, with borders, or moved round. */
import type { PadAttributes, PadMode } from '../../../catalogue/operations/join.js';
import type { Kernel, Tensor } from '../kernel.js';
import { aroundAxis, dataAt, product, samplesOf, sizesOf, stridesOf, tensorAt } from './tensors.js';

export const concat: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const y = tensorAt(results, 0);
  const { before, size, after } = aroundAxis(y, axis);
  let from = 0;
  inputs.forEach((_, index) => {
    const x = tensorAt(inputs, index);
    const own = aroundAxis(x, axis);
    const run = own.size * after;
    for (let b = 0; b < before; b++) {
      // What has no batch stands in each sample.
      const start = x.batched || !y.batched ? b : b % own.before;
      for (let i = 0; i < run; i++) y.data[(b * size + from) * after + i] = x.data[start * run + i]!;
    }
    from += own.size;
  });
};

/** The cell that a cell of the padded axis copies; below 0 if it is filled. */
export function copiedCell(at: number, size: number, mode: PadMode): number {
  if (at >= 0 && at < size) return at;
  switch (mode) {
    case 'zeros':
      return -1;
    case 'replicate':
      return at < 0 ? 0 : size - 1;
    case 'circular':
      return ((at % size) + size) % size;
    case 'reflect': {
      if (size === 1) return 0;
      const period = 2 * (size - 1);
      const within = ((at % period) + period) % period;
      return within < size ? within : period - within;
    }
  }
}

/** Calls `visit` with each cell of the padded tensor and the cell that it copies, or -1. */
function eachPadded(
  padded: Tensor,
  plain: Tensor,
  amounts: readonly (readonly [number, number])[],
  mode: PadMode,
  visit: (padded: number, plain: number) => void,
): void {
  const [sizes, wide] = [sizesOf(plain), sizesOf(padded)];
  const [steps, wideSteps] = [stridesOf(sizes), stridesOf(wide)];
  const sources = wide.map((count, i) =>
    Array.from({ length: count }, (_, at) => copiedCell(at - (amounts[i]?.[0] ?? 0), sizes[i]!, mode)),
  );
  const [cells, wideCells] = [product(sizes), product(wide)];
  for (let n = 0; n < samplesOf(padded); n++) {
    for (let at = 0; at < wideCells; at++) {
      let from = n * cells;
      let filled = false;
      for (let i = 0; i < wide.length; i++) {
        const source = sources[i]![Math.floor(at / wideSteps[i]!) % wide[i]!]!;
        if (source < 0) filled = true;
        from += source * steps[i]!;
      }
      visit(n * wideCells + at, filled ? -1 : from);
    }
  }
}

export const pad: Kernel<PadAttributes> = (results, inputs, { amounts, mode, value = 0 }) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  eachPadded(y, x, amounts, mode, (at, from) => {
    y.data[at] = from < 0 ? value : x.data[from]!;
  });
};

export const padGradient: Kernel<Omit<PadAttributes, 'value'>> = (results, inputs, { amounts, mode }) => {
  const [x, g] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  x.data.fill(0);
  eachPadded(g, x, amounts, mode, (at, from) => {
    if (from >= 0) x.data[from] = x.data[from]! + g.data[at]!;
  });
};

export const roll: Kernel<{ readonly shift: readonly number[]; readonly axes: readonly number[] }> = (
  results,
  inputs,
  { shift, axes },
) => {
  const [y, x] = [tensorAt(results, 0), dataAt(inputs, 0)];
  const front = y.batched ? 1 : 0;
  const steps = stridesOf(y.shape);
  for (let at = 0; at < x.length; at++) {
    let to = at;
    axes.forEach((axis, i) => {
      const [step, size] = [steps[axis + front]!, y.shape[axis + front]!];
      const place = Math.floor(at / step) % size;
      const moved = (((place + shift[i]!) % size) + size) % size;
      to += (moved - place) * step;
    });
    y.data[to] = x[at]!;
  }
};

export const flip: Kernel<{ readonly axes: readonly number[] }> = (results, inputs, { axes }) => {
  const [y, x] = [tensorAt(results, 0), dataAt(inputs, 0)];
  const front = y.batched ? 1 : 0;
  const steps = stridesOf(y.shape);
  for (let at = 0; at < x.length; at++) {
    let to = at;
    for (const axis of axes) {
      const [step, size] = [steps[axis + front]!, y.shape[axis + front]!];
      to += (size - 1 - 2 * (Math.floor(at / step) % size)) * step;
    }
    y.data[to] = x[at]!;
  }
};
