/** Problems in the reader's language: their English sentence is matched against templates, so that whoever finds a problem knows one language. */
import { tell, type Texts } from './words.js';

interface Template {
  readonly pattern: RegExp;
  readonly places: readonly number[];
  readonly into: string;
  /** Letters that are not of a place: a template of few matches much that it does not mean. */
  readonly letters: number;
}

/** Below it a template serves parts of sentences only. */
const fewLetters = 8;
const mostRemembered = 2000;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function templateOf(from: string, into: string): Template {
  const pieces = from.split(/\{(\d)\}/);
  const literals = pieces.filter((_, i) => i % 2 === 0);
  return {
    pattern: new RegExp(
      `^${pieces.map((piece, i) => (i % 2 === 0 ? escaped(piece) : '((?:(?!; ).)*?)')).join('')}$`,
      's',
    ),
    places: pieces.filter((_, i) => i % 2 === 1).map(Number),
    into,
    letters: literals.join('').length,
  };
}

class MessageTexts {
  private readonly exact: ReadonlyMap<string, string>;
  private readonly templates: readonly Template[];
  private readonly known = new Map<string, string>();

  constructor(table: Texts) {
    const all = Object.entries(table);
    this.exact = new Map(all.filter(([from]) => !/\{\d\}/.test(from)));
    this.templates = all
      .filter(([from]) => /\{\d\}/.test(from))
      .map(([from, into]) => templateOf(from, into))
      .sort((a, b) => b.letters - a.letters);
  }

  /** The sentence, or as much of it as there are templates for. */
  translate(message: string): string {
    const known = this.known.get(message);
    if (known !== undefined) return known;
    const made = this.sentence(message);
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.set(message, made);
    return made;
  }

  private sentence(message: string): string {
    // In how many calls it holds.
    const aside = /^(.*\S) \(([^()]*)\)$/s.exec(message);
    const added = aside?.[2] === undefined ? undefined : this.match(aside[2], fewLetters);
    if (added !== undefined) return `${this.sentence(aside?.[1] ?? '')} (${added})`;
    const whole = this.match(message, fewLetters);
    if (whole !== undefined) return whole;
    // What is added behind a sentence stands after a semicolon.
    const cut = message.lastIndexOf('; ');
    if (cut < 0) return message;
    const [head, tail] = [message.slice(0, cut), message.slice(cut + 2)];
    return `${this.sentence(head)}; ${this.match(tail, 0) ?? tail}`;
  }

  private match(text: string, letters: number, deep = 0): string | undefined {
    const exact = this.exact.get(text);
    if (exact !== undefined) return exact;
    for (const template of this.templates) {
      if (template.letters < letters) return undefined;
      const found = template.pattern.exec(text);
      if (found === null) continue;
      const values = new Map(template.places.map((place, i) => [place, found[i + 1] ?? '']));
      return template.into.replace(/\{(\d)\}/g, (_, place: string, at: number) => {
        const value = values.get(Number(place)) ?? '';
        // What stands in backticks is of the file.
        if (deep > 3 || template.into[at - 1] === '`') return value;
        const exact = this.exact.get(value);
        if (exact !== undefined || !value.includes(' ')) return exact ?? value;
        const doc = tell(value);
        return doc === value ? (this.match(value, 0, deep + 1) ?? value) : doc;
      });
    }
    return undefined;
  }
}

/** What says a sentence by a table of templates; a sentence that has none stays as it is. */
export function translator(table: Texts): (message: string) => string {
  const texts = new MessageTexts(table);
  return message => texts.translate(message);
}
