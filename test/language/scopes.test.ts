/** Which name means what: section 5 of the language page, "Name a point" and what follows it. */
import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.js';
import { resolveNames } from '../../src/language/scopes.js';
import { definitionAt, referencesOf, symbolAt, visibleAt } from '../../src/language/symbols.js';
import { allExamples } from './examples.js';

/** The text without its `|` and `^` marks: `|` stands before a name that is used, `^` before the name that it means. */
function checkMeans(marked: string): void {
  const marks: { mark: string; offset: number }[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '|' || character === '^') marks.push({ mark: character, offset: text.length });
    else text += character;
  }
  const { file, problems } = parse(text);
  assert.deepEqual(problems, []);
  const scopes = resolveNames(file);
  const given = marks.find(({ mark }) => mark === '^')?.offset;
  const uses = marks.filter(({ mark }) => mark === '|');
  assert.ok(uses.length > 0);
  for (const { offset } of uses) assert.equal(definitionAt(scopes, offset)?.range.start, given, marked);
}

function problemsOf(text: string): string[] {
  const { file, problems } = parse(text);
  assert.deepEqual(problems, []);
  return resolveNames(file).problems.map(({ code, range }) => `${code}: ${text.slice(range.start, range.end)}`);
}

describe('a name', () => {
  it('of the file can be used before it is given', () => {
    checkMeans('network N { |Unit }\nblock ^Unit { |Unit }');
    checkMeans('network N { dense(|classes) }\nconst ^classes = 10');
    checkMeans('import A as ^B from "./a.nn"\nnetwork N { |B }');
  });
  it('of a parameter is known in the defaults behind it and in the body', () => {
    checkMeans('block B(^width, hidden = 4 * |width) { dense(|width) }');
    checkMeans('const ^width = 1\nblock B(hidden = |width, width) { relu }');
  });
  it('of a point is known from the next step to the end of the block, out of braces too', () => {
    checkMeans('block B {\n residual {\n ^stem = relu\n tanh -> add(|stem)\n }\n |stem\n}');
    checkMeans('block B {\n |stem\n stem = relu\n}');
    checkMeans('block B { stem = relu }\nblock C { |stem }');
  });
  it('without an index lives for one round of a `repeat`', () => {
    checkMeans('block B {\n repeat 2 {\n ^a = relu\n |a\n }\n}');
    checkMeans('block B {\n repeat 2 { a = relu }\n |a\n}');
  });
  it('with an index belongs to the whole block', () => {
    checkMeans('block B {\n repeat 4 as i { ^state[i + 1] = |state[i] -> Cell }\n state[0] = relu\n}');
    checkMeans('block B {\n repeat 4 as i { ^skip[i] = relu }\n concat(|skip) -> add(|skip[0])\n}');
  });
  it('in `training` stays in it, but the loss may speak of it', () => {
    checkMeans('block B {\n training { a = relu }\n |a\n}');
    checkMeans('network N {\n training { output ^aux = dense(1) }\n relu\n}\ntrain N { loss: mse(|aux) }');
  });
  it('from the arms of an `if` is one name', () => {
    const text = 'block B(c) {\n if c { a = relu } else { a = tanh }\n a\n}';
    const scopes = resolveNames(parse(text).file);
    const symbol = symbolAt(scopes, text.lastIndexOf('a'));
    assert.ok(symbol);
    assert.deepEqual(
      referencesOf(scopes, symbol).map(({ start }) => start),
      [text.indexOf('a = relu'), text.indexOf('a = tanh'), text.lastIndexOf('a')],
    );
    assert.deepEqual(scopes.problems, []);
  });
  it('of `as` lives in the body of its `repeat`', () => {
    checkMeans('block B { repeat 2 as ^i { dense(|i) } }');
    checkMeans('block B { repeat x as [^a, b], i { dense(|a) } }');
    checkMeans('block B { repeat 2 as i { repeat 3 as ^i { dense(|i) } } }');
    checkMeans('block B {\n repeat 2 as i { relu }\n dense(|i)\n}');
  });
  it('of a dimension is bound where it is new and checked where it is known', () => {
    checkMeans('block B {\n input x: [^C, ...]\n dense(|C // 2)\n expect [|C, H]\n}');
    checkMeans('block B(^C) {\n input x: [|C, ...]\n dense(|C)\n}');
  });
  it('of an argument means the parameter or input of the block', () => {
    checkMeans('block Up(width) {\n input x\n input ^skip\n concat(skip)\n}\nblock B { Up(1, |skip: y) }');
    checkMeans('block B { Up(|width: 1) }\nblock Up(^width) { relu }');
  });
  it('in `train` means a value of the step, then something of the network', () => {
    checkMeans('network N { output ^logits = dense(10) }\ntrain N { loss: cross_entropy(|logits) }');
    checkMeans('network N { a = dense(10) }\ntrain N {\n loss: mse(|a)\n ^a = normal([1])\n}');
    checkMeans('network N { ^body = frozen { A } }\ntrain N { group |body { lr: 1 } }');
    checkMeans('network N(^width = 1) { relu }\nsearch N { vary |width: integer(1, 2) }');
    checkMeans('network ^N { relu }\ntrain |N { a: 1 }\nsearch |N { a: 1 }\nbudget |N { a: 1 }');
    checkMeans(
      'network G { relu }\nnetwork ^D { relu }\ntrain G, D {\n fake = z -> G\n update |D { loss: mse(fake -> |D) }\n}',
    );
  });
  it('of something built in means nothing of the file', () => {
    checkMeans('block B { |conv(64, |kernel: 3, padding: |same) }');
  });
});

describe('what can be named', () => {
  it('at a place is what is visible there, the nearest of a name', () => {
    const text = 'const w = 1\nblock B(w) {\n a = relu\n \n b = relu\n}\nblock C { c = relu }';
    const scopes = resolveNames(parse(text).file);
    const names = visibleAt(scopes, text.indexOf('\n \n') + 2).map(({ kind, name }) => `${kind} ${name}`);
    assert.deepEqual(names.sort(), ['block B', 'block C', 'param w', 'point a']);
  });
});

describe('problems of names', () => {
  it('a name is given once in a block', () => {
    assert.deepEqual(problemsOf('block B {\n a = relu\n a = tanh\n}'), ['name-given-twice: a']);
    assert.deepEqual(problemsOf('block B(a) {\n repeat 2 { a = tanh }\n}'), ['name-given-twice: a']);
    assert.deepEqual(problemsOf('block B {\n a[0] = relu\n a = tanh\n}'), ['name-given-twice: a']);
    assert.deepEqual(problemsOf('block B {\n a = relu\n a[0] = tanh\n}'), ['name-given-twice: a']);
    assert.deepEqual(problemsOf('block B {\n a = relu\n const a = 1\n}'), ['name-given-twice: a']);
    assert.deepEqual(problemsOf('block A { relu }\nnetwork A { relu }'), ['name-given-twice: A']);
    assert.deepEqual(problemsOf('import A from "./a.nn"\nconst A = 1'), ['name-given-twice: A']);
    assert.deepEqual(problemsOf('train A as a { x: 1 }\ntrain A as a { x: 1 }'), ['name-given-twice: a']);
  });
  it('but again in another round, arm, index, block or list', () => {
    const fine = [
      'block B {\n repeat 2 { a = relu }\n repeat 2 { a = relu }\n}',
      'block B(c) {\n if c { a = relu } else if c { a = tanh } else { a = gelu }\n}',
      'block B {\n a[0] = relu\n a[1] = tanh\n repeat 2 as i { a[i + 2] = relu }\n}',
      'block A { a = relu }\nblock B { a = relu }\nconst a = 1',
      'block B {\n training { a = relu }\n a = relu\n}',
    ];
    for (const text of fine) assert.deepEqual(problemsOf(text), [], text);
  });
  it('are told against the convention, as an information', () => {
    assert.deepEqual(problemsOf('block my_block(someWidth) {\n input X: [C, H]\n K = relu\n Stem = relu\n}'), [
      'naming-convention: my_block',
      'naming-convention: someWidth',
      'naming-convention: Stem',
    ]);
    assert.deepEqual(problemsOf('block 网络(größe) { relu }'), []);
    assert.deepEqual(problemsOf('const _ = 1'), ['underscore-as-name: _']);
  });
  it('are none in the examples', () => {
    for (const { title, text } of allExamples) assert.deepEqual(resolveNames(parse(text).file).problems, [], title);
  });
});
