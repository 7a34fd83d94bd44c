/** Makes the `index.ts` of a folder of declarations from the files that stand in it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Registry {
  readonly folder: string;
  /** The exported list. */
  readonly list: string;
  /** One declaration, as in `npm run new layer NAME`. */
  readonly kind: string;
  /** Whether the export is an object keyed by identifier. */
  readonly keyed?: boolean;
}

export const registries: readonly Registry[] = [
  { folder: 'src/catalogue/operations', list: 'operations', kind: 'operation', keyed: true },
  { folder: 'src/catalogue/layers', list: 'layers', kind: 'layer' },
  { folder: 'src/catalogue/optimizers', list: 'optimizers', kind: 'optimizer' },
  { folder: 'src/catalogue/losses', list: 'losses', kind: 'loss' },
  { folder: 'src/catalogue/initializers', list: 'initializers', kind: 'initializer' },
  { folder: 'src/catalogue/schedules', list: 'schedules', kind: 'schedule' },
  { folder: 'src/catalogue/metrics', list: 'metrics', kind: 'metric' },
  { folder: 'src/catalogue/datasets', list: 'datasets', kind: 'dataset' },
  { folder: 'src/catalogue/settings', list: 'settings', kind: 'setting' },
  { folder: 'src/analysis/lints', list: 'lints', kind: 'lint' },
];

const declaration = /^export const ([A-Za-z_$][\w$]*)(?:: [^=]+)? =\s+define[A-Z]\w*\b/gm;

export interface Declared {
  readonly file: string;
  readonly names: readonly string[];
}

/** The declarations of a folder, by file; helpers, which declare nothing, are left out. */
export function declaredIn(folder: string): Declared[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts') && file !== 'index.ts')
    .sort()
    .map(file => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { file, names: [...text.matchAll(declaration)].map(match => match[1]!) };
    })
    .filter(({ names }) => names.length > 0);
}

/** The text of the index, before prettier. */
export function indexText({ list, keyed }: Registry, declared: readonly Declared[]): string {
  const names = declared.flatMap(each => each.names).sort();
  const [open, close] = keyed ? ['{', '}'] : ['[', ']'];
  return [
    '/** Every declaration of this folder; written by `npm run generate`. */',
    ...declared.map(each => `import { ${each.names.join(', ')} } from './${each.file.replace(/\.ts$/, '.js')}';`),
    '',
    `export const ${list} = ${open} ${names.join(', ')} ${close} as const;`,
    '',
  ].join('\n');
}
