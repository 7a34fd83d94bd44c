/** A run's state as bytes: a header in JSON, then the regions that outlive a step. What is read back goes on bit for bit. */
import * as v from 'valibot';
import { failure, success, type Result } from '../../data/common/result.js';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where a run stands between two steps. */
export const runPosition = v.object({
  /** Epochs finished, batches done of the running one, steps in all. */
  epoch: whole,
  batch: whole,
  step: whole,
  /** The optimizer's, before the schedule's factor. */
  learningRate: v.number(),
  /** Validation losses of the finished epochs. */
  losses: v.array(v.nullable(v.number())),
  /** Of the running epoch, over the samples as they passed by. */
  sums: v.object({ samples: whole, loss: v.nullable(v.number()), metrics: v.array(v.nullable(v.number())) }),
  /** What the optimizer keeps for all weights together. */
  optimizer: v.record(v.string(), v.number()),
  /** Number of the last event. */
  sequence: whole,
  elapsedMs: v.number(),
  finished: v.boolean(),
});
export type RunPosition = v.InferOutput<typeof runPosition>;

const header = v.object({ version: v.literal(1), position: runPosition, parts: v.array(whole) });

const MAGIC = 'NETWRIGHT-RUN\n';

export function encodeCheckpoint(position: RunPosition, parts: readonly Uint8Array[]): Uint8Array {
  const text = JSON.stringify({ version: 1, position, parts: parts.map(part => part.length) });
  const head = new TextEncoder().encode(`${MAGIC}${text}\n`);
  const bytes = new Uint8Array(head.length + parts.reduce((sum, part) => sum + part.length, 0));
  bytes.set(head);
  let offset = head.length;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export interface Checkpoint {
  readonly position: RunPosition;
  readonly parts: readonly Uint8Array[];
}

export function decodeCheckpoint(bytes: Uint8Array): Result<Checkpoint> {
  const start = MAGIC.length;
  const end = bytes.indexOf(10, start);
  if (end < 0 || new TextDecoder().decode(bytes.subarray(0, start)) !== MAGIC)
    return failure('this is not a checkpoint of a run');
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(bytes.subarray(start, end)));
  } catch {
    return failure('the checkpoint is damaged: its header cannot be read');
  }
  const read = v.safeParse(header, data);
  if (!read.success) return failure('the checkpoint is from another version of Netwright, or damaged');
  const { position, parts: lengths } = read.output;
  const missing = lengths.reduce((sum, length) => sum + length, end + 1) - bytes.length;
  if (missing !== 0) return failure('the checkpoint is damaged: it is not as long as its header says');
  let offset = end + 1;
  const parts = lengths.map(length => bytes.subarray(offset, (offset += length)));
  return success({ position, parts });
}
