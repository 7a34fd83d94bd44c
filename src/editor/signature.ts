/** What can be called, as one shape for all: layers, blocks, optimizers, losses, data sets, functions. */
import type { DataSet } from '../catalogue/datasets/dataset.js';
import { detailsOf, docText, type Doc } from '../catalogue/details.js';
import { layers } from '../catalogue/layers/index.js';
import type { Layer } from '../catalogue/layers/layer.js';
import type { Parameter, ParameterTable } from '../catalogue/parameter.js';
import type { Choice, Setting } from '../catalogue/settings/setting.js';
import { declared, settingList } from '../graph/catalogue-names.js';
import type { Block, Network } from '../language/tree.js';
import { expressionFunctions } from './functions.js';
import { namesAt, type VisibleName } from './names.js';
import type { View } from './view.js';

export interface SignatureParameter {
  readonly name: string;
  readonly doc: () => string;
  readonly required: boolean;
  /** As it would be written. */
  readonly default?: string;
  readonly words: readonly string[];
  /** `count`, `flag`, ... */
  readonly kind: string;
  readonly takes: Parameter<unknown>['takes'];
  /** Cannot be given by position: a further input of a block. */
  readonly byName?: true;
}

export interface Signature {
  /** `layer`, `block`, `optimizer`, ... */
  readonly kind: string;
  readonly name: string;
  /** Asked for only where it is shown: a bundle loads it then. */
  readonly about: () => About;
  readonly parameters: readonly SignatureParameter[];
  readonly layer?: Layer;
}

export interface About {
  readonly summary: string;
  readonly formula?: string;
  readonly source?: string;
  readonly example?: string;
}

const layerTable: ReadonlyMap<string, Layer> = new Map((layers as readonly Layer[]).map(layer => [layer.name, layer]));

function parametersOf(table: ParameterTable): readonly SignatureParameter[] {
  return Object.entries(table).map(([name, { doc, required, written, words, kind, takes }]) => ({
    name,
    doc: () => docText(doc),
    required,
    ...(written === undefined ? {} : { default: written }),
    words,
    kind,
    takes,
  }));
}

const ofLayer = (layer: Layer): Signature => ({
  kind: 'layer',
  name: layer.name,
  about: () => detailsOf('layer', layer),
  parameters: parametersOf(layer.parameters),
  layer,
});

export const layerNamed = (name: string): Layer | undefined => layerTable.get(name);

export const layerSignatures = (): readonly Signature[] => [...layerTable.values()].map(ofLayer);

interface Declaration {
  readonly name: string;
  readonly inputs?: readonly { readonly name: string; readonly doc: Doc; readonly optional?: boolean }[];
  readonly parameters: ParameterTable;
}

/** `ofDetails`: the same declaration, whole. */
function ofDeclaration(
  kind: string,
  one: Declaration,
  ofDetails: () => About & { readonly licence?: string },
): Signature {
  const inputs = (one.inputs ?? []).map(input => ({
    name: input.name,
    doc: () => docText(input.doc),
    required: false,
    words: [],
    kind: 'point',
    takes: 'point' as const,
  }));
  return {
    kind,
    name: one.name,
    about() {
      const { source, licence, ...rest } = ofDetails();
      if (source === undefined) return rest;
      return { ...rest, source: licence === undefined ? source : `${source} (${licence})` };
    },
    parameters: [...inputs, ...parametersOf(one.parameters)],
  };
}

/** Of a table of `declared`. */
const ofDeclared = (kind: string, one: Declaration): Signature =>
  ofDeclaration(kind, one, () => detailsOf(kind as 'dataset', one as DataSet));

function ofChoice(setting: Setting, choice: Choice): Signature {
  const whole = (): About =>
    detailsOf('setting', setting).choices?.find(({ name }) => name === choice.name) ?? { summary: '' };
  return ofDeclaration(setting.key, choice, whole);
}

/** Everything of a kind that settings take: `optimizer`, `loss`, `dataset`, ... */
export function declaredSignatures(kind: string): readonly Signature[] {
  return [...(declared[kind]?.values() ?? [])].map(one => ofDeclared(kind, one));
}

/** The methods and the like that a setting offers. */
export function choiceSignatures(key: string): readonly Signature[] {
  return settingList
    .filter(setting => setting.key === key)
    .flatMap(setting => (setting.choices ?? []).map(choice => ofChoice(setting, choice)));
}

function ofBlock(definition: Block | Network, text: string): Signature {
  return {
    kind: definition.kind === 'Block' ? 'block' : 'network',
    name: definition.name.text,
    about: () => ({ summary: definition.doc?.text ?? '' }),
    parameters: [
      ...definition.params.map((param): SignatureParameter => ({
        name: param.name.text,
        doc: () => '',
        required: param.default === undefined,
        ...(param.default === undefined
          ? {}
          : { default: text.slice(param.default.range.start, param.default.range.end) }),
        words: [],
        kind: 'value',
        takes: 'value',
      })),
      ...furtherInputs(definition),
    ],
  };
}

/** The first input is what flows in; the others are given by name. */
function furtherInputs({ body }: Block | Network): readonly SignatureParameter[] {
  const inputs = body.statements.filter(statement => statement.kind === 'Input').slice(1);
  return inputs.flatMap(({ name }): readonly SignatureParameter[] =>
    name === undefined || name.text === ''
      ? []
      : [{ name: name.text, doc: () => '', required: true, words: [], kind: 'point', takes: 'point', byName: true }],
  );
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
    if (found !== undefined) return ofDeclared(kind, found);
  }
  for (const setting of settingList) {
    const found = setting.choices?.find(({ name }) => name === callee);
    if (found !== undefined) return ofChoice(setting, found);
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
  return (at?.byName === true ? undefined : at) ?? signature.parameters.find(({ takes }) => takes === 'points');
}
