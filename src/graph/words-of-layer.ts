/** The bare words that the arguments of a layer accept. */
import type { Layer } from '../catalogue/layers/layer.js';

/** Words that a layer's argument accepts, by name or position. */
export function wordsOfLayer(layer: Layer): (name: string | undefined, index: number) => readonly string[] {
  const entries = Object.entries(layer.parameters);
  return (name, index) => {
    if (name === undefined) return entries[index]?.[1].words ?? [];
    return entries.find(([key, p]) => key === name || p.aliases.includes(name))?.[1].words ?? [];
  };
}
