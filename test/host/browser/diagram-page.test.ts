/** The diagram's page in a real browser under its real policy, with networks as the server makes them. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagramNode, FromDiagram, NetworkDiagram, ToDiagram } from '../../../src/messages/diagram.js';
import { flawsOf } from './flaws.js';
import { openPanelPage, type PanelPage } from './panel-page.js';
import { themes, type ThemeName } from './themes.js';

const pictures = join('.cache', 'screenshots');
const uri = 'file:///work/net.nn';

const node = (
  id: string,
  kind: DiagramNode['kind'],
  line: number,
  children: readonly DiagramNode[] = [],
): DiagramNode => ({
  ...{ id, kind, label: id, detail: kind === 'layer' ? '4, 3, padding: 1' : '', shape: '4x6x6' },
  ...{ parameters: kind === 'layer' ? '112' : '', uri, line, character: 2, endLine: line, children },
  ...{ answer: '4x6x6 · 112 parameters', memory: [['weights', '448 bytes']], problems: [] },
});

const edge = (from: string, to: string) => ({ from, to, shape: '4x6x6' });

const network: NetworkDiagram = {
  name: 'N',
  nodes: [
    node('image', 'input', 1),
    node('stem <b>', 'layer', 2),
    node('B', 'group', 3, [node('conv', 'layer', 4), node('relu', 'layer', 5), node('add', 'join', 6)]),
    node('output', 'output', 7),
  ],
  edges: [
    ...[edge('image', 'stem <b>'), edge('stem <b>', 'conv'), edge('conv', 'relu'), edge('relu', 'add')],
    ...[edge('stem <b>', 'add'), edge('add', 'output')],
  ],
  ...{ omitted: 0, omittedEdges: 0, purpose: 'Memory (batch 1, fp32, adam)', isWhole: true },
};

const news = (...networks: readonly NetworkDiagram[]): Extract<ToDiagram, { type: 'diagram' }> => ({
  ...{ type: 'diagram', uri, diagram: { title: 'net.nn', networks: [...networks], problems: [], isBroken: false } },
});

describe('the diagram beside the text', () => {
  let panel: PanelPage<FromDiagram, ToDiagram>;
  before(async () => {
    mkdirSync(pictures, { recursive: true });
    panel = await openPanelPage(undefined, 600, 900, 'diagram');
    await panel.send(news(network));
    await panel.page.locator('.box').first().waitFor();
  });
  after(() => panel?.close());

  const labels = async (): Promise<readonly string[]> =>
    [...(await panel.page.locator('.box .name').allTextContents())].sort();
  const box = (name: RegExp) => panel.page.getByRole('button', { name });

  it('asks for its networks and draws their boxes, with text that is never markup', async () => {
    assert.deepEqual(panel.said[0], { type: 'ready' });
    assert.deepEqual(await labels(), ['B', 'add', 'conv', 'image', 'output', 'relu', 'stem <b>']);
    assert.equal(await panel.page.locator('svg[role=group]').getAttribute('aria-label'), 'Diagram of N');
    assert.equal(await panel.page.locator('.edge').count(), 6);
    assert.deepEqual(await panel.page.locator('.shape').allTextContents(), Array<string>(6).fill('4x6x6'));
  });

  it('tells a reader what stands in a box and where it comes from', async () => {
    const name = await box(/^conv/).getAttribute('aria-label');
    assert.equal(name, 'conv, 4, 3, padding: 1, 4x6x6 · 112 parameters, after stem <b>');
    assert.match((await box(/^add/).getAttribute('aria-label')) ?? '', /after relu, stem <b>$/);
  });

  it('goes to the line of a box by a click and by Enter', async () => {
    await box(/^relu/).click();
    assert.deepEqual(panel.said.at(-1), { type: 'go', uri, line: 5, character: 2 });
    await box(/^stem/).focus();
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(panel.said.at(-1), { type: 'go', uri, line: 2, character: 2 });
  });

  it('closes a group and opens it, by its button, a double click and Space; edges lead to it', async () => {
    const closed = ['B', 'image', 'output', 'stem <b>'];
    await panel.page.locator('.toggle').click();
    assert.deepEqual(await labels(), closed);
    assert.equal(await panel.page.locator('.edge').count(), 3);
    const group = box(/^B,/);
    await group.dblclick({ position: { x: 8, y: 30 } });
    assert.equal((await labels()).length, 7);
    await group.focus();
    await panel.page.keyboard.press('Space');
    assert.deepEqual(await labels(), closed);
    assert.equal(await group.getAttribute('aria-expanded'), 'false');
    assert.equal(await group.evaluate(one => one === document.activeElement), true);
    await panel.page.getByRole('button', { name: 'Open All' }).click();
    assert.equal((await labels()).length, 7);
  });

  it('walks from box to box by arrows, with one stop for Tab', async () => {
    await box(/^image/).focus();
    const focused = (): Promise<string | null> =>
      panel.page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? null);
    const visited: (string | null)[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'Home']) {
      await panel.page.keyboard.press(key);
      visited.push(await focused());
    }
    assert.deepEqual(visited, ['stem <b>', 'B', 'conv', 'B', 'output', 'output', 'image']);
    assert.equal(await panel.page.locator('.box[tabindex="0"]').count(), 1);
  });

  it('can be made larger, smaller and whole', async () => {
    const size = async (): Promise<{ width: number; height: number }> =>
      (await panel.page.locator('svg').boundingBox()) ?? { width: 0, height: 0 };
    const before = await size();
    await panel.page.getByRole('button', { name: 'Larger' }).click();
    assert.ok((await size()).width > 1.2 * before.width);
    await panel.page.getByRole('button', { name: 'Smaller' }).click();
    assert.ok(Math.abs((await size()).width - before.width) < 1);
    await panel.page.setViewportSize({ width: 300, height: 400 });
    await panel.page.getByRole('button', { name: 'Whole' }).click();
    const [picture, room] = [await size(), await panel.page.locator('.scroll').boundingBox()];
    assert.ok(room && picture.height <= room.height + 1 && picture.width <= room.width + 1);
    await panel.page.setViewportSize({ width: 600, height: 900 });
  });

  it('keeps its texts at a readable size in 300 pixels, and scrolls', async () => {
    const narrow = await openPanelPage<FromDiagram, ToDiagram>(undefined, 300, 500, 'diagram');
    try {
      await narrow.send(news(network));
      const text = narrow.page.locator('.box .name').first();
      await text.waitFor();
      // 13 pixels, at three quarters at least.
      assert.ok(((await text.boundingBox())?.height ?? 0) > 9);
      assert.equal(await narrow.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
      await narrow.page.screenshot({ path: join(pictures, 'diagram-narrow.png') });
    } finally {
      await narrow.close();
    }
  });

  it('shows one of several networks, keeps the choice, and takes the one that it is told', async () => {
    const other: NetworkDiagram = { ...network, name: 'M', nodes: [node('only', 'layer', 9)], edges: [] };
    await panel.send(news(network, other));
    await panel.page.getByLabel('Network').selectOption('M');
    assert.deepEqual(await labels(), ['only']);
    const kept = await panel.page.evaluate(() => (globalThis as unknown as { kept: unknown }).kept);
    assert.deepEqual((kept as { uri: string; network: string }).network, 'M');
    await panel.send({ ...news(network, other), network: 'N' });
    await box(/^stem/).waitFor();
  });

  it('keeps folds, size and place over a reload of the page, and over news of the text', async () => {
    const before = await openPanelPage<FromDiagram, ToDiagram>(undefined, 400, 300, 'diagram');
    let kept: unknown;
    try {
      await before.send(news(network));
      await before.page.locator('.toggle').click();
      await before.page.getByRole('button', { name: 'Larger' }).click();
      await before.send(news({ ...network, nodes: [...network.nodes, node('more', 'layer', 9)] }));
      await before.page.getByRole('button', { name: /^more/ }).waitFor();
      assert.equal(await before.page.locator('.box', { hasText: 'conv' }).count(), 0);
      await before.page.locator('.scroll').evaluate(one => one.scrollTo(0, 120));
      await before.page.waitForFunction(() => (globalThis as unknown as { kept: { top: number } }).kept.top === 120);
      kept = await before.page.evaluate(() => (globalThis as unknown as { kept: unknown }).kept);
    } finally {
      await before.close();
    }
    const after = await openPanelPage<FromDiagram, ToDiagram>(kept, 400, 300, 'diagram');
    try {
      await after.send(news(network));
      await after.page.locator('.box').first().waitFor();
      assert.equal(await after.page.locator('.box').count(), 4);
      assert.equal(await after.page.locator('.scroll').evaluate(one => one.scrollTop), 120);
      const [width, whole] = await after.page
        .locator('svg')
        .evaluate(one => [Number(one.getAttribute('width')), Number(one.getAttribute('viewBox')?.split(' ')[2])]);
      assert.ok(Math.abs((width ?? 0) / (whole ?? 1) - 1.25) < 0.01);
      // Where the cursor is does not take the view away that was just found again; when it moves, it does.
      await after.send({ type: 'at', uri, line: 1 });
      await after.page.locator('.marked', { hasText: 'image' }).waitFor();
      assert.equal(await after.page.locator('.scroll').evaluate(one => one.scrollTop), 120);
      await after.send({ type: 'at', uri, line: 1 });
      await after.page.waitForFunction(() => document.querySelector('.scroll')?.scrollTop === 0);
    } finally {
      await after.close();
    }
  });

  it('marks the boxes of the cursor’s line, a closed group for what is in it, and never takes the focus', async () => {
    const marked = (): Promise<readonly string[]> => panel.page.locator('.marked .name').allTextContents();
    await panel.send({ type: 'at', uri, line: 5 });
    await panel.page.locator('.marked', { hasText: 'relu' }).waitFor();
    assert.deepEqual(await marked(), ['relu']);
    assert.equal(await box(/^relu/).getAttribute('aria-current'), 'true');
    const focused = await panel.page.evaluate(() => document.activeElement?.getAttribute('data-key'));
    assert.notEqual(focused, 'relu');
    await panel.page.getByRole('button', { name: 'Close All' }).click();
    assert.deepEqual(await marked(), ['B']);
    await panel.send({ type: 'at', uri: 'file:///project/other.nn', line: 5 });
    await panel.page.locator('.marked').waitFor({ state: 'detached' });
    await panel.page.getByRole('button', { name: 'Open All' }).click();
  });

  it('writes no line through a shape: texts are drawn above all lines, on the page’s colour', async () => {
    const order = await panel.page.evaluate(() =>
      [...document.querySelectorAll('svg [class]')].map(one => one.classList[0]),
    );
    const lastLine = Math.max(order.lastIndexOf('edge'), order.lastIndexOf('arrow'));
    for (const look of ['back', 'name', 'text', 'shape']) assert.ok(lastLine < order.indexOf(look), look);
    const [back, page] = await panel.page.evaluate(() => {
      const fill = getComputedStyle(document.querySelector('.back')!).fill;
      return [fill, getComputedStyle(document.body).backgroundColor];
    });
    assert.equal(back, page);
  });

  it('tells of a box that is pointed at or has the focus what its hover tells, until Escape', async () => {
    const tip = panel.page.locator('#tip');
    await box(/^conv/).hover();
    await tip.waitFor();
    assert.match(
      await tip.innerText(),
      /^conv · 4, 3, padding: 1\s+4x6x6 · 112 parameters\s+Memory \(batch 1, fp32, adam\)\s+weights\s+448 bytes$/,
    );
    assert.equal(await box(/^conv/).getAttribute('aria-describedby'), 'tip');
    assert.deepEqual(await flawsOf(panel.page), []);
    await panel.page.screenshot({ path: join(pictures, 'diagram-tip.png') });
    await panel.page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
    await panel.page.mouse.move(0, 0);
    await box(/^image/).focus();
    await panel.page.keyboard.press('ArrowDown');
    await tip.filter({ hasText: 'stem <b>' }).waitFor();
    // That of an open group stands at its name, not below all that is in it.
    await panel.page.keyboard.press('ArrowDown');
    await tip.filter({ hasText: /^B/ }).waitFor();
    const [told, group, name] = await Promise.all(
      [tip, box(/^B,/), panel.page.locator('.name', { hasText: /^B$/ })].map(one => one.boundingBox()),
    );
    assert.ok(told && group && name && told.y >= name.y + name.height && told.y < group.y + group.height / 2);
    await panel.page.keyboard.press('Escape');
  });

  it('finds steps by Ctrl+F, also within closed groups, which Enter opens', async () => {
    await panel.page.getByRole('button', { name: 'Close All' }).click();
    await panel.page.keyboard.press('Control+F');
    await panel.page.keyboard.type('rel');
    await panel.page.getByText('0 of 1').waitFor();
    assert.deepEqual(await panel.page.locator('.found .name').allTextContents(), ['B']);
    await panel.page.keyboard.press('Enter');
    await panel.page.getByText('1 of 1').waitFor();
    assert.deepEqual(await panel.page.locator('.found-now .name').allTextContents(), ['relu']);
    assert.equal(await panel.page.getByLabel('Find').evaluate(one => one === document.activeElement), true);
    await panel.page.keyboard.press('Escape');
    assert.equal(await panel.page.locator('.found').count(), 0);
  });

  it('zooms by keys where nobody types', async () => {
    const width = async (): Promise<number> => Number(await panel.page.locator('.scroll svg').getAttribute('width'));
    await box(/^image/).focus();
    await panel.page.keyboard.press('1');
    const whole = await width();
    await panel.page.keyboard.press('+');
    assert.ok(Math.abs((await width()) / whole - 1.25) < 0.01);
    await panel.page.keyboard.press('-');
    await panel.page.keyboard.press('0');
    assert.ok(Math.abs((await width()) - whole) < 1);
    await panel.page.getByLabel('Find').focus();
    await panel.page.keyboard.type('+');
    assert.ok(Math.abs((await width()) - whole) < 1);
    await panel.page.keyboard.press('Escape');
  });

  it('is saved and copied as an SVG that holds its colours, and saved as a PNG', async () => {
    const pressed = async (name: string, type: string): Promise<FromDiagram> => {
      const before = panel.said.length;
      await panel.page.getByRole('button', { name }).click();
      for (let left = 100; panel.said.length === before && left > 0; left--) await panel.page.waitForTimeout(20);
      const said = panel.said.at(-1);
      assert.ok(said !== undefined && said.type === type, name);
      return said;
    };
    await panel.wear('light');
    const saved = await pressed('Save as SVG', 'save');
    assert.ok(saved.type === 'save' && saved.format === 'svg' && saved.network === 'N');
    const copied = await pressed('Copy as SVG', 'copy');
    assert.ok(copied.type === 'copy' && copied.text === saved.data);
    // White paper, and the theme's colour of text: `#3b3b3b` is 59 of each.
    assert.match(saved.data, /<rect width="100%" height="100%" fill="rgb\(255, 255, 255\)"\/>/);
    assert.match(saved.data, /<text [^>]*fill="rgb\(59, 59, 59\)" font-weight="600"[^>]*>stem &lt;b&gt;<\/text>/);
    assert.doesNotMatch(saved.data, /var\(|class=|fill="rgba?\(0, 0, 0/);
    const alone = await panel.page.context().browser()!.newPage();
    await alone.setContent(saved.data);
    const [drawn, texts] = [alone.locator('svg > rect'), alone.locator('svg > text')];
    // Seven boxes, six labels with their grounds, the paper; names, arguments and shapes.
    assert.ok((await drawn.count()) >= 14 && (await texts.count()) >= 14);
    await alone.screenshot({ path: join(pictures, 'diagram-alone.png') });
    await alone.close();
    const png = await pressed('Save as PNG', 'save');
    assert.ok(png.type === 'save' && png.format === 'png');
    const bytes = Buffer.from(png.data, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    const [, width = ''] = /width="(\d+)"/.exec(saved.data) ?? [];
    assert.equal(bytes.readUInt32BE(16), 2 * Number(width));
    await panel.wear('dark');
  });

  it('is read as lists of words, too', async () => {
    await panel.page.getByRole('button', { name: 'As Text' }).click();
    const list = panel.page.getByRole('region', { name: 'Diagram of N' });
    assert.equal(await list.locator('li').count(), 7);
    assert.match(await list.locator('li li').first().innerText(), /^conv, 4, 3, padding: 1, .*after stem <b>$/);
    assert.deepEqual(await flawsOf(panel.page), []);
    await panel.page.getByRole('button', { name: 'As Text' }).click();
    await box(/^image/).waitFor();
  });

  it('marks a box with an error, and lists errors that stand in no box, each a way to its line', async () => {
    const wrong = network.nodes.map(one => (one.id === 'stem <b>' ? { ...one, problems: ['`k` is too large'] } : one));
    const message = news({ ...network, nodes: wrong });
    const problems = [{ message: 'there is no `covn`', uri, line: 3, character: 1 }];
    await panel.send({ ...message, diagram: { ...message.diagram, problems } });
    assert.match((await box(/^stem/).getAttribute('aria-label')) ?? '', /112, × k is too large, Error, after image$/);
    assert.equal(await panel.page.locator('.box:has(.wrong) .name').innerHTML(), 'stem &lt;b&gt;');
    await panel.page.getByRole('button', { name: 'there is no covn' }).click();
    assert.deepEqual(panel.said.at(-1), { type: 'go', uri, line: 3, character: 1 });
    assert.deepEqual(await flawsOf(panel.page), []);
    await panel.page.screenshot({ path: join(pictures, 'diagram-error.png') });
  });

  it('stays as it was read last while a line is half typed, and says so', async () => {
    await panel.send(news(network));
    const half = news({ ...network, nodes: network.nodes.slice(0, 2), isWhole: false });
    await panel.send({ ...half, diagram: { ...half.diagram, isBroken: true } });
    await panel.page.getByText('this is how it was read last').waitFor();
    assert.equal((await labels()).length, 7);
    await panel.send(news(network));
    await panel.page.getByText('this is how it was read last').waitFor({ state: 'detached' });
  });

  it('says what is not drawn, and that a file has no network', async () => {
    const wide = Array.from({ length: 500 }, (_, i) => node(`n${String(i)}`, 'layer', i));
    await panel.send(news({ ...network, nodes: wide, edges: [], omitted: 7 }));
    // 500 less 400, and the 7 that the server left out.
    await panel.page.getByText('107 more steps are not drawn.').waitFor();
    await panel.send(news());
    await panel.page.getByText('There is no network in this file.').waitFor();
    await panel.send(news(network));
    await box(/^stem/).waitFor();
  });

  for (const name of Object.keys(themes) as ThemeName[]) {
    it(`has nothing that axe finds wrong in the theme ${name}`, async () => {
      await panel.wear(name);
      const found = await flawsOf(panel.page);
      await panel.page.screenshot({ path: join(pictures, `diagram-${name}.png`) });
      assert.deepEqual(found, []);
    });
  }

  it('broke no script and no rule of its policy', () => {
    assert.deepEqual(panel.errors, []);
  });
});
