/** The summary beside the text: what the server says of a file, and what the page that shows it and the extension say to each other. */
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Undefined: a formula, or unknown. */
const amount = v.optional(v.number());
const texts = v.object({ parameters: v.string(), bytes: v.string(), multiplyAdds: v.string() });

export interface TableRow {
  readonly label: string;
  readonly shape: string;
  readonly parameters?: number | undefined;
  readonly bytes?: number | undefined;
  readonly multiplyAdds?: number | undefined;
  /** As they are read; a formula is one here. Empty for nothing. */
  readonly texts: v.InferOutput<typeof texts>;
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly children: readonly TableRow[];
}

export const tableRow: v.GenericSchema<TableRow> = v.object({
  label: v.string(),
  shape: v.string(),
  parameters: amount,
  bytes: amount,
  multiplyAdds: amount,
  texts,
  uri: v.string(),
  line: whole,
  character: whole,
  children: v.array(v.lazy(() => tableRow)),
});

export const networkTable = v.object({
  /** The network itself, with its totals; its children are its steps. */
  row: tableRow,
  /** `batch 64, fp32, adam; memory as PyTorch needs it`. */
  purpose: v.string(),
  batch: whole,
  /** Bytes of a training step: for this batch, and how they grow. Null: unknown, or not a straight line. */
  need: v.nullable(v.number()),
  perSample: v.nullable(v.number()),
  /** Whether the need leaves something out: the workspace of PyTorch's kernels. */
  partial: v.boolean(),
});

export const summaryTable = v.object({
  title: v.string(),
  networks: v.array(networkTable),
  /** That of the settings. */
  device: v.nullable(v.object({ name: v.string(), bytes: v.number() })),
});

/** What a page keeps over a reload of the window. */
export const tableMemory = v.object({
  uri: v.string(),
  order: v.picklist(['text', 'parameters', 'bytes', 'multiplyAdds']),
  /** GiB of the device that is asked about; 0: that of the settings. */
  device: v.number(),
});

export const toTable = v.object({ type: v.literal('table'), uri: v.string(), table: summaryTable });

export const fromTable = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('go'), uri: v.string(), line: whole, character: whole }),
  /** The whole summary as Markdown. */
  v.object({ type: v.literal('copyMarkdown') }),
  v.object({ type: v.literal('copy'), text: v.string() }),
]);

export type NetworkTable = v.InferOutput<typeof networkTable>;
export type SummaryTable = v.InferOutput<typeof summaryTable>;
export type TableMemory = v.InferOutput<typeof tableMemory>;
export type Order = TableMemory['order'];
export type ToTable = v.InferOutput<typeof toTable>;
export type FromTable = v.InferOutput<typeof fromTable>;

/** The summary of a file as a table: params `{ textDocument: { uri } }`, result `SummaryTable`. */
export const tableRequest = 'netwright/table';
