/** `# netwright: allow RULE`: where the author silences a rule, at the end of a line or on the line above it. */
import type { Lines } from './lines.js';
import type { FileNode } from './tree.js';

/** For each line, from 0, the rules that say nothing there. */
export type Allowances = ReadonlyMap<number, ReadonlySet<string>>;

const pattern = /^#+\s*netwright:\s*allow\s+(\S.*)$/;

export function allowancesOf(file: FileNode, lines: Lines): Allowances {
  const allowed = new Map<number, Set<string>>();
  for (const { text, ownLine, range } of file.comments) {
    const [, rules] = pattern.exec(text) ?? [];
    if (rules === undefined) continue;
    const { line } = lines.at(range.start);
    const at = ownLine ? line + 1 : line;
    const known = allowed.get(at) ?? new Set();
    for (const rule of rules.split(/[\s,]+/)) if (rule !== '') known.add(rule);
    allowed.set(at, known);
  }
  return allowed;
}

export function isAllowed(allowances: Allowances, rule: string, line: number): boolean {
  return allowances.get(line)?.has(rule) === true;
}
