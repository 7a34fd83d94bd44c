/** Runs the tests: with a pattern the unit tests of matching files, without one all, and then those in a real VS Code. */
import { buildAll } from './build.js';
import { bundleTests, testFiles } from './bundle-tests.js';
import { runMocha } from './mocha.js';
import { hostTests } from './test-host.js';

export async function main(patterns: readonly string[]): Promise<number> {
  const unit = testFiles().filter(file => !file.startsWith('test/host/'));
  const chosen = unit.filter(file => patterns.length === 0 || patterns.some(pattern => file.includes(pattern)));
  if (chosen.length === 0) {
    console.error(`No test file's path contains ${patterns.join(' or ')}.`);
    return 2;
  }
  await buildAll(false);
  const units = await runMocha(await bundleTests(chosen, '.cache/tests'), 10_000);
  const host = patterns.length === 0 ? await hostTests([]) : { passed: 0, failed: 0 };
  const failed = units.failed + host.failed;
  console.log(`\n${units.passed + host.passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
