import { completions } from '../../src/editor/complete.js';
import { hints } from '../../src/editor/hints.js';
import { fixture } from './view.js';
import { defaultPreferences } from '../../src/editor/preferences.js';
import { readFileSync } from 'node:fs';
import { signatureHelp } from '../../src/editor/signature-help.js';
const show = (t: string) => {
  const { view, offset } = fixture(t);
  console.log('---', t);
  console.log(
    completions(view, offset)
      .slice(0, 18)
      .map(s => `${s.label}${s.description ? ' [' + s.description + ']' : ''}`)
      .join(' | '),
  );
};
describe('try', () => {
  it('x', () => {
    show('|');
    show('network N {\n  input x: 3x8x8\n  co|\n}');
    show('network N {\n  input x: 3x8x8\n  flatten\n  |\n}');
    show('network N {\n  input x: 3x8x8\n  conv(|\n}');
    show('network N {\n  input x: 3x8x8\n  conv(8, 3, padding: |)\n}');
    show('network N {\n  input x: 3x8x8\n  s = relu\n  conv(8, 3, |)\n}');
    show('network N {\n  input x: 3x8x8\n  s = relu\n  add(|)\n}');
    show('network N {\n  input x: 3x8x8\n  s = relu -> |\n}');
    show('network N {\n  input x: 3x8x8\n  s = lstm(3)\n  s.|\n}');
    show('network N {\n  input x: 3x8x8\n}\ntrain N {\n  |\n}');
    show('network N {\n  input x: 3x8x8\n}\ntrain N {\n  data: |\n}');
    show('network N {\n  input x: 3x8x8\n}\ntrain N {\n  data: mnist, optimizer: adam(|)\n}');
    show('network N {\n  input x: 3x8x8\n}\ntrain N {\n  loss: cross_entropy(|)\n}');
    show('network N {\n  input x: 3x8x8\n}\ntrain |');
    show('network N(width = 3) {\n  input x: 3x8x8\n}\nsearch N { vary |');
    show('network N(width = 3) {\n  input x: 3x8x8\n}\nsearch N {\n method: |\n}');
    show('network N(width = 3) {\n  input x: 3x8x8\n}\nbudget N { |');
    const { view, offset } = fixture('network N {\n  input x: 3x8x8\n  conv(8, ker|nel: 3)\n}');
    console.log(signatureHelp(view, offset));
    const text = readFileSync('examples/lenet.nn', 'utf8');
    const f = fixture(text);
    console.log(f.view.report().problems);
    for (const h of hints(f.view, { start: 0, end: text.length }, defaultPreferences.hints))
      console.log(text.slice(text.lastIndexOf('\n', h.offset) + 1, h.offset), '   ', h.parts.join(' · '));
  });
});
