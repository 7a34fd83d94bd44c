/** A map read at places that another tensor names, and grids of such places. */
import { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import type { Builder } from './builder.js';
import { counting, shares } from './interpolation.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { anyBatched, arriving, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/** `align`: -1 and 1 are the middles of the outermost cells, not the edges of the map. */
export type GridAttributes = { readonly border: 'zeros' | 'replicate'; readonly align: boolean };

const one = Dim.of(1);

/** From -1 ... 1 to cells. */
function cellsOf(op: Builder, place: Value, size: Dim, align: boolean): Value {
  const from = op.addConstant(place, { constant: 1 });
  return align
    ? op.scaleBy(from, { by: size.minus(1).over(2) })
    : op.addConstant(op.scaleBy(from, { by: size.over(2) }), { constant: -0.5 });
}

/** x: [C, H, W]; grid: [P, Q, 2], of each result how far right and down it reads, from -1 to 1. */
export const gridSample: OperationOf<GridAttributes, [x: Value, grid: Value]> = defineOperation({
  name: 'gridSample',
  autocast: () => 'full',
  summary: 'Reads a map between its cells, at places that a grid names.',
  source: 'Jaderberg et al. 2015, Spatial transformer networks',
  inputs: ['x', 'grid'],
  traits: ['first-order'],
  types(inputs) {
    const [x, grid] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([sizeAt(x.shape, 0), ...grid.shape.slice(0, -1)], anyBatched(inputs))];
  },
  eagerKeeps: () => [{ input: 0 }, { input: 1 }],
  decompose(op, inputs, { border, align }) {
    const [x, grid] = [valueAt(inputs, 0), valueAt(inputs, 1)];
    const [C, H, W] = [0, 1, 2].map(i => sizeAt(x.type.shape, i)) as [Dim, Dim, Dim];
    const places = grid.type.shape.slice(0, -1);
    const P = places.reduce((all, size) => all.times(size), one);
    const flat = op.reshape(grid, { shape: [P, Dim.of(2)] });
    const along = (axis: 0 | 1, size: Dim): Value => {
      const part = op.slice(flat, { axis: 1, from: Dim.of(axis), to: Dim.of(axis + 1), step: one });
      const cell = cellsOf(op, op.reshape(part, { shape: [P] }), size, align);
      return shares(op, border === 'replicate' ? op.clamp(cell, { low: 0, high: size.value - 1 }) : cell, size);
    };
    const [columns, rows] = [along(0, W), along(1, H)];
    const lines = op.matmul(rows, op.reshape(op.permute(x, { order: [1, 0, 2] }), { shape: [H, C.times(W)] }), {});
    const read = op.multiply(op.reshape(lines, { shape: [P, C, W] }), op.reshape(columns, { shape: [P, one, W] }));
    const sampled = op.permute(op.reduceSum(read, { axes: [2], keep: false }), { order: [1, 0] });
    return [op.reshape(sampled, { shape: [C, ...places] })];
  },
});

export type AffineAttributes = { readonly size: Shape; readonly align: boolean };

/** [P · Q, 3]: of each cell how far right and down it lies, from -1 to 1, and 1. */
function cells(op: Builder, [P = one, Q = one]: Shape, align: boolean): Value {
  const along = (size: Dim): Value => {
    const step = align ? Dim.of(2).over(size.minus(1).max(1)) : Dim.of(2).over(size);
    const first = !align ? one.over(size).minus(1) : size.value > 1 ? Dim.of(-1) : Dim.of(0);
    return op.addConstant(op.scaleBy(counting(op, size), { by: step }), { constant: first });
  };
  const spread = (line: Value, shape: Shape): Value =>
    op.reshape(op.expand(op.reshape(line, { shape }), { shape: [P, Q, one] }), { shape: [P.times(Q), one] });
  const ones = op.constant({ value: 1, shape: [P.times(Q), one] });
  return op.concat(spread(along(Q), [one, Q, one]), spread(along(P), [P, one, one]), ones, { axis: 1 });
}

/** theta: [2, 3]; result: [P, Q, 2]. */
export const affineGrid: OperationOf<AffineAttributes, [theta: Value]> = defineOperation({
  name: 'affineGrid',
  summary: 'Where each cell of a result lies in a map that is turned, stretched and moved.',
  source: 'Jaderberg et al. 2015, Spatial transformer networks',
  inputs: ['theta'],
  types: (inputs, { size }) => [tensor([...size, Dim.of(2)], typeAt(inputs, 0).batched)],
  gradient({ op, gradients, attributes: { size, align } }) {
    const g = arriving(gradients);
    const flat = op.reshape(g, { shape: [g.type.shape.slice(0, -1).reduce((all, d) => all.times(d), one), Dim.of(2)] });
    return [op.matmul(flat, cells(op, size, align), { transposeA: true })];
  },
});
