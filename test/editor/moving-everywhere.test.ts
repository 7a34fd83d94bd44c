/** What an editor asks of names and calls, at every one of every example: against the tree, the text, or itself turned round. */
import assert from 'node:assert/strict';
import { calleesOf, callersOf, callItemAt } from '../../src/editor/call-hierarchy.js';
import { folds } from '../../src/editor/folds.js';
import { fileSymbols } from '../../src/editor/file-symbols.js';
import { links } from '../../src/editor/links.js';
import { selections } from '../../src/editor/selections.js';
import { definitionAt, usesAt, type Use } from '../../src/editor/references.js';
import { signatureHelp } from '../../src/editor/signature-help.js';
import type { View } from '../../src/editor/view.js';
import type { Arg, Call } from '../../src/language/tree.js';
import { walk } from '../../src/language/walk.js';
import { projects } from './project.js';

const all = projects();
const views: readonly View[] = all.flatMap(project => project.uris.map(uri => project.view(uri)));
const where = ({ uri, text }: View, offset: number): string =>
  `${uri.replace(/^.*\//, '')}:${String(text.slice(0, offset).split('\n').length)}`;

const key = ({ uri, range }: Pick<Use, 'uri' | 'range'>): string => `${uri}#${String(range.start)}`;
const sorted = (texts: Iterable<string>): readonly string[] => [...texts].sort();

/** Where names are given in a file. */
const givenIn = ({ source }: View): readonly number[] =>
  source.scopes.symbols.flatMap(({ definitions }) => definitions.map(({ range }) => range.start));

const callsIn = ({ source }: View): readonly Call[] => {
  const calls: Call[] = [];
  walk(source.file, node => {
    if (node.kind === 'Call' && node.hasParens) calls.push(node);
    return undefined;
  });
  return calls;
};

describe('everywhere in the examples', function () {
  this.timeout(60_000);

  it('signature help means the parameter that the argument is read as', () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const view of views) {
      for (const call of callsIn(view)) {
        const at = ({ range }: Arg) => signatureHelp(view, range.start);
        for (const [i, arg] of call.args.entries()) {
          const help = at(arg);
          if (help === undefined) {
            wrong.push(`${where(view, arg.range.start)} ${call.callee.text}: no signature`);
            continue;
          }
          asked += 1;
          const label = help.active === undefined ? undefined : help.parameters[help.active]?.label;
          const active = label && help.label.slice(...label).replace(/[:?.].*$/, '');
          const points = help.label.includes('...');
          // A weight that is given is no parameter of the layer.
          if (arg.name?.text === 'weight' && active === undefined) continue;
          if (
            arg.name !== undefined ? active !== arg.name.text : active === undefined || (help.active !== i && !points)
          )
            wrong.push(`${where(view, arg.range.start)} ${call.callee.text} ${String(i)}: ${String(active)}`);
        }
      }
    }
    assert.ok(asked > 1500, String(asked));
    assert.deepEqual(wrong, []);
  });

  it('every use of a name has the same uses, one of which gives it', () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const view of views) {
      for (const offset of givenIn(view)) {
        const uses = usesAt(view, offset);
        const expected = sorted(uses.map(key));
        if (new Set(expected).size !== expected.length) wrong.push(`${where(view, offset)}: a use twice`);
        for (const use of uses) {
          asked += 1;
          const there = views.find(({ uri }) => uri === use.uri);
          if (there === undefined) continue;
          if (sorted(usesAt(there, use.range.start).map(key)).join() !== expected.join())
            wrong.push(`${where(view, offset)} from ${where(there, use.range.start)}`);
          const definition = definitionAt(there, use.range.start);
          if (definition !== undefined && !expected.includes(key(definition)))
            wrong.push(`${where(there, use.range.start)} is given elsewhere`);
        }
      }
    }
    assert.ok(asked > 3000, String(asked));
    assert.deepEqual(wrong, []);
  });

  it('folds lie in each other or apart, and selections grow around the place', () => {
    for (const view of views) {
      const ranges = folds(view).map(({ range }) => range);
      for (const [i, a] of ranges.entries()) {
        for (const b of ranges.slice(i + 1)) {
          const apart = a.end <= b.start || b.end <= a.start;
          const within = (a.start <= b.start && b.end <= a.end) || (b.start <= a.start && a.end <= b.end);
          assert.ok(apart || within, `${where(view, a.start)} ${where(view, b.start)}`);
        }
      }
      for (let offset = 0; offset <= view.text.length; offset += 3) {
        let last = { start: offset, end: offset };
        for (const range of selections(view, offset)) {
          assert.ok(range.start <= last.start && range.end >= last.end, where(view, offset));
          assert.ok(range.end - range.start > last.end - last.start, where(view, offset));
          last = range;
        }
      }
    }
  });

  it('links are the paths of imports', () => {
    for (const view of views) {
      const paths = [...view.text.matchAll(/^import .* from "(\.[^"]*)"/gm)].map(({ 1: path }) => path);
      assert.deepEqual(
        links(view).map(({ range }) => view.text.slice(range.start, range.end)),
        paths,
      );
      for (const { target } of links(view)) assert.ok(view.files.get(target), target);
    }
  });

  it('symbols of the workspace are the definitions that its lines begin with', () => {
    for (const project of all) {
      const written = project.uris.flatMap(uri =>
        [...project.source(uri).text.matchAll(/^(?:block|network|const) (\w+)/gm)].map(
          ({ 1: name }) => `${uri} ${name ?? ''}`,
        ),
      );
      const found = fileSymbols(project.files, '').map(({ uri, name }) => `${uri} ${name}`);
      assert.deepEqual(sorted(found), sorted(written));
    }
  });

  it('callers and callees are the same calls, and those that the tree has', () => {
    for (const project of all) {
      const edges = new Set<string>();
      const back = new Set<string>();
      for (const uri of project.uris) {
        const source = project.source(uri);
        const view = project.view(uri);
        for (const item of source.file.items) {
          if (item.kind !== 'Block' && item.kind !== 'Network') continue;
          const here = callItemAt(view, item.name.range.start);
          assert.ok(here);
          for (const { item: to, from } of calleesOf(project.files, here))
            for (const range of from) edges.add(`${key({ uri, range })} ${to.uri} ${to.name}`);
          for (const { item: caller, from } of callersOf(project.files, here))
            for (const range of from) back.add(`${key({ uri: caller.uri, range })} ${here.uri} ${here.name}`);
        }
      }
      assert.deepEqual(sorted(back), sorted(edges));
      const written = project.uris.flatMap(uri => {
        const source = project.source(uri);
        const starts: string[] = [];
        for (const item of source.file.items) {
          if (item.kind !== 'Block' && item.kind !== 'Network') continue;
          walk(item, node => {
            const text = node.kind === 'Call' ? node.callee.text : node.kind === 'Name' ? node.text : undefined;
            const found = text === undefined ? undefined : project.files.find(source, text);
            const isLocal = source.scopes.references.find(({ range }) => range.start === node.range.start)?.symbol
              ?.owner;
            if (found !== undefined && found.definition.kind !== 'Const' && isLocal === undefined)
              starts.push(`${key({ uri, range: node.range })} ${found.source.uri} ${found.definition.name.text}`);
            return undefined;
          });
        }
        return starts;
      });
      assert.deepEqual(sorted(edges), sorted(written));
    }
  });
});
