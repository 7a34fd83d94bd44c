/** The `train`s of a network as lints see them: data set, optimizer and losses looked up in the catalogue. */
import { datasets } from '../catalogue/datasets/index.js';
import type { DataSet, Field } from '../catalogue/datasets/dataset.js';
import { optimizers } from '../catalogue/optimizers/index.js';
import type { Optimizer } from '../catalogue/optimizers/optimizer.js';
import type { ParameterTable } from '../catalogue/parameter.js';
import { readCall } from '../catalogue/read-call.js';
import type { LossUse, SettingsGraph, TrainGraph } from '../graph/graph.js';
import type { LintNetwork, LintNode, LintTrain } from './lints/lint.js';

type Network = Pick<LintNetwork, 'report' | 'file' | 'output'>;

export function lintTrains(network: Network): readonly LintTrain[] {
  const { name } = network.report;
  return network.file.trains.filter(t => t.networks.includes(name)).map(graph => new Train(network, graph));
}

class Train implements LintTrain {
  readonly data: LintTrain['data'];
  readonly batch: LintTrain['batch'];
  readonly dropLast: boolean;
  readonly optimizer: LintTrain['optimizer'];
  readonly losses: readonly LossUse[];

  constructor(
    private readonly network: Network,
    readonly graph: TrainGraph,
  ) {
    const { name } = network.report;
    const own = graph.updates.get(name);
    this.data = dataOf(graph.settings);
    const batch = graph.settings.get('batch');
    const value = batch?.value.kind === 'number' ? batch.value.value.value : NaN;
    this.batch = batch && value >= 1 ? { value, place: batch.place } : undefined;
    const last = graph.settings.get('drop_last')?.value;
    this.dropLast = last?.kind === 'flag' && last.value;
    this.optimizer = optimizerOf(own) ?? optimizerOf(graph.settings);
    this.losses = graph.losses.filter(use => use.network === undefined || use.network === name);
  }

  compared(use: LossUse, input: string): LintNode | undefined {
    const isOutput = use.loss.inputs.find(each => each.name === input)?.role === 'output';
    if (!(input in use.inputs)) return isOutput ? this.network.output(undefined) : undefined;
    const name = use.inputs[input];
    return name === undefined ? undefined : this.network.output(name);
  }

  field(use: LossUse, input: string): Field | undefined {
    const fields = this.data?.facts.fields ?? [];
    if (input in use.inputs) return fields.find(({ name }) => name === use.inputs[input]);
    return fields.find(({ name }) => name === 'label') ?? (fields.length > 1 ? fields.at(-1) : undefined);
  }
}

interface Declaration {
  readonly name: string;
  readonly parameters: ParameterTable;
}

function chosen<D extends Declaration>(list: readonly D[], settings: SettingsGraph | undefined, key: string) {
  const setting = settings?.get(key);
  if (setting?.value.kind !== 'recipe') return undefined;
  const { name } = setting.value;
  const declaration = list.find(each => each.name === name);
  const read = declaration && readCall(declaration.parameters, setting.value);
  return declaration && read && 'args' in read ? { declaration, args: read.args, place: setting.place } : undefined;
}

const optimizerOf = (settings: SettingsGraph | undefined): LintTrain['optimizer'] =>
  chosen(optimizers as readonly Optimizer[], settings, 'optimizer');

function dataOf(settings: SettingsGraph): LintTrain['data'] {
  const data = chosen(datasets as readonly DataSet[], settings, 'data');
  return data && { facts: data.declaration.facts(data.args), declaration: data.declaration, place: data.place };
}
