/** The address under which the npm host shows a folder with an extension under development. */

export interface Opened {
  readonly port: number;
  readonly folder: string;
  /** The extension's own folder; without one only installed extensions run. */
  readonly extension?: string;
  /** A file to begin with. */
  readonly file?: string;
  /** The module whose `run` is called in the extension host. */
  readonly tests?: string;
}

export function workbenchAddress({ port, folder, extension, file, tests }: Opened): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (file) payload.push(['openFile', remote(file)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const address = new URL(`http://127.0.0.1:${port}/`);
  address.searchParams.set('folder', folder);
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
