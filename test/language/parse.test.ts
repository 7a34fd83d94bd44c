/** The rules of the language page's sections 1, 2, 8 and 9, one by one. */
import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.js';
import type { Node } from '../../src/language/tree.js';
import { childrenOf } from '../../src/language/walk.js';

/** A tree as one line: enough of each node to tell it from another. */
function outline(node: Node): string {
  const inside = childrenOf(node).map(outline).join(' ');
  switch (node.kind) {
    case 'Word':
    case 'Name':
      return node.text;
    case 'Number':
      return `${node.numerator}${node.denominator === 1n ? '' : `/${node.denominator}`}${node.unit ? ` ${node.unit.measures}` : ''}`;
    case 'Size':
      return `<${node.dims.join(' ')}>`;
    case 'Text':
      return JSON.stringify(node.value);
    case 'Bool':
      return String(node.value);
    case 'None':
      return 'none';
    case 'Rest':
      return '...';
    case 'Missing':
      return '?';
    case 'Unary':
    case 'Binary':
    case 'Compare':
      return `(${node.operator} ${inside})`;
    case 'Call':
      return `${node.hasParens ? 'call' : 'use'}(${inside})`;
    case 'List':
    case 'Body':
      return `[${inside}]`;
    default:
      return `${node.kind}(${inside})`;
  }
}

function checkFile(text: string, expected: string, ...messages: string[]): void {
  const { file, problems } = parse(text);
  assert.equal(file.items.map(outline).join(' '), expected);
  assert.deepEqual(
    problems.map(problem => problem.message),
    messages,
  );
}

const checkValue = (text: string, expected: string, ...messages: string[]): void => {
  checkFile(`const a = ${text}`, `Const(a ${expected})`, ...messages);
};

const checkBody = (text: string, expected: string, ...messages: string[]): void => {
  checkFile(`block B {\n${text}\n}`, `Block(B [${expected}])`, ...messages);
};

describe('values', () => {
  it('are exact rationals', () => {
    checkValue('64', '64');
    checkValue('0.1', '1/10');
    checkValue('5e-4', '1/2000');
    checkValue('1.5e3', '1500');
    checkValue('123456789012345678901234567890', '123456789012345678901234567890');
  });
  it('have the units of the page', () => {
    // Powers of 1000 and of 1024, by the definitions of SI and IEC 80000-13; B is a billion.
    checkValue('1M', '1000000 count');
    checkValue('4.1G', '4100000000 count');
    checkValue('7B', '7000000000 count');
    checkValue('512MB', '512000000 bytes');
    checkValue('2GiB', '2147483648 bytes');
    checkValue('50ms', '1/20 seconds');
    checkValue('5min', '300 seconds');
    checkValue(
      '3GHz',
      '3 unknown',
      '`GHz` is not a unit; there are K M G B T KB MB GB TB KiB MiB GiB TiB ns us ms s min h',
    );
  });
  it('are sizes of digits only, and there are no hexadecimal numbers', () => {
    checkValue('3x32x32', '<3 32 32>');
    checkValue('0x1', '<0 1>');
    const wrong = '`3x32xH` is not a size: only digits stand between the `x`; with names write a list, `[3, H, W]`';
    checkValue('3x32xH', '<>', wrong);
  });
  it('are lists with a trailing comma and a rest', () => {
    checkValue('[3, H, W,]', '[3 H W]');
    checkValue('[C, ...]', '[C ...]');
    checkValue('[\n  [1, 2], # row\n  [3, 4]\n]', '[[1 2] [3 4]]');
    checkValue('[]', '[]');
  });
  it('are texts on one line with three escapes', () => {
    checkValue(String.raw`"a\"b\\c\nd"`, '"a\\"b\\\\c\\nd"');
    checkValue(String.raw`"a\qb"`, '"a\\\\qb"', '`\\q` is not an escape; a backslash is written `\\\\`');
  });
  it('are names of any script', () => {
    checkValue('größe + 尺寸_2', '(+ größe 尺寸_2)');
  });
});

describe('operators', () => {
  it('bind as the page orders them', () => {
    checkValue('-a ** 2 * b', '(* (- (** a 2)) b)');
    checkValue('2 ** -1 ** 2', '(** 2 (- (** 1 2)))');
    checkValue('a + b * c - d', '(- (+ a (* b c)) d)');
    checkValue('a // b / c % d', '(% (/ (// a b) c) d)');
    checkValue('not a == b and c or d', '(or (and (not (== a b)) c) d)');
    checkValue('a or b and not c', '(or a (and b (not c)))');
    checkValue('a.b[i](x)', 'Index(Member(a b) i)', '`(` cannot stand here: a definition ends with its line');
  });
  it('let the arms of an `if` reach as far as they can', () => {
    checkValue('if C == w then x else x -> conv(w, 1)', 'Conditional((== C w) x Chain(x call(conv Arg(w) Arg(1))))');
  });
  it('make chains of calls', () => {
    checkValue('dense(64) -> relu', 'Chain(call(dense Arg(64)) use(relu))');
  });
  it('compare two sides', () => {
    checkValue('a < b < c', '(< (< a b) c)', 'a comparison has two sides; join two of them with `and`');
    checkValue('(a < b) == c', '(== (< a b) c)');
  });
});

describe('lines', () => {
  it('end a step, an arrow goes on', () => {
    checkBody('left\n  -> conv(64, 3)\n  -> relu\nrelu', 'Step(left call(conv Arg(64) Arg(3)) use(relu)) Step(relu)');
  });
  it('end an expression outside of brackets', () => {
    checkFile('const a = 1\n+ 2', 'Const(a 1)', '`+` stands outside of every block and network');
    checkValue('(1\n+ 2)', '(+ 1 2)');
  });
  it('keep what belongs together: nothing after `=` names the next line', () => {
    checkBody('x =\nconcat(a)', 'Step(NameTarget(x) ?) Step(call(concat Arg(a)))', 'a layer is missing after `=`');
  });
  it('do not begin with the bracket of a call', () => {
    checkBody('conv\n(64)', 'Step(conv) Step(?)', '`(` stands on the line of what it belongs to');
  });
  it('hold one step', () => {
    checkBody('stem relu', 'Step(stem) Step(relu)', '`->` or a line break is missing before `relu`');
    checkBody(
      'dense 10',
      'Step(call(dense Arg(10)))'.replace('call', 'use'),
      'arguments stand in parentheses: `dense(10)`',
    );
  });
  it('end in any of the three ways', () => {
    for (const end of ['\n', '\r\n', '\r'])
      checkFile(`block B {${end}relu${end}tanh${end}}`, 'Block(B [Step(relu) Step(tanh)])');
    checkFile('\ufeffconst a = 1', 'Const(a 1)');
  });
});

describe('reserved words', () => {
  it('are free as names of arguments, settings and behind a dot', () => {
    checkBody('x(input: 1, from: a.output)', 'Step(call(x Arg(input 1) Arg(from Member(a output))))');
    checkFile('train A { search: 1, if: 2 }', 'Train(A Setting(search 1) Setting(if 2))');
  });
  it('are no names', () => {
    checkBody('input = relu', 'Step(NameTarget(input) relu)', '`input` is a reserved word: it cannot name a point');
    checkFile('const block = 1', 'Const(block 1)', '`block` is a reserved word: it cannot be a name');
  });
  it('`update`, `group` and `vary` are words inside of `train` and `search` only', () => {
    checkBody('update = vary -> group', 'Step(NameTarget(update) vary use(group))');
    checkFile('train A { update: 1, group b, c { lr: 2 } }', 'Train(A Setting(update 1) Group(b c Setting(lr 2)))');
    checkFile('search A { vary optimizer.lr: x }', 'Search(A Vary(optimizer lr x))');
  });
});

describe('definitions', () => {
  it('have the `##` lines directly above as documentation', () => {
    const { file } = parse('## far\n\n# plain\n## One.\n## Two.\nblock B { }\n## of c\nconst c = 1');
    const docs = file.items.map(item => ('doc' in item ? item.doc?.text : undefined));
    assert.deepEqual(docs, ['One.\nTwo.', 'of c']);
  });
  it('import with new names', () => {
    checkFile('import A, B as C from "./b.nn"', 'Import(ImportName(A) ImportName(B C) "./b.nn")');
    checkFile(
      'import { A } from "./b.nn"',
      'Import(ImportName(A) "./b.nn")',
      'an import has no braces: `import A, B from "./file.nn"`',
    );
    checkFile('import A', 'Import(ImportName(A) ?)', '`from` and a path are missing after `A`');
  });
  it('repeat over lists that are taken apart', () => {
    checkBody('repeat n as [a, b], i { a }', 'Step(Repeat(n RepeatAs(a b i) [Step(a)]))');
  });
  it('name indexed points', () => {
    checkBody('skip[i][j + 1] = relu -> tanh', 'Step(NameTarget(skip i (+ j 1)) relu use(tanh))');
  });
});

describe('recovery', () => {
  it('keeps a file without indentation whole where its braces are', () => {
    checkBody('residual {\nrelu\n}\ntanh', 'Step(Residual([Step(relu)])) Step(tanh)');
  });
  it('reads no indentation where braces balance', () => {
    checkFile('block B {\n    residual {\n relu\n}\n  tanh }', 'Block(B [Step(Residual([Step(relu)])) Step(tanh)])');
  });
  it('closes settings that an open parenthesis would swallow', () => {
    checkFile(
      'train A {\n  data: csv("a"\n  loss: mse\n  optimizer: adam(lr: 1,\n  batch: 2\n}',
      'Train(A Setting(data call(csv Arg("a"))) Setting(loss mse) Setting(optimizer call(adam Arg(lr 1))) Setting(batch 2))',
      '`)` is missing after `"a"`',
      '`)` is missing after `1`',
    );
  });
  it('goes on with arguments over lines that are not closed yet', () => {
    checkBody(
      'conv(64,\n  3,\n  padding: same\nrelu',
      'Step(call(conv Arg(64) Arg(3) Arg(padding same))) Step(relu)',
      '`)` is missing after `same`',
    );
  });
  it('keeps the steps of a network that is not closed before the next', () => {
    checkFile(
      'network A {\n  relu\n\nconst k = 1\nnetwork B { tanh }',
      'Network(A [Step(relu)]) Const(k 1) Network(B [Step(tanh)])',
      '`}` is missing: `network A` is not closed',
    );
  });
  it('says what to write for what other languages write', () => {
    checkBody(
      'conv(64, padding=1)',
      'Step(call(conv Arg(64) Arg(padding 1)))',
      'an argument is named with a colon: `padding: ...`',
    );
    checkValue("'a'", '"a"', 'a text stands in double quotes');
    checkValue('a && b', '(and a b)', 'write `and` for `&&`');
  });
  it('takes a misspelt word for the one that was meant', () => {
    checkFile('trian A { b: 1 }', 'Train(A Setting(b 1))', '`trian` begins no definition; did you mean `train`?');
    checkFile(
      'blok B(c) { relu }',
      'Block(B Param(c) [Step(relu)])',
      '`blok` begins no definition; did you mean `block`?',
    );
  });
  it('reads a body whose opener is missing where its closer is there', () => {
    checkBody(
      'if a b == c { relu } else { tanh }',
      'Step(IfLink(a [Step(relu)] [Step(tanh)]))',
      '`b` cannot stand here',
    );
    checkBody(
      'concat {\n branch { conv(1)\n branch { }\n}',
      'Step(use(concat [Branch([Step(call(conv Arg(1)))]) Branch([])]))',
      '`}` is missing: `branch` is not closed',
    );
    checkBody('residual\n relu\n}\ntanh', 'Step(Residual([Step(relu)])) Step(tanh)', '`{` is missing after `residual`');
  });
  it('keeps steps outside of a network', () => {
    checkFile('relu -> tanh', 'Step(relu use(tanh))', '`relu` stands outside of every block and network');
  });
});
