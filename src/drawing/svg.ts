/** A drawing as a picture of its own: SVG that names no style sheet and no font file, for a browser, an editor of drawings, or a paper. */
import type { Drawing, Look, Shape } from './shapes.js';

export interface Paper {
  readonly background: string;
  readonly fontFamily: string;
  readonly fontSize: number;
  /** Attributes of everything that has this look: `fill`, `stroke`, and the like. */
  style(look: Look): Readonly<Record<string, string>>;
}

const escaped = (text: string): string =>
  text.replace(/[&"<>]/g, sign => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

const attributesOf = (all: Readonly<Record<string, string | number>>): string =>
  Object.entries(all)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

/** What is there only for a person at the page. */
const ofPage: ReadonlySet<Look | undefined> = new Set<Look>(['mark', 'button', 'sign']);

/** `title`: what the picture is called, for whoever does not see it. */
export function svgText({ width, height, open, edges, labels, closed }: Drawing, title: string, paper: Paper): string {
  const text = ({ tag, look, at, text: words }: Shape): string => {
    const attributes = attributesOf({ ...at, ...(look === undefined ? {} : paper.style(look)) });
    return words === undefined ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${escaped(words)}</${tag}>`;
  };
  const lines = [
    ...open.flatMap(({ shapes }) => shapes),
    ...edges,
    ...labels,
    ...closed.flatMap(({ shapes }) => shapes),
  ]
    .filter(({ look }) => !ofPage.has(look))
    .map(text);
  const font = { 'font-family': paper.fontFamily, 'font-size': paper.fontSize };
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return [
    `<svg${attributesOf({ xmlns: 'http://www.w3.org/2000/svg', ...size, ...font, role: 'img' })}>`,
    `<title>${escaped(title)}</title>`,
    `<rect${attributesOf({ width: '100%', height: '100%', fill: paper.background })}/>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}
