import assert from 'node:assert/strict';
import * as v from 'valibot';
import { checkSchema } from './contract.js';
import { netwright, withFiles } from './run.js';

const bad = 'network N {\n  input x: 3x8x8\n\tconv(16, 9)\n  reluu\n}\n';

describe('netwright check', () => {
  it('shows each problem with its line, a mark below it, and what would mend it', () =>
    withFiles({ 'net.nn': bad }, async folder => {
      const { status, out } = await netwright(['check', 'net.nn'], { folder });
      assert.equal(status, 1);
      const lines = out.split('\n');
      const at = lines.findIndex(line => line.startsWith('net.nn:4:3 error '));
      assert.ok(at >= 0);
      assert.equal(lines[at + 1], '    4 |   reluu');
      assert.equal(lines[at + 2], '      |   ^^^^^');
      assert.match(lines[at + 3] ?? '', /^ {2}fix: .*relu/);
    }));

  it('keeps the mark in place behind a tab', () =>
    withFiles({ 'net.nn': bad }, async folder => {
      const { out } = await netwright(['check', 'net.nn'], { folder });
      assert.match(out, /3 \| {2}conv\(16, 9\)\n {6}\| {11}\^/);
    }));

  it('keeps to its schema with --json', () =>
    withFiles({ 'net.nn': bad, 'fine.nn': 'block B {\n  relu\n}\n' }, async folder => {
      const { status, out } = await netwright(['check', '--json', 'net.nn', 'fine.nn'], { folder });
      assert.equal(status, 1);
      const { diagnostics } = v.parse(checkSchema, JSON.parse(out));
      assert.deepEqual(
        diagnostics.filter(d => d.severity === 'error').map(d => [d.file, d.range.start.line]),
        [
          ['net.nn', 3],
          ['net.nn', 4],
        ],
      );
    }));

  it('says a mistake of a shared block once, however many files use it', () =>
    withFiles(
      {
        'blocks.nn': 'block B {\n  reluu\n}\n',
        'a.nn': 'import B from "./blocks.nn"\nnetwork A {\n  input x: [1]\n  B\n}\n',
        'b.nn': 'import B from "./blocks.nn"\nnetwork B2 {\n  input x: [1]\n  B\n}\n',
      },
      async folder => {
        const { out } = await netwright(['check', 'a.nn', 'b.nn', 'blocks.nn'], { folder });
        assert.equal(out.match(/^blocks\.nn:2:3 error/gm)?.length, 1);
      },
    ));

  it('lets no control character of a file reach the terminal', () =>
    withFiles({ 'net.nn': 'network N {\n  input x: [1]\n  "\u001b[31mred\u0007" -> relu\n}\n' }, async folder => {
      const { out } = await netwright(['check', 'net.nn'], { folder });
      assert.ok(Array.from(out).every(c => c === '\n' || c.charCodeAt(0) >= 32));
    }));

  it('cuts a long line around its mark', () =>
    withFiles({ 'net.nn': `network N {\n  input x: [1]\n  ${'relu -> '.repeat(200)}nonesuch\n}\n` }, async folder => {
      const { out } = await netwright(['check', 'net.nn'], { folder, columns: 80 });
      assert.ok(out.split('\n').every(line => line.length <= 160));
      const [, shown = '', mark = ''] = /^(.*nonesuch.*)\n(.*\^+.*)$/m.exec(out) ?? [];
      assert.equal(shown.indexOf('nonesuch'), mark.indexOf('^'));
    }));

  it('says that all is well', () =>
    withFiles({ 'net.nn': 'network N {\n  input x: [4]\n  dense(2)\n}\n' }, async folder => {
      const { status, out } = await netwright(['check', 'net.nn'], { folder });
      assert.deepEqual([status, out], [0, '1 file, no problems\n']);
    }));
});
