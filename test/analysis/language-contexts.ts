/** What the examples of the language page leave to the reader: the blocks, files and points around them. */
import { readFileSync } from 'node:fs';
import { corpusFiles } from '../language/examples.js';

export interface PageExample {
  /** First line, which names it. */
  readonly first: string;
  readonly text: string;
  readonly fragment: boolean;
}

export const page: readonly PageExample[] = [
  ...readFileSync('docs/language.md', 'utf8').matchAll(/```nn( fragment)?\n([^]*?)```/g),
].map(([, fragment, text = '']) => ({ first: text.split('\n')[0] ?? '', text, fragment: fragment !== undefined }));

/** The text of another example of the page. */
const example = (first: string): string => page.find(e => e.first === first)?.text ?? '';

/** The corpus by file name, and the files that only an example of the page names. */
export const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(corpusFiles.map(({ title, text }) => [title, text])),
  'teachers.nn': `network Teacher {
    input image: 3x32x32
    flatten
    output logits = dense(10)
  }
  network Other {
    input image: 3x32x32
    conv(8, 3) -> relu -> flatten
    output logits = dense(10)
  }`,
};

interface Context {
  /** Stands before the example. */
  readonly before?: string;
  /** For a fragment: stands before it in its network, the inputs first. */
  readonly inputs?: string;
}

const image = 'input image: 3x64x64';
const convBnRelu = 'import ConvBnRelu from "./blocks.nn"\n';
const small = 'import Small from "./search.nn"\n';
const encoder = example('block PreNorm(f, norm = layernorm) {');

/** By first line, where the example does not stand by itself. */
export const contexts: Readonly<Record<string, Context>> = {
  'const hidden = round(width * ratio / 8) * 8': {
    inputs: `${image}\nconst width = 96\nconst ratio = 0.25\nconst i = 0`,
  },
  'block Fractal(columns, width, drop = 0.15) {': {
    before: `${convBnRelu}network Around {\n${image}\nFractal(3, 8)\n}\n`,
  },
  'input image: [3, H, W]': { inputs: '' },
  'block SqueezeExcite(ratio = 16) {': {
    before: 'network Around {\ninput map: 64x8x8\nSqueezeExcite\n}\n',
  },
  'block Up(width) {': { before: convBnRelu },
  'output mean = h -> dense(20)': { inputs: `${image}\nh = flatten -> dense(400) -> relu` },
  'expect [2048, 7, 7]': { inputs: 'input map: 2048x7x7' },
  'conv(64, 7, stride: 2, padding: 3, bias: false)': { inputs: 'input image: 3x224x224' },
  'batchnorm -> relu -> conv(64, 3, padding: same)': { inputs: `${image}\nleft = conv(64, 3)` },
  'stem = repeat 2 { ConvBnRelu(64) } -> maxpool(2)': { before: convBnRelu, inputs: image },
  'stem -> conv(64, 1)': { inputs: `${image}\nstem = conv(32, 3)` },
  'stem = conv(64, 3) -> relu': { inputs: image },
  'network UNet(depth = 4, width = 64) {': { before: 'import Double, Up from "./unet.nn"\n' },
  'add(stem)': {
    inputs:
      'input tokens: 10x64\ninput memory: 20x64\nstem = tokens -> dense(64)\nenc1 = stem -> relu\nenc2 = stem -> tanh\nenc2',
  },
  'encoded = lstm(256)': { inputs: 'input series: 10x64' },
  'concat {': { inputs: 'input map: 64x32x32' },
  'block BasicBlock(width, stride = 1) {': {
    before: `network Around {\n${image}\nBasicBlock(64, stride: 2)\nBasicBlock(64)\n}\n`,
  },
  'network MobileNetV2 {': { before: 'import InvertedResidual from "./mobilenet.nn"\n' },
  'Expand(out)': {
    before: 'block Expand(out) { conv(out, 1) }\n',
    inputs: 'const C = 24\nconst out = 24\nconst stride = 1\ninput x: [C, 8, 8]',
  },
  'block PreNorm(f, norm = layernorm) {': {
    before:
      'network Around {\ninput vectors: 10x64\nEncoder(4, 256)\nPreNorm(dense(64) -> relu)\nPreNorm(dense(64), norm: rmsnorm)\n}\n',
  },
  'network Siamese {': {
    before: 'block Tower(width) { conv(width, 3, stride: 2) -> relu -> global_avgpool -> dense(128) }\n',
  },
  'network LanguageModel(vocab = 50257, width = 768) {': { before: encoder },
  'network Inception(classes = 1000) {': {
    before: `block Stem { conv(64, 7, stride: 4) -> relu }
block Aux(classes) { global_avgpool -> dense(classes) }
block Rest { conv(128, 3) -> relu -> global_avgpool }
`,
  },
  'checkpoint { Encoder(12, 3072) }': { before: encoder, inputs: 'input vectors: 196x768' },
  'train Small as quick {': { before: small },
  'train GoogLeNet {': { before: 'import GoogLeNet from "./googlenet.nn"\nimport VAE from "./vae.nn"\n' },
  'import Teacher, Other from "./teachers.nn"': { before: 'import Student from "./distill.nn"\n' },
  'train Generator, Discriminator as gan {': { before: 'import Generator, Discriminator from "./gan.nn"\n' },
  'train Flowers {': { before: example('import ResNet50 from "./resnet50.nn"') },
  'search Small {': { before: small },
  'budget Small { parameters: 1M, training_memory: 2GiB, multiply_adds: 300M, batch: 64 }': { before: small },
};

/** The example with what is around it. */
export function whole({ first, text, fragment }: PageExample): string {
  const { before = '', inputs = image } = contexts[first] ?? {};
  return fragment ? `${before}network Fragment {\n${inputs}\n${text}}\n` : before + text;
}
