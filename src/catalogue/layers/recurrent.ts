/** `recurrent`: layers and directions of a recurrence around any cell, or around a layer that reads whole sequences. */
import type { RecipeArgument } from '../argument.js';
import { recipe, type Assembly, type NamedPart, type Part } from './assembly.js';
import { beginning, starts, statesStay, type Start } from './cell-states.js';
import { add } from './add.js';
import { concat } from './concat.js';
import { dense } from './dense.js';
import { flip } from './flip.js';
import { choice, count, defineAssembled, flag, optionalCount, type Dim } from './layer.js';
import { layerCount } from './recurrent-weights.js';
import { stack } from './stack.js';

interface Direction {
  readonly result: Part;
  /** The last state, or what the layer calls so. */
  readonly state: Part | undefined;
}

/** One direction of one layer. */
interface Asked {
  readonly cell: RecipeArgument;
  readonly state: readonly Start[] | undefined;
  readonly name: string;
  readonly reverse: boolean;
}

function stepped(assembly: Assembly, x: Part, { cell, state, name, reverse }: Asked): Direction | undefined {
  const states = beginning(assembly, cell, x, state);
  if (!states) return undefined;
  const made = assembly.scan(
    x,
    states.map(({ part }) => part),
    (inner, entry, before) => {
      const named = states.map((each, i): NamedPart => ({ name: each.name, part: before[i] ?? entry }));
      const { result, states: after } = inner.apply(cell, entry, { states: named });
      statesStay(assembly, named, after);
      return { result, states: named.map((each, i) => ({ name: each.name, part: after[i] ?? result })) };
    },
    { name, reverse },
  );
  return { result: made.result, state: made.states[0]?.part };
}

/** A layer that reads the whole sequence reads it from behind where it is turned round before and after. */
function read(assembly: Assembly, x: Part, { cell, name, reverse }: Asked): Direction {
  const turned = (part: Part): Part => (reverse ? assembly.layer(flip, { axes: 0 }, [part]) : part);
  const { result } = assembly.apply(cell, turned(x), { name });
  return { result: turned(result), state: assembly.resultOf(result, 'state') };
}

const projected = (assembly: Assembly, x: Part, width: Dim | undefined, name: string): Part =>
  width === undefined ? x : assembly.layer(dense, { width, bias: false }, [x], name);

export const recurrent = defineAssembled({
  name: 'recurrent',
  summary:
    'Runs a cell, or a recurrent layer, along a sequence: in both directions, in several layers. Each layer and direction has weights of its own.',
  formula: 'y = join(forward(x), backward(x)), layer upon layer',
  source: 'Schuster & Paliwal 1997, Bidirectional recurrent neural networks',
  traits: ['recurrent', 'mixes-channels', 'non-linear'],
  parameters: {
    cell: recipe('a cell (`lstm_cell(64)`, a block with inputs `x` and `state`) or a layer of sequences (`gru(64)`)'),
    state: starts(),
    bidirectional: flag('reads the sequence from behind too', { default: false }),
    join: choice(['concat', 'sum'], 'how both directions become one: side by side, or added', { default: 'concat' }),
    layers: count('layers on top of each other', { min: 1, max: 1000, default: 1, alias: 'num_layers' }),
    projection: optionalCount('a dense layer without bias brings what each direction gives to this width', { min: 1 }),
  },
  input: ['T', '...'],
  integers: 'either',
  results: ['output', 'state'],
  assemble(assembly, x, a) {
    const isCell = assembly.statesOf(a.cell).length > 0;
    const states: Part[] = [];
    let flow = x;
    for (let layer = 0; layer < layerCount(a); layer++) {
      const ends: Part[] = [];
      for (const reverse of a.bidirectional ? [false, true] : [false]) {
        const name = `${reverse ? 'backward' : 'forward'}_${String(layer + 1)}`;
        const asked: Asked = { cell: a.cell, state: a.state, name, reverse };
        const one = isCell ? stepped(assembly, flow, asked) : read(assembly, flow, asked);
        if (!one) return undefined;
        ends.push(projected(assembly, one.result, a.projection, `${name}_projection`));
        if (one.state) states.push(one.state);
      }
      const [only] = ends;
      if (ends.length === 1 && only) flow = only;
      else if (a.join === 'sum') flow = assembly.layer(add, {}, ends);
      else flow = assembly.layer(concat, { axis: -1 }, ends);
    }
    const state = states.length > 1 ? assembly.layer(stack, { axis: 0 }, states, 'state') : states[0];
    return { result: flow, outputs: state ? [{ name: 'state', part: state }] : [] };
  },
  example: 'recurrent(gru_cell(32), bidirectional: true)',
  exampleInput: '[16, 64]',
});
