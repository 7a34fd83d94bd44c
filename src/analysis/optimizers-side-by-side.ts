/** What each optimizer of the catalogue would keep for the weights of a network. */
import { detailsOf } from '../catalogue/details.js';
import { optimizers } from '../catalogue/optimizers/index.js';
import type { Optimizer } from '../catalogue/optimizers/optimizer.js';
import { parseExpression } from '../graph/parse-expression.js';
import type { Dim } from '../shape/dim.js';
import { elementBytes } from '../shape/dtype.js';
import { storedAs } from './amount.js';
import { chooseOptimizer, stateOf } from './optimizer-state.js';
import type { NetworkReport } from './report.js';
import { WeightCounts } from './weights.js';

export interface OptimizerBytes {
  /** As an expression: `adam(lr: 1e-3)`. */
  readonly optimizer: string;
  readonly state: Dim;
  /** Counters: tensors of one element. */
  readonly scalars: Dim;
}

/** Forms whose state is another than that of the declaration's example. */
const furtherForms = ['sgd(lr: 0.1)', 'adam(lr: 1e-3, amsgrad: true)', 'rmsprop(lr: 0.01, momentum: 0.9)'];

/** The optimizer in force first, then the catalogue's, least state first. */
export function optimizersSideBySide({ graph, assumptions }: NetworkReport): readonly OptimizerBytes[] {
  const made = new WeightCounts().ofBody(graph.body);
  // `mixed` keeps master weights, and their state, in fp32.
  const each = elementBytes('float', assumptions.precision === 'mixed' ? 'float32' : storedAs[assumptions.precision]);
  const bytesOf = (text: string): OptimizerBytes | undefined => {
    const parsed = parseExpression(text);
    const chosen = 'datum' in parsed ? chooseOptimizer(parsed.datum) : undefined;
    const state = chosen && stateOf(chosen, made);
    return (
      state && {
        optimizer: text,
        state: state.elements.times(each),
        scalars: state.scalars.times(elementBytes('float32')),
      }
    );
  };
  const examples = (optimizers as readonly Optimizer[]).map(each => detailsOf('optimizer', each).example);
  const others = [...examples, ...furtherForms]
    .filter(text => text !== assumptions.optimizer)
    .flatMap(text => bytesOf(text) ?? [])
    .sort((a, b) => (a.state.is('<', b.state) === true ? -1 : a.state.is('>', b.state) === true ? 1 : 0));
  const own = bytesOf(assumptions.optimizer);
  return own ? [own, ...others] : others;
}
