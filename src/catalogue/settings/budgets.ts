/** Settings of `budget`: upper bounds that are checked while typing. */
import { defineSetting, type WholeSetting } from './setting.js';

const bound = (key: string, summary: string, value: 'count' | 'bytes' | 'number' = 'count'): WholeSetting => ({
  key,
  places: ['budget'],
  summary,
  value,
  min: 0,
});

export const parameters = defineSetting(bound('parameters', 'Most weights, trainable and frozen.'));
export const multiplyAdds = defineSetting(bound('multiply_adds', 'Most multiply-adds for one sample.'));
export const flops = defineSetting(
  bound('flops', 'Most floating-point operations for one sample: twice the multiply-adds.'),
);
export const trainingMemory = defineSetting(bound('training_memory', 'Most memory while training.', 'bytes'));
export const inferenceMemory = defineSetting(bound('inference_memory', 'Most memory while inferring.', 'bytes'));
export const weightMemory = defineSetting(bound('weight_memory', 'Most memory of the weights.', 'bytes'));
export const latency = defineSetting(
  bound('latency', 'Longest time for one batch, measured by the bundled engine.', 'number'),
);
