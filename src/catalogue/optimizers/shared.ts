/** Arguments that most optimizers have, and state of an element that begins at zero. */
import type { Doc } from '../details.js';
import { fraction, positive, real, type ElementState, type Parameter } from './optimizer.js';

export const learningRate = (usual: number): Parameter<number> =>
  positive('learning rate: how far a step goes', { default: usual });
export const weightDecay = (usual = 0): Parameter<number> =>
  real('pulls every weight towards zero', { default: usual, min: 0 });
export const share = (doc: Doc, usual: number): Parameter<number> => fraction(doc, { default: usual });
export const epsilon = (usual: number): Parameter<number> =>
  real('keeps a division from zero', { default: usual, min: 0 });

/** A number of the state; zero before the first step. */
export const held = (s: ElementState, name: string, start = 0): number => s[name] ?? start;
