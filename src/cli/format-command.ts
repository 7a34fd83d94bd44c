/** `netwright format FILE...`: writes the canonical layout, or with `--check` says where it would. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatting } from '../editor/formatting.js';
import { InputFiles } from './input-files.js';
import type { Streams } from './streams.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

export function format(paths: readonly string[], { check }: { readonly check?: boolean }, streams: Streams): number {
  const input = new InputFiles(streams.folder);
  let status: number = exitStatus.fine;
  for (const uri of new Set(paths.map(path => input.uriOf(path)))) {
    const path = input.pathOf(uri);
    if (input.isText(uri)) {
      const text = input.text(uri);
      const formatted = edited(text, formatting({ text }));
      if (formatted === text) continue;
      if (check === true) status = exitStatus.errorsInFile;
      else write(uri, path, formatted);
      streams.out(`${path}\n`);
    } else {
      streams.error(`${path} is not a text in UTF-8\n`);
      status = exitStatus.errorsInFile;
    }
  }
  return status;
}

/** Edits come in the order of the text. */
function edited(text: string, edits: ReturnType<typeof formatting>): string {
  let out = '';
  let at = 0;
  for (const { range, text: replacement } of edits) {
    out += text.slice(at, range.start) + replacement;
    at = range.end;
  }
  return out + text.slice(at);
}

function write(uri: string, path: string, text: string): void {
  try {
    writeFileSync(fileURLToPath(uri), text);
  } catch (error) {
    throw new WrongUsage(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
