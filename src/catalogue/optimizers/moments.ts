/** The two moving averages of Adam and its kin. */
import type { ElementState } from './optimizer.js';
import { held } from './shared.js';

interface Betas {
  readonly beta1: number;
  readonly beta2: number;
}

/** Takes a gradient into the averages of gradients and of squared gradients. */
export function takeIn(g: number, s: ElementState, { beta1, beta2 }: Betas): readonly [mean: number, square: number] {
  const mean = beta1 * held(s, 'mean') + (1 - beta1) * g;
  const square = beta2 * held(s, 'square') + (1 - beta2) * g * g;
  s.mean = mean;
  s.square = square;
  return [mean, square];
}

interface AdamArguments extends Betas {
  readonly lr: number;
  readonly eps: number;
  readonly amsgrad: boolean;
}

/** Adam's step for one element, without weight decay. */
export function adamStep(g: number, s: ElementState, a: AdamArguments, t: number): number {
  const [mean, square] = takeIn(g, s, a);
  let largest = square;
  if (a.amsgrad) {
    largest = Math.max(held(s, 'largest'), square);
    s.largest = largest;
  }
  const deviation = Math.sqrt(largest) / Math.sqrt(1 - a.beta2 ** t) + a.eps;
  return (a.lr / (1 - a.beta1 ** t)) * (mean / deviation);
}
