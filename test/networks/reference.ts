/** PyTorch's tables of whole networks (test/reference/models), read and brought into one form. */
import { readFileSync } from 'node:fs';

export interface ReferenceLayer {
  readonly name: string;
  readonly type: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly in: readonly (readonly number[])[];
  readonly out: readonly (readonly number[])[];
  readonly params: number;
  readonly buffers: number;
  readonly integer_buffers?: number;
  readonly macs: number;
}

interface Saved {
  readonly bytes?: number;
  readonly of_which_input?: number;
}

export interface Reference {
  readonly name: string;
  readonly totals: {
    readonly trainable_parameters: number;
    readonly parameters: number;
    readonly float_buffer_elements: number;
    readonly integer_buffer_elements: number;
  };
  readonly multiply_adds: { readonly total: number };
  readonly saved_for_backward_bytes: Readonly<Record<string, Saved>>;
  readonly peak_inference_activation_bytes: number;
  readonly output_shapes: readonly (readonly number[])[];
  readonly layers: readonly ReferenceLayer[];
  readonly training_layers?: readonly ReferenceLayer[];
  readonly training_batch?: number;
}

export const readReference = (name: string): Reference =>
  JSON.parse(readFileSync(`test/reference/models/${name}.json`, 'utf8')) as Reference;

/** The bytes at each batch that was measured. */
export function savedBytes({ saved_for_backward_bytes }: Reference): { batch: number; bytes: number; input: number }[] {
  return Object.entries(saved_for_backward_bytes).flatMap(([key, { bytes, of_which_input: input }]) => {
    const batch = /^batch_(\d+)$/.exec(key)?.[1];
    return batch === undefined || bytes === undefined ? [] : [{ batch: Number(batch), bytes, input: input ?? 0 }];
  });
}
