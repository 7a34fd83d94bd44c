/** `netwright diagram FILE`: a network as a picture, in SVG: what the page beside the text saves. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { foldedTo, untouched } from '../drawing/folds.js';
import { placedPicture } from '../drawing/layout.js';
import { printPaper, printPen } from '../drawing/paper.js';
import { pictureOf } from '../drawing/seen.js';
import { drawingOf } from '../drawing/shapes.js';
import { svgText } from '../drawing/svg.js';
import { problemsByFile } from '../editor/diagnostics.js';
import { diagram as drawnFile, type DrawnNetwork, type DrawnNode } from '../editor/diagram.js';
import type { DiagramNode } from '../messages/diagram.js';
import { checkNames, wholeNumber } from './choices.js';
import { CodeFrames } from './code-frame.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { styleOf } from './style.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export interface DiagramFlags {
  readonly network?: string;
  readonly depth?: string;
  readonly out?: string;
}

/** Lines matter to a page only. */
const nodeOf = ({ place, children, ...node }: DrawnNode): DiagramNode => ({
  ...{ ...node, uri: place.uri, line: 0, character: 0, endLine: 0 },
  children: children.map(nodeOf),
});

function chosen(networks: readonly DrawnNetwork[], name: string | undefined, path: string): DrawnNetwork {
  const [first, ...more] = name === undefined ? networks : networks.filter(network => network.name === name);
  if (first === undefined) throw new WrongUsage(`there is no network in ${path}`);
  if (more.length > 0)
    throw new WrongUsage(
      `choose one of the networks by --network: ${networks.map(network => network.name).join(', ')}`,
    );
  return first;
}

export function diagram(path: string, { network, depth, out }: DiagramFlags, streams: Streams): number {
  const levels = depth === undefined ? undefined : wholeNumber('--depth', depth, 0);
  const input = new InputFiles(streams.folder);
  const uri = input.uriOf(path);
  const report = input.analyze(uri);
  if (network !== undefined) checkNames({ network }, report);
  const source = input.files.get(uri);
  if (source === undefined) throw new WrongUsage(`${path} cannot be read`);
  const view = { uri, text: source.text, source, files: input.files, report: () => report, users: () => [] };
  const drawn = chosen(drawnFile(view).networks, network, path);
  const nodes = drawn.nodes.map(nodeOf);
  const folds = levels === undefined ? untouched : foldedTo(nodes, levels);
  const picture = pictureOf({ ...drawn, nodes, edges: [...drawn.edges] }, folds);
  const text = svgText(drawingOf(placedPicture(picture, printPen)), drawn.name, printPaper);
  if (out === undefined) streams.out(text);
  else writeFileSync(resolve(streams.folder, out), text);

  const frames = new CodeFrames(input, styleOf(streams.colours), streams.columns);
  for (const problem of [...problemsByFile([report]).values()].flat()) streams.error(frames.print(problem));
  const cut = picture.cut + drawn.omitted;
  if (cut > 0) streams.error(`netwright: ${cut} more steps are not drawn\n`);
  if (picture.refused > 0)
    streams.error(`netwright: ${picture.refused} groups stay closed, or the picture would be too large\n`);
  return report.problems.some(({ severity }) => severity === 'error') ? exitStatus.errorsInFile : exitStatus.fine;
}
