/** The file by which a suite inside VS Code tells what it found, and the reading of it. */
import { existsSync, readFileSync } from 'node:fs';

/** Names the file to the extension host. */
export const reportVariable = 'NETWRIGHT_HOST_REPORT';

export interface SuiteRun {
  /** The extension's folder. */
  readonly extension: string;
  /** The module with `run`. */
  readonly tests: string;
  /** The folder that is opened. */
  readonly folder: string;
  /** Where the results go. */
  readonly report: string;
}

export type HostResult =
  | { readonly kind: 'pass'; readonly title: string; readonly ms: number }
  | { readonly kind: 'fail'; readonly title: string; readonly why: string }
  | { readonly kind: 'end'; readonly failed: number; readonly why?: string };

/** Prints results as they come. */
export class ReportReader {
  passed = 0;
  failed = 0;
  ended = false;
  #read = 0;

  constructor(readonly file: string) {}

  /** Prints what was written since the last call. */
  poll(): void {
    if (!existsSync(this.file)) return;
    const text = readFileSync(this.file, 'utf8');
    const whole = text.lastIndexOf('\n') + 1;
    for (const line of text.slice(this.#read, whole).split('\n')) {
      if (line) this.#print(JSON.parse(line) as HostResult);
    }
    this.#read = whole;
  }

  #print(result: HostResult): void {
    switch (result.kind) {
      case 'pass':
        this.passed += 1;
        console.log(`  ✔ ${result.title} (${result.ms} ms)`);
        break;
      case 'fail':
        this.failed += 1;
        console.log(`  ✗ ${result.title}\n${result.why.replace(/^/gm, '      ')}`);
        break;
      case 'end':
        this.ended = true;
        if (result.why && this.failed === 0) {
          this.failed += 1;
          console.log(`  ✗ the suite broke\n${result.why.replace(/^/gm, '      ')}`);
        }
        break;
    }
  }

  /** A suite that never came to its end has failed, whatever it reported. */
  counts(): { passed: number; failed: number } {
    return { passed: this.passed, failed: this.failed + (this.ended ? 0 : 1) };
  }
}
