/** Prints the milliseconds that loading and activating the built extension takes; VS Code's interface answers everything with nothing. */
const Module = require('node:module');
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const process = require('node:process');

function nothing() {
  return new Proxy(function () {}, {
    get: (_, key) =>
      key === Symbol.iterator
        ? [][Symbol.iterator].bind([])
        : key === Symbol.toPrimitive
          ? () => ''
          : key === 'toJSON'
            ? () => ({})
            : key === 'then'
              ? undefined
              : key === 'length'
                ? 0
                : nothing(),
    set: () => true,
    apply: () => nothing(),
    construct: () => nothing(),
  });
}

class Emitter {
  event = () => ({ dispose: () => undefined });
  fire() {}
  dispose() {}
}
// A bundle copies what an import owns, and asks the prototype for the rest: so the answers sit there.
const vscode = Object.create(
  new Proxy({}, { get: (_, key) => (key === 'EventEmitter' ? Emitter : key === 'version' ? '1.99.0' : nothing()) }),
);
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === 'vscode' ? 'vscode' : resolve(name, ...rest));
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

process.env.VSCODE_NLS_CONFIG ??= '{"locale":"en"}';
const start = performance.now();
const { activate } = require(path.resolve('dist/extension.cjs'));
const loaded = performance.now();
const at = fsPath => ({ fsPath, path: fsPath, scheme: 'file', toString: () => `file://${fsPath}` });
activate({
  subscriptions: [],
  extensionUri: at(process.cwd()),
  globalStorageUri: at(path.resolve('.cache/activation')),
  asAbsolutePath: file => path.resolve(file),
  extension: { packageJSON: require(path.resolve('package.json')) },
  globalState: { get: () => undefined, update: () => undefined },
  workspaceState: { get: () => undefined, update: () => undefined },
});
process.stdout.write(JSON.stringify({ loadMs: loaded - start, allMs: performance.now() - start }));
process.exit(0);
