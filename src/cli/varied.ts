/** What `netwright solve` varies: the batch, a parameter or symbol, or the size of an input that is written in numbers. */
import type { Choices, NetworkReport } from '../analysis/report.js';
import { settable } from '../editor/settable.js';
import { multiplesOf } from '../graph/sizes-that-work.js';
import { nearestNames, suggestion } from '../language/nearest.js';
import type { InputFiles } from './input-files.js';
import { WrongUsage } from './wrong-usage.js';

export interface Varied {
  /** `batch`, `width`, `size of image`. */
  readonly what: string;
  /** The network with this number. */
  at(n: number): NetworkReport | undefined;
  /** Only multiples of it make a network. */
  readonly step: number;
}

export function varied(input: InputFiles, uri: string, choices: Choices, network: NetworkReport, name: string): Varied {
  const asked = { ...choices, network: network.name };
  const analyzed = (more: Choices): NetworkReport | undefined => valid(input, uri, { ...asked, ...more });
  if (name === 'batch') return { what: 'batch', step: 1, at: batch => analyzed({ batch }) };
  const known = settable(network);
  if (known.includes(name)) {
    const set = (n: number): ReadonlyMap<string, string> => new Map([...(choices.set ?? []), [name, String(n)]]);
    return {
      what: name,
      step: multiplesOf(network.graph.conditions).get(name) ?? 1,
      at: n => analyzed({ set: set(n) }),
    };
  }
  const inputs = network.graph.inputShapes;
  const written = inputs.find(i => i.name === name);
  if (!written) {
    const names = ['batch', ...known, ...inputs.map(i => i.name)];
    const near = suggestion(nearestNames(name, names)) || `; there are ${names.join(', ')}`;
    throw new WrongUsage(`--vary ${name}: there is no such parameter, symbol or input${near}`);
  }
  const { place, shape } = written;
  // Of a map all axes behind the channels, of a sequence its length.
  const axes = shape.map((_, i) => (shape.length > 2 ? i > 0 : i === 0));
  const text = input.text(place.uri);
  const at = (n: number): NetworkReport | undefined => {
    const sizes = shape.map((d, i) => (axes[i] === true ? String(n) : d.toString()));
    const changed = `${text.slice(0, place.range.start)}[${sizes.join(', ')}]${text.slice(place.range.end)}`;
    input.files.open(place.uri, changed);
    try {
      return analyzed({});
    } finally {
      input.files.open(place.uri, text);
    }
  };
  return { what: `size of ${name}`, step: 1, at };
}

/** Of what `expect` says of the written size; another size is asked about on purpose. */
const expectation = 'shape-mismatch';

/** Undefined where the file has errors then. */
function valid(input: InputFiles, uri: string, choices: Choices): NetworkReport | undefined {
  const report = input.analyze(uri, choices);
  return report.problems.some(p => p.severity === 'error' && p.code !== expectation) ? undefined : report.networks[0];
}
