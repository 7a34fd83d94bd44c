/** The parser against one that many people wait for every day. */
import ts from 'typescript';
import { median, type Figure } from '../scripts/figure.js';
import { parse } from '../src/language/parse.js';

const LINES = 10_000;

function medianMs(run: () => void): number {
  for (let warm = 0; warm < 5; warm += 1) run();
  return median(
    Array.from({ length: 15 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );
}

function againstTypeScript(): number {
  const calls = Array.from({ length: LINES }, (_, i) => `  conv(${16 + (i % 9)}, 3, stride: 1, padding: 1)`);
  const ours = `network N {\n  input x: 3x32x32\n${calls.join('\n')}\n}\n`;
  const theirs = `function n() {\n${calls.map(call => `${call.replace('stride:', '{ stride:').replace(')', ' })')};`).join('\n')}\n}\n`;
  const own = medianMs(() => void parse(ours));
  const peer = medianMs(() => void ts.createSourceFile('n.ts', theirs, ts.ScriptTarget.ES2022, true));
  return own / peer;
}

export const figures: readonly Figure[] = [
  {
    name: 'parse-ratio',
    unit: 'ratio',
    goal: 1,
    better: 'lower',
    how: 'time to parse 10,000 calls, divided by the time that TypeScript takes to parse the same calls as TypeScript',
    measure: againstTypeScript,
  },
];
