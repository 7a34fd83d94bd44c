/** Makes the `tsconfig.json` of every folder from the house's table, so that a wrong direction does not compile. */
import { posix } from 'node:path';
import { house, type Part } from './house.js';

interface Settings {
  readonly extends?: string;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly references: readonly { path: string }[];
}

const nodeOptions = { types: ['node'] };
const pageOptions = { lib: ['ES2022', 'DOM', 'DOM.Iterable'] };
const workerOptions = { lib: ['ES2022', 'WebWorker'] };

const towards = (from: string, to: string): string => {
  const path = posix.relative(from, to);
  return path.startsWith('.') ? path : `./${path}`;
};

function project(
  folder: string,
  references: readonly string[],
  options: object = {},
  rest: Partial<Settings> = {},
): Settings {
  return {
    extends: towards(folder, 'tsconfig.base.json'),
    ...(Object.keys(options).length > 0 && { compilerOptions: { ...options } }),
    include: ['**/*.ts'],
    ...rest,
    references: references.map(to => ({ path: towards(folder, to) })),
  };
}

function projectsOf(part: Part): [folder: string, settings: Settings][] {
  const { folder, imports } = part;
  const all = imports.flatMap(to => foldersOf(to));
  const shared = imports.slice();
  const universal = { files: [towards(folder, 'src/universal.d.ts')] };
  if (part.host === 'node') return [[folder, project(folder, all, nodeOptions)]];
  if (part.host === 'page') return [[folder, project(folder, shared, pageOptions)]];
  if (part.host === 'any') return [[folder, project(folder, shared, {}, universal)]];
  const [node, browser] = [`${folder}/node`, `${folder}/browser`];
  const nodeToo = all.filter(to => !to.endsWith('/browser'));
  const browserToo = all.filter(to => !to.endsWith('/node'));
  return [
    [folder, project(folder, shared, {}, { ...universal, exclude: ['node', 'browser'] })],
    [node, project(node, [folder, ...nodeToo], nodeOptions)],
    [browser, project(browser, [folder, ...browserToo], workerOptions)],
  ];
}

/** The folders of a part that are compiled by themselves. */
function foldersOf(folder: string): string[] {
  const part = house.find(each => each.folder === folder);
  return part?.host === 'split' ? [folder, `${folder}/node`, `${folder}/browser`] : [folder];
}

/** Path and content of every `tsconfig.json` but the base. */
export function compilerSettings(): Map<string, Settings> {
  const projects = house.flatMap(projectsOf);
  const folders = projects.map(([folder]) => folder);
  const everywhere = { types: ['node'], ...pageOptions };
  projects.push(
    ['scripts', project('scripts', folders, everywhere)],
    [
      'test',
      project('test', [...folders, 'scripts'], { ...everywhere, types: ['node', 'mocha'] }, { exclude: ['reference'] }),
    ],
    ['bench', project('bench', [...folders, 'scripts', 'test'], everywhere)],
  );
  const settings = new Map<string, Settings>(projects.map(([folder, value]) => [`${folder}/tsconfig.json`, value]));
  settings.set('tsconfig.json', {
    files: [],
    references: projects.map(([folder]) => ({ path: `./${folder}` })),
  });
  // One program over all files, for the linter: references would make it load each folder's program.
  settings.set('tsconfig.lint.json', {
    extends: './tsconfig.base.json',
    compilerOptions: {
      composite: false,
      emitDeclarationOnly: false,
      noEmit: true,
      ...everywhere,
      types: ['node', 'mocha'],
    },
    include: ['src/**/*.ts', 'webview/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    exclude: ['src/universal.d.ts', 'test/reference'],
    references: [],
  });
  return settings;
}
