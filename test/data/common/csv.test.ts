/** Tables: what is cut into which cells, what becomes a class, and what a wrong file says. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openCsv, type CsvOptions } from '../../../src/data/common/csv.js';
import { fieldOf, type Dataset } from '../../../src/data/common/dataset.js';
import { failure, success, type Result } from '../../../src/data/common/result.js';
import { readTable } from '../../../src/data/common/table.js';

const plain: CsvOptions = { file: 't.csv', target: ['kind'], image: [], normalize: false };

const open = (text: string | Uint8Array, options: Partial<CsvOptions> = {}): Promise<Result<Dataset>> =>
  openCsv(
    path =>
      Promise.resolve(
        path === 't.csv' ? success(new Uint8Array(Buffer.from(text))) : failure(`${path} cannot be read: no such file`),
      ),
    { ...plain, ...options },
  );

async function opened(text: string, options: Partial<CsvOptions> = {}): Promise<Dataset> {
  const result = await open(text, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.value;
}

const valuesOf = (dataset: Dataset, name: string): number[] => [
  ...(fieldOf(dataset, name)?.gather(Array.from({ length: dataset.count }, (_, i) => i)) ?? []),
];

function checkTable(text: string, columns: string[], rows: string[][]): void {
  const table = readTable(text, 't.csv');
  assert.ok(table.ok);
  assert.deepEqual([table.value.columns, table.value.rows], [columns, rows]);
}

describe('readTable', () => {
  it('cuts at commas, semicolons or tabs, whatever the line ends', () => {
    for (const separator of [',', ';', '\t'])
      for (const end of ['\n', '\r\n'])
        for (const last of ['', end])
          checkTable(
            [`a${separator}b`, `1${separator}2,5`.replace(',5', separator === ',' ? '' : ',5'), `3${separator}`].join(
              end,
            ) + last,
            ['a', 'b'],
            [
              ['1', separator === ',' ? '2' : '2,5'],
              ['3', ''],
            ],
          );
  });

  it('reads quoted cells with separators, quotes and line breaks in them', () => {
    checkTable(
      'a,b\n"x, ""y""","1\n2"\nz,3\n',
      ['a', 'b'],
      [
        ['x, "y"', '1\n2'],
        ['z', '3'],
      ],
    );
  });

  it('leaves out empty lines', () => {
    checkTable('a,b\n\n1,2\n\n', ['a', 'b'], [['1', '2']]);
  });

  it('counts the lines within quotes', () => {
    const table = readTable('a,b\n"1\n1",2\n3,4', 't.csv');
    assert.ok(table.ok);
    assert.deepEqual(table.value.lines, [2, 4]);
  });

  it('gives back every table whose cells are all quoted', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', ' ', 'é') });
    const quoted = (cells: readonly string[]): string => cells.map(c => `"${c.replaceAll('"', '""')}"`).join(',');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), rows => {
        checkTable(['"x","y","z"', ...rows.map(quoted)].join('\n'), ['x', 'y', 'z'], rows);
      }),
    );
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', '\r') }),
        text => readTable(text, 't').ok !== undefined,
      ),
    );
  });
});

describe('csv', () => {
  it('takes numbers as features and words as classes in alphabetical order', async () => {
    const dataset = await opened('size,kind,age\n1.5,pine,3\n-2e1,oak,4\n0,pine,5\n');
    assert.deepEqual(valuesOf(dataset, 'features'), [1.5, 3, -20, 4, 0, 5]);
    assert.deepEqual(fieldOf(dataset, 'features')?.shape, [2]);
    assert.deepEqual(fieldOf(dataset, 'label')?.classes, ['oak', 'pine']);
    assert.deepEqual(valuesOf(dataset, 'label'), [1, 0, 1]);
  });

  it('takes whole numbers that count from 0 as classes', async () => {
    const dataset = await opened('size,kind\n1,2\n2,0\n3,1\n4,2\n');
    assert.equal(fieldOf(dataset, 'label')?.dtype, 'int32');
    assert.deepEqual(valuesOf(dataset, 'label'), [2, 0, 1, 2]);
  });

  it('takes other numbers as values to be hit', async () => {
    const dataset = await opened('size,kind\n1,250\n2,300.5\n');
    assert.equal(fieldOf(dataset, 'label')?.dtype, 'float32');
    assert.deepEqual(fieldOf(dataset, 'label')?.shape, [1]);
    assert.deepEqual(valuesOf(dataset, 'label'), [250, 300.5]);
  });

  it('gives several targets fields under their own names', async () => {
    const dataset = await opened('size,price,kind\n1,250,a\n2,300,b\n', { target: ['price', 'kind'] });
    assert.deepEqual(
      dataset.fields.map(({ name }) => name),
      ['features', 'price', 'kind'],
    );
  });

  it('normalizes features over the training samples, and leaves a constant one at 0', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${i * i},7,${i % 2}`);
    const dataset = await opened(['a,b,kind', ...lines].join('\n'), { normalize: true });
    const values = fieldOf(dataset, 'features')?.gather(dataset.split.train) ?? new Float32Array();
    const [first, second] = [0, 1].map(column => [...values].filter((_, i) => i % 2 === column));
    const mean = (numbers: readonly number[] = []): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    assert.ok(Math.abs(mean(first)) < 1e-6);
    assert.ok(Math.abs(mean(first?.map(x => x * x)) - 1) < 1e-6);
    assert.ok(second?.every(x => x === 0));
  });

  it('holds a fifth back', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${i},${i % 2}`);
    const { split } = await opened(['a,kind', ...lines].join('\n'));
    assert.deepEqual([split.train.length, split.heldBack.length], [16, 4]);
  });

  it('skips a byte order mark', async () => {
    assert.deepEqual((await opened('\ufeffkind,a\nx,1\ny,2')).fields[1]?.name, 'label');
  });

  for (const [title, text, message, options] of [
    ['an empty file', '', 't.csv is empty'],
    ['a line of names alone', 'a,kind\n', 't.csv names its columns, but has no samples'],
    ['a column that is not there', 'a,b\n1,2', 't.csv has no column "kind"; it has "a", "b"'],
    ['a name used twice', 'a,a\n1,2', 't.csv has two columns called "a"'],
    ['a line of another length', 'a,kind\n1,2\n1,2,3', 't.csv, line 3: 3 cells, but the first line names 2 columns'],
    ['words among the features', 'a,kind\n1,x\nbig,y', 't.csv, line 3: column "a" needs a number, but holds "big"'],
    ['an empty feature', 'a,kind\n,x', 't.csv, line 2: column "a" needs a number, but holds an empty cell'],
    ['an infinite feature', 'a,kind\nInfinity,x', 't.csv, line 2: column "a" needs a number, but holds "Infinity"'],
    ['an empty target', 'a,kind\n1,x\n2,', 't.csv, line 3: column "kind" holds an empty cell'],
    ['a quote that stays open', 'a,kind\n1,x\n"2,y', 't.csv: the quote that opens on line 3 is never closed'],
    ['no feature', 'kind\nx\ny', 't.csv: every column is a target, none is left as a feature'],
    ['bytes that are no text', new Uint8Array([0x61, 0xff, 0xfe]), 't.csv is not a text in UTF-8'],
    ['pictures', 'a,kind\n1,2', 't.csv: pictures named in a column cannot be read yet', { image: ['a'] }],
    ['a missing file', '', 'x.csv cannot be read: no such file', { file: 'x.csv' }],
  ] as const) {
    it(`says what is wrong with ${title}`, async () => {
      assert.deepEqual(await open(text, options), { ok: false, message });
    });
  }
});
