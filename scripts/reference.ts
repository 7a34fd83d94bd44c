/** All pages of the reference but those of the rules. */
import { readFileSync } from 'node:fs';
import { lints } from '../src/analysis/lints/index.js';
import { declaredIn } from './registry.js';
import { documentedLayers, layerPages } from './reference-layers.js';
import { tablePages } from './reference-tables.js';

const layerFolder = 'src/catalogue/layers';

/** The file that declares each layer. */
function declaringFiles(): ReadonlyMap<string, string> {
  const pairs = declaredIn(layerFolder).flatMap(({ file }) => {
    const text = readFileSync(`${layerFolder}/${file}`, 'utf8');
    return [...text.matchAll(/^\s+name: '([^']+)'/gm)].map(([, name = '']): [string, string] => [name, file]);
  });
  return new Map(pairs);
}

export function referencePages(): ReadonlyMap<string, string> {
  return new Map([...layerPages(declaringFiles()), ...tablePages(documentedLayers.length, lints.length)]);
}
