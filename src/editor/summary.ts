/** The summary of a file as a page: totals of each network, then its layers in order. */
import type { LayerLine, NetworkReport } from '../analysis/report.js';
import { shapeText, shortBytes, shortCount, wholeCount } from './figures.js';
import { networkTable } from './hover-names.js';
import type { View } from './view.js';
import { say } from './words.js';

/** A page with more rows is read by nobody; the command line prints all. */
const mostRows = 2000;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function row({ path, kind, outputShape, parameters, multiplyAdds, bytes, shares, called }: LayerLine): string {
  const count = parameters.trainable.plus(parameters.frozen);
  const shown = count.equals(0) ? (shares === undefined ? '' : say('of {0}', `\`${shares}\``)) : wholeCount(count);
  const cost = multiplyAdds === undefined || multiplyAdds.equals(0) ? '' : shortCount(multiplyAdds);
  const kept = bytes.keptForBackward;
  const cells = [
    `\`${path}\``,
    called ? kind : say('{0} (training)', kind),
    `\`${shapeText(outputShape)}\``,
    shown,
    cost,
    kept === undefined || kept.equals(0) ? '' : shortBytes(kept),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function page(report: NetworkReport): string {
  const { lines, truncated } = report.layers(mostRows);
  const inputs = report.inputs.map(({ name, shape }) => `\`${name}: ${shapeText(shape)}\``).join(', ');
  const outputs = report.outputs.map(({ name, shape }) => `\`${name}: ${shapeText(shape)}\``).join(', ');
  return [
    `# ${report.name}`,
    `${inputs} → ${outputs}`,
    networkTable(report, true),
    [
      `| ${[say('layer'), say('kind'), say('shape'), say('parameters'), say('multiply-adds'), say('kept for backward')].join(' | ')} |`,
      '|:--|:--|:--|--:|--:|--:|',
      ...lines.map(row),
    ].join('\n'),
    ...(truncated > 0 ? [say('and {0} more layers', truncated)] : []),
    `*${say('Multiply-adds for one sample; one multiply-add is two FLOPs. Bytes in powers of two.')}*`,
  ].join('\n\n');
}

/** Undefined where the file has no network. */
export function summary(view: View): string | undefined {
  const { networks } = view.report();
  return networks.length === 0 ? undefined : networks.map(page).join('\n\n');
}
