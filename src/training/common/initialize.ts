/** First values of weights and buffers, drawn as their initializers say: the same for a seed, whatever else the network holds. */
import { initializers } from '../../catalogue/initializers/index.js';
import type { Draw, Fans, Initializer } from '../../catalogue/initializers/initializer.js';
import { normal, streamOf, uniform } from '../../shape/random.js';
import type { Argument } from '../../catalogue/argument.js';
import { sizeOf } from '../../plan/concrete.js';
import type { Plan } from '../../plan/memory.js';
import type { ProgramWeight } from '../../plan/program.js';
import type { Memory } from '../../engine/common/memory.js';
import { readCall } from '../../catalogue/read-call.js';

export function initialize(plan: Plan, memory: Memory, seed: number): void {
  const fans = fansByLayer(plan.weights.map(({ weight }) => weight));
  const byPath = new Map(plan.weights.map(({ weight, slot }) => [weight.path, slot]));
  const all = plan.weights.map(({ weight, slot }) => ({ weight, slot, ...initializerOf(weight.init) }));
  // What is made of another weight's first values comes after it.
  const ordered = [...all.filter(each => !each.initializer.from), ...all.filter(each => each.initializer.from)];
  for (const { weight, slot, initializer, args } of ordered) {
    const { from } = initializer;
    const other = from === undefined ? undefined : byPath.get(`${weight.layer}.${from}`);
    const draw: Draw = { ...drawOf(weight, seed), beside: other && memory.floats(other) };
    initializer.fill(memory.floats(slot), slot.shape, fans.get(weight.layer) ?? { fanIn: 1, fanOut: 1 }, draw, args);
    if (weight.zeroRow) {
      const width = slot.shape.slice(1).reduce((product, size) => product * size, 1);
      const from = weight.zeroRow.value * width;
      memory.floats(slot).fill(0, from, from + width);
    }
  }
  for (const { buffer, slot } of plan.buffers) {
    const into = slot.numbers === 'float' ? memory.floats(slot) : memory.integers(slot);
    into.fill(buffer.fill);
    const { values } = buffer;
    if (values) for (let i = 0; i < into.length; i++) into[i] = values(i);
  }
}

function drawOf(weight: ProgramWeight, seed: number): Draw {
  const stream = streamOf('weight', weight.path);
  return { uniform: element => uniform(seed, stream, element), normal: element => normal(seed, stream, element) };
}

/** Numbers of values that flow into and out of one number, from the first weight of the layer that has two dimensions. */
function fansByLayer(weights: readonly ProgramWeight[]): ReadonlyMap<string, Fans> {
  const fans = new Map<string, Fans>();
  for (const { layer, shape } of weights) {
    const [out, into, ...field] = shape.map(sizeOf);
    if (fans.has(layer) || out === undefined || into === undefined) continue;
    const area = field.reduce((product, size) => product * size, 1);
    fans.set(layer, { fanIn: into * area, fanOut: out * area });
  }
  return fans;
}

interface Choice {
  readonly initializer: Initializer;
  readonly args: { readonly [name: string]: unknown };
}

export function initializerOf(init: string | Argument): Choice {
  const name =
    typeof init === 'string' ? init : init.kind === 'recipe' ? init.name : init.kind === 'word' ? init.value : '';
  const initializer = (initializers as readonly Initializer[]).find(each => each.name === name);
  if (!initializer) throw new Error(`there is no initializer ${name}`);
  const read = readCall(initializer.parameters, typeof init === 'string' ? undefined : init);
  if ('error' in read) throw new Error(`${name}: ${read.error}`);
  return { initializer, args: read.args };
}
