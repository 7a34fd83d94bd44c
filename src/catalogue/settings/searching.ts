/** Settings of `search`: what is varied, how it is chosen, and what counts. */
import { choice, count, flag, fraction, points, positive, real } from './choices.js';
import { defineSetting } from './setting.js';

export const method = defineSetting({
  key: 'method',
  places: ['search'],
  summary: 'How the next trial is chosen.',
  value: 'choice',
  written: 'random',
  choices: [
    { name: 'random', summary: 'Each trial by chance.', parameters: {} },
    {
      name: 'grid',
      summary: 'All combinations of so many values each.',
      parameters: { steps: count('values of each range', { min: 2, default: 5 }) },
    },
    {
      name: 'bayesian',
      summary: 'A Gaussian process guesses where a trial is worth while (Snoek et al. 2012).',
      parameters: {
        acquisition: choice(
          ['expected_improvement', 'probability_of_improvement', 'upper_confidence_bound'],
          'what makes a trial worth while',
          { default: 'expected_improvement' },
        ),
        first: count('trials by chance before', { min: 1, default: 5 }),
        explore: positive('how much more the unknown is worth', { default: 0.01 }),
      },
    },
    {
      name: 'halving',
      summary: 'Many short trials, of which the better part goes on (Jamieson & Talwalkar 2016).',
      parameters: {
        keep: fraction('part that goes on', { default: 0.5 }),
        rounds: count('number of rounds', { min: 1, default: 3 }),
      },
    },
  ],
});

export const goal = defineSetting({
  key: 'goal',
  places: ['search'],
  summary: 'The figure that counts, on held-back samples.',
  value: 'metric',
  written: 'accuracy',
});

export const trials = defineSetting({
  key: 'trials',
  places: ['search'],
  summary: 'Number of trials.',
  value: 'count',
  written: '20',
  min: 1,
});

export const parallel = defineSetting({
  key: 'parallel',
  places: ['search'],
  summary: 'Trials that run at the same time.',
  value: 'count',
  written: '1',
  min: 1,
});

const low = real('smallest value');
const high = real('largest value');

/** What may stand behind `vary NAME:`. */
export const vary = defineSetting({
  key: 'vary',
  places: [],
  summary: 'Range of a parameter of the network or of a setting of its `train`.',
  value: 'choice',
  choices: [
    {
      name: 'integer',
      summary: 'A whole number between two bounds, both included.',
      parameters: { low, high, log: flag('evenly over the logarithm', { default: false }) },
    },
    { name: 'uniform', summary: 'A number between two bounds.', parameters: { low, high } },
    {
      name: 'log_uniform',
      summary: 'A number between two bounds, evenly over its logarithm.',
      parameters: { low: positive('smallest value'), high: positive('largest value') },
    },
    {
      name: 'choice',
      summary: 'One of the values that are listed.',
      parameters: { values: points('numbers, words or recipes') },
    },
  ],
});
