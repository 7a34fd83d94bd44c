/** The summary's table as data. */
import assert from 'node:assert/strict';
import type { NetworkTable, TableRow } from '../../src/messages/summary-table.js';
import { csvOf, fitText, gib, inOrder, shareText } from '../../webview/summary-rows.js';

const row = (label: string, parameters: number | undefined, children: readonly TableRow[] = []): TableRow => ({
  label,
  shape: '4x6x6',
  parameters,
  texts: { parameters: parameters === undefined ? '9 * C' : String(parameters), bytes: '', multiplyAdds: '' },
  ...{ uri: 'file:///a.nn', line: 3, character: 2, children },
});

const network = (rest: Partial<NetworkTable>): NetworkTable => ({
  row: row('N', 10),
  purpose: 'batch 64, fp32, sgd',
  batch: 64,
  need: null,
  perSample: null,
  partial: false,
  ...rest,
});

describe('the rows of the summary', () => {
  it('stand as in the text, or the largest first and the unknown last', () => {
    const rows = [row('a', 1), row('b', undefined), row('c', 7)];
    const labels = (of: readonly TableRow[]): readonly string[] => of.map(({ label }) => label);
    assert.deepEqual(labels(inOrder(rows, 'text')), ['a', 'b', 'c']);
    assert.deepEqual(labels(inOrder(rows, 'parameters')), ['c', 'a', 'b']);
  });

  it('show their share of the whole', () => {
    assert.equal(shareText(1, 8), '12.5 %');
    assert.equal(shareText(1, 10_000), '< 0.1 %');
    assert.equal(shareText(0, 8), '');
    assert.equal(shareText(undefined, 8), '');
  });
});

describe('what fits a memory', () => {
  it('is said for the batch at hand, with the largest that would', () => {
    // 1 GiB at rest and 16 MiB a sample: 64 samples make 2 GiB; 8 GiB hold (8 - 1) GiB / 16 MiB = 448 samples.
    const grows = network({ need: 2 * gib, perSample: gib / 64 });
    assert.equal(fitText(grows, 8 * gib), 'Batch 64 needs 2.0 GiB: it fits. The largest batch is 448.');
    assert.equal(fitText(grows, 2 * gib), 'Batch 64 needs 2.0 GiB: it fits. The largest batch is 64.');
    assert.equal(fitText(grows, gib), 'Batch 64 needs 2.0 GiB: it does not fit. Not even one sample fits.');
  });

  it('says what is left out, and what is unknown', () => {
    assert.match(fitText(network({ need: gib, partial: true }), gib), /it fits\. PyTorch's workspace comes on top\.$/);
    assert.match(fitText(network({}), gib), /depends on an open size, or is unknown/);
  });
});

describe('the summary as CSV', () => {
  it('has a line for each row with its path, and quotes what needs it', () => {
    const net = network({ row: row('N', 17, [row('B_1', undefined, [row('conv, "first"', 7)])]) });
    // RFC 4180: lines end with CRLF; a field with a comma or a quote stands in quotes, its quotes doubled.
    assert.equal(
      csvOf([net]),
      'path,shape,parameters,bytes,multiply_adds\r\n' +
        'N,4x6x6,17,,\r\n' +
        'N.B_1,4x6x6,9 * C,,\r\n' +
        '"N.B_1.conv, ""first""",4x6x6,7,,\r\n',
    );
  });
});
