/** Every declaration of this folder; written by `npm run generate`. */
import { constant } from './constant.js';
import { fanInUniform } from './fan-in-uniform.js';
import { he } from './he.js';
import { identity } from './identity.js';
import { kaimingNormal } from './kaiming-normal.js';
import { kaimingUniform } from './kaiming-uniform.js';
import { lecun } from './lecun.js';
import { logCounting } from './log-counting.js';
import { normal } from './normal.js';
import { ones } from './ones.js';
import { orthogonal } from './orthogonal.js';
import { rowNorms } from './row-norms.js';
import { smallNormal } from './small-normal.js';
import { standardNormal } from './standard-normal.js';
import { truncatedNormal } from './truncated-normal.js';
import { uniform } from './uniform.js';
import { xavierNormal } from './xavier-normal.js';
import { xavier } from './xavier.js';
import { zeros } from './zeros.js';

export const initializers = [
  constant,
  fanInUniform,
  he,
  identity,
  kaimingNormal,
  kaimingUniform,
  lecun,
  logCounting,
  normal,
  ones,
  orthogonal,
  rowNorms,
  smallNormal,
  standardNormal,
  truncatedNormal,
  uniform,
  xavier,
  xavierNormal,
  zeros,
] as const;
