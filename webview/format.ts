/** Numbers as people read them. */
import type { MetricInfo } from '../src/messages/run.js';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const countText = (value: number): string => grouped.format(value);

/** `0.1342`, `1.23e-5`, `95.3 %`. */
export function metricText({ percent }: Pick<MetricInfo, 'percent'>, value: number | null | undefined): string {
  if (value === undefined) return '–';
  if (value === null) return 'not finite';
  return percent ? `${(100 * value).toFixed(1)} %` : figureText(value);
}

export function figureText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

/** `0:07`, `12:30`, `1:02:03`. */
export function timeText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Bytes in powers of two, as everywhere in Netwright. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log2(bytes) / 10) : 0);
  return `${power === 0 ? bytes : (bytes / 2 ** (10 * power)).toFixed(1)} ${units[power] ?? ''}`;
}
