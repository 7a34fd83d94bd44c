/** Runs the suite in a VS Code that `@vscode/test-electron` downloads, where there is a way and a screen for it. */
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReportReader, reportVariable, type SuiteRun } from './report.js';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** Windows and macOS always have a screen; elsewhere a display server must run. */
const hasScreen = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

const downloaded = (): boolean =>
  existsSync('.vscode-test') && readdirSync('.vscode-test').some(name => name.startsWith('vscode-'));

async function reachable(): Promise<boolean> {
  try {
    return (await fetch(releases, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

export const electronPossible = async (): Promise<boolean> => hasScreen() && (downloaded() || (await reachable()));

export async function runInElectron({ extension, tests, folder, report }: SuiteRun): Promise<ReportReader> {
  const vscodeExecutablePath = await downloadAndUnzipVSCode();
  const reader = new ReportReader(report);
  const watching = setInterval(() => reader.poll(), 200);
  const userData = mkdtempSync(join(tmpdir(), 'netwright-user-'));
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { [reportVariable]: report },
      launchArgs: [
        folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--skip-welcome',
        ...['--user-data-dir', userData],
      ],
    });
  } catch (error) {
    reader.poll();
    // A failed test makes VS Code end with 1, which is in the report already.
    if (reader.failed === 0) throw error;
  } finally {
    clearInterval(watching);
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
  }
  reader.poll();
  return reader;
}
