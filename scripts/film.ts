/** A film of a page: what it shows at each moment, as a GIF. */
import { writeFileSync } from 'node:fs';
import gifenc from 'gifenc';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** One index of each palette says "as in the frame before": what does not change costs next to nothing. */
const colours = 255;
const unchanged = 255;

/** So many colours of a frame stand as they are: the even surfaces of a theme, whose dark shades a quantizer would join. */
const exact = 200;

type Colour = [number, number, number];

const colourOf = (pixel: number): Colour => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
const distance = ([a, b, c]: Colour, [x, y, z]: Colour): number => (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2;

/** A palette for these pixels, and the index of each of their colours. */
function paletteFor(pixels: Uint32Array): { palette: Colour[]; indexOf: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const [...all] = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const kept = all.slice(0, all.length > colours ? exact : colours);
  const rest = all.slice(kept.length);
  const palette = kept.map(colourOf);
  if (rest.length > 0) palette.push(...gifenc.quantize(new Uint8Array(Uint32Array.from(rest).buffer), colours - exact));
  const indexOf = new Map(kept.map((pixel, index) => [pixel, index]));
  for (const pixel of rest) {
    const colour = colourOf(pixel);
    let [best, least] = [0, Infinity];
    for (const [index, one] of palette.entries()) {
      const far = distance(colour, one);
      if (far < least) [best, least] = [index, far];
    }
    indexOf.set(pixel, best);
  }
  return { palette, indexOf };
}

export class Film {
  readonly #gif = gifenc.GIFEncoder();
  #before: Uint32Array | undefined;

  constructor(private readonly page: Page) {}

  /** Takes what the page shows, to be looked at for so long. */
  async take(heldMs: number): Promise<void> {
    const { data, width, height } = PNG.sync.read(await this.page.screenshot());
    const now = new Uint32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    const before = this.#before;
    // A palette of what is new alone.
    const { palette, indexOf } = paletteFor(now.filter((pixel, at) => pixel !== before?.[at]));
    const index = Uint8Array.from(now, (pixel, at) =>
      pixel === before?.[at] ? unchanged : (indexOf.get(pixel) ?? unchanged),
    );
    while (palette.length <= unchanged) palette.push([0, 0, 0]);
    this.#gif.writeFrame(index, width, height, {
      palette,
      delay: heldMs,
      ...(before && { transparent: true, transparentIndex: unchanged, dispose: 1 }),
    });
    this.#before = now;
  }

  /** Returns the file's size in bytes. */
  write(path: string): number {
    this.#gif.finish();
    const bytes = this.#gif.bytes();
    writeFileSync(path, bytes);
    return bytes.length;
  }
}
