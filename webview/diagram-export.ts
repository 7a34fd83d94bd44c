/** The diagram as a file of its own: the theme's colours as they are now, written out. */
import type { Placed } from '../src/drawing/layout.js';
import { drawingOf, type Look } from '../src/drawing/shapes.js';
import { svgText } from '../src/drawing/svg.js';
import { svg } from './diagram-draw.js';

/** A canvas can hold no more in any browser that VS Code knows. */
const [mostSide, mostPixels] = [16_000, 100_000_000];

const properties = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-weight'] as const;

/** What a property is where nothing is said. */
const plain: Readonly<Record<string, string>> = {
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'font-weight': '400',
};

/** Style sheet and theme decide; `home`: where the look is worn for a moment. */
function styleOf(look: Look, home: Element): Readonly<Record<string, string>> {
  const worn = svg('path', { class: look });
  home.append(worn);
  const computed = getComputedStyle(worn);
  const found = properties.flatMap((name): readonly (readonly [string, string])[] => {
    const value = computed.getPropertyValue(name);
    return value === '' || value === plain[name] ? [] : [[name, value]];
  });
  worn.remove();
  return Object.fromEntries(found);
}

export function svgOfPage(placed: Placed, title: string): string {
  const home = svg('svg', {});
  document.body.append(home);
  const { fontFamily, fontSize, backgroundColor } = getComputedStyle(document.body);
  const known = new Map<Look, Readonly<Record<string, string>>>();
  const text = svgText(drawingOf(placed), title, {
    background: backgroundColor,
    fontFamily,
    fontSize: parseFloat(fontSize) || 13,
    style(look) {
      const style = known.get(look) ?? styleOf(look, home);
      known.set(look, style);
      return style;
    },
  });
  home.remove();
  return text;
}

/** Twice as many pixels as on the page, for a sharp print; base64. Undefined where the browser cannot. */
export async function pngOf(text: string, { width, height }: Placed): Promise<string | undefined> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(2, mostSide / width, mostSide / height, Math.sqrt(mostPixels / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(Math.ceil(width) * scale);
  canvas.height = Math.floor(Math.ceil(height) * scale);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const [, data] = canvas.toDataURL('image/png').split(',');
  return data === '' ? undefined : data;
}
