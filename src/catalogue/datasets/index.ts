/** Every declaration of this folder; written by `npm run generate`. */
import { blobs } from './blobs.js';
import { cifar10 } from './cifar10.js';
import { circles } from './circles.js';
import { csv } from './csv.js';
import { digits } from './digits.js';
import { images } from './images.js';
import { mnist } from './mnist.js';
import { moons } from './moons.js';
import { pairs } from './pairs.js';
import { spiral } from './spiral.js';
import { xor } from './xor.js';

export const datasets = [blobs, cifar10, circles, csv, digits, images, mnist, moons, pairs, spiral, xor] as const;
