/** Turns the npm host's workbench into one without a server: extensions run in a web worker, files are an extension's. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** The scheme of the files that live in the memory of an extension. */
const memoryScheme = 'netwright-memory';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** An extension that offers files by their path, and nothing else. It runs in the worker, so it is plain text here. */
const memoryManifest = {
  name: 'memory',
  publisher: 'netwright-test',
  version: '1.0.0',
  engines: { vscode: '^1.93.0' },
  browser: './main.js',
  activationEvents: [`onFileSystem:${memoryScheme}`],
};

const memoryCode = (files: Readonly<Record<string, string>>): string => `
const vscode = require('vscode');
const files = new Map(Object.entries(${JSON.stringify(files)}).map(([path, text]) => [path, new TextEncoder().encode(text)]));
const missing = uri => { throw vscode.FileSystemError.FileNotFound(uri); };
const inside = folder => {
  const start = folder.endsWith('/') ? folder : folder + '/';
  const names = new Map();
  for (const path of files.keys()) {
    if (!path.startsWith(start)) continue;
    const [name, ...more] = path.slice(start.length).split('/');
    names.set(name, more.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
  }
  return [...names];
};
const changed = new vscode.EventEmitter();
exports.activate = context => {
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('${memoryScheme}', {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => {}),
    stat: uri => {
      const file = files.get(uri.path);
      if (file) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: file.length };
      return inside(uri.path).length > 0 ? { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 } : missing(uri);
    },
    readDirectory: uri => inside(uri.path),
    readFile: uri => files.get(uri.path) ?? missing(uri),
    writeFile: (uri, content) => { files.set(uri.path, content); changed.fire([{ type: 1, uri }]); },
    createDirectory: () => {},
    delete: uri => { files.delete(uri.path); },
    rename: () => {},
  }));
};
`;

/** Where this host's workbench differs from one on a plain web server: it has a server, and keeps there what a person sets. */
const changes: readonly (readonly [from: RegExp, to: string])[] = [
  [/remoteAuthority:location\.host/, 'remoteAuthority:void 0'],
  [/\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)/, '.with({scheme:$1.vscodeUserData}),"User")'],
];

function withoutRemote(script: string): string {
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`the workbench is not as it was: it has no ${from.source}`);
    return text.replace(from, to);
  }, script);
}

function withExtensions(html: string, authority: string): string {
  const additionalBuiltinExtensions = ['/netwright', '/memory'].map(path => ({ scheme: 'http', authority, path }));
  return html.replace(
    /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
    (_, start: string, settings: string) => {
      const all = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as object;
      const changed = JSON.stringify({ ...all, additionalBuiltinExtensions });
      return `${start}${changed.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
    },
  );
}

/** Headers that speak of the bytes as they were sent. */
const ofTransfer = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'];

interface Answer {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

export interface PageServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Stands before the npm host: gives its files, the workbench as one without a server, and the two extensions of that. */
export async function servePage(
  upstream: number,
  extension: string,
  files: Readonly<Record<string, string>>,
): Promise<PageServer> {
  let authority = '';
  const own = (body: string | Buffer, type: string): Answer => ({
    body,
    headers: { 'content-type': type },
    status: 200,
  });

  async function answerTo(target: string): Promise<Answer> {
    const path = normalize(decodeURIComponent(new URL(target, 'http://host').pathname)).replaceAll('\\', '/');
    if (path === '/memory/package.json') return own(JSON.stringify(memoryManifest), 'application/json');
    if (path === '/memory/main.js') return own(memoryCode(files), 'text/javascript');
    if (path.startsWith('/netwright/')) {
      const file = join(extension, path.slice('/netwright/'.length));
      if (existsSync(file)) return own(readFileSync(file), types[extname(file)] ?? 'text/plain');
    }
    const from = await fetch(`http://127.0.0.1:${upstream}${target}`);
    const body = Buffer.from(await from.arrayBuffer());
    const headers = Object.fromEntries([...from.headers].filter(([name]) => !ofTransfer.includes(name)));
    const { status } = from;
    if (path === '/') return { body: withExtensions(body.toString(), authority), headers, status };
    if (path.endsWith('/out/vs/code/browser/workbench/workbench.js'))
      return { body: withoutRemote(body.toString()), headers, status };
    return { body, headers, status };
  }

  const server = createServer((request, response) => {
    answerTo(request.url ?? '/').then(
      ({ body, headers, status }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>(go => server.listen(0, '127.0.0.1', go));
  const bound = server.address();
  authority = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  return {
    address: `http://${authority}/?folder=${memoryScheme}:/project`,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
