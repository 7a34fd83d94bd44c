/** Remedies of steps and names in a body: given twice, misplaced, read where there is nothing. */
import type { GraphFix } from '../../graph/graph.js';
import { nearestNames } from '../../language/nearest.js';
import type { Body, Branch, Input, Node, Statement, Step } from '../../language/tree.js';
import { argumentAt, pointsBefore } from './calls.js';
import { withoutImported } from './imports.js';
import {
  careful,
  change,
  insert,
  lineAt,
  nodeAt,
  pathOf,
  put,
  remove,
  textOf,
  type Put,
  type Remedies,
  type Site,
} from './remedy.js';
import { freeName } from './words.js';

const ownerAt = (site: Site) => nodeAt(site, 'Network') ?? nodeAt(site, 'Block');

/** The body that holds a place, and the statement of it there. */
function statementAt(site: Site): { readonly body: Body; readonly at: number } | undefined {
  const path = pathOf(site);
  for (const [i, node] of [...path.entries()].reverse()) {
    if (node.kind !== 'Body') continue;
    const at = node.statements.findIndex(each => each === path[i + 1]);
    return at < 0 ? undefined : { body: node, at };
  }
  return undefined;
}

/** What flows at a step, by a name: that of the step before it, or one that it is given. */
function flowName(site: Site): { readonly name: string; readonly puts: readonly Put[] } | undefined {
  const found = statementAt(site);
  const before = found?.body.statements[found.at - 1];
  if (before?.kind === 'Input') {
    if (before.name !== undefined) return { name: before.name.text, puts: [] };
  } else if (before?.kind === 'Step') {
    if (before.name !== undefined && before.name.indexes.length === 0) return { name: before.name.name.text, puts: [] };
    const name = freeName(site, 'y');
    const { start } = before.range;
    return before.name === undefined
      ? { name, puts: [{ range: { start, end: start }, text: `${name} = ` }] }
      : undefined;
  }
  return undefined;
}

function applyToFlow(site: Site): readonly GraphFix[] {
  const flow = flowName(site);
  const { start } = site.range;
  const text = `${flow?.name ?? ''} -> `;
  return flow === undefined
    ? []
    : [put('Apply it to the flow', site, ...flow.puts, { range: { start, end: start }, text })];
}

/** Another name for what is given a second time; of an import, nothing in its place. */
function twice(site: Site): readonly GraphFix[] {
  const item = nodeAt(site, 'Import');
  if (item !== undefined) return withoutImported(site, item, item);
  const indexed = /^(\w+(?:\[\d+\])*)\[(\d+)\]$/.exec(site.written);
  if (indexed !== null) {
    const [, list = '', index = '0'] = indexed;
    for (let i = Number(index) + 1; ; i++) {
      const name = `${list}[${String(i)}]`;
      if (!site.text.includes(`${name} =`)) return [change(site, site.range, name)];
    }
  }
  const { written } = site;
  if (!/^\w+$/.test(written)) return [];
  const param = nodeAt(site, 'Param');
  if (param !== undefined) {
    const comma = /,\s*$/.exec(site.text.slice(0, param.range.start))?.[0].length ?? 0;
    return [remove(site, { start: param.range.start - comma, end: param.range.end }, textOf(site, param))];
  }
  const text = freeName(site, `${written}2`);
  // Steps behind a point that is given again mean the newer one; at the top of a file the first one counts.
  const owner = ownerAt(site);
  const isTop = owner === undefined || owner.name.range.start === site.range.start;
  const later = site.source.scopes.references.filter(
    ({ name, range, argumentOf }) =>
      !isTop && name === written && !argumentOf && range.start > site.range.end && range.end <= owner.range.end,
  );
  const puts = [site.range, ...later.map(({ range }) => range)].map(range => ({ range, text }));
  return [put(`Change to \`${text}\``, site, ...puts)];
}

/** Steps between branches, put into one of their own. */
function intoBranch(site: Site): readonly GraphFix[] {
  const found = statementAt(site);
  if (found === undefined) return [];
  const { statements } = found.body;
  const isLoose = (statement: Statement | undefined): statement is Step => {
    const [only, ...more] = statement?.kind === 'Step' ? statement.links : [];
    const stays = only?.kind === 'Repeat' || only?.kind === 'IfLink';
    return statement?.kind === 'Step' && !(stays && more.length === 0 && statement.name === undefined);
  };
  let [first, last] = [found.at, found.at];
  while (isLoose(statements[first - 1])) first--;
  while (isLoose(statements[last + 1])) last++;
  const [from, to] = [statements[first], statements[last]];
  if (from === undefined || to === undefined) return [];
  return [wrapped(site, 'Put it into a `branch`', 'branch {', from, to)];
}

/** Statements with braces around them, on one line where they stand on one. */
function wrapped(site: Site, title: string, opener: string, from: Node, to: Node): GraphFix {
  const range = { start: from.range.start, end: to.range.end };
  const inner = site.text.slice(range.start, range.end);
  if (!inner.includes('\n')) return put(title, site, { range, text: `${opener} ${inner} }` });
  const { indent } = lineAt(site, range.start);
  return put(title, site, { range, text: `${opener}\n${indent}  ${inner.replaceAll('\n', '\n  ')}\n${indent}}` });
}

/** Branches without a layer that joins them. */
function intoJoin(site: Site): readonly GraphFix[] {
  const found = statementAt(site);
  if (found === undefined) return [];
  const { statements } = found.body;
  const isBranch = (statement: Statement | undefined): statement is Branch => statement?.kind === 'Branch';
  let [first, last] = [found.at, found.at];
  while (isBranch(statements[first - 1])) first--;
  while (isBranch(statements[last + 1])) last++;
  const [from, to] = [statements[first], statements[last]];
  if (from === undefined || to === undefined) return [];
  return [wrapped(site, 'Put it into `concat`', 'concat {', from, to)];
}

/** A point beside branches, as a branch. */
function pointAsBranch(site: Site): readonly GraphFix[] {
  const call = nodeAt(site, 'Call');
  if (call?.body === undefined) return [];
  const points = call.args.filter(({ name }) => name === undefined);
  const others = call.args.filter(({ name }) => name !== undefined);
  const { indent } = lineAt(site, call.callee.range.start);
  const inner = textOf(site, call.body).slice(1, -1);
  const isOneLine = !inner.includes('\n');
  const branches = points.map(each => `\n${indent}  branch { ${textOf(site, each)} }`).join('');
  const args = others.map(each => textOf(site, each)).join(', ');
  const head = { start: call.callee.range.end, end: call.body.range.start };
  const inside = call.body.range.start + 1;
  return [
    put(
      'Write the points as branches',
      site,
      { range: head, text: args === '' ? ' ' : `(${args}) ` },
      isOneLine
        ? {
            range: { start: inside, end: call.body.range.end - 1 },
            text: `${branches}\n${indent}  ${inner.trim()}\n${indent}`,
          }
        : { range: { start: inside, end: inside }, text: branches },
    ),
  ];
}

/** Where a path begins: an input; where there is none, one is put in. */
function begins(site: Site): readonly GraphFix[] {
  const owner = ownerAt(site);
  if (owner === undefined) return [];
  const inputs = owner.body.statements.filter((each): each is Input => each.kind === 'Input');
  const names = inputs.flatMap(({ name }) => (name === undefined ? [] : [name.text]));
  const { start } = site.range;
  // A point that is read already is not the flow.
  const free = names.filter(name => !new RegExp(`\\b${name}\\b`).test(site.written));
  if (names.length > 1) return (free.length > 0 ? free : names).map(name => insertBefore(site, start, `${name} -> `));
  if (owner.kind !== 'Network' || inputs.length > 0) return [];
  const open = owner.body.range.start + 1;
  const isOneLine = !textOf(site, owner.body).includes('\n');
  const text = isOneLine ? '' : '\n  input x: 3x32x32';
  return isOneLine
    ? []
    : [careful(put('Insert `input x: 3x32x32`', site, { range: { start: open, end: open }, text }))];
}

const insertBefore = (site: Site, at: number, text: string): GraphFix =>
  put(`Begin with \`${text.replace(' -> ', '')}\``, site, { range: { start: at, end: at }, text });

/** First steps of a network that has none. */
function firstSteps(site: Site): readonly GraphFix[] {
  const network = ownerAt(site);
  if (network?.kind !== 'Network') return [];
  const { statements, range } = network.body;
  const last = statements.at(-1);
  const [input, steps] = ['input x: 3x32x32', 'flatten -> dense(10)'];
  if (last !== undefined) {
    const at = last.range.end;
    const shape = last.kind === 'Input' ? last.shape : undefined;
    const isMap = shape?.kind === 'Size' || (shape?.kind === 'List' && shape.items.length > 1);
    const step = isMap ? steps : 'dense(10)';
    const text = `\n${lineAt(site, last.range.start).indent}${step}`;
    return [careful(put(`Insert \`${step}\``, site, { range: { start: at, end: at }, text }))];
  }
  const inside = { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) };
  if (site.text.slice(inside.start, inside.end).trim() !== '') return [];
  return [careful(put('Insert an input and steps', site, { range: inside, text: `\n  ${input}\n  ${steps}\n` }))];
}

/** The nearest index that there is. */
function otherIndex(site: Site): readonly GraphFix[] {
  const { message } = site.problem;
  const count = /there are (\d+) elements/.exec(message)?.[1];
  if (count !== undefined) {
    const last = Number(count) - 1;
    return last < 0 ? [] : [change(site, site.range, String(/^-/.test(site.written) ? 0 : last))];
  }
  const given = /given so far: ([\d, ]+)/.exec(message)?.[1]?.split(', ').map(Number) ?? [];
  const wanted = /\[(\d+)\]`/.exec(message)?.[1];
  const open = site.written.lastIndexOf('[');
  if (wanted === undefined || open < 0 || given.length === 0) return [];
  const [near = 0] = [...given].sort((a, b) => Math.abs(a - Number(wanted)) - Math.abs(b - Number(wanted)));
  return [change(site, site.range, `${site.written.slice(0, open)}[${String(near)}]`)];
}

/** The list without holes: what is given under a later index is given under the one that is missing. */
function closeHole(site: Site): readonly GraphFix[] {
  const { message } = site.problem;
  const missing = Number(/\[(\d+)\]` is missing/.exec(message)?.[1] ?? 0);
  const name = site.written;
  const given = [...site.text.matchAll(new RegExp(`\\b${name}\\[(\\d+)\\](?=\\s*=)`, 'g'))]
    .map(match => ({ index: Number(match[1]), start: match.index + name.length + 1, length: match[1]?.length ?? 1 }))
    .filter(({ index }) => index > missing)
    .sort((a, b) => a.index - b.index);
  if (!/^\w+$/.test(name) || given.length === 0) return [];
  const puts = given.map(({ start, length }, i) => ({
    range: { start, end: start + length },
    text: String(missing + i),
  }));
  return [put(`Number \`${name}\` without holes`, site, ...puts)];
}

/** The result of a step that has no name, read from one. */
function nameStep(site: Site): readonly GraphFix[] {
  const found = statementAt(site);
  const step = found?.body.statements[found.at];
  const [link] = step?.kind === 'Step' ? step.links : [];
  if (step?.kind !== 'Step' || step.name !== undefined || link === undefined) return [];
  if (link.kind !== 'Index' && link.kind !== 'Member') return [];
  const head = link.object;
  if (head.kind !== 'Call') return [];
  const name = freeName(site, 'parts');
  const text = `${name} = ${textOf(site, head)}\n${lineAt(site, step.range.start).indent}${name}`;
  return [put(`Name the step \`${name}\``, site, { range: head.range, text })];
}

function otherResult(site: Site): readonly GraphFix[] {
  const names = /its results are (.*)$/.exec(site.problem.message)?.[1]?.split(', ') ?? [];
  return nearestNames(site.written, [...names, 'weight', 'bias', 'state']).map(name => change(site, site.range, name));
}

/** `a + b` of points as the layer that adds. */
function operator(site: Site): readonly GraphFix[] {
  const layer = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' }[site.written];
  const line = lineAt(site, site.range.start);
  const code = site.text.slice(site.range.end, line.end).replace(/#.*$/, '');
  const operand = /^\s*(\w+(?:\[\w+\])*)\s*$/.exec(code)?.[1];
  if (
    layer === undefined ||
    operand === undefined ||
    !pointsBefore(site, site.range.start).includes(operand.replace(/\[.*/, ''))
  )
    return [];
  const start = site.text.slice(0, site.range.start).trimEnd().length;
  const text = ` -> ${layer}(${operand})`;
  const end = site.range.end + code.trimEnd().length;
  return [put(`Write \`${text.trim()}\``, site, { range: { start, end }, text })];
}

/** A parameter put before the one whose default uses it. */
function reordered(site: Site): readonly GraphFix[] {
  const owner = ownerAt(site);
  const params = owner?.params ?? [];
  const used = params.findIndex(({ name }) => name.text === site.written);
  const user = params.findIndex(({ range }) => range.start <= site.range.start && site.range.end <= range.end);
  const [moved, before, previous] = [params[used], params[user], params[used - 1]];
  if (moved === undefined || before === undefined || previous === undefined || used < user) return [];
  const { start } = before.range;
  return [
    put(
      `Put \`${site.written}\` first`,
      site,
      { range: { start, end: start }, text: `${textOf(site, moved)}, ` },
      { range: { start: previous.range.end, end: moved.range.end }, text: '' },
    ),
  ];
}

/** A block or constant that hides a layer, under a name of its own. */
function ownName(site: Site): readonly GraphFix[] {
  const { written, source, files, uri } = site;
  const isImported = files.known.some(
    other => other.uri !== uri && other.imports.some(item => files.imported(other, item)?.uri === uri),
  );
  if (isImported) return [];
  const isConst = nodeAt(site, 'Const') !== undefined;
  const camel = written
    .split('_')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  const text = freeName(site, isConst ? `own_${written}` : camel === written ? `Own${camel}` : camel);
  const uses = source.scopes.references.filter(
    ({ name, symbol }) => name === written && symbol?.owner === undefined && symbol,
  );
  const puts = [site.range, ...uses.map(({ range }) => range)].map(range => ({ range, text }));
  return [careful(put(`Change to \`${text}\``, site, ...puts))];
}

export const steps: Remedies = {
  'not-known-yet': reordered,
  'hides-layer': ownName,
  'not-a-layer': site => {
    const head = site.text.slice(0, site.range.start).trimEnd();
    if (!head.endsWith('->') || site.written === '') return [];
    const line = lineAt(site, site.range.start);
    const rest = site.text.slice(site.range.end, line.end).replace(/#.*$/, '').trim();
    const start = head.slice(0, -2).trimEnd().length;
    return rest === '' ? [remove(site, { start, end: site.range.end }, `-> ${site.written}`)] : [];
  },
  'recipe-for-point': applyToFlow,
  'name-twice': twice,
  'misplaced-step': intoBranch,
  'misplaced-branch': intoJoin,
  'branches-and-points': pointAsBranch,
  'nothing-flows': begins,
  'empty-network': firstSteps,
  'no-such-index': otherIndex,
  'list-with-holes': closeHole,
  'result-of-unnamed-step': nameStep,
  'no-such-result': otherResult,
  'no-branches': site => {
    const call = nodeAt(site, 'Call');
    if (call?.body === undefined) return [];
    const { start, end } = call.body.range;
    const isBlank = site.text.slice(start + 1, end - 1).trim() === '';
    return isBlank ? [put('Insert `branch { }`', site, { range: { start, end }, text: '{ branch { } }' })] : [];
  },
  'name-of-list': site => {
    const step = nodeAt(site, 'Step');
    return step === undefined ? [] : [insert(site, step.range.end, ' -> concat')];
  },
  'not-callable': site => {
    const call = nodeAt(site, 'Call');
    const isStep = call !== undefined && nodeAt(site, 'Step')?.links[0] === call;
    if (!isStep || !call.hasParens || call.body !== undefined) return [];
    const names = pointsBefore(site, site.range.start);
    if (!names.includes(call.callee.text)) return [];
    return [remove(site, { start: call.callee.range.end, end: call.range.end })];
  },
  'bad-index': site => {
    const n = Number(site.written);
    return Number.isFinite(n) ? [change(site, site.range, String(Math.max(0, Math.round(n))))] : [];
  },
  'input-needs-point': site => {
    const at = argumentAt(site);
    return at === undefined
      ? []
      : pointsBefore(site, site.range.start)
          .slice(0, 3)
          .map(name => careful(change(site, at.arg.value.range, name)));
  },
  'not-understood': operator,
};
