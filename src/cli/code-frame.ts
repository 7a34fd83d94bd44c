/** A problem with the lines it stands in, underlined: `file:line:column`, caret, related places, fixes. */
import type { GraphProblem } from '../graph/graph.js';
import { Locator, type Places } from '../editor/problem-json.js';
import { cut, padStart, widthOf, type Style } from './style.js';

export class CodeFrames {
  private readonly at: Locator;

  constructor(
    private readonly places: Places,
    private readonly style: Style,
    private readonly width = 120,
  ) {
    this.at = new Locator(places);
  }

  print(problem: GraphProblem): string {
    const { severity, code, message, uri, range, related = [] } = problem;
    const colour = { error: this.style.red, warning: this.style.yellow, info: this.style.blue, hint: this.style.cyan };
    const paint = colour[severity];
    const lines = [
      `${this.style.bold(this.place(uri, range.start))} ${paint(severity)} ${plain(message)} ${this.style.dim(`[${code}]`)}`,
      ...this.frame(uri, range, paint),
    ];
    for (const other of related) {
      const where = other.uri ?? uri;
      lines.push(
        `  ${this.place(where, other.range.start)} ${plain(other.message)}`,
        ...this.frame(where, other.range, this.style.blue),
      );
    }
    for (const title of this.at.fixes(problem)) lines.push(`  ${this.style.green('fix')}: ${plain(title)}`);
    return `${lines.join('\n')}\n`;
  }

  private place(uri: string, offset: number): string {
    const { line, column } = this.at.position(uri, offset);
    return `${this.at.path(uri)}:${line}:${column}`;
  }

  /** The first line of the range with a mark below; a long line is cut around the mark. */
  private frame(uri: string, range: GraphProblem['range'], paint: (text: string) => string): readonly string[] {
    const text = this.places.text(uri);
    const { line, column } = this.at.position(uri, range.start);
    const begin = range.start - (column - 1);
    const end = text.slice(begin).search(/[\r\n]/);
    const whole = end < 0 ? text.slice(begin) : text.slice(begin, begin + end);
    if (whole.trim() === '') return [];
    const number = padStart(String(line), 5);
    const room = Math.max(20, this.width - 8);
    const from = column - 1 > room - 10 ? column - 1 - Math.floor(room / 2) : 0;
    const shown = plain(whole.slice(from, from + 2 * room));
    const before = shown.slice(0, column - 1 - from);
    const marked = shown.slice(column - 1 - from, range.end - begin - from);
    const carets = '^'.repeat(Math.max(1, Math.min(widthOf(marked), room - widthOf(before))));
    const bar = this.style.dim('|');
    return [
      `${this.style.dim(number)} ${bar} ${cut(shown, room)}`,
      `      ${bar} ${' '.repeat(widthOf(before))}${paint(carets)}`,
    ];
  }
}

/** Tabs and control characters as one blank each: a mark below stays below, and a terminal obeys no file. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ');
}

/** `2 errors and 1 warning`; nothing where there are none. */
export function tally(problems: readonly { readonly severity: string }[]): string {
  const count = (severity: string, word: string): readonly string[] => {
    const found = problems.filter(p => p.severity === severity).length;
    return found === 0 ? [] : [`${found} ${word}${found === 1 ? '' : 's'}`];
  };
  const parts = [
    ...count('error', 'error'),
    ...count('warning', 'warning'),
    ...count('info', 'note'),
    ...count('hint', 'hint'),
  ];
  const last = parts.pop();
  return last === undefined ? '' : parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
}
