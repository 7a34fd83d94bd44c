/** What an edit costs through a real client of the language server, and what the server holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Figure } from '../scripts/figure.js';
import { TestClient } from '../test/server/client.js';
import { editMs, residentMegabytes, type Edit } from './server.js';

const uriOf = (file: string): string => pathToFileURL(resolve(file)).href;

/** The stem's width is changed: every stage behind it is another call. */
function resnet152(): Edit {
  const text = readFileSync('examples/resnet152.nn', 'utf8');
  const lines = text.split('\n');
  const line = lines.findIndex(each => each.includes('conv(64, 7'));
  return { text, line, edited: n => (lines[line] ?? '').replace('conv(64,', `conv(${65 + n},`) };
}

/** 10,000 layers, each in a line of its own; the edit is in the middle. */
function writtenOut(): Edit {
  const units = Array.from(
    { length: 2500 },
    (_, i) => `  conv(${16 + (i % 7)}, 3, padding: 1, bias: false)\n  batchnorm\n  relu\n  dropout(0.1)`,
  );
  const text = `network Long {\n  input image: 3x32x32\n${units.join('\n')}\n}\n`;
  return { text, line: 2 + 4 * 1250, edited: n => `  conv(${100 + n}, 3, padding: 1, bias: false)` };
}

function repeated(): Edit {
  const text = [
    'block Unit(width) {',
    '  residual {',
    '    conv(width, 3, padding: 1, bias: false) -> batchnorm -> relu',
    '    conv(width, 3, padding: 1, bias: false) -> batchnorm',
    '  }',
    '  relu',
    '}',
    'network Deep {',
    '  input image: 3x32x32',
    '  conv(32, 3, padding: 1)',
    '  repeat 100000 { Unit(32) }',
    '  global_avgpool',
    '  dense(10)',
    '}',
    '',
  ].join('\n');
  const second = '    conv(width, 3, padding: 1, bias: false) -> batchnorm -> dropout';
  return { text, line: 3, edited: n => `${second}(0.${100 + n})` };
}

function examples(): readonly string[] {
  const names = readdirSync('examples', { recursive: true, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.nn')).map(name => join('examples', name));
}

async function withExamplesOpen(): Promise<number> {
  const client = await TestClient.start();
  try {
    for (const file of examples()) {
      const text = readFileSync(file, 'utf8');
      await client.open(uriOf(file), text);
      await client.hints(uriOf(file), { line: 0, character: 0 }, { line: text.split('\n').length, character: 0 });
    }
    return residentMegabytes(client.pid ?? 0);
  } finally {
    await client.stop();
  }
}

const through =
  'through a language client over stdio, from the edit to its diagnostics and the hints of a screen, median of';

export const figures: readonly Figure[] = existsSync('examples/resnet152.nn')
  ? [
      {
        name: 'edit-resnet152',
        unit: 'ms',
        goal: 5,
        better: 'lower',
        how: `an edit of the first convolution of examples/resnet152.nn, ${through} 100 different edits after 200 others`,
        measure: () => editMs(uriOf('examples/resnet152.nn'), resnet152(), 100, 200),
      },
      {
        name: 'edit-10000-layers',
        unit: 'ms',
        goal: 100,
        better: 'lower',
        how: `an edit in the middle of 10,000 layers written out, ${through} 20 different edits after 10 others`,
        measure: () => editMs(uriOf('bench/long.nn'), writtenOut(), 20, 10),
      },
      {
        name: 'edit-repeat-100000',
        unit: 'ms',
        goal: 20,
        better: 'lower',
        how: `an edit inside a residual block that is repeated 100,000 times, ${through} 100 different edits after 100 others`,
        measure: () => editMs(uriOf('bench/deep.nn'), repeated(), 100, 100),
      },
      {
        name: 'server-memory',
        unit: 'MB',
        goal: 120,
        better: 'lower',
        how: 'resident memory (1,048,576 bytes) of the language server with all examples open and hints shown in each',
        measure: withExamplesOpen,
      },
    ]
  : [];
