import assert from 'node:assert/strict';
import { FileSet, resolvePath } from '../../src/language/files.js';

/** A folder in memory; `reads` tells how often each file was asked for. */
function folder(files: Record<string, string>): { set: FileSet; reads: string[]; files: Record<string, string> } {
  const reads: string[] = [];
  const set = new FileSet(uri => {
    reads.push(uri);
    return files[uri.replace('file:///p/', '')];
  });
  return { set, reads, files };
}

function problems(files: Record<string, string>, name: string): string[] {
  const { set } = folder(files);
  const source = set.get(`file:///p/${name}`);
  assert.ok(source);
  return set
    .importProblems(source)
    .map(({ message, range }) => `${source.text.slice(range.start, range.end)}: ${message}`);
}

const at = (name: string): string => `file:///p/${name}`;

describe('an import', () => {
  const blocks = 'block Unit(width) { relu }\nconst size = 3\ntrain X { a: 1 }';

  it('finds what the file defines', () => {
    const { set } = folder({ 'a.nn': 'import Unit as U, size from "./lib/../b.nn"', 'b.nn': blocks });
    const source = set.get(at('a.nn'));
    assert.ok(source);
    assert.deepEqual(set.importProblems(source), []);
    assert.equal(set.find(source, 'U')?.definition.kind, 'Block');
    assert.equal(set.find(source, 'size')?.source.uri, at('b.nn'));
    assert.equal(set.find(source, 'Unit'), undefined);
  });
  it('says what is missing', () => {
    assert.deepEqual(problems({ 'a.nn': 'import A from "./no.nn"' }, 'a.nn'), [
      '"./no.nn": there is no file `./no.nn`',
    ]);
    assert.deepEqual(problems({ 'a.nn': 'import Unti, X from "./b.nn"', 'b.nn': blocks }, 'a.nn'), [
      'Unti: `b.nn` does not define `Unti`; did you mean `Unit`?',
      'X: `b.nn` does not define `X`',
    ]);
    assert.deepEqual(
      problems({ 'a.nn': 'import Unit from "./c.nn"', 'b.nn': blocks, 'c.nn': 'import Unit from "./b.nn"' }, 'a.nn'),
      ['Unit: `c.nn` does not define `Unit` but imports it from "./b.nn": import it from there'],
    );
  });
  it('takes no path but one relative to the file', () => {
    for (const path of ['/etc/passwd', 'http://x.org/a.nn', 'file:///p/b.nn', 'C:/b.nn', '']) {
      const [message = ''] = problems({ 'a.nn': `import A from "${path}"` }, 'a.nn');
      assert.match(message, /is no path/);
    }
    assert.equal(resolvePath('file:///p/q/a.nn', '../b c.nn'), 'file:///p/b%20c.nn');
    assert.equal(resolvePath('untitled:Untitled-1', './b.nn'), undefined);
  });
  it('names the chain of a circle at each import of it, and only there', () => {
    const files = {
      'a.nn': 'import B from "./b.nn"\nblock A { B }',
      'b.nn': 'import C from "./c.nn"\nblock B { C }',
      'c.nn': 'import A from "./a.nn"\nblock C { A }',
      'd.nn': 'import A from "./a.nn"',
      'e.nn': 'import E from "./e.nn"\nblock E { relu }',
    };
    const circle = 'files import each other in a circle';
    assert.deepEqual(problems(files, 'a.nn'), [`"./b.nn": ${circle}: a.nn -> b.nn -> c.nn -> a.nn`]);
    assert.deepEqual(problems(files, 'c.nn'), [`"./a.nn": ${circle}: c.nn -> a.nn -> b.nn -> c.nn`]);
    assert.deepEqual(problems(files, 'd.nn'), []);
    assert.deepEqual(problems(files, 'e.nn'), [`"./e.nn": ${circle}: e.nn -> e.nn`]);
  });
});

describe('a set of files', () => {
  const chain = {
    'a.nn': 'import B from "./b.nn"',
    'b.nn': 'import C from "./c.nn"\nblock B { C }',
    'c.nn': 'block C { relu }',
    'd.nn': 'block D { relu }',
  };
  const names = (sources: readonly { name: string }[]): string[] => sources.map(({ name }) => name);

  it('knows who imports whom, over several files', () => {
    const { set } = folder(chain);
    for (const name of Object.keys(chain)) set.get(at(name));
    assert.deepEqual(names(set.importersOf(at('c.nn'))), ['b.nn', 'a.nn']);
    assert.deepEqual(names(set.importersOf(at('a.nn'))), []);
    assert.deepEqual(names(set.importedBy(at('a.nn'))), ['b.nn', 'c.nn']);
  });
  it('knows the importers of a file that is missing', () => {
    const { set, files } = folder({ 'a.nn': 'import B from "./b.nn"' });
    const source = set.get(at('a.nn'));
    assert.ok(source);
    assert.equal(set.importProblems(source).length, 1);
    files['b.nn'] = 'block B { relu }';
    assert.equal(set.importProblems(source).length, 1, 'nobody said that it has come');
    assert.equal(set.changed(at('b.nn')), true);
    assert.deepEqual(names(set.importersOf(at('b.nn'))), ['a.nn']);
    assert.deepEqual(set.importProblems(source), []);
  });
  it('parses a file again only when its text is another', () => {
    const { set, reads, files } = folder({ ...chain });
    const first = set.get(at('a.nn'));
    assert.equal(set.get(at('a.nn')), first);
    assert.equal(reads.length, 1);
    assert.equal(set.changed(at('a.nn')), false);
    assert.equal(set.open(at('a.nn'), chain['a.nn']), false);
    assert.equal(set.get(at('a.nn')), first);
    assert.equal(set.open(at('a.nn'), 'block A { relu }'), true);
    assert.notEqual(set.get(at('a.nn'))?.version, first?.version);
    files['a.nn'] = 'block Z { relu }';
    assert.equal(set.changed(at('a.nn')), false, 'the editor holds it');
    assert.equal(set.close(at('a.nn')), true);
    assert.equal(set.get(at('a.nn'))?.text, 'block Z { relu }');
    delete files['a.nn'];
    assert.equal(set.changed(at('a.nn')), true);
    assert.equal(set.get(at('a.nn')), undefined);
  });
  it('takes two spellings of an address for one file', () => {
    const { set } = folder({});
    set.open('file:///c%3A/p/a%20b.nn', 'block A { relu }');
    assert.equal(set.get('file:///c:/p/a b.nn')?.text, 'block A { relu }');
  });
  it('goes to definitions in other files', () => {
    const a = 'import B as Bee from "./b.nn"\nnetwork N {\n Bee(width: 3)\n}';
    const b = 'block B(width) { dense(width) }';
    const { set } = folder({ 'a.nn': a, 'b.nn': b });
    const go = (needle: string, from = 0): unknown => set.definitionAt(at('a.nn'), a.indexOf(needle, from) + 1);
    const block = { uri: at('b.nn'), range: { start: 6, end: 7 } };
    assert.deepEqual(go('Bee', a.indexOf('network')), block);
    assert.deepEqual(go('B as'), block);
    assert.deepEqual(go('width'), { uri: at('b.nn'), range: { start: 8, end: 13 } });
    assert.deepEqual(go('"./b'), { uri: at('b.nn'), range: { start: 0, end: 0 } });
    assert.equal(go('network'), undefined);
  });
});
