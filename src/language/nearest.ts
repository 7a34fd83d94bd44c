/** Names that someone may have meant: those few letters away from what was typed. */

/** Up to `limit` of the candidates, nearest first. */
export function nearestNames(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const near: { candidate: string; away: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const away = lettersBetween(wanted, candidate.toLowerCase(), allowed);
    if (away <= allowed) near.push({ candidate, away });
  }
  near.sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, limit).map(({ candidate }) => candidate);
}

/** ": did you mean `relu` or `selu`?", or nothing. */
export function suggestion(names: readonly string[]): string {
  const shown = names.map(name => `\`${name}\``);
  const last = shown.pop();
  if (last === undefined) return '';
  return `; did you mean ${shown.length > 0 ? `${shown.join(', ')} or ` : ''}${last}?`;
}

/**
 * How many letters must be put in, taken out, replaced or swapped with their neighbour (the optimal string alignment
 * distance); more than `limit` is not counted out.
 */
export function lettersBetween(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        steps = Math.min(steps, (twoAbove[j - 2] ?? 0) + 1);
      }
      row.push(steps);
      least = Math.min(least, steps);
    }
    // A swap looks two rows back, so one row of no hope is not yet the end.
    if (least > limit + 1) return limit + 1;
    twoAbove = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
