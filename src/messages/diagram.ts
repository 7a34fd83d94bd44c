/** The diagram beside the text: what the server says of a file, and what the page that draws it and the extension say to each other. */
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

export interface DiagramNode {
  /** Path in the network; it stays the same while other lines are edited. */
  readonly id: string;
  /** `join`: a layer that takes several points, such as a sum. `group`: a block, rounds, or a layer put together of others. */
  readonly kind: 'input' | 'output' | 'layer' | 'join' | 'group';
  readonly label: string;
  /** Arguments as they are written. */
  readonly detail: string;
  readonly shape: string;
  /** As it is read; empty for none. */
  readonly parameters: string;
  /** What a hover of its call says first, and the rows of its memory: name and bytes. */
  readonly answer: string;
  readonly memory: readonly (readonly [string, string])[];
  /** Errors of its call. */
  readonly problems: readonly string[];
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  /** The last line of its call. */
  readonly endLine: number;
  /** Of a group; empty where the network has too many to send. */
  readonly children: readonly DiagramNode[];
}

export const diagramNode: v.GenericSchema<DiagramNode> = v.object({
  id: v.string(),
  kind: v.picklist(['input', 'output', 'layer', 'join', 'group']),
  label: v.string(),
  detail: v.string(),
  shape: v.string(),
  parameters: v.string(),
  answer: v.string(),
  memory: v.array(v.tuple([v.string(), v.string()])),
  problems: v.array(v.string()),
  uri: v.string(),
  line: whole,
  character: whole,
  endLine: whole,
  children: v.array(v.lazy(() => diagramNode)),
});

/** What flows from one node without children to another. */
export const diagramEdge = v.object({
  from: v.string(),
  to: v.string(),
  shape: v.string(),
  /** As it arrives, where that differs: an entry of the sequence that left. */
  arrives: v.optional(v.string()),
});

export const networkDiagram = v.object({
  name: v.string(),
  nodes: v.array(diagramNode),
  edges: v.array(diagramEdge),
  /** Layers and groups that were not sent. */
  omitted: whole,
  omittedEdges: whole,
  /** What the bytes are counted for. */
  purpose: v.string(),
  /** False while a line of it is half typed. */
  isWhole: v.boolean(),
});

export const fileDiagram = v.object({
  title: v.string(),
  networks: v.array(networkDiagram),
  /** Errors that stand in no box. */
  problems: v.array(v.object({ message: v.string(), uri: v.string(), line: whole, character: whole })),
  /** Something in the text is half typed: a network that is missing may be one that cannot be read. */
  isBroken: v.boolean(),
});

/** Which groups of a network are open: what was said of all of them, and those that a person opened or closed since. */
export const folds = v.object({
  all: v.optional(v.boolean()),
  opened: v.array(v.string()),
  closed: v.array(v.string()),
});

/** What a page keeps over a reload of the window. */
export const diagramMemory = v.object({
  uri: v.string(),
  network: v.string(),
  /** By network. */
  folds: v.optional(v.record(v.string(), folds), {}),
  /** What a person made of the size; without it the picture is as wide as the page, where that can be read. */
  zoom: v.optional(v.number()),
  /** As lists of words instead of a picture. */
  asText: v.optional(v.boolean(), false),
  left: v.optional(v.number(), 0),
  top: v.optional(v.number(), 0),
});

export const toDiagram = v.variant('type', [
  v.object({
    type: v.literal('diagram'),
    uri: v.string(),
    diagram: fileDiagram,
    /** The one to show from now on. */
    network: v.optional(v.string()),
  }),
  /** Where the cursor is: in this file or in another one. */
  v.object({ type: v.literal('at'), uri: v.string(), line: whole }),
]);

export const fromDiagram = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('go'), uri: v.string(), line: whole, character: whole }),
  v.object({ type: v.literal('copy'), text: v.string() }),
  /** `data`: the text of an SVG, base64 of a PNG. */
  v.object({ type: v.literal('save'), format: v.picklist(['svg', 'png']), network: v.string(), data: v.string() }),
]);

export type DiagramEdge = v.InferOutput<typeof diagramEdge>;
export type NetworkDiagram = v.InferOutput<typeof networkDiagram>;
export type FileDiagram = v.InferOutput<typeof fileDiagram>;
export type Folds = v.InferOutput<typeof folds>;
export type DiagramMemory = v.InferOutput<typeof diagramMemory>;
export type ToDiagram = v.InferOutput<typeof toDiagram>;
export type FromDiagram = v.InferOutput<typeof fromDiagram>;

/** The networks of a file as nodes and edges: params `{ textDocument: { uri } }`, result `FileDiagram`. */
export const diagramRequest = 'netwright/diagram';
