/** Takes the details (`src/catalogue/details.ts`) out of the source of a declaration. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const spelling = ['spell', 'pytorch'];
const docs = ['summary', 'formula', 'source', 'example'];

/** Fields of declarations that a bundle loads on demand, by folder: those of the interfaces `...Details`. */
export const detailFields: Readonly<Record<string, readonly string[]>> = {
  'src/catalogue/operations': ['summary', 'source', 'gradient', 'decompose', 'eagerBackward', 'autocast'],
  'src/catalogue/layers': [...docs, 'keras', 'exampleInput', 'sketch', ...spelling],
  'src/catalogue/optimizers': [...docs, 'moves', ...spelling],
  'src/catalogue/losses': [...docs, ...spelling],
  'src/catalogue/initializers': [...docs, ...spelling],
  'src/catalogue/schedules': [...docs, 'factor', ...spelling],
  'src/catalogue/metrics': ['summary', 'sum'],
  'src/catalogue/datasets': [...docs, 'licence'],
  'src/catalogue/settings': ['summary'],
  'src/analysis/lints': ['what', 'why', 'instead', 'source', 'bad', 'good', 'exampleInput'],
};

/** Rules of declarations: a file that holds the details alone has no use for them. */
export const ruleFields: Readonly<Record<string, readonly string[]>> = {
  'src/catalogue/operations': ['types', 'multiplyAdds', 'eagerKeeps'],
  'src/catalogue/layers': ['shape', 'lower', 'weights', 'buffers', 'requires', 'assemble'],
  'src/catalogue/optimizers': ['state'],
  'src/catalogue/losses': ['requires', 'lower'],
  'src/catalogue/initializers': ['fill'],
  'src/catalogue/datasets': ['facts'],
};

/** Fields whose being there tells something: what stands for them is true. */
const tellsSomething = new Set(['gradient', 'decompose']);

const parsed = (source: string): ts.SourceFile => ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true);

const isText = (node: ts.Node | undefined): node is ts.StringLiteralLike =>
  node !== undefined && ts.isStringLiteralLike(node);

/** A parameter of the declaration may be called as one of its fields is. */
const isParameter = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node.parent.parent) && node.parent.parent.name.getText() === 'parameters';

/** Functions with a parameter `doc`, and which one it is: `count(doc, options)`. */
export function docMakers(folders: readonly string[]): ReadonlyMap<string, number> {
  const makers = new Map<string, number>();
  const files = ['src/catalogue', ...folders].flatMap(folder =>
    readdirSync(folder).flatMap(file => (file.endsWith('.ts') ? [join(folder, file)] : [])),
  );
  for (const file of files) {
    const visit = (node: ts.Node): void => {
      const made = ts.isFunctionDeclaration(node)
        ? { name: node.name, parameters: node.parameters }
        : ts.isVariableDeclaration(node) && node.initializer && ts.isArrowFunction(node.initializer)
          ? { name: node.name, parameters: node.initializer.parameters }
          : undefined;
      const at = made?.parameters.findIndex(({ name }) => name.getText() === 'doc') ?? -1;
      if (made?.name !== undefined && at >= 0) makers.set(made.name.getText(), at);
      ts.forEachChild(node, visit);
    };
    visit(parsed(readFileSync(file, 'utf8')));
  }
  return makers;
}

/** Where the documentation of parameters goes; its index in `texts` stands for it. */
export interface Lifting {
  readonly makers: ReadonlyMap<string, number>;
  readonly texts: string[];
}

/** Takes out the fields, and the documentation of parameters if it is to be lifted. */
export function withoutFields(source: string, fields: readonly string[], lifting?: Lifting): string {
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const lift = (node: ts.StringLiteralLike): void => {
    if (lifting === undefined) return;
    const { texts } = lifting;
    const known = texts.indexOf(node.text);
    const at = known < 0 ? texts.push(node.text) - 1 : known;
    edits.push({ start: node.getStart(), end: node.end, text: String(at) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) {
      const name = node.name.getText();
      // A name that stands for something of another place is no text: it stays, and finds nothing there.
      const isOwn = ts.isMethodDeclaration(node) || !ts.isIdentifier(node.initializer);
      if (fields.includes(name) && isOwn && ts.isObjectLiteralExpression(node.parent) && !isParameter(node)) {
        const comma = /^\s*,/.exec(source.slice(node.end))?.[0].length ?? 0;
        const text = tellsSomething.has(name) ? `${name}: true,` : '';
        edits.push({ start: node.getStart(), end: node.end + comma, text });
        return;
      }
      if (name === 'doc' && ts.isPropertyAssignment(node) && isText(node.initializer)) lift(node.initializer);
    }
    if (ts.isParameter(node) && node.name.getText() === 'doc' && isText(node.initializer)) lift(node.initializer);
    if (ts.isCallExpression(node)) {
      const doc = node.arguments[lifting?.makers.get(node.expression.getText()) ?? -1];
      if (isText(doc)) lift(doc);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed(source));
  let text = source;
  for (const edit of edits.sort((a, b) => b.start - a.start)) {
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  }
  return text;
}
