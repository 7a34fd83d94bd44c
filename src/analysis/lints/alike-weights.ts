/** Whether an initializer gives all units of a layer the same weights. */
import { initializers } from '../../catalogue/initializers/index.js';
import type { Initializer } from '../../catalogue/initializers/initializer.js';
import type { Named } from '../../catalogue/layers/layer.js';
import { readCall } from '../../catalogue/read-call.js';

const table: ReadonlyMap<string, Initializer> = new Map((initializers as readonly Initializer[]).map(i => [i.name, i]));

/** Asks the declaration itself: two units of two weights, filled from unlike random numbers. */
export function startsAlike(chosen: Named): boolean {
  const initializer = table.get(chosen.name);
  const read = initializer && readCall(initializer.parameters, chosen.recipe);
  if (!initializer || !read || !('args' in read)) return false;
  const into = new Float64Array(4);
  const unlike = (element: number): number => (element + 1) / 7;
  initializer.fill(into, [2, 2], { fanIn: 2, fanOut: 2 }, { uniform: unlike, normal: unlike }, read.args);
  return into[0] === into[2] && into[1] === into[3];
}
