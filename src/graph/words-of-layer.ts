/** The bare words that the arguments of a layer accept. */
import type { Layer } from '../catalogue/layers/layer.js';

type WordsOf = (name: string | undefined, index: number) => readonly string[];

const none: readonly string[] = [];
const known = new WeakMap<Layer, WordsOf>();

/** Words that a layer's argument accepts, by name or position. */
export function wordsOfLayer(layer: Layer): WordsOf {
  let words = known.get(layer);
  if (!words) known.set(layer, (words = gathered(layer)));
  return words;
}

function gathered(layer: Layer): WordsOf {
  const entries = Object.entries(layer.parameters);
  const byPosition = entries.map(([, { words }]) => words);
  const byName = new Map<string, readonly string[]>();
  for (const [key, { aliases, words }] of entries) {
    // An own name comes before another parameter's alias.
    byName.set(key, words);
    for (const alias of aliases) if (!Object.hasOwn(layer.parameters, alias)) byName.set(alias, words);
  }
  return (name, index) => (name === undefined ? byPosition[index] : byName.get(name)) ?? none;
}
