/** The examples against PyTorch's own tables: totals, bytes and every layer in order (test/reference/README.md). */
import assert from 'node:assert/strict';
import type { LayerLine, Mode } from '../../src/analysis/report.js';
import { networkOfExample } from './examples.js';
import { ofOurs, ofReference } from './modules.js';
import { readReference, savedBytes, type ReferenceLayer } from './reference.js';

/** Lines of ours that are no module in PyTorch's network, by a pattern of their path, with the reason. */
type Functional = readonly (readonly [pattern: RegExp, reason: string])[];

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
const idle = (layer: ReferenceLayer): boolean =>
  layer.type === 'Identity' || layer.type === 'Flatten' || (layer.type === 'Dropout' && layer.args['p'] === 0);

const basicConv = [/ConvBnRelu_\d+\.relu_1$/, 'BasicConv2d calls F.relu'] as const;

/** Each example with what is a function call in its PyTorch network. */
const networks: Readonly<Record<string, Functional>> = {
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
const fileOf = (name: string): string => (name === 'lenet5' ? 'lenet' : name);

/** DenseNet's layers hold their concatenation in a variable until they return; the rule of docs/memory.md gives this. */
const peaks: Readonly<Record<string, number>> = { densenet121: 9_031_680 };

const isModule = (functional: Functional) => (line: LayerLine) =>
  line.called &&
  !operations.has(line.kind) &&
  !(line.kind === 'dropout' && ofOurs(line).args['p'] === 0) &&
  !functional.some(([pattern]) => pattern.test(line.path));

for (const [name, functional] of Object.entries(networks)) {
  describe(`examples/${fileOf(name)}.nn`, () => {
    const reference = readReference(name);
    const choices = { batch: 1, precision: 'fp32' } as const;

    it('has the parameters, buffers, multiply-adds and outputs of PyTorch’s network', () => {
      const { totals, outputs } = networkOfExample(fileOf(name), choices);
      const { totals: expected } = reference;
      assert.deepEqual(
        {
          trainable: totals.parameters.trainable.value,
          frozen: totals.parameters.frozen.value,
          float: totals.buffers.float.value,
          integer: totals.buffers.integer.value,
          multiplyAdds: totals.multiplyAdds?.value,
          outputs: outputs.map(o => o.shape?.map(d => d.value)),
        },
        {
          trainable: expected.trainable_parameters,
          frozen: expected.parameters - expected.trainable_parameters,
          float: expected.float_buffer_elements,
          integer: expected.integer_buffer_elements,
          multiplyAdds: reference.multiply_adds.total,
          outputs: reference.output_shapes.map(shape => shape.slice(1)),
        },
      );
    });

    for (const { batch, bytes, input } of savedBytes(reference)) {
      it(`keeps ${bytes} bytes for backward at batch ${batch}`, () => {
        const { totals } = networkOfExample(fileOf(name), { ...choices, batch });
        assert.deepEqual(
          { bytes: totals.bytes.keptForBackward?.value, input: totals.bytes.ofWhichInput?.value },
          { bytes, input },
        );
      });
    }

    it('has at most so many bytes of activations alive without gradients', () => {
      const { totals } = networkOfExample(fileOf(name), choices);
      assert.equal(totals.bytes.inferencePeak?.value, peaks[name] ?? reference.peak_inference_activation_bytes);
    });

    const modes: readonly (readonly [Mode, readonly ReferenceLayer[], number])[] = [
      ['infer', reference.layers, 1],
      ...(reference.training_layers
        ? [['train', reference.training_layers, reference.training_batch ?? 1] as const]
        : []),
    ];
    for (const [mode, expected, batch] of modes) {
      it(`has PyTorch’s layers in order (${mode})`, () => {
        const { lines, truncated } = networkOfExample(fileOf(name), { ...choices, mode }).layers();
        assert.equal(truncated, 0);
        const ours = lines.filter(isModule(functional)).map(ofOurs);
        const theirs = expected.filter(layer => !idle(layer)).map(layer => ofReference(layer, batch));
        for (const [i, line] of theirs.entries()) assert.deepEqual(ours[i], line, `line ${i} of ${mode}`);
        assert.equal(ours.length, theirs.length);
      });
    }

    it('names only lines that are there as function calls', () => {
      const paths = networkOfExample(fileOf(name), { ...choices, mode: 'train' })
        .layers()
        .lines.map(line => line.path);
      for (const [pattern, reason] of functional)
        assert.ok(
          paths.some(path => pattern.test(path)),
          reason,
        );
    });
  });
}
