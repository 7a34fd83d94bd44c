/** Bytes, counts and times as people read them: three significant digits and a unit; or exactly. */
import type { Dim } from './dim.js';

export type Quantity = number | bigint | Dim;

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;
const TIMES = ['s', 'ms', 'us', 'ns'] as const;
const DECIMAL = ['', 'K', 'M', 'G', 'T', 'P', 'E'] as const;

/** `97.5 MiB`: powers of 1024. A formula is given as it is. */
export function formatBytes(bytes: Quantity): string {
  return scaled(bytes, 1024, BINARY, ' ', ' bytes');
}

/** `25.6M`, `4.09G`: powers of 1000. */
export function formatCount(count: Quantity): string {
  return scaled(count, 1000, DECIMAL, '', '');
}

/** All digits, in groups of three: `25,557,032`. */
export function formatExact(count: Quantity): string {
  const text = typeof count === 'object' ? count.toString() : String(count);
  if (!/^-?\d+$/.test(text)) return text;
  return text.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `640 ms`, `2.5 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 0) return `-${formatSeconds(-seconds)}`;
  if (seconds >= 3599.5) return pair(Math.round(seconds / 60), 'h', 'min');
  if (seconds >= 59.95) return pair(Math.round(seconds), 'min', 's');
  let rest = seconds;
  let unit = 0;
  while (unit < TIMES.length - 1 && rest !== 0 && Number(threeDigits(rest)) < 1) {
    rest *= 1000;
    unit += 1;
  }
  return `${threeDigits(rest)} ${seconds === 0 ? 's' : (TIMES[unit] ?? '')}`;
}

function pair(count: number, large: string, small: string): string {
  const rest = count % 60;
  return rest === 0 ? `${count / 60} ${large}` : `${Math.floor(count / 60)} ${large} ${rest} ${small}`;
}

function scaled(quantity: Quantity, base: number, units: readonly string[], gap: string, formulaUnit: string): string {
  if (typeof quantity === 'object' && !quantity.isConstant) return `${quantity.toString()}${formulaUnit}`;
  const value = typeof quantity === 'object' ? quantity.value : Number(quantity);
  if (!Number.isFinite(value)) return 'unknown';
  let rest = Math.abs(value);
  let unit = 0;
  // 999.9 is shown as 1000, so it belongs to the next unit already.
  while (unit < units.length - 1 && Number(threeDigits(rest)) >= base) {
    rest /= base;
    unit += 1;
  }
  return `${value < 0 ? '-' : ''}${threeDigits(rest)}${gap}${units[unit] ?? ''}`;
}

/** Three significant digits, all digits of a longer whole part, no zeros at the end of a fraction. */
function threeDigits(x: number): string {
  if (x >= 99.95) return String(Math.round(x));
  const text = x >= 9.995 ? x.toFixed(1) : x >= 1 ? x.toFixed(2) : String(Number(x.toPrecision(3)));
  return text.includes('e') ? text : text.replace(/\.?0+$/, '') || '0';
}
