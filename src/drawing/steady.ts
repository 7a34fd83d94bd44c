/** A diagram stays while a line is half typed: what cannot be read is drawn as it was last read. */
import type { FileDiagram, NetworkDiagram } from '../messages/diagram.js';

export interface Steady {
  readonly networks: readonly NetworkDiagram[];
  /** Names of those that are drawn as they were. */
  readonly earlier: ReadonlySet<string>;
}

export class LastGood {
  private known: readonly NetworkDiagram[] = [];

  /** What is drawn of news. */
  of({ networks, isBroken }: FileDiagram): Steady {
    const earlier = new Set<string>();
    const before = new Map(this.known.map(network => [network.name, network]));
    const asBefore = (network: NetworkDiagram): NetworkDiagram => {
      earlier.add(network.name);
      return network;
    };
    const read = networks.map(network => {
      const known = before.get(network.name);
      return network.isWhole || known === undefined ? network : asBefore(known);
    });
    const names = new Set(networks.map(({ name }) => name));
    // A missing network is one that was taken out, unless the text cannot be read.
    const missing = isBroken ? this.known.filter(({ name }) => !names.has(name)).map(asBefore) : [];
    const shown = [...read, ...missing];
    this.known = shown.filter(({ name, isWhole }) => isWhole || earlier.has(name));
    return { networks: shown, earlier };
  }
}
