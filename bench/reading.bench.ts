/** What a person who opens and reads files waits for: activation, first hints, hover, completion, many networks, many files. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  HoverRequest,
  WorkspaceSymbolRequest,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { median, type Figure } from '../scripts/figure.js';
import { filesNotification } from '../src/messages/editor.js';
import { TestClient } from '../test/server/client.js';
import { editMs } from './server.js';

const uriOf = (file: string): string => pathToFileURL(resolve(file)).href;

function gpt2Ms(): Promise<number> {
  const file = 'examples/language/gpt2.nn';
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const line = lines.findIndex(each => each.includes('dense(4 * D)'));
  const edited = (n: number): string => (lines[line] ?? '').replace('dropout(0.1)', `dropout(0.${String(100 + n)})`);
  return editMs(uriOf(file), { text, line, edited }, 100, 100);
}

/** Milliseconds of a program of Node's, from its start to its end, the median of some. */
function programMs(args: readonly string[], runs: number): number {
  const run = (): number => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    if (status === null || status > 1) throw new Error(`${args.join(' ')} ended with ${String(status)}`);
    return performance.now() - start;
  };
  run();
  return median(Array.from({ length: runs }, run));
}

function modelsSeconds(): number {
  const names = readdirSync('test/reference/models').map(file => file.replace('.json', '').replace('lenet5', 'lenet'));
  const files = names.map(name => `examples/${name}.nn`).filter(file => existsSync(file));
  if (files.length < names.length) throw new Error('a reference model has no example');
  return programMs(['dist/cli.cjs', 'check', ...files], 5) / 1000;
}

/** A question at a hundred places of ResNet-152, each in another line or column than the one before. */
async function askMs(ask: (client: TestClient, uri: string, position: Position) => Promise<unknown>): Promise<number> {
  const client = await TestClient.start();
  try {
    const file = 'examples/resnet152.nn';
    const text = readFileSync(file, 'utf8');
    await client.open(uriOf(file), text);
    const places = text
      .split('\n')
      .flatMap((line, i) =>
        [...line.matchAll(/\b[a-z_]+\b/gi)].map(({ index }) => ({ line: i, character: index + 1 })),
      );
    const times: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      const position = places[(n * 7) % places.length];
      if (!position) throw new Error('the example has no words');
      const start = performance.now();
      await ask(client, uriOf(file), position);
      if (n >= 200) times.push(performance.now() - start);
    }
    return median(times);
  } finally {
    await client.stop();
  }
}

const hoverMs = (): Promise<number> =>
  askMs((client, uri, position) =>
    client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }),
  );
const completionMs = (): Promise<number> =>
  askMs((client, uri, position) =>
    client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position }),
  );

async function firstHintsMs(): Promise<number> {
  const file = 'examples/resnet152.nn';
  const text = readFileSync(file, 'utf8');
  const times: number[] = [];
  for (let run = 0; run < 9; run += 1) {
    const start = performance.now();
    const client = await TestClient.start();
    void client.open(uriOf(file), text);
    const shown = await client.hints(uriOf(file), { line: 0, character: 0 }, { line: 60, character: 0 });
    times.push(performance.now() - start);
    await client.stop();
    if (shown.length === 0) throw new Error('no hints came, so there is nothing to measure');
  }
  return median(times);
}

/** Milliseconds that a process has computed, over all of its threads. */
function processorMs(pid: number): number {
  const threads = readdirSync(`/proc/${String(pid)}/task`);
  const nanoseconds = threads.map(thread =>
    Number(readFileSync(`/proc/${String(pid)}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, n) => sum + n, 0) / 1e6;
}

interface Indexed {
  readonly seconds: number;
  readonly idleMs: number;
}

let measured: Promise<Indexed> | undefined;

async function indexed(): Promise<Indexed> {
  const folder = mkdtempSync(join(tmpdir(), 'netwright-'));
  const block = readFileSync('examples/blocks/resnet.nn', 'utf8').replaceAll(
    /"\.\//g,
    `"${resolve('examples/blocks')}/`,
  );
  const uris = Array.from({ length: 2000 }, (_, i) => {
    const file = join(folder, `blocks-${String(i)}.nn`);
    writeFileSync(file, block.replaceAll(/\bStage\b/g, `Stage${String(i)}x`));
    return pathToFileURL(file).href;
  });
  const client = await TestClient.start();
  try {
    const start = performance.now();
    void client.connection.sendNotification(filesNotification, { uris });
    // The last one is known when all are.
    for (;;) {
      const found = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'Stage1999x' });
      if ((found ?? []).length > 0) break;
      await new Promise(go => setTimeout(go, 20));
    }
    const seconds = (performance.now() - start) / 1000;
    await new Promise(go => setTimeout(go, 3000));
    const pid = client.pid ?? 0;
    const before = processorMs(pid);
    await new Promise(go => setTimeout(go, 10_000));
    return { seconds, idleMs: processorMs(pid) - before };
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true });
  }
}

const index = (): Promise<Indexed> => (measured ??= indexed());

interface Activation {
  readonly allMs: number;
  readonly clientMs: number;
}

let activations: readonly Activation[] | undefined;

/** The extension is loaded and activated 15 times, each in a process of its own, after one that is not counted. */
function activated(of: keyof Activation): number {
  const run = (): Activation => {
    const { stdout, stderr } = spawnSync(process.execPath, ['bench/activation.cjs'], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`the extension was not activated: ${stderr}`);
    return JSON.parse(stdout) as Activation;
  };
  activations ??= Array.from({ length: 16 }, run).slice(1);
  return median(activations.map(one => one[of]));
}

const inResnet = 'in examples/resnet152.nn, through a language client over stdio, median of 100 after 200 others';

export const figures: readonly Figure[] = existsSync('examples/resnet152.nn')
  ? [
      {
        name: 'edit-gpt2-symbols',
        unit: 'ms',
        goal: 10,
        better: 'lower',
        how: 'an edit in the block of examples/language/gpt2.nn, whose length is open, through a language client over stdio, from the edit to its diagnostics and the hints of a screen, median of 100 different edits after 100 others',
        measure: gpt2Ms,
      },
      {
        name: 'models-together',
        unit: 's',
        goal: 2,
        better: 'lower',
        how: 'netwright check with the examples of all reference models, from the start of the program to its end, median of 5',
        measure: modelsSeconds,
      },
      {
        name: 'hover-resnet152',
        unit: 'ms',
        goal: 10,
        better: 'lower',
        how: `a hover at a word ${inResnet}`,
        measure: hoverMs,
      },
      {
        name: 'completion-resnet152',
        unit: 'ms',
        goal: 10,
        better: 'lower',
        how: `completion within a word ${inResnet}`,
        measure: completionMs,
      },
      {
        name: 'activation',
        unit: 'ms',
        goal: 50,
        better: 'lower',
        how: 'loading and activating the extension in a Node process of its own, with an interface of VS Code that answers with nothing at once, median of 15',
        measure: () => activated('allMs'),
      },
      {
        name: 'client-runs',
        unit: 'ms',
        goal: 500,
        better: 'lower',
        how: 'from the start of loading the extension until its language client, which is loaded after activation, has started the language server, in the same processes, median of 15',
        measure: () => activated('clientMs'),
      },
      {
        name: 'first-hints',
        unit: 'ms',
        goal: 500,
        better: 'lower',
        how: 'from the start of the language server to the hints of the first screen of examples/resnet152.nn, median of 9',
        measure: firstHintsMs,
      },
      {
        name: 'index-2000-files',
        unit: 's',
        goal: 3,
        better: 'lower',
        how: 'from the list of 2,000 files to their names, asked for through a language client over stdio; each file holds the blocks of a ResNet',
        measure: async () => (await index()).seconds,
      },
      ...(existsSync('/proc/self/schedstat')
        ? [
            {
              name: 'idle-2000-files',
              unit: 'ms' as const,
              goal: 20,
              better: 'lower' as const,
              how: 'processor time of the language server in 10 idle seconds afterwards, over all of its threads',
              measure: async () => (await index()).idleMs,
            },
          ]
        : []),
    ]
  : [];
