/** Attention one query at a time: its scores are the only thing held besides the tensors. */
import type { AttentionAttributes } from '../../../catalogue/operations/attention.js';
import { streamOf, uniform } from '../../../shape/random.js';
import type { Kernel, Tensor } from '../kernel.js';
import { product, stretchedStrides, tensorAt } from './tensors.js';

/** Offsets of a mask for [..., heads, T, S]. */
function maskSteps(mask: Tensor, scores: readonly number[], batched: boolean): readonly number[] {
  return stretchedStrides(mask, { data: mask.data, shape: scores, batched });
}

/** q_B..T(Hd), k_B..S(Gd), v_B..S(Ge) -> y_B..T(He): heads H in groups that share one of G heads of keys and values. */
export const attention: Kernel<AttentionAttributes> = (results, inputs, attributes, { seed, step, node }) => {
  const [y, q, k, v] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1), tensorAt(inputs, 2)];
  const mask = inputs[3];
  const weights = results[1]?.data;
  const { heads, kvHeads = heads, causal, dropout = 0, draw, softcap } = attributes;
  const [queries, width] = [q.shape.at(-2)!, q.shape.at(-1)! / heads];
  const [keys, valueWidth] = [k.shape.at(-2)!, v.shape.at(-1)! / kvHeads];
  const scale = attributes.scale ?? 1 / Math.sqrt(width);
  const front = y.shape.slice(0, -2);
  const steps = mask && maskSteps(mask, [...front, heads, queries, keys], y.batched);
  const stream = streamOf('draw', step, draw ?? node);
  const scores = new Float64Array(keys);
  const [qSteps, kSteps, vSteps] = [q, k, v].map(each => stretchedStrides(each, y).slice(0, -2));
  const rows = product(front);

  for (let row = 0; row < rows; row++) {
    const [qRow, kRow, vRow] = [
      offsetOf(row, front, qSteps!),
      offsetOf(row, front, kSteps!),
      offsetOf(row, front, vSteps!),
    ];
    const maskRow = steps ? offsetOf(row, front, steps) : 0;
    for (let h = 0; h < heads; h++) {
      const group = Math.floor((h * kvHeads) / heads);
      for (let t = 0; t < queries; t++) {
        const qAt = qRow + (t * heads + h) * width;
        let top = -Infinity;
        for (let s = 0; s < keys; s++) {
          const kAt = kRow + (s * kvHeads + group) * width;
          let sum = 0;
          for (let d = 0; d < width; d++) sum += q.data[qAt + d]! * k.data[kAt + d]!;
          let score = sum * scale;
          if (softcap !== undefined) score = softcap * Math.tanh(score / softcap);
          if (mask && steps) {
            const at = maskRow + h * steps.at(-3)! + t * steps.at(-2)! + s * steps.at(-1)!;
            const seen = mask.data[at]!;
            if (mask.data instanceof Int32Array) score = seen === 0 ? -Infinity : score;
            else score += seen;
          }
          if (causal && s > t) score = -Infinity;
          scores[s] = score;
          top = Math.max(top, score);
        }
        let total = 0;
        for (let s = 0; s < keys; s++) total += scores[s] = Math.exp(scores[s]! - top);
        const draws = ((row * heads + h) * queries + t) * keys;
        for (let s = 0; s < keys; s++) {
          const kept = dropout === 0 ? 1 : uniform(seed, stream, draws + s) < dropout ? 0 : 1 / (1 - dropout);
          scores[s] = (scores[s]! / total) * kept;
        }
        weights?.set(scores, draws);
        const yAt = ((row * queries + t) * heads + h) * valueWidth;
        for (let d = 0; d < valueWidth; d++) {
          let sum = 0;
          for (let s = 0; s < keys; s++) sum += scores[s]! * v.data[vRow + (s * kvHeads + group) * valueWidth + d]!;
          y.data[yAt + d] = sum;
        }
      }
    }
  }
};

export const attentionWithWeights: Kernel<Omit<AttentionAttributes, 'kernel'>> = (
  results,
  inputs,
  attributes,
  counter,
) => {
  attention(results, inputs, { ...attributes, kernel: 'plain' }, counter);
};

/** Offset of the row-th place of `front`. */
function offsetOf(row: number, front: readonly number[], steps: readonly number[]): number {
  let [rest, offset] = [row, 0];
  for (let i = front.length - 1; i >= 0; i--) {
    offset += (rest % front[i]!) * steps[i]!;
    rest = Math.floor(rest / front[i]!);
  }
  return offset;
}
