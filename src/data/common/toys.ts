/** Small made-up problems with two inputs, whose answer can be drawn: spiral, moons, circles, xor, blobs. */
import { normal, streamOf, uniform } from '../../shape/random.js';
import { classField, floatField, type Dataset } from './dataset.js';
import { split } from './split.js';

export interface ToyOptions {
  /** Number of points, all classes together. */
  readonly samples: number;
  /** Deviation of the normal noise on each coordinate. */
  readonly noise: number;
  readonly seed: number;
}

export interface SpiralOptions extends ToyOptions {
  readonly classes: number;
  /** How often an arm goes around. */
  readonly turns: number;
}

export interface BlobOptions extends ToyOptions {
  readonly classes: number;
}

type Point = readonly [x: number, y: number];

/** Arms that start near the middle and end on the unit circle, one a class, at equal angles. */
export function spiral({ classes, turns, ...options }: SpiralOptions): Dataset {
  return toy('spiral', classes, options, (label, along) => {
    const radius = 0.1 + 0.9 * along;
    const angle = 2 * Math.PI * (turns * along + label / classes);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Two half circles that reach into each other (as scikit-learn's `make_moons`). */
export function moons(options: ToyOptions): Dataset {
  return toy('moons', 2, options, (label, along) => {
    const [x, y] = [Math.cos(Math.PI * along), Math.sin(Math.PI * along)];
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
}

/** A circle of radius 1 around one of radius 1/2. */
export function circles(options: ToyOptions): Dataset {
  return toy('circles', 2, options, (label, along) => {
    const radius = label === 0 ? 1 : 0.5;
    return [radius * Math.cos(2 * Math.PI * along), radius * Math.sin(2 * Math.PI * along)];
  });
}

/** A square from -1 to 1; without a strip of 1/10 along both axes; the class says whether the coordinates' signs differ. */
export function xor(options: ToyOptions): Dataset {
  return toy('xor', 2, options, (label, along, across) => {
    const side = across < 0.5 ? 1 : -1;
    const away = (share: number): number => 0.1 + 0.9 * share;
    return [side * away(along), side * away((2 * across) % 1) * (label === 0 ? 1 : -1)];
  });
}

/** Round clouds whose middles lie on the unit circle, one a class. */
export function blobs({ classes, ...options }: BlobOptions): Dataset {
  return toy('blobs', classes, options, label => {
    const angle = (2 * Math.PI * label) / classes;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

/** Sample i is of class i mod `classes`; `place` puts it by two even numbers from [0, 1), and noise is added. A fifth is held back. */
function toy(
  name: string,
  classes: number,
  { samples, noise, seed }: ToyOptions,
  place: (label: number, along: number, across: number) => Point,
): Dataset {
  const placing = streamOf(name, 'place');
  const shaking = streamOf(name, 'noise');
  const points = new Float32Array(2 * samples);
  const labels = new Int32Array(samples);
  for (let i = 0; i < samples; i++) {
    const label = i % classes;
    const [x, y] = place(label, uniform(seed, placing, 2 * i), uniform(seed, placing, 2 * i + 1));
    points[2 * i] = x + noise * normal(seed, shaking, 2 * i);
    points[2 * i + 1] = y + noise * normal(seed, shaking, 2 * i + 1);
    labels[i] = label;
  }
  const names = Array.from({ length: classes }, (_, label) => String(label));
  return {
    count: samples,
    fields: [floatField('features', [2], points), classField('label', names, labels)],
    split: split({ count: samples, seed: 0, heldBack: Math.round(samples / 5), classes: labels }),
  };
}
