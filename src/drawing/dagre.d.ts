/** What the layout uses of dagre: its own types name files without ending, which cannot be found from a package of modules. */
declare module '@dagrejs/dagre' {
  export interface GraphLabel {
    readonly rankdir?: 'TB';
    readonly nodesep?: number;
    readonly edgesep?: number;
    readonly ranksep?: number;
    readonly marginx?: number;
    readonly marginy?: number;
    /** Of the whole, after the layout. */
    readonly width?: number;
    readonly height?: number;
  }

  /** Its place after the layout is that of its middle. */
  export interface NodeLabel {
    readonly width: number;
    readonly height: number;
    readonly x?: number;
    readonly y?: number;
  }

  export interface EdgeLabel {
    readonly width: number;
    readonly height: number;
    readonly labelpos: 'c';
    readonly points?: readonly { readonly x: number; readonly y: number }[];
    readonly x?: number;
    readonly y?: number;
  }

  export class Graph {
    constructor(options: { readonly compound: boolean });
    setGraph(label: GraphLabel): void;
    graph(): GraphLabel;
    /** The layout writes into the label. */
    setNode(id: string, label: NodeLabel): void;
    node(id: string): NodeLabel;
    setParent(id: string, parent: string): void;
    setEdge(from: string, to: string, label: EdgeLabel): void;
    edge(from: string, to: string): EdgeLabel;
  }

  export function layout(graph: Graph): void;
}
