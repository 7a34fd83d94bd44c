/** A page of the reference for each layer, made from its declaration and from the analysis of its example. */
import { analyze } from '../src/analysis/analyze.js';
import type { Report } from '../src/analysis/report.js';
import { layers } from '../src/catalogue/layers/index.js';
import type { WholeLayer } from '../src/catalogue/layers/layer.js';
import { formulasOf, weightFormula } from '../src/editor/formula.js';
import { pictureOf, type Picture } from '../src/editor/picture.js';
import type { Call, Node } from '../src/graph/graph.js';
import { sourcesOf } from '../src/graph/sources.js';
import { FileSet } from '../src/language/files.js';
import { format } from '../src/language/format.js';
import { elements, formatShape } from '../src/shape/shape.js';
import { groups } from './reference-groups.js';
import { argumentTable, codeText, referenceFolder, sentence, table, writtenBy } from './reference-words.js';

const folder = `${referenceFolder}/layers`;
export const documentedLayers = layers as readonly WholeLayer[];

/** A network around a layer's example. */
export function layerExample(layer: WholeLayer): string {
  const input = layer.input === 'none' ? '' : `  input x: ${layer.exampleInput ?? '3x16x16'}\n`;
  return format(`network Example {\n${input}  ${layer.example}\n}\n`);
}

export function analyzeExample(layer: WholeLayer): Report {
  const text = layerExample(layer);
  return analyze(sourcesOf(new FileSet(uri => (uri === 'example.nn' ? text : undefined))), 'example.nn');
}

const callsOf = (nodes: readonly Node[]): readonly Call[] =>
  nodes.flatMap(node => (node.kind === 'layer' ? [node.call] : callsOf(node.body.nodes)));

/** The example's call of the layer itself; a layer that is put together of others has none. */
export const exampleCall = (layer: WholeLayer, report: Report): Call | undefined =>
  callsOf(report.graph.networks.flatMap(({ body }) => body.nodes))
    .filter(call => call.layer.name === layer.name)
    .at(-1);

const shapes = (call: Call): readonly string[][] =>
  call.results.map((type, i) => [
    call.resultNames[i] === undefined ? 'result' : `\`.${call.resultNames[i]}\``,
    type === undefined ? '?' : `\`${formatShape(type.shape)}\``,
  ]);

/** What the analysis makes of the example: shapes with their formulas, weights, cost. */
function figures(layer: WholeLayer, report: Report): string {
  const call = exampleCall(layer, report);
  const [network] = report.networks;
  if (network === undefined) return '';
  const inputs = call?.inputs.map(type => [
    'takes',
    type === undefined ? '?' : `\`${formatShape(type.shape)}\`${type.dtype === 'float' ? '' : ` (${type.dtype})`}`,
  ]);
  const outputs = network.outputs.map(({ shape }) => [
    'result',
    shape === undefined ? '?' : `\`${formatShape(shape)}\``,
  ]);
  const rows = [
    ...(inputs ?? network.inputs.map(({ shape }) => ['takes', `\`${formatShape(shape ?? [])}\``])),
    ...(call === undefined ? outputs : shapes(call)),
    ...(call === undefined ? [] : formulasOf(call)).map(({ letters, rule, numbers, result }) => [
      letters.join(', '),
      `\`${rule}\` = \`${numbers}\` = ${result}`,
    ]),
    ...(call?.weights ?? []).map(({ name, shape }) => [
      name,
      `\`${formatShape(shape)}\` = ${elements(shape).toString()} parameters`,
    ]),
    ...(call?.buffers ?? []).map(({ name, shape, dtype }) => [name, `buffer, \`${formatShape(shape)}\` of ${dtype}`]),
  ];
  const formula = call && weightFormula(call);
  const { trainable, frozen } = network.totals.parameters;
  const count = trainable.plus(frozen).toString();
  if (call === undefined) rows.push(['parameters', count]);
  else if (formula !== undefined) rows.push(['parameters', `\`${formula}\` = ${sumOf(call)}`]);
  const cost = call === undefined ? network.totals.multiplyAdds : call.multiplyAdds();
  if (cost !== undefined && !cost.equals(0)) rows.push(['multiply-adds', `${cost.toString()} a sample`]);
  const spelled = call?.pytorch();
  if (spelled !== undefined) rows.push(['PyTorch', `\`${spelled}\``]);
  return table(['', 'in this example'], rows);
}

const sumOf = (call: Call): string =>
  call.weights
    .map(({ elements: count }) => count)
    .reduce((a, b) => a.plus(b))
    .toString();

/** The picture of the example's call, in a file beside the page. */
export function examplePicture(layer: WholeLayer): Picture | undefined {
  const call = exampleCall(layer, analyzeExample(layer));
  return call && pictureOf(call);
}

function results({ results: names }: WholeLayer): string {
  if (names === undefined || names.length < 2) return '';
  const rest = names.slice(1).map(name => `\`.${name}\``);
  return `\n**Results.** \`.${names[0] ?? ''}\` flows on; ${rest.join(', ')} by name.\n`;
}

function page(layer: WholeLayer, file: string): string {
  const report = analyzeExample(layer);
  const picture = examplePicture(layer);
  const { name, summary, formula = '', source = '', keras } = layer;
  return `${writtenBy(`src/catalogue/layers/${file}`)}

# ${name}

${summary}

${codeText(formula)}

Source: ${sentence(source)}${keras === undefined ? '' : ` In Keras: \`${keras.replace(/ \(.*$/, '')}\`${/ \(.*$/.exec(keras)?.[0] ?? ''}.`}

## Arguments

${argumentTable(layer.parameters)}
${results(layer)}
## Example

\`\`\`nn
${layerExample(layer)}\`\`\`
${
  picture === undefined
    ? ''
    : `
![${picture.words}](${name}.svg)
`
}
${figures(layer, report)}

[Its declaration](../../../src/catalogue/layers/${file}) · [All layers](README.md)
`;
}

/** Path and text of every page, the index among them; `files` names the file that declares each layer. */
export function layerPages(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const pages = documentedLayers.map((layer): [string, string] => [
    `${folder}/${layer.name}.md`,
    page(layer, files.get(layer.name) ?? ''),
  ]);
  const index = groups(documentedLayers).map(
    ({ title, members }) =>
      `## ${title}\n\n${table(
        ['layer', 'what it does', 'Keras'],
        members.map(({ name, summary, keras = '' }) => [`[${name}](${name}.md)`, summary, keras.replace(/ \(.*$/, '')]),
      )}\n`,
  );
  const text = `${writtenBy('src/catalogue/layers/')}

# Layers

Every layer with its arguments, its formula, its source, and an example with the figures that the analysis gives.

${index.join('\n')}
[The reference](../README.md)
`;
  const pictures = documentedLayers.flatMap((layer): readonly [string, string][] => {
    const picture = examplePicture(layer);
    return picture === undefined ? [] : [[`${folder}/${layer.name}.svg`, `${picture.svg}\n`]];
  });
  return new Map([...pages, ...pictures, [`${folder}/README.md`, text]]);
}
