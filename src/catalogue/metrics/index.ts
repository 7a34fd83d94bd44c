/** Every declaration of this folder; written by `npm run generate`. */
import { accuracy } from './accuracy.js';
import { mae } from './mae.js';
import { mse } from './mse.js';
import { top5 } from './top5.js';

export const metrics = [accuracy, mae, mse, top5] as const;
