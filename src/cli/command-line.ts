/** `netwright`: its commands, their flags, and what becomes of wrong usage. */
import { Command, CommanderError, Option } from 'commander';
import { check } from './check-command.js';
import type { DiagramFlags } from './diagram-command.js';
import { diff, type DiffFlags } from './diff-command.js';
import { explain } from './explain-command.js';
import { format } from './format-command.js';
import { optimizers, type OptimizersFlags } from './optimizers-command.js';
import { solve, type SolveFlags } from './solve-command.js';
import type { Streams } from './streams.js';
import { summary, type SummaryFlags } from './summary-command.js';
import type { TrainFlags } from './train-command.js';
import { exitStatus, WrongUsage } from './wrong-usage.js';

declare const NETWRIGHT_VERSION: string;

/** `undefined`: the command goes on by itself, as the language server does. */
type Status = number | undefined;

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Runs a command line and says how it ended. `assets` is the folder of the packed data sets. */
export async function runCommandLine(args: readonly string[], assets: string, streams: Streams): Promise<Status> {
  let status: Status = exitStatus.fine;
  const program = commandsOf(assets, streams, end => (status = end));
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.fine : exitStatus.wrongUsage;
    if (!(error instanceof WrongUsage)) throw error;
    streams.error(`netwright: ${error.message}\n`);
    return exitStatus.wrongUsage;
  }
  return status;
}

function commandsOf(assets: string, streams: Streams, ended: (status: Status) => void): Command {
  const program = new Command('netwright')
    .description('Design neural networks: what a file of networks is, costs and learns.')
    .version(NETWRIGHT_VERSION)
    .configureOutput({
      writeOut: text => streams.out(text),
      writeErr: text => streams.error(text),
      getOutHelpWidth: () => streams.columns ?? 100,
      getErrHelpWidth: () => streams.columns ?? 100,
    })
    .showSuggestionAfterError()
    .exitOverride();

  program
    .command('summary')
    .description('layers, shapes, parameters, multiply-adds and memory of the networks of a file')
    .argument('<file>', 'a .nn file')
    .option('--json', 'as JSON, for other programs')
    .option('--network <name>', 'only this network of the file')
    .option('--batch <n>', 'samples in a batch')
    .option('--optimizer <expression>', 'whose state is counted: adam, "sgd(lr: 0.1, momentum: 0.9)"')
    .addOption(
      new Option('--precision <type>', 'what numbers are stored as').choices(['fp32', 'fp16', 'bf16', 'mixed']),
    )
    .option('--set <name=value>', 'a parameter or a symbol of a size; may be repeated', collected)
    .addOption(new Option('--target <engine>', 'whose memory is shown').choices(['pytorch', 'bundled']))
    .addOption(new Option('--attention <kernel>', 'what attention keeps').choices(['fused', 'plain']))
    .option('--train', 'the training pass, with its auxiliary parts')
    .option('--infer', 'the inference pass (the default)')
    .option('--depth <n>', 'levels of blocks that are open in the table')
    .action((file: string, flags: SummaryFlags) => ended(summary(file, flags, streams)));

  program
    .command('diagram')
    .description('a network of a file as a picture (SVG)')
    .argument('<file>', 'a .nn file')
    .option('--network <name>', 'which network of the file')
    .option('--depth <n>', 'levels of blocks that are open; all of a small network if not given')
    .option('--out <file>', 'where the picture is written, instead of standard output')
    .action(async (file: string, flags: DiagramFlags) => {
      const { diagram } = await import('./diagram-command.js');
      ended(diagram(file, flags, streams));
    });

  program
    .command('diff')
    .description('what changed between two networks, and which layers explain it')
    .argument('<from>', 'FILE or FILE:Network')
    .argument('[to]', 'the same; without it the file as it is against its last commit (git HEAD)')
    .option('--json', 'as JSON, for other programs')
    .option('--batch <n>', 'samples in a batch')
    .option('--optimizer <expression>', 'whose state is counted: adam, "sgd(lr: 0.1, momentum: 0.9)"')
    .addOption(
      new Option('--precision <type>', 'what numbers are stored as').choices(['fp32', 'fp16', 'bf16', 'mixed']),
    )
    .addOption(new Option('--attention <kernel>', 'what attention keeps').choices(['fused', 'plain']))
    .option('--train', 'the training pass, with its auxiliary parts')
    .action((from: string, to: string | undefined, flags: DiffFlags) => ended(diff(from, to, flags, streams)));

  memoryFlags(
    program
      .command('solve')
      .description('the largest batch, parameter or input that fits a memory or a count')
      .argument('<file>', 'a .nn file')
      .option('--fit <bytes>', 'memory of training, or of inference with --infer: 8GiB')
      .option('--parameters <n>', 'parameters instead of memory: 25e6')
      .option('--multiply-adds <n>', 'multiply-adds of one sample instead of memory: 4e9')
      .option('--vary <name>', 'batch (the default), a parameter, a symbol, or an input for its size')
      .option('--least', 'the smallest that reaches it, instead of the largest within it')
      .option('--from <n>', 'the smallest number that is tried')
      .option('--to <n>', 'the largest number that is tried')
      .option('--step <n>', 'the distance of the numbers that are tried'),
  ).action((file: string, flags: SolveFlags) => ended(solve(file, flags, streams)));

  memoryFlags(
    program
      .command('optimizers')
      .description('what each optimizer keeps for a network, side by side')
      .argument('<file>', 'a .nn file')
      .option('--fit <bytes>', 'says the largest batch with which training fits: 8GiB'),
  ).action((file: string, flags: OptimizersFlags) => ended(optimizers(file, flags, streams)));

  program
    .command('explain')
    .description('why a line gives the shape and the figures that it gives: what hover shows')
    .argument('<place>', 'FILE:LINE or FILE:LINE:COLUMN, counted from 1')
    .option('--used-by <file>', 'a file whose network calls the block that the line is in')
    .action((place: string, flags: { readonly usedBy?: string }) => ended(explain(place, flags, streams)));

  program
    .command('check')
    .description('problems of files, each with the lines it stands in')
    .argument('<file...>', '.nn files')
    .option('--json', 'as JSON, for other programs')
    .action((files: readonly string[], flags: { readonly json?: boolean }) => ended(check(files, flags, streams)));

  program
    .command('format')
    .description('writes the canonical layout into files')
    .argument('<file...>', '.nn files')
    .option('--check', 'write nothing; say which files would change, with exit status 1')
    .action((files: readonly string[], flags: { readonly check?: boolean }) => ended(format(files, flags, streams)));

  program
    .command('train')
    .description('trains a network of a file as its `train` says')
    .argument('<file>', 'a .nn file')
    .option('--train <name>', 'which `train`: its name after `as`, or its network')
    .option('--epochs <n>', 'instead of the file’s')
    .option('--seed <n>', 'instead of the file’s')
    .option('--out <folder>', 'where the folder of the run is made', 'runs')
    .action(async (file: string, flags: TrainFlags) => {
      const { train } = await import('./train-command.js');
      ended(await train(file, flags, assets, streams));
    });

  program
    .command('lsp')
    .description('the language server, over standard input and output')
    .option('--stdio', 'the only transport, accepted because editors ask for it')
    .action(async () => {
      const { lsp } = await import('./lsp-command.js');
      lsp();
      ended(undefined);
    });

  program
    .command('mcp')
    .description('tools for assistants (Model Context Protocol), over standard input and output')
    .action(async () => {
      const { mcp } = await import('./mcp-command.js');
      mcp(streams.folder);
      ended(undefined);
    });

  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  program.addHelpText('after', '\nExit status: 0 all is well, 1 errors in a file, 2 wrong usage.');
  return program;
}

/** Flags that say what memory is counted for. */
function memoryFlags(command: Command): Command {
  return command
    .option('--json', 'as JSON, for other programs')
    .option('--network <name>', 'only this network of the file')
    .option('--batch <n>', 'samples in a batch')
    .option('--optimizer <expression>', 'whose state is counted: adam, "sgd(lr: 0.1, momentum: 0.9)"')
    .addOption(
      new Option('--precision <type>', 'what numbers are stored as').choices(['fp32', 'fp16', 'bf16', 'mixed']),
    )
    .option('--set <name=value>', 'a parameter or a symbol of a size; may be repeated', collected)
    .addOption(new Option('--target <engine>', 'whose memory is counted').choices(['pytorch', 'bundled']))
    .addOption(new Option('--attention <kernel>', 'what attention keeps').choices(['fused', 'plain']))
    .option('--infer', 'memory of inference instead of training');
}
