/** Figures as hints, hovers and lenses show them: `9.4K`, `36.8 KiB`, `64x56x56`. */
import type { Dim } from '../shape/dim.js';
import { formatShape, type Shape } from '../shape/shape.js';

const thousands = ['', 'K', 'M', 'G', 'T', 'P', 'E'] as const;
const binaries = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

function scaled(value: number, step: number, units: readonly string[], gap: string): string {
  if (Number.isNaN(value)) return '?';
  let at = 0;
  let rest = value;
  while (Math.abs(rest) >= step && at < units.length - 1) {
    rest /= step;
    at += 1;
  }
  // 999.96 would print as 1000.0 of the smaller unit.
  if (at > 0 && at < units.length - 1 && Number(rest.toFixed(1)) >= step) {
    rest /= step;
    at += 1;
  }
  const digits = at === 0 ? String(rest) : rest.toFixed(1).replace(/\.0$/, '');
  const unit = units[at] ?? '';
  return unit === '' ? digits : `${digits}${gap}${unit}`;
}

/** `9.4K`; powers of 1000. A formula stays one. */
export function shortCount(count: Dim): string {
  return count.isConstant ? scaled(count.value, 1000, thousands, '') : count.toString();
}

/** `36.8 KiB`; powers of 1024. */
export function shortBytes(bytes: Dim): string {
  return bytes.isConstant ? scaled(bytes.value, 1024, binaries, ' ') : bytes.toString();
}

/** `25,557,032`. */
export function wholeCount(count: Dim): string {
  return count.isConstant ? count.toString().replace(/\B(?=(\d{3})+$)/g, ',') : count.toString();
}

/** `37,632 bytes (36.8 KiB)`. */
export function wholeBytes(bytes: Dim): string {
  if (bytes.isConstant && Number.isNaN(bytes.value)) return '?';
  if (!bytes.isConstant || bytes.value < 1024) return `${wholeCount(bytes)} bytes`;
  return `${shortBytes(bytes)} (${wholeCount(bytes)} bytes)`;
}

export function shapeText(shape: Shape | undefined): string {
  return shape === undefined ? '?' : formatShape(shape);
}
