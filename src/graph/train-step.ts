/** What a `train` asks for, ready to be planned: the network, its loss as an expression, and the chosen declarations. */
import type { DataSet } from '../catalogue/datasets/dataset.js';
import type { Loss } from '../catalogue/losses/loss.js';
import type { Metric } from '../catalogue/metrics/metric.js';
import type { Optimizer } from '../catalogue/optimizers/optimizer.js';
import type { Schedule } from '../catalogue/schedules/schedule.js';
import type { NetworkGraph, Place } from './graph.js';

/** A declaration with its arguments as its rules read them. */
export interface Chosen<D> {
  readonly declaration: D;
  readonly args: { readonly [name: string]: unknown };
  /** As the file writes it. */
  readonly written: string;
}

/** A tensor that a loss compares. */
export type LossSource =
  | { readonly kind: 'output'; readonly name: string }
  /** A field of the data, or an input of the network, which is fed by one. */
  | { readonly kind: 'field'; readonly name: string };

export type LossExpression =
  | { readonly kind: 'number'; readonly value: number }
  /** An output of one number a sample: its mean over the batch. */
  | { readonly kind: 'output'; readonly name: string }
  | { readonly kind: 'sum'; readonly terms: readonly LossExpression[] }
  | { readonly kind: 'product'; readonly factors: readonly LossExpression[] }
  | { readonly kind: 'quotient'; readonly of: LossExpression; readonly by: LossExpression }
  | {
      readonly kind: 'loss';
      readonly loss: Loss;
      readonly args: { readonly [name: string]: unknown };
      /** By the names of the loss's inputs. */
      readonly inputs: { readonly [name: string]: LossSource };
      readonly place: Place | undefined;
    };

export interface TrainStep {
  readonly network: NetworkGraph;
  /** Name after `as`. */
  readonly name: string | undefined;
  readonly data: Chosen<DataSet>;
  readonly loss: LossExpression;
  readonly lossWritten: string;
  readonly optimizer: Chosen<Optimizer>;
  readonly schedule: Chosen<Schedule> | undefined;
  readonly metrics: readonly Chosen<Metric>[];
  readonly batch: number;
  /** A last batch that is smaller than the others is left out. */
  readonly dropLast?: boolean;
  readonly epochs: number;
  readonly seed: number;
}

/** All calls of losses in an expression, in order. */
export function lossCalls(loss: LossExpression): readonly Extract<LossExpression, { kind: 'loss' }>[] {
  switch (loss.kind) {
    case 'number':
    case 'output':
      return [];
    case 'loss':
      return [loss];
    case 'sum':
      return loss.terms.flatMap(lossCalls);
    case 'product':
      return loss.factors.flatMap(lossCalls);
    case 'quotient':
      return [...lossCalls(loss.of), ...lossCalls(loss.by)];
  }
}
