/** How many classes an output tells apart, against how many the data has. */
import type { LossUse } from '../../graph/graph.js';
import type { LintNetwork, LintNode, LintTrain } from './lint.js';
import { throughViews } from './through.js';

export interface ClassCount {
  readonly train: LintTrain;
  readonly use: LossUse;
  /** The layer behind the output. */
  readonly node: LintNode;
  readonly outputs: number;
  readonly classes: number;
  /** The argument of the layer that says how many outputs there are. */
  readonly argument: string | undefined;
}

/** For each loss over classes whose sizes are known. */
export function* classCounts(network: LintNetwork): Iterable<ClassCount> {
  for (const train of network.trains) {
    for (const use of train.losses) {
      if (use.loss.traits?.includes('over-classes') !== true) continue;
      const [output, target] = [use.loss.inputs[0], use.loss.inputs.find(({ role }) => role === 'target')];
      const shown = output && train.compared(use, output.name);
      const classes = target && train.field(use, target.name)?.classes;
      const axis = use.args['axis'];
      const shape = shown?.output?.shape ?? [];
      const outputs = shape.at(typeof axis === 'number' ? axis : 0);
      if (!shown || classes === undefined || !outputs?.isConstant) continue;
      const node = lastLayer(shown);
      const argument = ['width', 'channels'].find(name => node.arg(name) !== undefined);
      // A dense layer on a map makes the last dimension, not that of the classes: `dense-on-map` asks about it.
      if (argument === 'width' && outputs !== shape.at(-1)) continue;
      yield { train, use, node, outputs: outputs.value, classes, argument };
    }
  }
}

/** The layer that makes the numbers, behind softmax and views. */
function lastLayer(node: LintNode): LintNode {
  let at = throughViews(node) ?? node;
  while (at.has('probabilities') || at.has('log-probabilities')) {
    const before = throughViews(at.producers[0]);
    if (!before) break;
    at = before;
  }
  return at;
}
