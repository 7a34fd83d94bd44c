/** Which lines of an example are modules in PyTorch's network, and which are function calls there. */
import type { LayerLine } from '../../src/analysis/report.js';
import { ofOurs } from './modules.js';
import type { ReferenceLayer } from './reference.js';

/** Lines of ours that are no module in PyTorch's network, by a pattern of their path, with the reason. */
export type Functional = readonly (readonly [pattern: RegExp, reason: string])[];

/** In every network: joining, and moving numbers about, is an operation. */
const operations = new Set([
  'add',
  'concat',
  'flatten',
  'permute',
  'take',
  'upsample',
  'class_token',
  'position_embedding',
]);

/** Reference lines that compute nothing. */
export const idle = (layer: ReferenceLayer): boolean =>
  layer.type === 'Identity' || layer.type === 'Flatten' || (layer.type === 'Dropout' && layer.args['p'] === 0);

const basicConv = [/ConvBnRelu_\d+\.relu_1$/, 'BasicConv2d calls F.relu'] as const;

/** Each example with what is a function call in its PyTorch network. */
export const networks: Readonly<Record<string, Functional>> = {
  lenet5: [],
  alexnet: [],
  vgg11: [],
  vgg16: [],
  vgg16_bn: [],
  vgg19: [],
  resnet18: [],
  resnet34: [],
  resnet50: [],
  resnet101: [],
  resnet152: [],
  wide_resnet50_2: [],
  resnext50_32x4d: [],
  googlenet: [
    basicConv,
    [/^aux\d\.adaptive_avgpool_1$/, 'InceptionAux calls F.adaptive_avg_pool2d'],
    [/^aux\d\.relu_1$/, 'InceptionAux calls F.relu'],
  ],
  googlenet_no_aux: [basicConv],
  inception_v3: [
    basicConv,
    [/^(Inception[ABC]|Reduction[AB])_\d+\.(avg|max)pool_1$/, 'the blocks call F.avg_pool2d and F.max_pool2d'],
    [/^aux\.(avgpool|global_avgpool)_1$/, 'InceptionAux calls F.avg_pool2d and F.adaptive_avg_pool2d'],
  ],
  inception_v3_no_aux: [
    basicConv,
    [/^(Inception[ABC]|Reduction[AB])_\d+\.(avg|max)pool_1$/, 'the blocks call F.avg_pool2d and F.max_pool2d'],
  ],
  squeezenet1_0: [],
  squeezenet1_1: [],
  densenet121: [
    [/^relu_2$/, 'DenseNet.forward calls F.relu behind the last norm'],
    [/^global_avgpool_1$/, 'DenseNet.forward calls F.adaptive_avg_pool2d'],
  ],
  mobilenet_v2: [[/^global_avgpool_1$/, 'MobileNetV2.forward calls F.adaptive_avg_pool2d']],
  fcn_resnet50: [],
  vit_b_16: [],
};

/** The file of an example where it is not called as PyTorch calls the network. */
export const fileOf = (name: string): string => (name === 'lenet5' ? 'lenet' : name);

export const isModule = (functional: Functional) => (line: LayerLine) =>
  line.called &&
  !operations.has(line.kind) &&
  !(line.kind === 'dropout' && ofOurs(line).args['p'] === 0) &&
  !functional.some(([pattern]) => pattern.test(line.path));
