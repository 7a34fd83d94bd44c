import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../src/analysis/analyze.js';
import { FileSet } from '../../src/language/files.js';
import { sourcesOf } from '../../src/graph/sources.js';
import { pageExamples } from '../language/examples.js';
import { analyzeText } from './sources.js';
describe('scratch', () => {
  it('prints', () => {
    for (const dir of ['examples', 'examples/blocks', 'test/reference/corpus']) {
      for (const f of readdirSync(dir).filter(n => n.endsWith('.nn'))) {
        const files = new FileSet(uri => { try { return readFileSync(uri.replace('file://',''), 'utf8'); } catch { return undefined; } });
        const uri = 'file://' + process.cwd() + '/' + join(dir, f);
        const t = performance.now();
        const r = analyze(sourcesOf(files), uri);
        const ms = performance.now() - t;
        if (r.problems.length) console.log(`== ${dir}/${f} ${ms.toFixed(0)} ms`);
        const text = files.get(uri)?.text ?? '';
        for (const p of r.problems) console.log(`   ${p.severity} ${p.code} @${p.uri.split('/').at(-1)}:${text.slice(0, p.range.start).split('\n').length}: ${p.message}`);
      }
    }
    for (const { title, text } of pageExamples) {
      const ps = analyzeText(text).problems.filter(p => p.severity !== 'error');
      if (ps.length) console.log('== ' + title);
      for (const p of ps) console.log(`   ${p.severity} ${p.code} ${text.slice(p.range.start, p.range.end)}: ${p.message}`);
    }
  });
});
