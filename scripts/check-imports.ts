/** Checks who imports whom against the house's table, and that nothing imports itself in a circle. */
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { existsSync } from 'node:fs';
import { house, packageHomes, treeReaders, type Part } from './house.js';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const under = (folders: readonly string[]): string => `^(${folders.map(escaped).join('|')})/`;

const mayUseNode = (part: Part): boolean => part.host === 'node';

/** The table as rules of dependency-cruiser. */
export function importRules(): IForbiddenRuleType[] {
  const directions = house.map((part): IForbiddenRuleType => ({
    name: `imports-of-${part.folder.replace('src/', '')}`,
    severity: 'error',
    from: { path: under([part.folder]) },
    to: {
      path: '^(src|webview|test|bench|scripts)/',
      pathNot: [under([part.folder, ...part.imports]), '^src/universal\\.d\\.ts$'],
    },
  }));
  const packages = Object.entries(packageHomes).map(([name, home]): IForbiddenRuleType => ({
    name: `home-of-${name.replace('@', '').replace('/', '-')}`,
    severity: 'error',
    from: { pathNot: home },
    to: { path: `^(${escaped(name)}$|${escaped(name)}/|node_modules/(@types/)?${escaped(name)}/)` },
  }));
  return [
    ...directions,
    ...packages,
    // A circle of types alone is gone when the program runs.
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'node-only-in-node-folders',
      severity: 'error',
      from: {
        path: '^(src|webview)/',
        pathNot: ['/node/', under(house.filter(mayUseNode).map(({ folder }) => folder))],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'hosts-apart',
      severity: 'error',
      from: { path: '^src/', pathNot: ['/node/', under(house.filter(mayUseNode).map(({ folder }) => folder))] },
      to: { path: '^src/[^/]+/node/' },
    },
    {
      name: 'tree-readers',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: treeReaders.map(start => `^${escaped(start)}`) },
      to: { path: '^src/language/tree\\.ts$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ];
}

/** The broken rules of the tree under `folders`, one sentence each; a tree in which nothing was read is broken too. */
export async function brokenImports(folders: readonly string[]): Promise<{ modules: number; broken: string[] }> {
  const result = await cruise(
    folders.filter(folder => existsSync(folder)),
    {
      ruleSet: { forbidden: importRules() },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^(test/reference|scripts/templates)/' },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    },
    {
      extensionAlias: { '.js': ['.ts', '.js'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
    },
  );
  const { summary, modules } = result.output as ICruiseResult;
  const read = modules.filter(({ source }) => source.endsWith('.ts')).length;
  const broken = summary.violations.map(({ rule, from, to, cycle }) => {
    const circle = cycle?.map(({ name }) => name).join(' -> ');
    const part = house.find(({ folder }) => from.startsWith(`${folder}/`));
    return `${rule.name}: ${from} -> ${circle ?? to}${part ? ` (${part.folder}: ${part.never})` : ''}`;
  });
  if (read === 0) broken.push('no module was read');
  return { modules: read, broken: [...new Set(broken)] };
}

export async function main(): Promise<number> {
  const { modules, broken } = await brokenImports(['src', 'webview', 'test', 'bench', 'scripts']);
  for (const each of broken) console.error(each);
  console.log(`${modules} modules, ${broken.length} wrong imports`);
  return broken.length > 0 ? 1 : 0;
}
