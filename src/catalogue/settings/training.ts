/** Settings of `train`: what is learned from what, and how. */
import { defineSetting } from './setting.js';

export const data = defineSetting({
  key: 'data',
  places: ['train', 'search'],
  summary: 'The data set; its fields feed the inputs of the same names.',
  value: 'dataset',
});

export const loss = defineSetting({
  key: 'loss',
  places: ['train', 'update'],
  summary: 'What is to become small: an expression of losses over outputs, inputs and fields of the data.',
  value: 'loss',
});

export const optimizer = defineSetting({
  key: 'optimizer',
  places: ['train', 'update', 'budget'],
  summary: 'How weights follow their gradients.',
  value: 'optimizer',
  written: 'sgd(lr: 0.01)',
});

export const schedule = defineSetting({
  key: 'schedule',
  places: ['train', 'update', 'group'],
  summary: 'How the learning rate changes over the training.',
  value: 'schedule',
  written: 'constant',
});

export const batch = defineSetting({
  key: 'batch',
  places: ['train', 'budget'],
  summary: 'Samples of one step.',
  value: 'count',
  written: '1',
  min: 1,
});

export const dropLast = defineSetting({
  key: 'drop_last',
  places: ['train'],
  summary: 'Leaves out a last batch that is smaller than the others.',
  value: 'flag',
  written: 'false',
});

export const epochs = defineSetting({
  key: 'epochs',
  places: ['train', 'search'],
  summary: 'How often all samples are seen.',
  value: 'number',
  written: '10',
  min: 0,
});

export const seed = defineSetting({
  key: 'seed',
  places: ['train', 'search'],
  summary: 'Start of all random numbers: equal seeds give equal runs.',
  value: 'count',
  written: '1',
  min: 0,
});

export const precision = defineSetting({
  key: 'precision',
  places: ['train', 'budget'],
  summary: 'What numbers are stored as; `mixed` keeps weights in fp32 and computes in bf16.',
  value: 'word',
  words: ['fp32', 'fp16', 'bf16', 'mixed'],
  written: 'fp32',
});

export const start = defineSetting({
  key: 'start',
  places: ['train'],
  summary: 'Weights at the start: the best of another `train` of this file, or those of a file.',
  value: 'start',
});

export const frozen = defineSetting({
  key: 'frozen',
  places: ['train', 'update'],
  summary: 'Names of steps whose weights stay as they are.',
  value: 'points',
});

export const folds = defineSetting({
  key: 'folds',
  places: ['train', 'search'],
  summary: 'Splits the data in so many parts and trains once for each, with that part held back.',
  value: 'count',
  min: 2,
});

export const times = defineSetting({
  key: 'times',
  places: ['update'],
  summary: 'Steps of this update for each step of the training.',
  value: 'count',
  written: '1',
  min: 1,
});

export const clip = defineSetting({
  key: 'clip',
  places: ['train', 'update'],
  summary: 'Shortens the gradient of all weights together to this length.',
  value: 'number',
  min: 0,
});

export const accumulate = defineSetting({
  key: 'accumulate',
  places: ['train'],
  summary: 'Batches whose gradients are added up before a step.',
  value: 'count',
  written: '1',
  min: 1,
});

export const metrics = defineSetting({
  key: 'metrics',
  places: ['train'],
  summary: 'Figures shown beside the loss.',
  value: 'metric',
});

export const validation = defineSetting({
  key: 'validation',
  places: ['train'],
  summary: 'Share of the samples that is held back, for data without a split of its own.',
  value: 'number',
  written: '0.2',
  min: 0,
  below: 1,
});

export const patience = defineSetting({
  key: 'patience',
  places: ['train'],
  summary: 'Stops when the validation loss has not fallen for so many epochs.',
  value: 'count',
  min: 1,
});
