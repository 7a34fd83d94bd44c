/**
 * What recurrent layers and cells keep for the backward pass: bytes of all distinct storages that PyTorch 2.15 saves (CPU, fp32, batch
 * first, `saved_tensors_hooks`), those of weights apart, as in models/NAME.json.
 */
import assert from 'node:assert/strict';
import { networkOf } from '../analysis/sources.js';

const keptOf = (call: string, input: string, batch: number): number =>
  networkOf(`network N {\n  input x: [${input}]\n  ${call}\n}`, { batch }).totals.bytes.keptForBackward?.value ?? NaN;

/** The call, the sequence, the batch, and the bytes. */
type Row = readonly [call: string, input: string, batch: number, bytes: number];

const exact: readonly Row[] = [
  ['gru(32)', '10, 16', 1, 9_600],
  ['gru(32)', '10, 16', 2, 19_200],
  ['gru(32, layers: 2)', '12, 24', 4, 96_768],
  ['gru(32, bidirectional: true)', '12, 24', 4, 95_232],
  ['gru(32, layers: 2, bidirectional: true)', '12, 24', 4, 193_536],
  ['gru(50)', '7, 100', 3, 37_800],
  ['gru(32, layers: 2, dropout: 0.3)', '12, 24', 4, 102_912],
  ['rnn(32)', '10, 16', 1, 2_048],
  ['rnn(32, layers: 2)', '12, 24', 4, 24_064],
  ['rnn(32, bidirectional: true)', '12, 24', 4, 22_528],
  ['rnn(32, layers: 2, bidirectional: true)', '12, 24', 4, 48_128],
  ['rnn(32, layers: 2, dropout: 0.3)', '12, 24', 4, 30_208],
  ['lstm(32, projection: 8)', '12, 24', 4, 49_152],
  ['lstm_cell(32)', '24', 4, 3_456],
  ['gru_cell(32)', '24', 4, 3_968],
  ['rnn_cell(32)', '24', 4, 1_408],
  ['lstm_cell(50)', '100', 3, 4_800],
];

/** With the number of layers times directions: seven parts of each one's workspace begin at pages of 4096 bytes. */
const workspaces: readonly (readonly [...Row, number])[] = [
  ['lstm(32)', '10, 16', 1, 35_200, 1],
  ['lstm(32)', '10, 16', 2, 62_208, 1],
  ['lstm(32)', '12, 24', 4, 127_488, 1],
  ['lstm(32, layers: 2)', '12, 24', 4, 250_368, 2],
  ['lstm(32, bidirectional: true)', '12, 24', 4, 250_368, 2],
  ['lstm(32, layers: 2, bidirectional: true)', '12, 24', 4, 582_144, 4],
  ['lstm(32, layers: 3, bidirectional: true)', '12, 24', 4, 913_920, 6],
  ['lstm(32, layers: 2, dropout: 0.3)', '12, 24', 4, 262_656, 2],
  ['lstm(32, layers: 2, bidirectional: true, dropout: 0.3)', '12, 24', 4, 594_432, 4],
  ['lstm(32, bias: false)', '12, 24', 4, 156_160, 1],
  ['lstm(64)', '5, 32', 1, 35_712, 1],
  ['lstm(100)', '20, 100', 3, 458_304, 1],
  ['lstm(256)', '50, 128', 8, 7_090_176, 1],
  ['lstm(16)', '4, 16', 1, 29_440, 1],
  ['lstm(16)', '4, 16', 32, 167_936, 1],
  ['lstm(128)', '4, 16', 32, 1_294_336, 1],
  ['lstm(16)', '4, 128', 32, 655_360, 1],
];

describe('what recurrent layers keep', () => {
  for (const [call, input, batch, bytes] of exact) {
    it(`is ${String(bytes)} bytes for ${call} on [${input}] at batch ${String(batch)}`, () => {
      assert.equal(keptOf(call, input, batch), bytes);
    });
  }

  for (const [call, input, batch, bytes, rows] of workspaces) {
    it(`is ${String(bytes)} bytes for ${call} on [${input}] at batch ${String(batch)}, up to half a page for each part of a workspace`, () => {
      const off = Math.abs(keptOf(call, input, batch) - bytes);
      assert.ok(off <= rows * 7 * 2048, `off by ${String(off)}`);
    });
  }
});
