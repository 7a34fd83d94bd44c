/** Name a point: what flows out of a step, or in the middle of a line, gets a name. */
import type { TextEdit } from '../../language/problem.js';
import type { Link } from '../../language/tree.js';
import { say } from '../words.js';
import { freshName } from './free-names.js';
import { sameNetwork } from './keeps.js';
import { openedBody } from './one-line.js';
import type { Proposal, Refactoring } from './refactoring.js';
import type { Site } from './site.js';

/** `conv_out`: it says where it comes from, until it has a better one. */
function suggested(link: Link): string {
  const word = link.kind === 'Call' ? link.callee.text : link.kind === 'Name' ? link.text : link.kind;
  return `${word.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase()}_out`;
}

function proposal({ view, body, links }: Site): Proposal | undefined {
  if (links === undefined) return undefined;
  const { step, to } = links;
  const link = step.links[to];
  const next = step.links[to + 1];
  if (link === undefined || link.kind === 'Missing' || link.kind === 'Member' || link.kind === 'Index')
    return undefined;
  if (body.statements.some(({ kind }) => kind === 'Branch')) return undefined;
  const name = freshName(view, suggested(link));
  const { start } = step.range;
  const edits: TextEdit[] = [{ range: { start, end: start }, text: `${name} = ` }];
  if (next === undefined) {
    if (step.name !== undefined || body.statements.some(one => one.kind === 'Output' && one.step === step))
      return undefined;
  } else {
    if (step.links.slice(0, to + 1).every(({ kind }) => kind === 'Name') && to === 0 && isPoint(view, link))
      return undefined;
    // An output's word goes with its name, to what comes last.
    const holder = body.statements.find(one => one.kind === 'Output' && one.step === step);
    const begin = holder?.range.start ?? start;
    const head = view.text.slice(begin, step.links[0]?.range.start ?? start);
    const between = view.text.slice(link.range.end, next.range.start);
    if (between.includes('#')) return undefined;
    edits.splice(0, 1, { range: { start: begin, end: begin + head.length }, text: `${name} = ` });
    edits.push(
      { range: { start: link.range.end, end: next.range.start }, text: `\n${head}` },
      ...openedBody(view.text, body),
    );
  }
  return { title: say('Name what flows out here'), kind: 'extract', edits, placeholder: name, keeps: sameNetwork };
}

function isPoint({ source }: Site['view'], { range }: Link): boolean {
  const symbol = source.scopes.references.find(each => each.range.start === range.start)?.symbol;
  return symbol?.kind === 'point' || symbol?.kind === 'input';
}

export const namePoint: Refactoring = {
  name: 'Name a point',
  *offer(site) {
    const step = site.links?.step ?? (site.from === site.to ? site.body.statements[site.from] : undefined);
    if (step?.kind !== 'Step') return;
    const links = site.links ?? { step, from: 0, to: step.links.length - 1 };
    const found = proposal({ ...site, links });
    if (found !== undefined) yield found;
  },
};
