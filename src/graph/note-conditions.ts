/** Conditions on symbols that a call which is right so far leaves behind. */
import { conditionText, requiredEqual, requiredWhole } from '../shape/conditions.js';
import type { Dim } from '../shape/dim.js';
import type { Frame } from './elaborate-context.js';
import type { Call, Place } from './graph.js';

/** Records what symbols must obey so that a call is right. */
export function noteConditions(frame: Frame, call: Call, place: Place): void {
  if (call.open.length === 0 && call.whole.length === 0) return;
  const { conditions } = frame.context;
  for (const { left, right } of call.open) {
    const [a, b] = [left, right].map(({ input, axis }): Dim | undefined => call.inputs[input]?.shape[axis]);
    if (!a || !b) continue;
    const holds = requiredEqual(a, b);
    const message = holds ? conditionText(holds) : `${a.toString()} equals ${b.toString()}`;
    conditions.push({ message, holds, place });
  }
  for (const size of call.whole) {
    const holds = requiredWhole(size);
    if (holds) conditions.push({ message: conditionText(holds), holds, place });
  }
}
