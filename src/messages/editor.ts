/** What the extension and the language server say to each other beyond the protocol. */

/** The server reads a file that only the editor can reach: params `FileRequest`, result text or null. */
export const readFileRequest = 'netwright/readFile';
export interface FileRequest {
  readonly uri: string;
}

/** After each analysis of an open file: params `FileStatus`. */
export const statusNotification = 'netwright/status';
export interface FileStatus {
  readonly uri: string;
  readonly version: number;
  /** `batch 64 · fp32 · adam`; empty where the file has no network. */
  readonly text: string;
  /** What the figures are for, in a sentence. */
  readonly detail: string;
  readonly errors: number;
  /** Whether training fits the device of the settings; null where there is none, or the need is unknown. */
  readonly fits: boolean | null;
}

/** The summary of a file as Markdown: params `{ textDocument: { uri } }`, result `Summary` or null. */
export const summaryRequest = 'netwright/summary';
export interface Summary {
  readonly title: string;
  readonly markdown: string;
}

/** What a maintainer wants to know of a running server: no params, result `Diagnosis`. */
export const diagnosisRequest = 'netwright/diagnosis';
export interface Diagnosis {
  readonly version: string;
  readonly host: string;
  readonly openFiles: number;
  readonly analyses: number;
  readonly lastAnalysisMs: number;
}

/** The command that trains: arguments are the file's URI, the network, and the name after `as`; null where there is none or any will do. */
export const trainCommand = 'netwright.train';

/** The command that changes what figures are for: the argument is the file's URI. */
export const assumptionsCommand = 'netwright.changeAssumptions';

/** What the figures of a file are for: params `{ textDocument: { uri } }`, result `FileAssumptions`. */
export const assumptionsRequest = 'netwright/assumptions';
export interface FileAssumptions {
  /** Null where the file has no network. */
  readonly batch: number | null;
  readonly precision: string;
  readonly optimizer: string;
  readonly attention: string;
  readonly target: string;
  /** Names of all optimizers, with a sentence on each. */
  readonly optimizers: readonly { readonly name: string; readonly summary: string }[];
}

/** The command that asks for another name of what stands there: arguments are the file's URI, the line and the column, from 0. */
export const renameCommand = 'netwright.renameAt';

/** The command that shows a page of the reference: the argument is its path without ending, `layers/conv` or `optimizers#adam`. */
export const referenceCommand = 'netwright.openReference';

/** The command that shows a file's summary as a table beside it: the argument is the file's URI. */
export const summaryCommand = 'netwright.showSummary';

/** The command that draws a file's networks beside it: arguments are the file's URI and the network to begin with. */
export const diagramCommand = 'netwright.showDiagram';

/** The files of the workspace, once they are found: params `WorkspaceFiles`. */
export const filesNotification = 'netwright/files';
export interface WorkspaceFiles {
  readonly uris: readonly string[];
}

/** The networks of a file as a tree: params `{ textDocument: { uri } }`, result a list of `TreeItem`. */
export const treeRequest = 'netwright/tree';
export interface TreeItem {
  readonly label: string;
  readonly description: string;
  readonly isLayer: boolean;
  readonly shape: string;
  readonly texts: { readonly parameters: string; readonly bytes: string; readonly multiplyAdds: string };
  readonly parameters: number | undefined;
  readonly bytes: number | undefined;
  readonly multiplyAdds: number | undefined;
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly children: readonly TreeItem[];
}

/** A question of an assistant: params `ToolQuestion`, result `ToolReply`. */
export const toolRequest = 'netwright/tool';
export interface ToolQuestion {
  /** As the command line names it: `get_report`. */
  readonly tool: string;
  /** Checked by the server; files in it are addresses. */
  readonly input: unknown;
}
/** `error` is worded for the model that asked. */
export type ToolReply = { readonly text: string } | { readonly error: string };

/** What the tools are called in the editor: this and the name. */
export const toolPrefix = 'netwright_';
export const toolNames = ['get_report', 'explain_shape', 'find_largest_batch', 'check_text'] as const;

/** Fields of their inputs that name files. */
export const toolFileFields = ['file', 'used_by'] as const;
