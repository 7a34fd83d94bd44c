/** The built server knows the blocks that come with the language. */
import assert from 'node:assert/strict';
import { TestClient } from './client.js';

describe('the library in the server', function () {
  this.timeout(60_000);

  it('is there for a file that imports it', async () => {
    const client = await TestClient.start();
    const text = (name: string): string =>
      `import ${name} from "netwright:transformer"\nnetwork N {\n  input x: [5, 8]\n  ${name}(2, 16)\n}\n`;
    assert.deepEqual(await client.open('file:///p/main.nn', text('EncoderLayer')), []);
    const [problem] = await client.open('file:///p/other.nn', text('EncodrLayer'));
    assert.match(JSON.stringify(problem), /EncoderLayer/);
    await client.stop();
  });
});
