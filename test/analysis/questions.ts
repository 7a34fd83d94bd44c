/** Small networks with the shapes, parameters and buffers that PyTorch 2.15 gave for the same modules; products and sums are arithmetic by hand. */

export interface Question {
  readonly title: string;
  readonly before?: string;
  readonly body: readonly string[];
  readonly shape: string;
  readonly parameters: number;
  readonly multiplyAdds?: number;
  /** Floating-point numbers, and whole ones. */
  readonly buffers?: readonly [number, number];
}

export const questions: readonly Question[] = [
  {
    title: 'a 5x5 window at dilation 3, stride 2, padding 6 on 65x65',
    body: ['input x: 3x65x65', 'conv(16, 5, stride: 2, dilation: 3, padding: 6)'],
    shape: '16x33x33',
    parameters: 1_216,
  },
  {
    title: 'a 3x3 convolution of 128 channels in 32 groups (ResNeXt)',
    body: ['input x: 128x56x56', 'conv(128, 3, groups: 32, padding: 1, bias: false)'],
    shape: '128x56x56',
    parameters: 4_608,
    multiplyAdds: 56 * 56 * 4_608,
  },
  {
    title: 'a transposed convolution 4, stride 2, padding 1 doubles a map',
    body: ['input x: 512x7x7', 'transposed_conv(256, 4, stride: 2, padding: 1)'],
    shape: '256x14x14',
    parameters: 2_097_408,
    multiplyAdds: 7 * 7 * 512 * 256 * 16,
  },
  {
    title: 'a transposed convolution with output padding and dilation',
    body: ['input x: 8x13x13', 'transposed_conv(4, 3, stride: 2, padding: 1, output_padding: 1, dilation: 2)'],
    shape: '4x28x28',
    parameters: 292,
    multiplyAdds: 13 * 13 * 8 * 4 * 9,
  },
  {
    title: 'a pool of 3 at stride 2 with padding 1 in ceil mode on 32x32',
    body: ['input x: 4x32x32', 'maxpool(3, stride: 2, padding: 1, ceil_mode: true)'],
    shape: '4x17x17',
    parameters: 0,
  },
  {
    title: 'attention of Llama 3 8B: 32 heads of queries, 8 of keys and values',
    body: ['input x: 16x4096', 'attention(heads: 32, kv_heads: 8, bias: false, causal: true)'],
    shape: '16x4096',
    parameters: 2 * 4_096 * 4_096 + 2 * 4_096 * 1_024,
  },
  {
    title: 'an LSTM of two layers in both directions',
    body: ['input x: 50x100', 'lstm(256, layers: 2, bidirectional: true)'],
    shape: '50x512',
    parameters: 2_310_144,
  },
  {
    title: 'a language model of two LSTMs whose output is tied to the embedding',
    body: ['input t: [32]', 'e = embedding(10000, 650)', 'lstm(650) -> lstm(650)', 'dense(10000, weight: e.weight)'],
    shape: '32x10000',
    parameters: 10_000 * 650 + 10_000 + 2 * 4 * (650 * 650 * 2 + 2 * 650),
  },
  {
    title: 'two batch norms and a convolution: statistics are buffers',
    body: ['input x: 64x8x8', 'batchnorm -> conv(64, 3, padding: 1) -> batchnorm -> relu'],
    shape: '64x8x8',
    parameters: 64 * 2 * 2 + 64 * 64 * 9 + 64,
    buffers: [2 * 2 * 64, 2],
  },
  {
    title: 'a depthwise separable convolution',
    body: ['input x: 128x56x56', 'depthwise_conv(3, padding: 1, bias: false) -> conv(256, 1, bias: false)'],
    shape: '256x56x56',
    parameters: 33_920,
    multiplyAdds: 56 * 56 * (128 * 9 + 128 * 256),
  },
  {
    title: 'what flattens behind five layers of AlexNet on 227x227',
    body: [
      'input x: 3x227x227',
      'conv(96, 11, stride: 4) -> relu -> maxpool(3, stride: 2)',
      'conv(256, 5, padding: 2) -> relu -> maxpool(3, stride: 2)',
      'conv(384, 3, padding: 1) -> relu',
      'flatten',
    ],
    shape: '[64896]',
    parameters: 1_534_720,
  },
  {
    title: 'a patch embedding of ViT-B/16 at 384: 577 places',
    body: [
      'input x: 3x384x384',
      'conv(768, 16, stride: 16) -> flatten(from: 1) -> transpose',
      'class_token',
      'position_embedding',
    ],
    shape: '577x768',
    parameters: 768 * 3 * 256 + 768 + 768 + 577 * 768,
  },
  {
    title: 'the first layers of M5 on 16,000 samples of sound',
    body: ['input x: 1x16000', 'conv(128, 80, stride: 16) -> batchnorm -> relu -> maxpool(4)'],
    shape: '128x249',
    parameters: 10_624,
    buffers: [256, 1],
  },
  {
    title: 'the first convolution of R(2+1)D and R3D on 16 frames',
    body: ['input x: 3x16x112x112', 'conv(64, 3x7x7, stride: 1x2x2, padding: 1x3x3, bias: false)'],
    shape: '64x16x56x56',
    parameters: 28_224,
    multiplyAdds: 16 * 56 * 56 * 64 * 3 * 3 * 49,
  },
  {
    title: 'an adaptive pool to 3x4 of 7x10, which neither divides',
    body: ['input x: 64x7x10', 'adaptive_avgpool(3x4)'],
    shape: '64x3x4',
    parameters: 0,
  },
  {
    title: 'sub-pixel upsampling by 3',
    body: ['input x: 64x24x24', 'conv(27, 3, padding: 1) -> pixel_shuffle(3)'],
    shape: '3x72x72',
    parameters: 15_579,
  },
  {
    title: 'an embedding with a row for the padding: its row counts',
    body: ['input t: [20]', 'embedding(5000, 300, padding: 0)'],
    shape: '20x300',
    parameters: 1_500_000,
    multiplyAdds: 0,
  },
  {
    title: 'a group norm: two numbers a channel, whatever the groups',
    body: ['input x: 64x14x14', 'groupnorm(32)'],
    shape: '64x14x14',
    parameters: 128,
  },
  {
    title: 'a layer norm over all of a map',
    body: ['input x: 64x14x14', 'layernorm(axes: [0, 1, 2])'],
    shape: '64x14x14',
    parameters: 25_088,
  },
  {
    title: 'a GRU of three layers in both directions',
    body: ['input x: 100x40', 'gru(64, layers: 3, bidirectional: true)'],
    shape: '100x128',
    parameters: 189_696,
    multiplyAdds: 2 * 100 * 192 * (40 + 64) + 2 * 2 * 100 * 192 * (128 + 64),
  },
  {
    title: 'an unfold of 3x3 windows at stride 2',
    body: ['input x: 3x32x32', 'unfold(3, stride: 2, padding: 1)'],
    shape: '27x256',
    parameters: 0,
  },
  {
    title: 'an encoder layer of the Transformer, 512 wide',
    body: ['input x: 10x512', 'EncoderLayer(8, 2048)'],
    shape: '10x512',
    parameters: 3_152_384,
    before: 'import EncoderLayer from "netwright:transformer"\n',
  },
  {
    title: 'an average pool with padding in ceil mode on 15x15',
    body: ['input x: 8x15x15', 'avgpool(2, stride: 2, padding: 1, ceil_mode: true)'],
    shape: '8x8x8',
    parameters: 0,
  },
  {
    title: 'attention of ViT-B: 197 places, 12 heads',
    body: ['input x: 197x768', 'attention(heads: 12)'],
    shape: '197x768',
    parameters: 2_362_368,
    multiplyAdds: 4 * 768 * 768 * 197 + 2 * 197 * 197 * 768,
  },
  {
    title: 'a PReLU with a slope for each channel',
    body: ['input x: 64x14x14', 'prelu(per: channel)'],
    shape: '64x14x14',
    parameters: 64,
  },
  {
    title: 'a convolution with reflected edges',
    body: ['input x: 3x33x33', 'conv(16, 7, padding: 3, padding_mode: reflect)'],
    shape: '16x33x33',
    parameters: 2_368,
  },
  {
    title: 'an LSTM with a projection',
    body: ['input x: 20x80', 'lstm(512, projection: 128)'],
    shape: '20x128',
    parameters: 495_616,
  },
  {
    title: 'a convolution with weight norm: a length for each filter',
    body: ['input x: 16x100', 'conv(32, 3, weight_norm: plain)'],
    shape: '32x98',
    parameters: 1_600,
  },
  {
    title: 'an embedding bag',
    body: ['input t: [12]', 'embedding_bag(1000, 64)'],
    shape: '[64]',
    parameters: 64_000,
  },
  {
    title: 'the first two levels of U-Net on 572x572, without padding',
    body: [
      'input x: 1x572x572',
      'conv(64, 3) -> relu -> conv(64, 3) -> relu',
      'maxpool(2)',
      'conv(128, 3) -> relu -> conv(128, 3) -> relu',
    ],
    shape: '128x280x280',
    parameters: 259_008,
  },
  {
    title: 'an enlargement by 1.5 of 15x15: 22.5 is rounded down',
    body: ['input x: 8x15x15', 'upsample(1.5, mode: bilinear)'],
    shape: '8x22x22',
    parameters: 0,
  },
  {
    title: 'a causal convolution on a sequence keeps its length',
    body: ['input x: 32x100', 'conv(64, 3, padding: causal, dilation: 4)'],
    shape: '64x100',
    parameters: 6_208,
  },
  {
    title: 'the generator of DCGAN, from 100 numbers to 64x64',
    body: [
      'input z: [100]',
      'reshape([100, 1, 1])',
      'transposed_conv(512, 4, bias: false) -> batchnorm -> relu',
      'transposed_conv(256, 4, stride: 2, padding: 1, bias: false) -> batchnorm -> relu',
      'transposed_conv(128, 4, stride: 2, padding: 1, bias: false) -> batchnorm -> relu',
      'transposed_conv(64, 4, stride: 2, padding: 1, bias: false) -> batchnorm -> relu',
      'transposed_conv(3, 4, stride: 2, padding: 1, bias: false) -> tanh',
    ],
    shape: '3x64x64',
    parameters: 3_576_704,
    buffers: [1_920, 4],
  },
  {
    title: 'a pixel unshuffle by 4',
    body: ['input x: 3x64x96', 'pixel_unshuffle(4)'],
    shape: '48x16x24',
    parameters: 0,
  },
  {
    title: 'a pool of 3 at dilation 2',
    body: ['input x: 3x32x32', 'maxpool(3, stride: 1, dilation: 2)'],
    shape: '3x28x28',
    parameters: 0,
  },
  {
    title: 'an affine instance norm',
    body: ['input x: 3x32x32', 'instancenorm(affine: true)'],
    shape: '3x32x32',
    parameters: 6,
  },
  {
    title: 'a plain RNN of two layers',
    body: ['input x: 12x9', 'rnn(20, layers: 2)'],
    shape: '12x20',
    parameters: 1_460,
  },
  {
    title: 'a flatten of the two middle dimensions',
    body: ['input x: 4x5x6x7', 'flatten(1, 2)'],
    shape: '4x30x7',
    parameters: 0,
  },
];
