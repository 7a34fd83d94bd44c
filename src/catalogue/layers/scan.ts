/** `scan`: a recurrence of one's own: a cell on each entry of a sequence, with the state that it gave before. */
import { recipe } from './assembly.js';
import { beginning, starts, statesStay } from './cell-states.js';
import { defineAssembled, flag } from './layer.js';

export const scan = defineAssembled({
  name: 'scan',
  summary:
    'Runs a cell along the first dimension: a block whose inputs are an entry and states. What flows out of it is the result; its outputs in order (the result itself, where there are none) are the states for the next entry.',
  formula: 'y[t], s[t] = cell(x[t], s[t-1])',
  source: 'Elman 1990, for any cell',
  traits: ['recurrent', 'mixes-channels', 'non-linear'],
  parameters: {
    cell: recipe('a block with inputs `x` and `state`, or a cell of the catalogue; one set of weights for all entries'),
    state: starts(),
    reverse: flag('from the last entry to the first', { default: false }),
  },
  input: ['T', '...'],
  integers: 'either',
  results: ['output', 'state'],
  assemble(assembly, x, a) {
    if (assembly.statesOf(a.cell).length === 0) {
      assembly.say(
        `${a.cell.name} takes no state; a cell is a block with a second input: \`input state: [H]\``,
        'cell',
      );
      return undefined;
    }
    const states = beginning(assembly, a.cell, x, a.state);
    if (!states) return undefined;
    const made = assembly.scan(
      x,
      states.map(({ part }) => part),
      (inner, entry, before) => {
        const named = states.map(({ name }, i) => ({ name, part: before[i] ?? entry }));
        const { result, states: after } = inner.apply(a.cell, entry, { states: named });
        statesStay(assembly, named, after);
        return { result, states: named.map(({ name }, i) => ({ name, part: after[i] ?? result })) };
      },
      { name: 'step', reverse: a.reverse },
    );
    return { result: made.result, outputs: made.states };
  },
  example: 'scan(gru_cell(32))',
  exampleInput: '[16, 64]',
});
