/**
 * Where the program `netwright` begins: runs the rest of it from compiled code where the build left some for this version of Node
 * (`scripts/code-cache.cjs`). V8 refuses what another version, or another text, was compiled for, and compiles the text as ever.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

const filename = join(__dirname, 'cli-main.cjs');
const cache = join(__dirname, 'cli-main.cache');
const script = new Script(Module.wrap(readFileSync(filename, 'utf8')), {
  filename,
  ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
});
const run = script.runInThisContext() as (
  exports: object,
  require: NodeJS.Require,
  module: object,
  filename: string,
  folder: string,
) => void;
const main = new Module(filename);
run(main.exports as object, require, main, filename, __dirname);
