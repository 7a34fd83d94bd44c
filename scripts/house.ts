/** The house as a table: each part of the tree, whom it may import, and where its code must run. */

/** `any`: Node, browser and worker alike. `split`: the same, with folders `node/` and `browser/` for what differs. */
export type Host = 'any' | 'split' | 'node' | 'page';

export interface Part {
  readonly folder: string;
  readonly host: Host;
  /** Folders of other parts that this one may import. */
  readonly imports: readonly string[];
  /** What is never found here: a sentence for docs/architecture.md and for the message of a broken rule. */
  readonly never: string;
}

const shape = 'src/shape';
const catalogue = 'src/catalogue';
const language = 'src/language';
const graph = 'src/graph';
const plan = 'src/plan';
const analysis = 'src/analysis';
const engine = 'src/engine';
const data = 'src/data';
const training = 'src/training';
const exporters = 'src/exporters';
const editor = 'src/editor';
const messages = 'src/messages';
const drawing = 'src/drawing';
const server = 'src/server';

export const house: readonly Part[] = [
  { folder: shape, host: 'any', imports: [], never: 'Never knows a layer.' },
  { folder: catalogue, host: 'any', imports: [shape], never: 'Never knows who reads a declaration.' },
  { folder: language, host: 'any', imports: [], never: 'Never knows what a name means.' },
  { folder: graph, host: 'any', imports: [shape, catalogue, language], never: 'Never asks for a layer by its name.' },
  { folder: plan, host: 'any', imports: [shape, catalogue, graph], never: 'Never runs anything.' },
  { folder: analysis, host: 'any', imports: [shape, catalogue, graph, plan], never: 'Never sees the syntax tree.' },
  { folder: engine, host: 'split', imports: [shape, catalogue, plan], never: 'Never decides what to compute.' },
  { folder: data, host: 'split', imports: [shape, catalogue], never: 'Never knows a network.' },
  { folder: exporters, host: 'any', imports: [shape, catalogue, graph], never: 'Never changes the graph.' },
  {
    folder: training,
    host: 'split',
    imports: [shape, catalogue, language, graph, plan, engine, data, exporters, messages],
    never: 'Never knows a panel.',
  },
  {
    folder: editor,
    host: 'any',
    imports: [shape, catalogue, language, graph, analysis],
    never: 'Never knows a protocol.',
  },
  { folder: messages, host: 'any', imports: [], never: 'Never imports another part.' },
  { folder: drawing, host: 'any', imports: [messages], never: 'Never touches a page.' },
  {
    folder: server,
    host: 'split',
    imports: [language, analysis, editor, messages],
    never: 'Never computes an answer: it asks `editor/`.',
  },
  { folder: 'src/extension', host: 'split', imports: [messages], never: 'Never analyzes: it asks the server.' },
  {
    folder: 'src/cli',
    host: 'node',
    imports: [
      shape,
      catalogue,
      language,
      graph,
      plan,
      analysis,
      engine,
      data,
      training,
      exporters,
      editor,
      messages,
      drawing,
      server,
    ],
    never: 'Never knows something that the editor does not.',
  },
  { folder: 'webview', host: 'page', imports: [messages, drawing], never: 'Never holds what a run would miss.' },
];

/** Folders that may look into `language/tree.ts`, the syntax tree. */
export const treeReaders = ['src/language/', 'src/graph/elaborate', 'src/editor/'];

/** Packages that only one place may import, as patterns of a file's path. */
export const packageHomes: Readonly<Record<string, string>> = {
  vscode: '^(src/extension/|test/host/)',
  '@dagrejs/dagre': '^src/drawing/layout\\.ts$',
  '@vscode/webview-ui-toolkit': '^webview/widgets\\.ts$',
};

export const partOf = (path: string): Part | undefined => house.find(part => path.startsWith(`${part.folder}/`));
