/** A `train` as a step that can be planned, or what of it the bundled engine cannot run, in a person's words. */
import type { Argument } from '../catalogue/argument.js';
import type { DataSet } from '../catalogue/datasets/dataset.js';
import type { Metric } from '../catalogue/metrics/metric.js';
import type { Optimizer } from '../catalogue/optimizers/optimizer.js';
import type { ParameterTable } from '../catalogue/parameter.js';
import { readCall } from '../catalogue/read-call.js';
import type { Schedule } from '../catalogue/schedules/schedule.js';
import type * as tree from '../language/tree.js';
import { declared, settingList } from './catalogue-names.js';
import { word } from './datum.js';
import { lossExpression } from './elaborate-loss.js';
import type { Evaluation } from './elaborate-expression.js';
import type { FileGraph, NetworkGraph, Place, TrainGraph } from './graph.js';
import { lossCalls, type Chosen, type TrainStep } from './train-step.js';

export interface TrainProblem {
  readonly message: string;
  readonly place: Place | undefined;
}

export interface ElaboratedTrain {
  /** Undefined where there is a problem. */
  readonly step: TrainStep | undefined;
  readonly problems: readonly TrainProblem[];
}

/** Which `train` of a file: by network and by the name after `as`; null: the only or first one. */
export interface WhichTrain {
  readonly network: string | null;
  readonly train: string | null;
  /** Asked for in place of what the `train` says. */
  readonly precision?: string;
}

export interface TrainSource {
  readonly graph: FileGraph;
  readonly file: tree.FileNode;
  /** Names of the file, for constants in a loss. */
  readonly evaluation: Evaluation;
}

interface Declaration {
  readonly name: string;
  readonly parameters: ParameterTable;
}

/** Declarations by what a setting takes: those that know their rules, wherever this module is loaded from. */
function listed<D extends Declaration>(kind: string): readonly D[] {
  const all: readonly Declaration[] = [...(declared[kind]?.values() ?? [])];
  return all as readonly D[];
}

/** Keys that a step is made of. What else a `train` says would be passed over in silence, so it is refused. */
const RUN_KEYS = [
  'data',
  'loss',
  'optimizer',
  'schedule',
  'batch',
  'epochs',
  'seed',
  'metrics',
  'precision',
  'drop_last',
];

export function elaborateTrain(source: TrainSource, which: WhichTrain): ElaboratedTrain {
  const found = find(source, which);
  if ('problem' in found) return { step: undefined, problems: [found.problem] };
  return new Reading(source, found, which.precision).read();
}

interface Found {
  readonly train: TrainGraph;
  readonly node: tree.Train;
  readonly network: NetworkGraph;
}

function find({ graph, file }: TrainSource, which: WhichTrain): Found | { readonly problem: TrainProblem } {
  const nodes = file.items.flatMap(item => (item.kind === 'Train' ? [item] : []));
  const fits = (train: TrainGraph): boolean =>
    (which.network === null || train.networks.includes(which.network)) &&
    (which.train === null || train.name === which.train);
  const train = graph.trains.find(fits);
  const node = train && nodes.find(({ range }) => range.start === train.place.range.start);
  if (!train || !node) {
    const named = [which.network, which.train].flatMap(name => (name === null ? [] : [`\`${name}\``])).join(' as ');
    return { problem: { message: `the file has no \`train\`${named === '' ? '' : ` ${named}`}`, place: undefined } };
  }
  const { place } = train;
  const [name, ...more] = train.networks;
  if (more.length > 0)
    return { problem: { message: 'the bundled engine does not train several networks in turn yet', place } };
  const network = graph.networks.find(each => each.name === name);
  if (network) return { train, node, network };
  return {
    problem: {
      message: `\`${name ?? ''}\` stands in another file; the bundled engine trains networks of this file`,
      place,
    },
  };
}

class Reading {
  private readonly problems: TrainProblem[] = [];
  private readonly train: TrainGraph;
  private readonly network: NetworkGraph;

  constructor(
    private readonly source: TrainSource,
    private readonly found: Found,
    private readonly precision: string | undefined,
  ) {
    this.train = found.train;
    this.network = found.network;
  }

  read(): ElaboratedTrain {
    this.refuseTheRest();
    const data = this.chosen<DataSet>('data', listed('dataset'), undefined);
    const optimizer = this.chosen<Optimizer>('optimizer', listed('optimizer'), 'sgd');
    const hasSchedule = this.train.settings.has('schedule');
    const schedule = hasSchedule ? this.chosen<Schedule>('schedule', listed('schedule'), undefined) : undefined;
    const loss = this.loss(data);
    const [batch, epochs, seed] = [this.count('batch', 32), this.count('epochs', 10), this.count('seed', 0)];
    if (this.problems.length > 0 || !data || !optimizer || !loss) return { step: undefined, problems: this.problems };
    const step: TrainStep = {
      network: this.network,
      name: this.train.name,
      data,
      loss: loss.expression,
      lossWritten: loss.written,
      optimizer,
      schedule,
      metrics: this.metrics(loss.expression),
      dropLast: this.isSet('drop_last'),
      ...{ batch, epochs, seed },
    };
    return { step, problems: [] };
  }

  private say(message: string, place: Place | undefined = this.train.place): void {
    this.problems.push({ message, place });
  }

  private placeOf({ range }: { readonly range: Place['range'] }): Place {
    return { uri: this.source.evaluation.uri, range };
  }

  private refuseTheRest(): void {
    for (const item of this.found.node.settings) {
      const place = this.placeOf(item);
      if (item.kind === 'Update')
        this.say('the bundled engine does not run `update` yet: one network learns from one loss', place);
      else if (item.kind === 'PointSetting')
        this.say(`the bundled engine does not compute values of a step like \`${item.name.text}\` yet`, place);
      else if (item.kind === 'Group')
        this.say('the bundled engine does not run `group` yet: all weights learn alike', place);
      else if (item.kind === 'Setting' && item.key.text !== '' && !RUN_KEYS.includes(item.key.text))
        this.say(`the bundled engine does not run \`${item.key.text}\` yet`, this.placeOf(item.key));
    }
    const precision = this.precision ?? this.train.settings.get('precision')?.written;
    if (precision !== undefined && precision !== 'fp32')
      this.say(`the bundled engine computes in fp32, not in ${precision}`, this.train.settings.get('precision')?.place);
  }

  private chosen<D extends Declaration>(
    key: string,
    declarations: readonly D[],
    fallback: string | undefined,
  ): Chosen<D> | undefined {
    const setting = this.train.settings.get(key);
    const value: Argument | undefined = setting?.value ?? (fallback === undefined ? undefined : word(fallback));
    if (!value) {
      this.say(this.isWritten(key) ? `\`${key}\` cannot be read` : `\`train\` needs \`${key}:\``);
      return undefined;
    }
    const name = value.kind === 'recipe' ? value.name : value.kind === 'word' ? value.value : '';
    const declaration = declarations.find(each => each.name === name);
    if (!declaration) {
      this.say(`there is no ${key} called \`${name}\``, setting?.place);
      return undefined;
    }
    const read = readCall(declaration.parameters, value);
    if ('error' in read) {
      this.say(`${name}: ${read.error}`, setting?.place);
      return undefined;
    }
    return { declaration, args: read.args, written: setting?.written ?? name };
  }

  private isWritten(key: string): boolean {
    return this.found.node.settings.some(item => item.kind === 'Setting' && item.key.text === key);
  }

  private isSet(key: string): boolean {
    const value = this.train.settings.get(key)?.value;
    return value?.kind === 'flag' && value.value;
  }

  /** A whole number; the default is the declared one. */
  private count(key: string, fallback: number): number {
    const value = this.train.settings.get(key)?.value;
    if (value?.kind === 'number') return value.value.value;
    const written = settingList.find(setting => setting.key === key)?.written;
    const usual = Number(written);
    return written !== undefined && Number.isSafeInteger(usual) ? usual : fallback;
  }

  private loss(data: Chosen<DataSet> | undefined): ReturnType<typeof lossExpression> | undefined {
    const item = this.found.node.settings.find(each => each.kind === 'Setting' && each.key.text === 'loss');
    if (item?.kind !== 'Setting') {
      this.say('`train` needs `loss:`');
      return undefined;
    }
    if (!data) return undefined;
    const fields = data.declaration.facts(data.args).fields.map(({ name }) => name);
    return lossExpression(this.source.evaluation, this.network, fields, item.value, (message, node) =>
      this.say(message, this.placeOf(node)),
    );
  }

  /** Those that are asked for; else how many classes are right, where the loss compares classes. */
  private metrics(loss: TrainStep['loss']): readonly Chosen<Metric>[] {
    const asked = this.train.settings.get('metrics')?.value;
    const all = listed<Metric>('metric');
    const calls = asked?.kind === 'list' ? asked.items : asked ? [asked] : [];
    const chosen = calls.flatMap(call => {
      const declaration = call.kind === 'recipe' ? all.find(({ name }) => name === call.name) : undefined;
      const read = declaration && readCall(declaration.parameters, call);
      return declaration && read && 'args' in read ? [{ declaration, args: read.args, written: declaration.name }] : [];
    });
    if (chosen.length > 0) return chosen;
    const compares = lossCalls(loss).some(({ loss: each }) => each.traits?.includes('classification'));
    return all
      .filter(({ name }) => compares && name === 'accuracy')
      .map(declaration => ({ declaration, args: {}, written: declaration.name }));
  }
}
