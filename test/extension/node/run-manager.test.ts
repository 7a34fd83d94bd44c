/** Runs as processes of their own: they outlive who started them, and are found again from their folders. */
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../../src/extension/common/run.js';
import { RunManager } from '../../../src/extension/node/run-manager.js';
import { spiralConfig } from '../../webview/spiral-run.js';

const uri = 'file:///work/spiral.nn';

describe('the runs of a workspace', () => {
  let storage = '';
  let script = '';
  const managers: RunManager[] = [];
  before(async () => {
    storage = mkdtempSync(join(tmpdir(), 'netwright-storage-'));
    script = join(storage, 'trainer.cjs');
    await build({
      entryPoints: ['test/extension/node/fake-trainer.ts'],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
    });
  });
  after(async () => {
    for (const run of await manager().living()) run.send({ type: 'stop' });
    await new Promise(resolve => setTimeout(resolve, 200));
    for (const each of managers) each.dispose();
    rmSync(storage, { recursive: true, force: true, maxRetries: 3 });
  });

  /** As a window has after it was loaded. */
  const manager = (): RunManager => {
    const made = new RunManager({ node: process.execPath, script, storage, assets: 'assets' });
    managers.push(made);
    return made;
  };
  const start = async (runs: RunManager, ends = ''): Promise<Run> => {
    const started = await runs.start({ uri, texts: { [uri]: ends }, network: null, train: null });
    assert.ok('run' in started, JSON.stringify(started));
    return started.run;
  };
  const until = (run: Run, holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain: ${run.snapshot.state} ${run.life}`)), 8000);
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        unlisten();
        resolve();
      };
      const unlisten = run.listen(look);
      look();
    });

  it('go to their end, and are then what their folder says', async () => {
    const run = await start(manager());
    assert.equal(run.life, 'live');
    await until(run, () => run.life === 'ended');
    assert.equal(run.snapshot.state, 'finished');
    assert.equal(run.snapshot.epoch, spiralConfig.epochs);
    assert.equal(run.snapshot.step, spiralConfig.epochs * spiralConfig.stepsPerEpoch);
    assert.equal(run.snapshot.boundary?.epoch, spiralConfig.epochs);
    assert.equal(run.resumable, false);
    const again = await manager().find(run.name);
    assert.deepEqual(again?.snapshot, run.snapshot);
  });

  it('are listed with what they were started with, the newest first', async () => {
    const runs = manager();
    const first = await start(runs);
    await until(first, () => first.life === 'ended');
    const listed = await runs.list(100);
    assert.ok(listed.length > 0);
    assert.equal(listed.find(({ name }) => name === first.name)?.alive, false);
    const times = listed.map(({ config }) => Date.parse(config.startedAt));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
    assert.equal((await runs.list(1)).length, 1);
  });

  it('outlive the window that started them; the next one finds them where they are', async () => {
    const first = manager();
    const run = await start(first);
    run.send({ type: 'pause' });
    run.send({ type: 'learningRate', value: 0.5 });
    await until(run, () => run.snapshot.state === 'paused' && run.snapshot.learningRate === 0.5);
    const { epoch } = run.snapshot;
    first.dispose();
    const [found, ...others] = await manager().living();
    assert.equal(others.length, 0);
    assert.ok(found);
    assert.deepEqual(
      [found.name, found.life, found.snapshot.state, found.snapshot.epoch],
      [run.name, 'live', 'paused', epoch],
    );
    found.send({ type: 'resume' });
    await until(found, () => found.snapshot.epoch > epoch);
    found.send({ type: 'stop' });
    await until(found, () => found.life === 'ended');
    assert.equal(found.snapshot.state, 'stopped');
    assert.equal(found.resumable, true);
    assert.deepEqual(await manager().living(), []);
  });

  it('are known as lost when their process dies, and go on from the checkpoint', async () => {
    const runs = manager();
    const run = await start(runs, 'die');
    await until(run, () => run.life === 'lost');
    assert.equal(run.snapshot.epoch, 3);
    assert.equal(run.resumable, true);
    assert.deepEqual(await manager().living(), [], 'process.json of a dead process was believed');
    const resumed = await runs.resume(run.name);
    assert.ok('run' in resumed);
    assert.equal(resumed.run, run, 'who watches a run watches it when it goes on');
    await until(run, () => run.life === 'ended');
    assert.equal(run.snapshot.epoch, spiralConfig.epochs);
  });

  it('tell why they cannot start', async () => {
    const runs = manager();
    const options = (ends: string) => ({ uri, texts: { [uri]: ends }, network: null, train: null });
    assert.deepEqual(await runs.start(options('refuse')), { refused: ['`Spiral` has no output.'] });
    const broken = await runs.start(options('break'));
    assert.ok('refused' in broken);
    assert.match(broken.refused.join(' '), /ended before it began: .*out of luck/);
    const missing = new RunManager({ node: join(storage, 'no-node'), script, storage, assets: '' });
    const nothing = await missing.start(options(''));
    assert.ok('refused' in nothing);
    assert.match(nothing.refused.join(' '), /cannot be started: .*ENOENT/);
    assert.deepEqual(readdirSync(join(storage, 'logs')), [], 'a log was left behind');
  });

  it('are not looked for outside of their folder, nor taken from what is none', async () => {
    const runs = manager();
    writeFileSync(join(storage, 'config.json'), '{}');
    for (const name of ['..', '.', '../..', 'a/b', 'no such run', ''])
      assert.equal(await runs.find(name), undefined, name);
    assert.deepEqual(await runs.resume('..'), { refused: ['There is no run of this name.'] });
  });

  it('read what can be read of a folder whose last line was cut off', async () => {
    const run = await start(manager());
    await until(run, () => run.snapshot.epoch >= 2);
    run.send({ type: 'stop' });
    await until(run, () => run.life === 'ended');
    const folder = join(storage, 'runs', run.name);
    assert.ok(existsSync(join(folder, 'events.jsonl')));
    writeFileSync(join(folder, 'events.jsonl'), '{"sequence":99999,"type":"ste', { flag: 'a' });
    assert.deepEqual((await manager().find(run.name))?.snapshot, run.snapshot);
  });
});
