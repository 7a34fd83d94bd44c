import assert from 'node:assert/strict';
import { netwright, withFiles } from './run.js';

const table = async (file: string, columns: number | undefined, ...flags: readonly string[]): Promise<string[]> => {
  const { out } = await netwright(['summary', file, ...flags], columns === undefined ? {} : { columns });
  return out.split('\n');
};

const cells = (line: string | undefined): readonly string[] => (line ?? '').trim().split(/\s{2,}/);

describe('the table of netwright summary', () => {
  it('shows shape, parameters and cost of every layer, and the totals below', async () => {
    const lines = await table('examples/lenet.nn', 120, '--batch', '1');
    // LeCun et al. 1998: C3, connected to all of S2, has 16 x (6 x 25 + 1) parameters, at 100 places.
    const c3 = cells(lines.find(line => line.startsWith('conv(16, 5)')));
    assert.deepEqual(c3.slice(0, 3), ['conv(16, 5)', '16x10x10', '2,416']);
    assert.ok(c3.includes('240K'));
    assert.ok(lines.some(line => /^parameters +61,706$/.test(line)));
    assert.ok(lines.some(line => /^multiply-adds +416,520 /.test(line)));
  });

  it('collapses repeated blocks with their number, and sums over them', async () => {
    const lines = await table('examples/resnet50.nn', 140, '--depth', '2');
    const stage = lines.findIndex(line => line.startsWith('Stage(make: Bottleneck, width: 128'));
    // torchvision's layer2 has 1,219,584 parameters, its first block 379,392.
    assert.ok(cells(lines[stage]).includes('1,219,584'));
    assert.match(lines[stage + 1] ?? '', /^├ Bottleneck\(width: 128, stride: 2\) .* 379,392 /);
    assert.match(lines[stage + 2] ?? '', /^└ Bottleneck\(width: 128\) ×3 .* 840,192 /);
  });

  it('opens as many levels as fit on a page, and all that are asked for', async () => {
    const page = await table('examples/resnet152.nn', 120);
    assert.ok(page.length < 70);
    assert.ok(page.some(line => line.includes('--depth')));
    const deep = await table('examples/resnet152.nn', 120, '--depth', '9');
    assert.ok(deep.some(line => line.includes('│ ├ conv(64, 1, bias: false)')));
    assert.ok(!deep.some(line => line.includes('--depth')));
  });

  it('shows a repeat of a hundred thousand in one line', () =>
    withFiles({ 'net.nn': 'network N {\n  input x: [4]\n  repeat 100000 { dense(4) }\n}\n' }, async folder => {
      const { out } = await netwright(['summary', 'net.nn'], { folder });
      // 100,000 layers of 4 x 4 + 4 parameters.
      assert.match(out, /^dense\(4\) ×100000 +\[4\] +2,000,000 /m);
    }));

  for (const columns of [40, 60, 80, 100, 132]) {
    it(`stays within ${columns} columns`, async () => {
      const lines = await table('examples/googlenet.nn', columns);
      const end = lines.findIndex(line => line.startsWith('output'));
      for (const line of lines.slice(0, end)) assert.ok(Array.from(line).length <= columns, line);
      assert.ok(lines.some(line => line.includes('1024x7x7')));
    });
  }

  it('uses colours only when they are wanted', async () => {
    const escape = String.fromCharCode(27);
    const plain = await netwright(['summary', 'examples/lenet.nn']);
    assert.ok(!plain.out.includes(escape));
    const coloured = await netwright(['summary', 'examples/lenet.nn'], { colours: true });
    assert.ok(coloured.out.includes(escape));
    const bare = coloured.out.split(escape).map((part, i) => (i === 0 ? part : part.replace(/^\[\d+m/, '')));
    // Padding comes before the colour, so without the codes it is the same text but for blanks at the ends of lines.
    const trimmed = (text: string): string => text.replace(/ +$/gm, '');
    assert.equal(trimmed(bare.join('')), trimmed(plain.out));
  });

  it('marks what is trained only, frozen, and shared', () =>
    withFiles(
      {
        'net.nn': [
          'network N {\n  input a: [4]\n  shared twice = dense(4)\n  twice\n  twice',
          '  frozen { dense(4) }\n  training { output aux = dense(2) }\n  output y = dense(1)\n}\n',
        ].join('\n'),
      },
      async folder => {
        const { out } = await netwright(['summary', 'net.nn'], { folder });
        for (const mark of ['training only', 'frozen', 'weights of twice']) assert.ok(out.includes(`(${mark})`), mark);
        // 20 shared once, 20 frozen, 10 and 5.
        assert.match(out, /^parameters +55, 20 of them frozen$/m);
      },
    ));

  it('counts the weights of a shared block in its first use only, inside of it too', () =>
    withFiles(
      {
        'net.nn':
          'block Tower {\n  dense(8)\n  relu\n}\nnetwork N {\n  input a: [4]\n  shared tower = Tower\n  a -> tower\n  a -> tower\n}\n',
      },
      async folder => {
        const { out } = await netwright(['summary', 'net.nn', '--depth', '2'], { folder });
        assert.equal(out.match(/^├ dense\(8\) +\[8\] +40 /gm)?.length, 1);
        assert.equal(out.match(/^├ dense\(8\) /gm)?.length, 2);
      },
    ));

  it('names the blocks of a file without a network', async () => {
    const { status, out } = await netwright(['summary', 'examples/blocks/resnet.nn']);
    assert.equal(status, 0);
    assert.match(out, /no network .* BasicBlock, Bottleneck/);
  });
});
