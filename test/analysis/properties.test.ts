/** Whatever is typed gives a report: any text, any prefix and any mutation of an example; layout and comments change nothing. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { analyzeText } from './sources.js';
import { format } from '../../src/language/format.js';
import type { Report } from '../../src/analysis/report.js';

const CORPUS = 'test/reference/corpus';
const corpus = readdirSync(CORPUS)
  .filter(name => name.endsWith('.nn'))
  .map(name => ({ name, text: readFileSync(`${CORPUS}/${name}`, 'utf8') }));
const around = Object.fromEntries(corpus.map(c => [c.name, c.text]));

/** Every question that an editor or a command line asks of a report. */
function readAll(report: Report, length: number): void {
  for (const network of report.networks) {
    JSON.stringify(network.totals);
    const { lines } = network.layers(500);
    for (const line of lines) JSON.stringify([line.path, line.outputShape, line.bytes, line.parameters]);
  }
  report.figuresAt('main.nn', { start: 0, end: length });
  for (const { range, message, code } of report.problems) {
    assert.ok(range.start >= 0 && range.start <= range.end, `${code}: ${message}`);
    assert.ok(message.length > 0);
  }
}

const analyzed = (text: string): Report => {
  const report = analyzeText(text, {}, around);
  readAll(report, text.length);
  return report;
};

/** What a report says, without the places. */
function said(report: Report): unknown {
  return {
    networks: report.networks.map(n => ({
      name: n.name,
      totals: n.totals,
      layers: n.layers(2000).lines.map(l => [l.path, l.kind, l.outputShape, l.parameters, l.bytes]),
    })),
    problems: report.problems.map(p => [p.code, p.severity, p.message]).sort(),
  };
}

describe('a report', function () {
  this.timeout(120_000);

  it('comes of any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), text => {
        analyzed(text);
      }),
      { numRuns: 300 },
    );
  });

  it('comes of any sequence of words of the language', () => {
    const words = [
      'network',
      'block',
      'N',
      'x',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '->',
      '=',
      ':',
      ',',
      '\n',
      'input',
      'conv',
      '3',
      '3x8x8',
      'repeat',
      'as',
      'i',
      'if',
      'else',
      'residual',
      'shortcut',
      'add',
      'relu',
      'shared',
      'output',
      'expect',
      'training',
      'frozen',
      'checkpoint',
      'defaults',
      'branch',
      'const',
      '"a.nn"',
      'import',
      'from',
      '0',
      '-',
      '*',
      '**',
      '/',
      '1e9',
      'same',
      'none',
      'dense',
      'concat',
      'train',
      'data',
      'loss',
      'cross_entropy',
      'w.weight',
      'x[0]',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), list => {
        analyzed(`network N {\n input x: 3x8x8\n ${list.join(' ')}`);
      }),
      { numRuns: 500 },
    );
  });

  it('comes of every prefix of an example, cut at any place', () => {
    for (const { text } of corpus) {
      const step = Math.max(1, Math.floor(text.length / 25));
      for (let end = 0; end <= text.length; end += step) analyzed(text.slice(0, end));
    }
  });

  it('comes of an example with any piece left out, doubled or replaced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...corpus),
        fc.nat(),
        fc.nat(40),
        fc.constantFrom('', ' ', '\n', '}', '{', '(', ')', '-1', '0', '1e30', 'x', '->', '=', '"', '#'),
        ({ text }, at, length, put) => {
          const start = at % (text.length + 1);
          analyzed(text.slice(0, start) + put + text.slice(start + length));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not depend on layout or comments', () => {
    for (const { text } of corpus) {
      const plain = said(analyzed(text));
      const loose = text
        .split('\n')
        .map(line => (line.trim() === '' || line.includes('"') ? line : `${line}   # note`))
        .join('\n\n');
      assert.deepEqual(said(analyzed(loose)), plain);
      assert.deepEqual(said(analyzed(format(text))), plain);
    }
  });
});
