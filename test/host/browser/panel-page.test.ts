/** The training panel's page, fed as the extension would feed it, in a real browser under its real policy. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FromPanel, PanelView, RunLife, ToPanel } from '../../../src/messages/panel.js';
import type { RunEvent } from '../../../src/messages/run.js';
import { snapshotOf } from '../../../src/messages/run-state.js';
import { spiralEvents } from '../../webview/spiral-run.js';
import { openPanelPage, type PanelPage } from './panel-page.js';
import { themes, type ThemeName } from './themes.js';

const pictures = join('.cache', 'screenshots');
const target = { uri: 'file:///work/spiral.nn', network: 'Spiral', train: null };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const runOf = (events: readonly RunEvent[], life: RunLife = 'live', resumable = false): PanelView => ({
  kind: 'run',
  snapshot: snapshotOf(events),
  life,
  resumable,
});

const afterEvents = (epochs: number, ...more: RunEvent[]): RunEvent[] => [...spiralEvents(epochs), ...more];
const paused: RunEvent = { sequence: 9000, type: 'paused' };
const exploded: RunEvent = {
  sequence: 9000,
  type: 'failed',
  error: {
    message: 'Step 41: the first number that is not finite is in the output of `dense_2`.',
    layer: 'dense_2',
    place: { uri: target.uri, start: 40, end: 49 },
  },
};

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

describe('the training panel', () => {
  let panel: PanelPage;
  let number = 0;
  before(async () => {
    mkdirSync(pictures, { recursive: true });
    panel = await openPanelPage();
  });
  after(() => panel?.close());

  const send = async (message: ToPanel): Promise<void> => {
    await panel.send(message);
    const end = Date.now() + 5000;
    while (!panel.said.some(said => said.type === 'drawn' && said.number === message.number)) {
      assert.ok(Date.now() < end, `the panel did not say that it has drawn ${message.number}`);
      await sleep(20);
    }
  };
  const show = (view: PanelView): Promise<void> =>
    send({
      type: 'view',
      number: ++number,
      target,
      title: 'spiral.nn › Spiral',
      run: view.kind === 'run' ? 'spiral-1' : null,
      view,
    });
  const press = async (name: string): Promise<FromPanel | undefined> => {
    const before = panel.said.length;
    await panel.page.getByRole('button', { name, exact: true }).click();
    return panel.said.slice(before).find(said => said.type !== 'drawn');
  };
  const picture = (name: string): Promise<unknown> =>
    panel.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  /** What axe finds serious, as sentences. */
  const violations = async (): Promise<string[]> =>
    await panel.page.evaluate<string[]>(`
      (async () => {
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ help, nodes }) => nodes.map(({ html, failureSummary }) => help + ': ' + html + ' ' + failureSummary));
      })()
    `);

  it('says that it is ready, once, and waits', async () => {
    await panel.page.getByText('Loading…').waitFor();
    assert.deepEqual(panel.errors, []);
    assert.deepEqual(panel.said, [{ type: 'ready' }]);
  });

  it('draws a snapshot: state, figures, newest values of the curves, boundary', async () => {
    await show(runOf(spiralEvents(34)));
    const text = await panel.page.locator('main').innerText();
    for (const part of ['Spiral', 'Training', '34 of 60', '272', '12,345', '0:07'])
      assert.ok(text.includes(part), part);
    const accuracy = panel.page.getByRole('img', { name: /^Accuracy/ });
    // 1 - 0.75 (0.02 + 0.68 / (1 + e^3.2)) by hand
    assert.match((await accuracy.getAttribute('aria-label')) ?? '', /validation 96\.5 %/);
    const boundary = panel.page.getByRole('img', { name: /^Decision boundary/ });
    assert.match((await boundary.getAttribute('aria-label')) ?? '', /of 400 samples lie in a region of their class/);
  });

  it('goes on with events, and drops those that it holds already', async () => {
    const events = spiralEvents(36);
    await send({ type: 'events', number: ++number, events: events.slice(-12) });
    await panel.page.getByText('36 of 60').waitFor();
    assert.match(await panel.page.locator('.figures').innerText(), /\b288\b/);
  });

  it('ignores what is of no known form', async () => {
    await panel.page.evaluate(() => {
      window.postMessage({ type: 'events', number: 99_999, events: [{ type: 'steps' }] }, '*');
      window.postMessage('nonsense', '*');
    });
    await sleep(100);
    assert.ok(!panel.said.some(said => said.type === 'drawn' && said.number === 99_999));
    assert.match(await panel.page.locator('.figures').innerText(), /36 of 60/);
  });

  it('offers what can be done: pause, step and stop while it trains, resume while it waits', async () => {
    await show(runOf(spiralEvents(34)));
    assert.deepEqual(await press('Pause'), { type: 'control', control: { type: 'pause' } });
    assert.deepEqual(await press('Step'), { type: 'control', control: { type: 'step' } });
    assert.deepEqual(await press('Stop'), { type: 'control', control: { type: 'stop' } });
    assert.deepEqual(await press('New Run'), { type: 'restart' });
    await show(runOf(afterEvents(34, paused)));
    assert.deepEqual(await press('Resume'), { type: 'control', control: { type: 'resume' } });
    await show(runOf(afterEvents(60, { sequence: 9000, type: 'finished' }), 'ended'));
    assert.deepEqual(await press('Train Again'), { type: 'restart' });
    assert.equal(await panel.page.getByRole('button', { name: 'New Run', exact: true }).count(), 0);
  });

  it('shows a rate that a schedule gave without the digits that nobody reads', async () => {
    const { sequence } = spiralEvents(34).at(-1)!;
    const changed = { sequence: sequence + 1, type: 'learningRate', learningRate: 0.0978659748766 } as const;
    await show(runOf([...spiralEvents(34), changed]));
    assert.equal(await panel.page.getByRole('textbox', { name: 'Learning rate' }).inputValue(), '0.097866');
  });

  it('takes a learning rate when Enter is pressed, and says what a learning rate is', async () => {
    await show(runOf(spiralEvents(34)));
    const field = panel.page.getByRole('textbox', { name: 'Learning rate' });
    await field.fill('fast');
    await field.press('Enter');
    await panel.page.getByText('Type a number such as 0.01.').waitFor();
    await field.fill('0.003');
    await field.press('Enter');
    await panel.page.getByText('Type a number such as 0.01.').waitFor({ state: 'hidden' });
    const rates = panel.said.flatMap(said =>
      said.type === 'control' && said.control.type === 'learningRate' ? [said.control.value] : [],
    );
    assert.deepEqual(rates, [0.003]);
  });

  it('can be worked by keyboard alone', async () => {
    await show(runOf(spiralEvents(34)));
    await panel.page.locator('body').click({ position: { x: 1, y: 1 } });
    const reached: string[] = [];
    for (let i = 0; i < 8; i++) {
      await panel.page.keyboard.press('Tab');
      reached.push(await panel.page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
    }
    const stops = ['Pause', 'Step', 'Stop', 'New Run', 'Learning rate', 'Logarithmic loss', 'Values as a table'];
    assert.deepEqual(reached.slice(0, 7), stops);
    await panel.page.locator('body').click({ position: { x: 1, y: 1 } });
    await panel.page.keyboard.press('Tab');
    const before = panel.said.length;
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(panel.said[before], { type: 'control', control: { type: 'pause' } });
  });

  it('has the values of the charts as a table, the newest epoch first', async () => {
    await show(runOf(spiralEvents(34)));
    await panel.page.getByText('Values as a table').click();
    const first = panel.page.locator('tbody tr').first();
    await first.waitFor();
    assert.deepEqual((await first.innerText()).split(/\s*\t\s*/).slice(0, 1), ['34']);
    assert.match(await first.innerText(), /96\.7 %\s+96\.5 %/);
    assert.equal(await panel.page.locator('tbody tr').count(), 34);
    await panel.page.getByText('Values as a table').click();
  });

  it('tells a screen reader once an epoch', async () => {
    await sleep(3100);
    await show(runOf(spiralEvents(40)));
    const spoken = panel.page.locator('.spoken');
    await panel.page.waitForFunction(() => document.querySelector('.spoken')?.textContent?.includes('epoch 40'));
    assert.match(await spoken.innerText(), /^Training, epoch 40, loss 0\.\d+, accuracy \d\d\.\d %$/);
    // Three epochs within the pause: only the last is said.
    for (const epochs of [41, 42, 43]) await show(runOf(spiralEvents(epochs)));
    assert.match(await spoken.innerText(), /epoch 40/);
    await panel.page.waitForFunction(() => document.querySelector('.spoken')?.textContent?.includes('epoch 43'));
  });

  it('names the layer whose numbers are not finite, leads to it, and says what to do', async () => {
    await show(runOf(afterEvents(5, exploded)));
    const banner = panel.page.locator('.banner');
    assert.match(await banner.innerText(), /not finite is in the output of dense_2/);
    assert.match(await banner.innerText(), /Change the text, then press Train Again/);
    assert.deepEqual(await press('Show the Layer'), { type: 'showText' });
    await picture('panel-failed');
  });

  it('says when the process has gone, and offers to go on from the checkpoint', async () => {
    await show(runOf(spiralEvents(7), 'lost', true));
    assert.match(await panel.page.locator('.banner').innerText(), /process ended before the run did, after epoch 7/);
    assert.deepEqual(await press('Continue'), { type: 'continue' });
  });

  it('says why there is no run, with a remedy to press', async () => {
    await show({ kind: 'untrusted' });
    await picture('panel-untrusted');
    assert.deepEqual(await press('Manage Workspace Trust'), { type: 'manageTrust' });
    await show({ kind: 'refused', messages: ['spiral.nn has no `train`.', 'Add `train Spiral { ... }`.'] });
    await picture('panel-refused');
    assert.match(await panel.page.locator('.notice').innerText(), /spiral\.nn has no train\./);
    assert.deepEqual(await press('Try Again'), { type: 'restart' });
    await show({ kind: 'missing', message: 'The folder of the run is no longer there.' });
    assert.deepEqual(await press('Train'), { type: 'restart' });
    await show({ kind: 'starting' });
    await panel.page.getByText('Starting the run…').waitFor();
  });

  it('remembers its target, its run and the logarithmic axis', async () => {
    await show(runOf(spiralEvents(34)));
    await panel.page.getByRole('checkbox', { name: 'Logarithmic loss' }).click();
    await panel.page.waitForFunction(() => JSON.stringify(Reflect.get(window, 'kept')).includes('"logarithmic":true'));
    assert.deepEqual(await panel.page.evaluate(() => Reflect.get(window, 'kept') as unknown), {
      target,
      run: 'spiral-1',
      logarithmic: true,
    });
    await picture('panel-logarithmic');
    await panel.page.getByRole('checkbox', { name: 'Logarithmic loss' }).click();
  });

  it('has no serious flaw of accessibility in any theme', async () => {
    await show(runOf(spiralEvents(34)));
    await panel.page.getByText('Values as a table').click();
    await panel.page.getByText('About this run').click();
    await panel.page.evaluate(axe);
    for (const name of Object.keys(themes) as ThemeName[]) {
      await panel.wear(name);
      await sleep(150);
      assert.deepEqual(await violations(), [], name);
      await picture(`panel-${name}`);
    }
    await panel.wear('dark');
    await show(runOf(afterEvents(5, exploded)));
    // The toolkit disables the button within its element a moment after the element itself.
    await sleep(150);
    assert.deepEqual(await violations(), []);
  });

  it('fits into 300 pixels', async () => {
    await show(runOf(spiralEvents(34)));
    await panel.page.setViewportSize({ width: 300, height: 900 });
    await sleep(200);
    await picture('panel-narrow');
    const { scroll, client } = await panel.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    assert.ok(scroll <= client, `${scroll} pixels of content in ${client}`);
  });

  it('broke no rule of its policy and threw nothing', () => {
    assert.deepEqual(panel.errors, []);
  });
});
