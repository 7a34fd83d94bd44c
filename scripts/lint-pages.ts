/** A page of the manual for each lint, made from its declaration, and the table of all of them. */
import { analyze } from '../src/analysis/analyze.js';
import { lints } from '../src/analysis/lints/index.js';
import type { WholeLint } from '../src/analysis/lints/lint.js';
import { sourcesOf } from '../src/graph/sources.js';
import { FileSet } from '../src/language/files.js';
import { format } from '../src/language/format.js';

const folder = 'docs/reference/lints';
const all: readonly WholeLint[] = [...lints].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Steps in a network of their own; a text with a definition stands as it is. */
export function lintExample(steps: string, { exampleInput = '3x32x32' }: WholeLint): string {
  const whole = /\b(network|block|const)\b/.test(steps);
  return format(whole ? `${steps}\n` : `network Example {\n  input x: ${exampleInput}\n  ${steps}\n}\n`);
}

function finding(text: string): { readonly message: string; readonly fixes: readonly string[] } | undefined {
  const files = new FileSet(uri => (uri === 'example.nn' ? text : undefined));
  const [problem] = analyze(sourcesOf(files), 'example.nn').problems;
  return problem && { message: problem.message, fixes: (problem.fixes ?? []).map(({ title }) => title) };
}

function page(lint: WholeLint): string {
  const bad = lintExample(lint.bad, lint);
  const found = finding(bad);
  const fixes = found?.fixes ?? [];
  return `<!-- Written by \`npm run generate\` from src/analysis/lints/${lint.name}.ts. -->

# ${lint.name}

${lint.what}

**Why.** ${lint.why}

**Instead.** ${lint.instead}

Severity: ${lint.severity}.${lint.source === undefined ? '' : ` Source: ${lint.source}.`}

## Where it speaks

\`\`\`nn
${bad}\`\`\`

> ${found?.message ?? ''}
${fixes.length === 0 ? '' : `\nOffered: ${fixes.map(title => `*${title}*`).join(', ')}.\n`}
## Where it is silent

\`\`\`nn
${lintExample(lint.good, lint)}\`\`\`

${lint.severity === 'error' ? 'An error cannot be silenced by a comment.' : `\`# netwright: allow ${lint.name}\` at the end of a line, or on the line above it, silences the rule there.`}

[Its declaration](../../../src/analysis/lints/${lint.name}.ts) · [All rules](README.md)
`;
}

function table(): string {
  const rows = all.map(({ name, severity, what }) => `| [${name}](${name}.md) | ${severity} | ${what} |`);
  return `<!-- Written by \`npm run generate\` from src/analysis/lints/. -->

# Rules

What is allowed in a network and hardly meant. Each rule has a page with its reason, its source, an example and the way out.
\`# netwright: allow RULE\` at the end of a line, or on the line above it, silences a rule there.

| rule | severity | what it finds |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/** Path and text of every page. */
export function lintPages(): ReadonlyMap<string, string> {
  return new Map([
    ...all.map((lint): [string, string] => [`${folder}/${lint.name}.md`, page(lint)]),
    [`${folder}/README.md`, table()],
  ]);
}
