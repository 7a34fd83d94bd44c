/** The built program as a process of its own: its exit status, its pipes, its signals. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  createProtocolConnection,
  ExitNotification,
  InitializeRequest,
  ShutdownRequest,
  type InitializeResult,
} from 'vscode-languageserver-protocol/node';
import { readSummary } from './contract.js';
import { withFiles } from './run.js';

const program = 'dist/cli.cjs';

describe('the program netwright', () => {
  it('writes a large summary whole into a pipe', () =>
    withFiles({ 'net.nn': 'network N {\n  input x: [1]\n  repeat 5000 { relu }\n}\n' }, folder => {
      const args = [program, 'summary', join(folder, 'net.nn'), '--json'];
      const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
      assert.equal(status, 0);
      assert.equal(readSummary(stdout).networks[0]?.layers.length, 5000);
      return Promise.resolve();
    })).timeout(30_000);

  it('ends with 1 for errors in the file and with 2 for wrong usage', () =>
    withFiles({ 'net.nn': 'network N {\n  input x: [1]\n  nonesuch\n}\n' }, folder => {
      const statusOf = (...args: readonly string[]): number | null =>
        spawnSync(process.execPath, [program, ...args]).status;
      assert.equal(statusOf('check', join(folder, 'net.nn')), 1);
      assert.equal(statusOf('check', join(folder, 'missing.nn')), 2);
      return Promise.resolve();
    })).timeout(30_000);

  it('serves a language client over its standard streams', async () => {
    const server = spawn(process.execPath, [program, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>(done => server.once('exit', done));
    const connection = createProtocolConnection(server.stdout, server.stdin);
    connection.listen();
    const { capabilities } = await connection.sendRequest<InitializeResult>(InitializeRequest.method, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    assert.ok(capabilities.hoverProvider);
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    assert.equal(await ended, 0);
    connection.dispose();
  }).timeout(30_000);

  it('stops a training when it is interrupted, and keeps its run', () =>
    withFiles({}, async folder => {
      const args = [program, 'train', 'examples/spiral.nn', '--epochs', '100000', '--out', folder];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise<number | null>(done => child.once('exit', done));
      let interrupted = false;
      createInterface({ input: child.stdout }).on('line', line => {
        // Once, as a person would: a second interruption ends the program at once, without its last words.
        if (!line.startsWith('epoch') || interrupted) return;
        interrupted = true;
        child.kill('SIGINT');
      });
      assert.equal(await ended, 0);
      const [run = ''] = readdirSync(folder);
      assert.ok(existsSync(join(folder, run, 'checkpoint.bin')));
    })).timeout(60_000);
});
