/** `linear-after-linear`: two linear layers with nothing between them. */
import type { Dim } from '../../shape/dim.js';
import { addStep, defineLint, type LintNode } from './lint.js';

/** A full linear map from features to features: not a convolution of each channel or group by itself. */
function isFullMap(node: LintNode): boolean {
  if (!node.has('linear') || !node.has('mixes-channels') || node.frozen) return false;
  const groups = node.arg('groups') as Dim | undefined;
  return groups === undefined || groups.equals(1);
}

const weight = (node: LintNode) => node.node.call.weights.find(({ name }) => name === 'weight')?.shape;

/**
 * Whether the pair is one map of the second one's size. It is not where the first is a bottleneck: fewer numbers between
 * than on either side are a factorization, which saves weights on purpose. Two windows that differ (3x1 and then 1x3, or
 * 1x1 and then 3x3) are a factorization too.
 */
function isOneMap(first: LintNode, second: LintNode): boolean {
  const [a, b] = [weight(first), weight(second)];
  if (!a || !b || a.length !== b.length) return false;
  if (first.has('slides') !== second.has('slides')) return false;
  if (!a.slice(2).every((size, i) => size.equals(b[i + 2] ?? 0))) return false;
  const [inner, outer] = [a[0], b[0]];
  const fed = a.slice(1).reduce((product, size) => product?.times(size), a[1]?.over(a[1]));
  return !!inner && !!outer && inner.is('>=', fed ? outer.min(fed) : outer) === true;
}

/** The only layer that reads it, behind dropout, which scales or drops and bends nothing; in a repeat also the layer itself, in the next round. */
function readerOf(node: LintNode): LintNode | undefined {
  let at = node;
  for (let i = 0; i < 4; i++) {
    const readers = at.consumers;
    const own = readers.find(each => each.node === node.node);
    if (own && at === node) return own;
    const [reader, ...others] = readers;
    if (!reader || others.length > 0) return undefined;
    if (!reader.has('drops') || reader.has('joins') || reader.escapes || reader.offered) return reader;
    at = reader;
  }
  return undefined;
}

export const linearAfterLinear = defineLint({
  name: 'linear-after-linear',
  severity: 'warning',
  what: 'A linear layer feeds another one and nothing non-linear stands between them.',
  why: 'Together they can do no more than the second one alone, with more weights and a harder way to learn them.',
  instead: 'Put an activation between them, or leave one out.',
  source: 'Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.1',
  bad: 'dense(64) -> dense(10)',
  good: 'dense(64) -> relu -> dense(10)',
  exampleInput: '[20]',
  *check(network) {
    for (const node of network.having('linear')) {
      if (!isFullMap(node) || node.escapes || node.offered) continue;
      const reader = readerOf(node);
      // A head for several levels of a pyramid is no part of what comes before it at one of them.
      if (!reader || reader.shared !== node.shared || !isFullMap(reader) || !isOneMap(node, reader)) continue;
      const single =
        weight(reader)
          ?.slice(2)
          .every(size => size.equals(1)) === true;
      yield {
        node,
        message: `nothing non-linear stands between ${node.label} and ${reader.node === node.node ? 'itself in the next round' : reader.label}: together they are one linear map${single ? `, which ${reader.label} alone can be` : ''}`,
        related: [{ message: `${reader.label} reads it`, place: reader.place }],
        fix: addStep(node, 'after', 'relu'),
      };
    }
  },
});
