/**
 * Leaves compiled code of the command line beside it: node code-cache.cjs MAIN.cjs OUTPUT.cache ARGUMENTS...
 * Runs the program with these arguments, its output unread, so that the functions of a summary are compiled too.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { Module } = require('node:module');
const { dirname } = require('node:path');
const process = require('node:process');
const { Script } = require('node:vm');

const [, , filename, output, ...args] = process.argv;
const script = new Script(Module.wrap(readFileSync(filename, 'utf8')), { filename });
process.argv = [process.execPath, filename, ...args];
process.stdout.write = () => true;
process.on('exit', () => writeFileSync(output, script.createCachedData()));
const main = new Module(filename);
script.runInThisContext()(main.exports, require, main, filename, dirname(filename));
