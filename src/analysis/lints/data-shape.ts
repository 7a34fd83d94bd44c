/** `data-shape`: an input of the network that the fields of its data do not fit. */
import type { Field } from '../../catalogue/datasets/dataset.js';
import type { BodyInput } from '../../graph/graph.js';
import { formatShape, type Shape } from '../../shape/shape.js';
import { paddingTo, unfed } from '../data-padding.js';
import { defineLint, replaceText, type LintTrain } from './lint.js';

/** The field that feeds an input: that of its name, or the features for an only input. */
function fieldFor(input: BodyInput, inputs: readonly BodyInput[], train: LintTrain): Field | undefined {
  const fields = train.data?.facts.fields ?? [];
  const features =
    inputs.length === 1 && train.graph.networks.length === 1 ? fields.find(f => f.name === 'features') : undefined;
  return fields.find(({ name }) => name === input.name) ?? features;
}

/** Data alone feeds the network, and it is known whole (a table's columns are not): no other network's output, and no loss that applies it to something else. */
const feedsAlone = ({ data, graph, losses }: LintTrain): boolean =>
  data !== undefined &&
  data.facts.fields.length > 0 &&
  data.facts.fields.every(({ shape }) => shape !== undefined) &&
  graph.networks.length === 1 &&
  losses.length > 0 &&
  losses.every(({ inputs }) => Object.values(inputs).every(name => name !== undefined));

const differs = (a: Shape, b: Shape): boolean =>
  a.length !== b.length || a.some((size, i) => size.is('==', b[i] ?? 0) === false);

export const dataShape = defineLint({
  name: 'data-shape',
  severity: 'error',
  what: 'An input of the network has another shape than the field of the data that feeds it.',
  why: 'The training cannot begin: there are too many or too few channels, cells or features.',
  instead: 'Give the input the shape of the data, or bring the data to the shape of the input.',
  bad: `network Digits {
  input image: 3x28x28
  flatten
  dense(10)
}
train Digits {
  data: mnist
  loss: cross_entropy
}`,
  good: `network Digits {
  input image: 1x28x28
  flatten
  dense(10)
}
train Digits {
  data: mnist
  loss: cross_entropy
}`,
  *check({ report, trains }) {
    const { inputs } = report.graph.body;
    for (const train of trains) {
      for (const input of inputs) {
        if (train.graph.values.includes(input.name)) continue;
        const field = fieldFor(input, inputs, train);
        if (!field && feedsAlone(train)) yield unfed(input, train);
        const shape = input.value.type?.shape;
        if (!field?.shape || !shape || !input.place || !train.data || !differs(shape, field.shape)) continue;
        const pad = paddingTo(train, shape, field.shape);
        const text = `input ${input.name}: ${formatShape(field.shape)}`;
        yield {
          place: input.place,
          message: `the input \`${input.name}\` is ${formatShape(shape)}, but \`${field.name}\` of ${train.data.declaration.name} is ${formatShape(field.shape)}`,
          related: [{ message: 'this data is to feed it', place: train.data.place }],
          fix: [...(pad ? [pad] : []), replaceText(`Write \`${text}\``, input.place, text)],
        };
      }
    }
  },
});
