/** Data over an address, as a browser reads it, from a server of this test. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digits } from '../../../src/data/common/handwritten.js';
import { networkHost } from '../../../src/data/browser/network.js';

describe('networkHost', () => {
  const server = createServer((request, response) => {
    readFile(`assets/${(request.url ?? '').replace('/assets/', '')}`).then(
      bytes => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  let address = '';

  before(done => {
    server.listen(0, '127.0.0.1', () => {
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  after(done => {
    server.closeAllConnections();
    server.close(done);
  });

  it('opens the packed digits, with or without a slash behind the folder', async () => {
    for (const folder of ['assets', 'assets/']) {
      const result = await digits(networkHost(`${address}/${folder}`, address).asset, { pad: 0 });
      assert.ok(result.ok);
      assert.equal(result.value.count, 1797);
    }
  });

  it('says what the answer was when a file is missing', async () => {
    assert.deepEqual(await networkHost(address, address).file('no.csv'), {
      ok: false,
      message: 'no.csv cannot be read: the answer was 404',
    });
  });

  it('says that nobody answers', async () => {
    const result = await networkHost(address, 'http://127.0.0.1:1').file('no.csv');
    assert.ok(!result.ok);
    assert.match(result.message, /^no\.csv cannot be read: TypeError/);
  });
});
