/** What a caller may give a value before a network is analyzed: its parameters, and the symbols in the sizes of its inputs. */
import type { NetworkReport } from '../analysis/report.js';

/** Of a report that was made without such values. */
export function settable({ graph, inputs }: NetworkReport): readonly string[] {
  const symbols = inputs.flatMap(({ shape }) => shape?.flatMap(size => [...size.symbols()]) ?? []);
  return [...graph.parameters.map(({ name }) => name), ...symbols];
}
