/** `mixture`: several experts, of which a learned router chooses a few for each position. */
import { Dim } from '../../shape/dim.js';
import { recipe } from './assembly.js';
import { dense } from './dense.js';
import { count, defineAssembled, defineLayer, flag, optionalFlag, type Builder, type Value } from './layer.js';
import { written } from './rules.js';

/** 1 for the `active` largest along the last dimension, 0 for the others. */
function chosen(op: Builder, matches: Value, active: number, classes: Dim): Value {
  const axis = matches.type.shape.length - 1;
  const fixed = op.stopGradient(matches);
  const one = (mask: Value | undefined): Value => {
    const left = mask ? op.subtract(fixed, op.scaleBy(mask, { by: FAR })) : fixed;
    return op.oneHot(op.argmax(left, { axis }), { classes });
  };
  let mask = one(undefined);
  for (let i = 1; i < active; i++) mask = op.add(mask, one(mask));
  return mask;
}

/** Further below than any match; its square is still a number in single precision. */
const FAR = 1e9;

const everywhere = (x: Value): number[] => x.type.shape.slice(0, -1).map((_, i) => i);

/** The mean over all positions and samples, for each expert. */
function share(op: Builder, x: Value): Value {
  const axes = everywhere(x);
  const mean = axes.length > 0 ? op.reduceMean(x, { axes, keep: false }) : x;
  return mean.type.batched ? op.meanOverBatch(mean) : mean;
}

const gate = defineLayer({
  name: 'gate',
  summary:
    'Weights of the experts at each position, zero for those that are not chosen, and how evenly they are chosen.',
  parameters: {
    active: count('experts that are chosen', { min: 1 }),
    normalize: flag('the weights of the chosen ones add up to 1', { default: true }),
  },
  input: ['...', 'E'],
  results: ['output', 'balance'],
  shape: ({ x }) => [x.shape, []],
  lower(op, x, _, a, { bound: { E } }) {
    const axis = x.type.shape.length - 1;
    const all = op.softmax(x, { axis });
    const mask = a.active.equals(E) ? undefined : chosen(op, x, a.active.value, E);
    // The others are moved so far down that nothing is left of them.
    const among = (): Value => {
      const others = op.addConstant(mask!, { constant: -1 });
      return op.softmax(op.add(x, op.scaleBy(others, { by: FAR })), { axis });
    };
    const gates = !mask ? all : a.normalize ? among() : op.multiply(all, mask);
    const used = share(op, mask ?? op.constant({ value: 1, shape: x.type.shape, batched: x.type.batched }));
    const even = op.reduceSum(op.multiply(used, share(op, all)), { axes: [0], keep: false });
    const balance = op.scaleBy(even, { by: E.over(a.active) });
    return [gates, x.type.batched ? op.spreadOverBatch(balance, { mean: false }) : balance];
  },
  spell: { pytorch: (_, a) => `Gate(${a.active.toString()})` },
  example: 'gate(2)',
});

const combine = defineLayer({
  name: 'combine',
  summary: 'The sum of what experts give, each times its weight.',
  parameters: {},
  input: 'joined',
  requires: [
    {
      holds: ({ all: [gates, ...experts] }) =>
        experts.every(
          e =>
            e.shape.length === gates?.shape.length &&
            e.shape.slice(0, -1).every((size, i) => size.is('==', gates.shape[i] ?? size) !== false),
        ),
      says: ({ all: [gates, expert] }) =>
        `an expert gives ${written(expert?.shape ?? [])}, but must keep ${written(gates?.shape.slice(0, -1) ?? [])} in front: positions are sent to experts one by one`,
    },
  ],
  shape: ({ all: [, expert] }) => expert?.shape ?? [],
  lower(op, gates, _, _a, { all: [, ...experts] }) {
    const axis = gates.type.shape.length - 1;
    const parts = experts.map((expert, i) => {
      const weight = op.slice(gates, { axis, from: Dim.of(i), to: Dim.of(i + 1), step: Dim.of(1) });
      return op.multiply(expert, weight);
    });
    return parts.reduce((sum, part) => op.add(sum, part));
  },
  spell: { pytorch: () => 'sum(gate * expert(x) for gate, expert in zip(gates, self.experts))' },
  example: 'combine',
});

/** More than this are surely a mistake, and each is a node of the graph. */
const MOST = 4096;

export const mixture = defineAssembled({
  name: 'mixture',
  summary:
    'A router chooses `active` of the experts for each position and adds what they give, weighted. Weights of all experts count; multiply-adds and what is kept count those that a position goes through. `.balance` is a loss that is 1 where all experts get the same.',
  formula: 'y = Σ g[i] · expert[i](x), over the `active` largest of softmax(W x); balance = E / k · Σ f[i] · P[i]',
  source: 'Shazeer et al. 2017; balance: Fedus et al. 2021, Switch Transformer, equation 4 (there k = 1)',
  traits: ['non-linear', 'mixes-channels'],
  parameters: {
    expert: recipe(
      'a layer, block or chain that keeps all dimensions but the last; each expert has weights of its own',
    ),
    experts: count('number of experts', { min: 1, max: MOST }),
    active: count('how many a position goes through', { min: 1, default: 1 }),
    normalize: optionalFlag(
      'whether the weights of the chosen ones add up to 1; if not given, they do where several are chosen (Shazeer et al.), not for one (Switch)',
    ),
  },
  input: ['...', 'D'],
  results: ['output', 'balance'],
  requires: [
    {
      at: 'active',
      holds: (_, a) => a.active.is('<=', a.experts),
      says: (_, a) => `${a.active.toString()} of ${a.experts.toString()} experts cannot be chosen`,
      instead: (_, a) => [{ argument: 'active', value: a.experts.toString() }],
    },
    {
      at: 'experts',
      holds: (_, a) => a.experts.isConstant && a.active.isConstant,
      says: (_, a) =>
        `the number of experts must be known, but it is ${a.experts.toString()}, ${a.active.toString()} of them`,
    },
  ],
  assemble(assembly, x, a) {
    const [experts, active] = [a.experts.value, a.active.value];
    const matches = assembly.layer(dense, { width: a.experts, bias: false }, [x], 'router');
    const normalize = a.normalize ?? active > 1;
    const gates = assembly.layer(gate, { active: a.active, normalize }, [matches], 'gate');
    const made = Array.from(
      { length: experts },
      (_, i) => assembly.apply(a.expert, x, { name: `expert_${String(i + 1)}`, idle: i >= active }).result,
    );
    const result = assembly.layer(combine, {}, [gates, ...made], 'combine');
    const balance = assembly.resultOf(gates, 'balance');
    return { result, outputs: balance ? [{ name: 'balance', part: balance }] : [] };
  },
  example: 'mixture(dense(64), 8, 2)',
  exampleInput: '[16, 64]',
});
