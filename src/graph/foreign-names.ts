/** What PyTorch and Keras call the things that have other names here: what a newcomer types. */

/** Of layers, without case, underscores, module and number of axes. */
const layers: Readonly<Record<string, string>> = {
  linear: 'dense',
  fullyconnected: 'dense',
  fc: 'dense',
  affine: 'dense',
  convolution: 'conv',
  convtranspose: 'transposed_conv',
  convolutiontranspose: 'transposed_conv',
  deconv: 'transposed_conv',
  deconvolution: 'transposed_conv',
  depthwiseconvolution: 'depthwise_conv',
  maxpooling: 'maxpool',
  averagepooling: 'avgpool',
  averagepool: 'avgpool',
  meanpool: 'avgpool',
  globalaveragepooling: 'global_avgpool',
  globalaveragepool: 'global_avgpool',
  gap: 'global_avgpool',
  globalmaxpooling: 'global_maxpool',
  batchnormalization: 'batchnorm',
  bn: 'batchnorm',
  layernormalization: 'layernorm',
  ln: 'layernorm',
  groupnormalization: 'groupnorm',
  instancenormalization: 'instancenorm',
  rmsnormalization: 'rmsnorm',
  lrn: 'local_response_norm',
  multiheadattention: 'attention',
  multiheadselfattention: 'attention',
  selfattention: 'attention',
  mha: 'attention',
  concatenate: 'concat',
  cat: 'concat',
  plus: 'add',
  mul: 'multiply',
  average: 'mean',
  zeropad: 'pad',
  zeropadding: 'pad',
  reflectionpad: 'pad',
  replicationpad: 'pad',
  constantpad: 'pad',
  cropping: 'crop',
  upsampling: 'upsample',
  interpolate: 'upsample',
  swish: 'silu',
  spatialdropout: 'channel_dropout',
  featuredropout: 'channel_dropout',
  droppath: 'drop_path',
  stochasticdepth: 'drop_path',
  view: 'reshape',
  unflatten: 'reshape',
  chunk: 'split',
  simplernn: 'rnn',
  int: 'floor',
  trunc: 'floor',
  ceiling: 'ceil',
};

/** Of arguments; a call has at most one of those that an entry names. */
const args: Readonly<Record<string, readonly string[]>> = {
  filters: ['channels'],
  out_channels: ['channels'],
  output_channels: ['channels'],
  units: ['width', 'hidden'],
  out_features: ['width'],
  features: ['width', 'channels'],
  kernel_size: ['kernel'],
  pool_size: ['kernel'],
  ksize: ['kernel'],
  window: ['kernel'],
  filter_size: ['kernel'],
  strides: ['stride'],
  step: ['stride'],
  dilation_rate: ['dilation'],
  use_bias: ['bias'],
  pad: ['padding'],
  input_dim: ['count'],
  output_dim: ['width'],
  vocab_size: ['count'],
  embed_dim: ['width'],
  rate: ['p'],
  prob: ['p'],
  probability: ['p'],
  num_heads: ['heads'],
  epsilon: ['eps'],
  dim: ['axis'],
  target_shape: ['shape'],
  learning_rate: ['lr'],
  alpha: ['lr'],
  beta_1: ['beta1'],
  beta_2: ['beta2'],
  decay: ['weight_decay', 'factor'],
  l2: ['weight_decay'],
  label_smoothing: ['smoothing'],
  scale_factor: ['factor'],
  size: ['factor'],
  interpolation: ['mode'],
  step_size: ['every'],
  gamma: ['factor'],
  kernel_initializer: ['init'],
  num_layers: ['layers'],
  hidden_size: ['hidden'],
};

/** Arguments that say what is known here: sizes that flow in, and how a framework runs it. */
const needless: ReadonlySet<string> = new Set([
  'in_channels',
  'in_features',
  'num_features',
  'num_channels',
  'normalized_shape',
  'input_size',
  'input_shape',
  'input_channels',
  'in_size',
  'in_dim',
  'embed_dim',
  'batch_first',
  'batch_size',
  'inplace',
  'data_format',
  'device',
  'dtype',
  'name',
]);

const declared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  loss: {
    crossentropyloss: 'cross_entropy',
    crossentropy: 'cross_entropy',
    categoricalcrossentropy: 'cross_entropy',
    sparsecategoricalcrossentropy: 'cross_entropy',
    softmaxcrossentropy: 'cross_entropy',
    ce: 'cross_entropy',
    binarycrossentropy: 'binary_cross_entropy',
    bceloss: 'binary_cross_entropy',
    bcewithlogitsloss: 'binary_cross_entropy',
    bce: 'binary_cross_entropy',
    mseloss: 'mse',
    meansquarederror: 'mse',
    l2: 'mse',
    l2loss: 'mse',
    l1loss: 'mae',
    l1: 'mae',
    meanabsoluteerror: 'mae',
    nllloss: 'nll',
    huberloss: 'huber',
    smoothl1loss: 'huber',
    kldivloss: 'kl_divergence',
    kldivergence: 'kl_divergence',
    hingeembeddingloss: 'hinge',
  },
  schedule: {
    steplr: 'step',
    multisteplr: 'milestones',
    cosineannealinglr: 'cosine',
    cosinedecay: 'cosine',
    exponentiallr: 'exponential',
    exponentialdecay: 'exponential',
    onecyclelr: 'one_cycle',
    reducelronplateau: 'plateau',
    linearlr: 'linear',
  },
  metric: { acc: 'accuracy', categoricalaccuracy: 'accuracy', meansquarederror: 'mse', meanabsoluteerror: 'mae' },
  vary: {
    range: 'integer',
    randint: 'integer',
    int: 'integer',
    float: 'uniform',
    loguniform: 'log_uniform',
    categorical: 'choice',
  },
};

const settings: Readonly<Record<string, string>> = {
  batch_size: 'batch',
  num_epochs: 'epochs',
  max_epochs: 'epochs',
  dataset: 'data',
  criterion: 'loss',
  objective: 'loss',
  optim: 'optimizer',
  scheduler: 'schedule',
  lr_schedule: 'schedule',
  lr_scheduler: 'schedule',
  validation_split: 'validation',
  val_split: 'validation',
  random_seed: 'seed',
  random_state: 'seed',
  early_stopping: 'patience',
  params: 'parameters',
  num_parameters: 'parameters',
  memory: 'training_memory',
  macs: 'multiply_adds',
};

const words: Readonly<Record<string, string>> = {
  float32: 'fp32',
  float16: 'fp16',
  half: 'fp16',
  bfloat16: 'bf16',
  amp: 'mixed',
  mixed_float16: 'mixed',
};

const bare = (name: string): string => name.toLowerCase().replace(/^.*\./, '').replaceAll('_', '');

/** Without the number of axes: `Conv2d`, `maxpool1d`. */
const withoutRank = (name: string): string => name.replace(/[123]d$/, '');

/** What a layer of another framework is called among these names. */
export function foreignLayer(name: string, known: Iterable<string>): string | undefined {
  const wanted = withoutRank(bare(name));
  const synonym = Object.hasOwn(layers, wanted) ? layers[wanted] : undefined;
  const all = [...known];
  if (synonym !== undefined && all.includes(synonym)) return synonym;
  return all.find(each => bare(each) === wanted);
}

/** What an argument of another framework is called among these names. */
export function foreignArgument(name: string, free: readonly string[]): string | undefined {
  return (Object.hasOwn(args, name) ? args[name] : undefined)?.find(each => free.includes(each));
}

export const isNeedless = (name: string): boolean => needless.has(name);

/** What a loss, schedule, ... of another framework is called among these names. */
export function foreignDeclared(kind: string, name: string, known: Iterable<string>): string | undefined {
  const wanted = bare(name);
  const all = [...known];
  const synonym = (Object.hasOwn(declared, kind) ? declared[kind] : undefined)?.[wanted];
  return synonym !== undefined && all.includes(synonym) ? synonym : all.find(each => bare(each) === wanted);
}

export function foreignSetting(key: string, known: readonly string[]): string | undefined {
  const synonym = Object.hasOwn(settings, key) ? settings[key] : undefined;
  return synonym !== undefined && known.includes(synonym) ? synonym : undefined;
}

export function foreignWord(word: string, known: readonly string[]): string | undefined {
  const synonym = words[word.toLowerCase()];
  return synonym !== undefined && known.includes(synonym) ? synonym : undefined;
}
