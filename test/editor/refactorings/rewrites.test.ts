/** Refactorings that write the same, or nearly the same, network otherwise. */
import assert from 'node:assert/strict';
import { fixture } from '../view.js';
import { organizedImports } from '../../../src/editor/organize-imports.js';
import { safeFixes } from '../../../src/editor/fix-all.js';
import { applied } from '../../../src/editor/refactorings/edit-text.js';
import { offers } from '../../../src/editor/refactorings/offer.js';
import { format } from '../../../src/language/format.js';
import { after, analyzer, exampleUris, fromDisk, networks, shortName, viewOf } from './all-examples.js';
import { offered, refactored, selections, shuffle } from './refactored.js';

const network = (lines: string, shape = '3x8x8'): string => `network N {\n  input image: ${shape}\n${lines}\n}\n`;
const titles = (marked: string): readonly string[] => offered(marked).all.map(({ title }) => title);

describe('name a point', () => {
  it('names the whole line, or splits it behind the link at the caret', () => {
    assert.equal(refactored(network('  conv(4, 3) -> re|lu'), 'Name'), network('  relu_out = conv(4, 3) -> relu'));
    assert.equal(
      refactored(network('  a = co|nv(4, 3) -> relu  # first'), 'Name'),
      network('  conv_out = conv(4, 3)\n  a = relu  # first'),
    );
    assert.equal(
      refactored(
        network('  concat {\n    branch { conv(4, 1) -> relu }\n    branch { co|nv(8, 1) -> relu }\n  }'),
        'Name',
      ),
      network(
        '  concat {\n    branch { conv(4, 1) -> relu }\n    branch {\n      conv_out = conv(8, 1)\n      relu\n    }\n  }',
      ),
    );
  });

  it('is not offered where there is a name', () => {
    assert.equal(refactored(network('  a = re|lu'), 'Name'), undefined);
  });
});

describe('turn into repeat', () => {
  it('counts equal steps', () => {
    assert.equal(
      refactored(network('  «conv(3, 1)  # mix\n  relu\n  conv(3, 1)  # mix\n  relu»\n  tanh'), 'Turn'),
      network('  repeat 2 {\n    conv(3, 1)  # mix\n    relu\n  }\n  tanh'),
    );
  });

  it('lists the numbers in which steps differ, each under the name of its argument', () => {
    assert.equal(
      refactored(network('  co|nv(4, 3, padding: 1)\n  conv(8, 1, padding: 0)\n  conv(16, 1, padding: 0)'), 'Turn'),
      network(
        '  repeat [[4, 3, 1], [8, 1, 0], [16, 1, 0]] as [channels, kernel, padding] {\n    conv(channels, kernel, padding: padding)\n  }',
      ),
    );
  });

  it('is not offered for steps with other comments, or a name that would be given twice', () => {
    assert.equal(refactored(network('  «relu  # one\n  relu  # two»'), 'Turn'), undefined);
    assert.equal(refactored(network('  «a = relu\n  b = relu»\n  add(a)'), 'Turn'), undefined);
  });
});

describe('wrap in residual', () => {
  it('takes the identity where the shapes agree', () => {
    assert.equal(
      refactored(network('  «conv(3, 3, padding: 1)\n  relu  # here»'), 'Wrap'),
      network('  residual {\n    conv(3, 3, padding: 1)\n    relu  # here\n  }'),
    );
  });

  it('projects by a 1x1 convolution, or a dense layer, where they do not', () => {
    assert.equal(
      refactored(network('  «conv(4, 3, stride: 2, padding: 1)»'), 'Wrap'),
      network('  residual {\n    conv(4, 3, stride: 2, padding: 1)\n  } shortcut {\n    conv(4, 1, stride: 2)\n  }'),
    );
    assert.equal(
      refactored(network('  «dense(4)»', '[7]'), 'Wrap'),
      network('  residual {\n    dense(4)\n  } shortcut {\n    dense(4)\n  }', '[7]'),
    );
  });

  it('is not offered where no shortcut fits', () => {
    assert.equal(refactored(network('  «flatten»'), 'Wrap'), undefined);
  });
});

describe('convert a dense head', () => {
  const head = '  conv(4, 3)\n  fl|atten\n  dense(8) -> relu  # hidden\n  dense(2)';

  it('writes it as convolutions with as many parameters and multiply-adds', () => {
    assert.equal(
      refactored(network(head), 'Write the head as convolutions, and average'),
      network('  conv(4, 3)\n  conv(8, 6) -> relu  # hidden\n  conv(2, 1) -> global_avgpool'),
    );
    const { view, all } = offered(network(head));
    const offer = all.find(({ title }) => title.endsWith('with a map of scores'));
    assert.ok(offer);
    const report = (text: string) => {
      const { totals, outputs } = fixture(text).view.report().networks[0] ?? assert.fail();
      const shape = outputs[0]?.shape?.join('x');
      return [totals.parameters.trainable.value, totals.multiplyAdds?.value, shape];
    };
    // By hand: 3*4*9+4 weights of the convolution, 4*6*6*8+8 and 8*2+2 of the head; 36 cells of 4 filters of 27 numbers.
    const [parameters, multiplyAdds] = [112 + 1160 + 18, 36 * 4 * 27 + 144 * 8 + 8 * 2];
    assert.deepEqual(report(view.text), [parameters, multiplyAdds, '2']);
    assert.deepEqual(report(applied(view.text, offer.edits)), [parameters, multiplyAdds, '2x1x1']);
  });

  it('averages over the map, with all dense layers or the last one', () => {
    const title = 'Average over the map instead';
    assert.equal(refactored(network(head), title), network(head.replace('fl|atten', 'global_avgpool')));
    assert.equal(
      refactored(network('  conv(4, 3)\n  fl|atten\n  dense(8) -> relu\n  dense(2)'), 'Average over the map, and keep'),
      network('  conv(4, 3)\n  global_avgpool\n  dense(2)'),
    );
  });

  it('is not offered for a map whose size is open', () => {
    const found = titles('network N {\n  input image: [3, H, W]\n  fl|atten\n  dense(2)\n}\n');
    assert.deepEqual(
      found.filter(title => /convolutions|Average/.test(title)),
      [],
    );
  });
});

describe('swap a norm', () => {
  it('offers what fits a map of channels', () => {
    const found = titles(network('  conv(6, 3) -> batch|norm -> relu'));
    assert.deepEqual(
      found.filter(title => title.startsWith('Swap')),
      ['groupnorm(2)', 'instancenorm', 'layernorm(axes: 0)', 'rmsnorm(axes: 0)'].map(way => `Swap for \`${way}\``),
    );
  });

  it('swaps all of a file, each as it fits, and keeps what is added to the variance', () => {
    assert.equal(
      refactored(
        network('  conv(64, 3) -> batch|norm(eps: 1e-3)\n  conv(4, 3) -> batchnorm'),
        'Swap every `batchnorm` of this file for `groupnorm`',
      ),
      network('  conv(64, 3) -> groupnorm(eps: 1e-3)\n  conv(4, 3) -> groupnorm(2)'),
    );
  });

  it('takes the features of a sequence', () => {
    const found = titles(network('  layer|norm -> dense(4)', '[5, 6]'));
    assert.deepEqual(
      found.filter(title => title.startsWith('Swap')),
      ['Swap for `rmsnorm`', 'Swap for `batchnorm(axis: -1)`'],
    );
  });
});

describe('organize imports', () => {
  const organized = (text: string): string => {
    const others = { 'a.nn': 'block A { relu }\nblock B { relu }\nblock C { relu }\n', 'b.nn': 'block D { relu }\n' };
    const { view } = fixture(text, others);
    return applied(text, organizedImports(view));
  };

  it('sorts, drops what nothing uses, and brings the names of a file together', () => {
    const body = network('  A -> B -> D');
    assert.equal(
      organized(`import D from "./b.nn"\nimport B, C from "./a.nn"\nimport A from "./a.nn"\n\n${body}`),
      `import A, B from "./a.nn"\nimport D from "./b.nn"\n\n${body}`,
    );
    assert.equal(organized(`import A as First from "./a.nn"\n\n${network('  relu')}`), network('  relu'));
  });

  it('leaves what is in order, or has comments between', () => {
    const commented = `import D from "./b.nn"\n# the others\nimport A from "./a.nn"\n\n${network('  A -> D')}`;
    assert.equal(organized(commented), commented);
  });
});

describe('all safe fixes', () => {
  it('leave alone what would make the network another one', () => {
    const { view } = fixture(
      network('  conv(64, 3) -> relu -> conv(64, 7, padding: 3) -> relu\n  dropout(0.5) -> batchnorm', '64x64x64'),
    );
    assert.deepEqual(safeFixes(view, analyzer()), []);
  });

  it('are the hints with one remedy', () => {
    const { view } = fixture(network('  conv(4, 3) -> batchnorm\n  conv(4, 3) -> batchnorm -> rleu'));
    assert.equal(
      applied(view.text, safeFixes(view, analyzer())),
      network('  conv(4, 3, bias: false) -> batchnorm\n  conv(4, 3, bias: false) -> batchnorm -> rleu'),
    );
  });
});

describe('a rewrite of an example', () => {
  const equal = /^(Turn|Name)/;
  for (const uri of exampleUris) {
    it(`is laid out, brings no mistake, and leaves ${shortName(uri)} as it is where it says so`, () => {
      const analyze = analyzer();
      const view = viewOf(uri, fromDisk(uri) ?? '', analyze);
      const before = networks(view);
      const errors = view.report().problems.filter(({ severity }) => severity === 'error').length;
      const whole = shuffle(selections(view)).slice(0, 4);
      for (const range of [...whole, ...whole.map(({ start }) => ({ start, end: start }))]) {
        for (const { edits, title } of offers(view, range, analyze)) {
          const changed = after(view, edits, analyze);
          assert.equal(format(changed.text), changed.text, title);
          const found = changed.report().problems.filter(({ severity }) => severity === 'error');
          assert.ok(found.length <= errors, `${title}: ${found[0]?.message ?? ''}`);
          if (equal.test(title)) assert.deepEqual(networks(changed), before, title);
        }
      }
    }).timeout(60_000);
  }
});
