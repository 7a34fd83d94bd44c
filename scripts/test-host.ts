/** Runs the tests in a real VS Code: those inside its extension host, then those that drive its workbench by a browser. */
import { buildAll } from './build.js';
import { bundleTests, testFiles } from './bundle-tests.js';
import { runSuite } from './host/suite.js';
import { runMocha, type Counts } from './mocha.js';

/** A workbench driven from outside may lose a key to a focus that moves: a step that fails is tried again. */
const RETRIES = 2;

export async function hostTests(patterns: readonly string[]): Promise<Counts> {
  const chosen = testFiles().filter(
    file =>
      file.startsWith('test/host/') && (patterns.length === 0 || patterns.some(pattern => file.includes(pattern))),
  );
  const outside = chosen.filter(file => file.startsWith('test/host/browser/'));
  const inside = chosen.filter(file => !outside.includes(file));
  const none: Counts = { passed: 0, failed: 0 };
  const first = inside.length > 0 ? await runSuite(inside) : none;
  const second =
    outside.length > 0 ? await runMocha(await bundleTests(outside, '.cache/browser-tests'), 90_000, RETRIES) : none;
  return { passed: first.passed + second.passed, failed: first.failed + second.failed };
}

export async function main(patterns: readonly string[]): Promise<number> {
  await buildAll(false);
  const { passed, failed } = await hostTests(patterns);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
