/** The JSON contract of `netwright summary --json`, as a schema: docs/command-line.md, "The JSON contract". */
import * as v from 'valibot';

/** A count: a number up to 2^53, a larger one or a formula as text, null where it is unknown. */
const count = v.nullable(v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.minLength(1))]));
const shape = v.nullable(v.array(count));
const fromOne = v.pipe(v.number(), v.integer(), v.minValue(1));
const place = { file: v.string(), line: fromOne, column: fromOne };
const position = v.strictObject({ line: fromOne, column: fromOne });
const range = v.strictObject({ start: position, end: position });
const point = v.strictObject({ name: v.string(), shape });
const buffers = v.strictObject({ float: count, integer: count });

export const diagnostic = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  severity: v.picklist(['error', 'warning', 'info', 'hint']),
  message: v.string(),
  file: v.string(),
  range,
  related: v.array(v.strictObject({ message: v.string(), file: v.string(), range })),
  fixes: v.array(v.string()),
});

const layer = v.strictObject({
  path: v.string(),
  kind: v.string(),
  called: v.boolean(),
  ...place,
  calls: v.array(v.strictObject({ block: v.string(), ...place })),
  input_shapes: v.array(shape),
  output_shape: shape,
  parameters: v.strictObject({ trainable: count, frozen: count }),
  shares: v.nullable(v.string()),
  buffers,
  multiply_adds: count,
  bytes: v.strictObject({
    weights: count,
    gradients: count,
    optimizer_state: count,
    kept_for_backward: count,
    output: count,
  }),
  receptive_field: v.nullable(v.array(count)),
});

const speed = v.picklist(['constant', 'linear', 'quadratic', 'higher']);
const growth = v.strictObject({ batch: speed, sizes: v.record(v.string(), speed) });

const network = v.strictObject({
  name: v.string(),
  batch: fromOne,
  precision: v.picklist(['fp32', 'fp16', 'bf16', 'mixed']),
  optimizer: v.string(),
  mode: v.picklist(['infer', 'train']),
  target: v.picklist(['pytorch', 'bundled']),
  attention: v.picklist(['fused', 'plain']),
  inputs: v.array(point),
  outputs: v.array(point),
  totals: v.strictObject({
    parameters: v.strictObject({ trainable: count, frozen: count, total: count }),
    buffers,
    multiply_adds: count,
    flops: count,
    bytes: v.strictObject({
      weights: count,
      buffers: count,
      gradients: count,
      optimizer_state: count,
      optimizer_scalars: count,
      kept_for_backward: count,
      of_which_input: count,
      workspace: count,
      training_peak: count,
      inference_peak: count,
    }),
  }),
  layers: v.array(layer),
  truncated: v.pipe(v.number(), v.integer(), v.minValue(0)),
  training_peak_at: v.nullable(
    v.strictObject({
      bytes: count,
      exact: v.boolean(),
      layer: v.nullable(v.string()),
      pass: v.picklist(['forward', 'loss', 'backward', 'update']),
      at_most: v.nullable(
        v.strictObject({
          bytes: count,
          layer: v.nullable(v.string()),
          pass: v.picklist(['forward', 'loss', 'backward', 'update']),
        }),
      ),
      over_time: v.array(v.strictObject({ layer: v.string(), bytes: v.number() })),
    }),
  ),
  growth: v.strictObject({
    parameters: v.nullable(growth),
    multiply_adds: v.nullable(growth),
    kept_for_backward: v.nullable(growth),
    inference_peak: v.nullable(growth),
  }),
  conditions: v.array(v.strictObject({ message: v.string(), divisor: count, of: count, ...place })),
});

export const summarySchema = v.strictObject({
  schema: v.literal('netwright.summary/1'),
  networks: v.array(network),
  diagnostics: v.array(diagnostic),
});

export const checkSchema = v.strictObject({
  schema: v.literal('netwright.check/1'),
  diagnostics: v.array(diagnostic),
});

export type Summary = v.InferOutput<typeof summarySchema>;

/** The parsed output; throws where it breaks the contract. */
export const readSummary = (text: string): Summary => v.parse(summarySchema, JSON.parse(text));
