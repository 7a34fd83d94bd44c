/** Declarations and readers: every declared data set opens as declared or says why not. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docText } from '../../../src/catalogue/details.js';
import { datasets } from '../../../src/catalogue/datasets/index.js';
import type { DataSet } from '../../../src/catalogue/datasets/dataset.js';
import { openDataset, readable } from '../../../src/data/common/open.js';
import { diskHost } from '../../../src/data/node/disk.js';
import { Dim } from '../../../src/shape/dim.js';

const host = diskHost('assets', 'examples');

/** The values that the declaration's own defaults give. */
function defaultsOf(declaration: DataSet): Record<string, unknown> {
  const parameters = Object.entries(declaration.parameters);
  return Object.fromEntries(parameters.map(([name, parameter]) => [name, parameter.fallback?.({ axes: 0 })]));
}

const named = (name: string): DataSet => {
  const found = datasets.find(declaration => declaration.name === name);
  assert.ok(found);
  return found;
};

describe('openDataset', () => {
  for (const declaration of datasets.filter(({ kind }) => kind === 'bundled')) {
    const { name } = declaration;
    it(`opens ${name} with the fields, classes and samples that its declaration promises`, async () => {
      const values = defaultsOf(declaration);
      const result = await openDataset(name, values, host);
      assert.ok(result.ok);
      const { fields, samples } = declaration.facts(values);
      assert.deepEqual(
        result.value.fields.map(field => [
          field.name,
          field.shape,
          field.dtype === 'float32' ? 'float' : 'int64',
          field.classes?.length,
        ]),
        fields.map(field => [field.name, field.shape?.map(size => size.value), field.dtype, field.classes]),
      );
      const { train, validation, heldBack } = result.value.split;
      assert.deepEqual([train.length, validation.length, heldBack.length], [samples?.train, 0, samples?.validation]);
    });
  }

  it('opens nothing that is not declared', () => {
    const names = datasets.map(({ name }) => name);
    for (const name of readable) assert.ok(names.includes(name), name);
  });

  it('pads as declared', async () => {
    const values = { pad: Dim.of(2) };
    const result = await openDataset('mnist', values, host);
    assert.ok(result.ok);
    assert.deepEqual(result.value.fields[0]?.shape, [1, 32, 32]);
    assert.deepEqual(
      named('mnist')
        .facts(values)
        .fields[0]?.shape?.map(size => size.value),
      [1, 32, 32],
    );
  });

  for (const name of ['images', 'pairs']) {
    it(`says that ${name} is known but cannot be read yet`, async () => {
      const result = await openDataset(name, {}, host);
      assert.ok(!result.ok);
      assert.match(result.message, new RegExp(`cannot read \`${name}\` yet; it can read .*digits, mnist`));
    });
  }

  it('does not take what every object has for a data set', async () => {
    assert.ok(!(await openDataset('constructor', {}, host)).ok);
  });

  it('wants numbers that are known', async () => {
    assert.deepEqual(await openDataset('mnist', { pad: Dim.symbol('N') }, host), {
      ok: false,
      message: 'mnist: pad must be known before a run, but is N',
    });
  });

  it('reads a table beside the text that names it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netwright-'));
    writeFileSync(join(folder, 'trees.csv'), 'height,kind\n20,oak\n30,pine\n22,oak\n');
    const values = { ...defaultsOf(named('csv')), file: 'trees.csv', target: ['kind'] };
    const result = await openDataset('csv', values, diskHost('assets', folder));
    const missing = await openDataset('csv', { ...values, file: 'no.csv' }, diskHost('assets', folder));
    rmSync(folder, { recursive: true });
    assert.ok(result.ok);
    assert.equal(result.value.count, 3);
    assert.deepEqual(missing, { ok: false, message: 'no.csv cannot be read: there is no such file' });
  });
});

describe('data set declarations', () => {
  it('are all that the language page and its examples name', () => {
    const names = datasets.map(({ name }) => name);
    for (const name of ['mnist', 'digits', 'spiral', 'moons', 'cifar10', 'images', 'csv', 'pairs'])
      assert.ok(names.includes(name), name);
  });

  it('name their source and licence, and document every parameter', () => {
    for (const { name, source, licence, summary, parameters } of datasets) {
      for (const text of [source, licence, summary]) assert.ok(text.length > 0, name);
      for (const [parameter, { doc }] of Object.entries(parameters))
        assert.ok(docText(doc).length > 0, `${name}.${parameter}`);
    }
  });
});
