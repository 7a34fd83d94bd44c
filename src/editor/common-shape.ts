/** What the shapes of a line have in common that is executed in several ways: a formula, or two of them. */
import type { NodeFigures, Report } from '../analysis/report.js';
import { elements } from '../shape/shape.js';
import { shapeText } from './figures.js';
import { shapeFormula } from './instance-formula.js';
import { roundName, varyingNames } from './varying-names.js';
import type { View } from './view.js';

/** A formula that stands for many shapes may be longer than one of a single shape. */
const longestFormula = 56;

/** `512x7x7 … 64x56x56`: the one with the fewest cells and the one with the most, or the first round and the last. */
function shapesBetween(ways: readonly NodeFigures[], inOrder: boolean): string {
  const sized = ways.map(({ outputShape }) => {
    const cells = outputShape && elements(outputShape);
    return { text: shapeText(outputShape), cells: cells?.isConstant === true ? cells.value : NaN };
  });
  // Of open sizes nobody knows which is larger, and they are long.
  if (sized.some(({ cells }) => Number.isNaN(cells))) return '';
  const [first, ...more] = inOrder ? sized : sized.sort((a, b) => a.cells - b.cells);
  return `${first?.text ?? ''} … ${more.at(-1)?.text ?? ''}`;
}

/** Empty where nothing short holds for all; `subject`: a place of the line. */
export function commonShape(
  view: View,
  reports: readonly Report[],
  subject: number,
  ways: readonly NodeFigures[],
): string {
  const shapes = ways.map(({ outputShape }) => outputShape).filter(shape => shape !== undefined);
  if (shapes.length < ways.length) return '';
  const bodies = ways.map(({ body }) => body);
  const oneBody = bodies.every(body => body === bodies[0]);
  const names = oneBody ? [] : varyingNames(view, reports, bodies);
  const formula = shapeFormula(shapes, names, oneBody ? roundName(view, subject, bodies[0]) : undefined);
  return formula !== undefined && formula.length <= longestFormula ? formula : shapesBetween(ways, oneBody);
}
