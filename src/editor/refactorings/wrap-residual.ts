/** Wrap in `residual`: the selected steps get a shortcut around them, the identity or a projection that fits. */
import type { TextEdit } from '../../language/problem.js';
import type { Range } from '../../language/range.js';
import type { Shape } from '../../shape/shape.js';
import { say } from '../words.js';
import { applied } from './edit-text.js';
import { namesIn } from './free-names.js';
import { sameInterface } from './keeps.js';
import { reportsOf } from '../instances.js';
import type { Proposal, Refactoring } from './refactoring.js';
import { runRange, statementsOf, type Site } from './site.js';

interface Wrapped {
  readonly range: Range;
  readonly inside: string;
  /** `stem = `, where others read the name of the last step. */
  readonly name: string;
}

function wrapped(site: Site): Wrapped | undefined {
  const { view, owner } = site;
  const { text } = view;
  if (site.links !== undefined) {
    const { step, from, to } = site.links;
    const [first, last] = [step.links[from], step.links[to]];
    if (first === undefined || last === undefined) return undefined;
    const range = { start: first.range.start, end: last.range.end };
    return { range, inside: text.slice(range.start, range.end), name: '' };
  }
  const statements = statementsOf(site);
  const range = runRange(site);
  const last = statements.at(-1);
  if (range === undefined || last?.kind !== 'Step') return undefined;
  if (!statements.every(({ kind }) => kind === 'Step' || kind === 'Const' || kind === 'Expect')) return undefined;
  if (last.name === undefined || namesIn(view, owner, [range]).escaping.length === 0)
    return { range, inside: text.slice(range.start, range.end), name: '' };
  const cut = { start: last.name.range.start, end: last.links[0]?.range.start ?? last.name.range.end };
  const edit: TextEdit = { range: { start: cut.start - range.start, end: cut.end - range.start }, text: '' };
  return { range, inside: applied(text.slice(range.start, range.end), [edit]), name: text.slice(cut.start, cut.end) };
}

/** `conv(64, 1, stride: 2)`, `dense(256)`: from the one shape to the other. */
function projection(from: Shape, to: Shape): string | undefined {
  const [channels, ...sizes] = to;
  if (from.length !== to.length || channels === undefined || !to.every(dim => dim.isConstant)) return undefined;
  if (sizes.length === 0 || sizes.length === 1) {
    const kept = sizes.length === 0 || from[0]?.equals(channels) === true;
    return kept ? `dense(${String(to.at(-1))})` : undefined;
  }
  const strides = sizes.map((size, i) => Math.round((from[i + 1]?.value ?? 0) / size.value));
  const [stride = 0] = strides;
  if (strides.some(each => each !== stride) || stride < 1) return undefined;
  return `conv(${String(channels)}, 1${stride === 1 ? '' : `, stride: ${String(stride)}`})`;
}

/** The projection that fits in all executions of these steps. */
function projectionAround({ view }: Site, range: Range): string | undefined {
  const found = new Set<string | undefined>();
  for (const report of reportsOf(view)) {
    const bodies = new Map<number, { from: Shape | undefined; to: Shape | undefined }>();
    for (const { node, body, outputShape } of report.figuresAt(view.uri, range)) {
      const known = bodies.get(body.id) ?? { from: node.inputs[0]?.type?.shape, to: undefined };
      bodies.set(body.id, { ...known, to: outputShape });
    }
    for (const { from, to } of bodies.values()) found.add(from && to && projection(from, to));
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function proposal(site: Site, { range, inside, name }: Wrapped, shortcut?: string): Proposal {
  const lines = site.links === undefined;
  const body = lines ? `{\n${inside}\n}` : `{ ${inside} }`;
  const other = shortcut === undefined ? '' : lines ? ` shortcut {\n${shortcut}\n}` : ` shortcut { ${shortcut} }`;
  return {
    title:
      shortcut === undefined ? say('Wrap in `residual`') : say('Wrap in `residual` with the shortcut `{0}`', shortcut),
    kind: 'rewrite',
    edits: [{ range, text: `${name}residual ${body}${other}` }],
    keeps: sameInterface,
  };
}

export const wrapResidual: Refactoring = {
  name: 'Wrap in `residual`',
  *offer(site) {
    if (site.isCaret) return;
    const found = wrapped(site);
    if (found === undefined) return;
    yield proposal(site, found);
    const shortcut = projectionAround(site, found.range);
    if (shortcut !== undefined) yield { ...proposal(site, found, shortcut), onlyIfFirstFails: true };
  },
};
