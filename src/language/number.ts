/** The value of a number as it is written: an exact rational, with its unit multiplied in. */
import { foreignNumber, wrongUnit } from './slips.js';
import type { Unit } from './tree.js';

export interface NumberValue {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly unit?: Unit;
  /** What is wrong with it, in a person's words. */
  readonly wrong?: string;
}

/** Numbers longer than this, or with a larger exponent, are a mistake, and slow to compute with. */
const maxDigits = 400;

type Scale = readonly [measures: Unit['measures'], numerator: bigint, denominator: bigint];

const scales = new Map<string, Scale>([
  ['K', ['count', 10n ** 3n, 1n]],
  ['M', ['count', 10n ** 6n, 1n]],
  ['G', ['count', 10n ** 9n, 1n]],
  ['B', ['count', 10n ** 9n, 1n]],
  ['T', ['count', 10n ** 12n, 1n]],
  ['KB', ['bytes', 10n ** 3n, 1n]],
  ['MB', ['bytes', 10n ** 6n, 1n]],
  ['GB', ['bytes', 10n ** 9n, 1n]],
  ['TB', ['bytes', 10n ** 12n, 1n]],
  ['KiB', ['bytes', 2n ** 10n, 1n]],
  ['MiB', ['bytes', 2n ** 20n, 1n]],
  ['GiB', ['bytes', 2n ** 30n, 1n]],
  ['TiB', ['bytes', 2n ** 40n, 1n]],
  ['ns', ['seconds', 1n, 10n ** 9n]],
  ['us', ['seconds', 1n, 10n ** 6n]],
  ['ms', ['seconds', 1n, 10n ** 3n]],
  ['s', ['seconds', 1n, 1n]],
  ['min', ['seconds', 60n, 1n]],
  ['h', ['seconds', 3600n, 1n]],
]);

export const units: readonly string[] = [...scales.keys()];

/** The same few widths and kernel sizes are read over and over. */
const small = new Map<string, NumberValue>();

const plain = /^[0-9]{1,15}$/;
const parts = /^([0-9]+)(?:\.([0-9]+))?(?:e([+-]?[0-9]+))?/;

export function numberValue(raw: string): NumberValue {
  const known = small.get(raw);
  if (known) return known;
  const value = read(raw);
  if (raw.length < 40 && small.size < 1000) small.set(raw, value);
  return value;
}

function read(raw: string): NumberValue {
  if (plain.test(raw)) return { numerator: BigInt(raw), denominator: 1n };
  const [number = '', whole = '0', fraction = '', exponentText = '0'] = parts.exec(raw) ?? [];
  const unitText = raw.slice(number.length);
  const exponent = Number(exponentText);
  if (whole.length + fraction.length > maxDigits || Math.abs(exponent) > maxDigits) {
    return { numerator: 0n, denominator: 1n, wrong: `a number has at most ${maxDigits} digits` };
  }
  let numerator = BigInt(whole + fraction);
  let denominator = 10n ** BigInt(fraction.length);
  if (exponent >= 0) numerator *= 10n ** BigInt(exponent);
  else denominator *= 10n ** BigInt(-exponent);
  if (unitText === '') return lowest(numerator, denominator);
  const scale = scales.get(unitText);
  if (scale === undefined) {
    const foreign = foreignNumber(raw);
    if (foreign) return foreign;
    const near = units.find(each => each.toLowerCase() === unitText.toLowerCase());
    const wrong = wrongUnit(unitText, near, units);
    if (near !== undefined) return { ...read(raw.slice(0, number.length) + near), wrong };
    return { ...lowest(numerator, denominator), unit: { text: unitText, measures: 'unknown' }, wrong };
  }
  const [measures, up, down] = scale;
  return { ...lowest(numerator * up, denominator * down), unit: { text: unitText, measures } };
}

function lowest(numerator: bigint, denominator: bigint): { numerator: bigint; denominator: bigint } {
  let a = numerator;
  let b = denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

/** The sides of `3x32x32`. */
export function sizeDims(raw: string): readonly bigint[] | undefined {
  if (raw.length > maxDigits) return undefined;
  const dims: bigint[] = [];
  for (const side of raw.split('x')) {
    if (!/^[0-9]+$/.test(side)) return undefined;
    dims.push(BigInt(side));
  }
  return dims;
}
