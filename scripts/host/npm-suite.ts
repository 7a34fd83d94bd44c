/** Runs the suite in the npm host: a page of the workbench starts the extension host, which calls the suite. */
import { launchBrowser } from './browser.js';
import { installedHost } from './install.js';
import { ReportReader, reportVariable, type SuiteRun } from './report.js';
import { startServer } from './server.js';
import { workbenchAddress } from './address.js';

const longestMs = 300_000;

export async function runInNpmHost({ extension, tests, folder, report }: SuiteRun): Promise<ReportReader> {
  const host = installedHost();
  const server = await startServer(host, { trusted: true, env: { [reportVariable]: report } });
  const reader = new ReportReader(report);
  const browser = await launchBrowser(host);
  const noise: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', message => noise.push(message.text().slice(0, 500)));
    const exit = new Promise<number>(resolve => {
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
      page.on('crash', () => resolve(1));
      setTimeout(() => resolve(1), longestMs).unref();
    });
    await page.exposeFunction('codeAutomationLog', () => undefined);
    const watching = setInterval(() => reader.poll(), 200);
    await page.goto(workbenchAddress({ port: server.port, folder, extension, tests }));
    await exit;
    clearInterval(watching);
    reader.poll();
    if (!reader.ended) {
      console.log(
        ['The suite did not end. What the workbench and the server said last:', ...noise.slice(-30)].join('\n'),
      );
      console.log(server.log().slice(-3000));
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return reader;
}
