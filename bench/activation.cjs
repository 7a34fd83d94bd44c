/**
 * Prints the milliseconds that loading and activating the built extension takes, and those until its language client runs;
 * VS Code's interface answers everything with nothing.
 */
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

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

class Emitter {
  event = () => ({ dispose: () => undefined });
  fire() {}
  dispose() {}
}
// A bundle copies what an import owns, and asks the prototype for the rest: so the answers sit there.
const known = {
  EventEmitter: Emitter,
  version: '1.99.0',
  // What is sent to the server is data.
  env: { language: 'en', appName: 'bench', appHost: 'bench' },
  l10n: { bundle: undefined, t: text => text },
};
const window = { showErrorMessage: fail };
const partly = some => new Proxy({}, { get: (_, key) => (key in some ? some[key] : nothing()) });
const vscode = Object.create(partly({ ...known, window: partly(window) }));
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === 'vscode' ? 'vscode' : resolve(name, ...rest));
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

process.env.VSCODE_NLS_CONFIG ??= '{"locale":"en"}';
const start = performance.now();
const { activate } = require(path.resolve('dist/extension.cjs'));
const loaded = performance.now();
const at = fsPath => ({ fsPath, path: fsPath, scheme: 'file', toString: () => `file://${fsPath}` });
const { ready } = activate({
  subscriptions: [],
  extensionUri: at(process.cwd()),
  globalStorageUri: at(path.resolve('.cache/activation')),
  asAbsolutePath: file => path.resolve(file),
  extension: { packageJSON: require(path.resolve('package.json')) },
  globalState: { get: () => undefined, update: () => undefined },
  workspaceState: { get: () => undefined, update: () => undefined },
});
const allMs = performance.now() - start;
ready.then(() => {
  process.stdout.write(JSON.stringify({ loadMs: loaded - start, allMs, clientMs: performance.now() - start }));
  process.exit(0);
});
