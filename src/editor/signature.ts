/** What can be called, as one shape for all: layers, blocks, optimizers, losses, data sets, functions. */
import { layers } from '../catalogue/layers/index.js';
import type { Layer } from '../catalogue/layers/layer.js';
import type { Parameter, ParameterTable } from '../catalogue/parameter.js';
import { declared, settingList } from '../graph/catalogue-names.js';
import type { Block, Network } from '../language/tree.js';
import { expressionFunctions } from './functions.js';
import { namesAt, type VisibleName } from './names.js';
import type { View } from './view.js';

export interface SignatureParameter {
  readonly name: string;
  readonly doc: string;
  readonly required: boolean;
  /** As it would be written. */
  readonly default?: string;
  readonly words: readonly string[];
  /** `count`, `flag`, ... */
  readonly kind: string;
  readonly takes: Parameter<unknown>['takes'];
}

export interface Signature {
  /** `layer`, `block`, `optimizer`, ... */
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly formula?: string;
  readonly source?: string;
  readonly example?: string;
  readonly parameters: readonly SignatureParameter[];
  readonly layer?: Layer;
}

const layerTable: ReadonlyMap<string, Layer> = new Map((layers as readonly Layer[]).map(layer => [layer.name, layer]));

function parametersOf(table: ParameterTable): readonly SignatureParameter[] {
  return Object.entries(table).map(([name, { doc, required, written, words, kind, takes }]) => ({
    name,
    doc,
    required,
    ...(written === undefined ? {} : { default: written }),
    words,
    kind,
    takes,
  }));
}

function ofLayer(layer: Layer): Signature {
  const { name, summary, formula, source, example } = layer;
  return {
    kind: 'layer',
    name,
    summary,
    ...(formula === undefined ? {} : { formula }),
    ...(source === undefined ? {} : { source }),
    example,
    parameters: parametersOf(layer.parameters),
    layer,
  };
}

export const layerSignatures = (): readonly Signature[] => [...layerTable.values()].map(ofLayer);

interface Declaration {
  readonly name: string;
  readonly summary: string;
  readonly formula?: string;
  readonly source?: string;
  readonly example?: string;
  readonly licence?: string;
  readonly inputs?: readonly { readonly name: string; readonly doc: string; readonly optional?: boolean }[];
  readonly parameters: ParameterTable;
}

function ofDeclaration(kind: string, one: Declaration): Signature {
  const { name, summary, formula, source, example } = one;
  const inputs = (one.inputs ?? []).map(input => ({
    name: input.name,
    doc: input.doc,
    required: false,
    words: [],
    kind: 'point',
    takes: 'point' as const,
  }));
  return {
    kind,
    name,
    summary,
    ...(formula === undefined ? {} : { formula }),
    ...(source === undefined ? {} : { source: one.licence === undefined ? source : `${source} (${one.licence})` }),
    ...(example === undefined ? {} : { example }),
    parameters: [...inputs, ...parametersOf(one.parameters)],
  };
}

/** Everything of a kind that settings take: `optimizer`, `loss`, `dataset`, ... */
export function declaredSignatures(kind: string): readonly Signature[] {
  return [...(declared[kind]?.values() ?? [])].map(one => ofDeclaration(kind, one as Declaration));
}

/** The methods and the like that a setting offers. */
export function choiceSignatures(key: string): readonly Signature[] {
  return settingList
    .filter(setting => setting.key === key)
    .flatMap(({ choices = [] }) => choices.map(choice => ofDeclaration(key, choice)));
}

function ofBlock(definition: Block | Network, text: string): Signature {
  return {
    kind: definition.kind === 'Block' ? 'block' : 'network',
    name: definition.name.text,
    summary: definition.doc?.text ?? '',
    parameters: definition.params.map(param => ({
      name: param.name.text,
      doc: '',
      required: param.default === undefined,
      ...(param.default === undefined
        ? {}
        : { default: text.slice(param.default.range.start, param.default.range.end) }),
      words: [],
      kind: 'value',
      takes: 'value' as const,
    })),
  };
}

export function blockSignature(name: VisibleName): Signature | undefined {
  const { definition } = name;
  if (definition === undefined || definition.kind === 'Const') return undefined;
  const signature = ofBlock(definition, name.source.text);
  // Under the name that the file gave it.
  return { ...signature, name: name.name };
}

/** What a call of this name at this place means: the file's own names win; in settings their declarations come before layers. */
export function signatureOf(view: View, callee: string, offset: number, inSettings: boolean): Signature | undefined {
  const visible = namesAt(view, offset).find(({ name }) => name === callee);
  const own = visible && blockSignature(visible);
  if (own !== undefined) return own;
  const layer = layerTable.get(callee);
  if (layer !== undefined && !inSettings) return ofLayer(layer);
  for (const [kind, table] of Object.entries(declared)) {
    const found = table.get(callee);
    if (found !== undefined) return ofDeclaration(kind, found as Declaration);
  }
  for (const { key, choices = [] } of settingList) {
    const found = choices.find(({ name }) => name === callee);
    if (found !== undefined) return ofDeclaration(key, found);
  }
  return layer === undefined ? expressionFunctions.find(({ name }) => name === callee) : ofLayer(layer);
}

/** The parameter at a place of a call: by its name, or by its position among those that are given by position. */
export function parameterAt(
  signature: Signature,
  site: { readonly name: string | undefined; readonly positional: number },
): SignatureParameter | undefined {
  if (site.name !== undefined) return signature.parameters.find(({ name }) => name === site.name);
  const at = signature.parameters[site.positional];
  return at ?? signature.parameters.find(({ takes }) => takes === 'points');
}
