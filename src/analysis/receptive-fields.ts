/** Receptive fields along a flat walk: how many cells of the network's input one cell of a result can depend on. */
import type { LayerNode, Value } from '../graph/graph.js';
import { slidingWindow } from '../graph/sliding-window.js';
import { extents, type WindowArguments } from '../catalogue/layers/window.js';
import type { Dim } from '../shape/dim.js';
import { joined, ownField, throughTransposed, throughWindow, type ReceptiveField } from '../shape/receptive-field.js';

/** One field for each axis behind the channel; undefined where it is not known, or is the whole input. */
export type Fields = readonly ReceptiveField[] | undefined;

export class FieldWalk {
  private readonly fields = new Map<Value, Fields>();

  /** An input of the network: each cell is its own field. */
  enter(value: Value): void {
    const axes = (value.type?.shape.length ?? 0) - 1;
    this.fields.set(value, axes > 0 ? Array.from({ length: axes }, () => ownField) : undefined);
  }

  at(value: Value): Fields {
    return this.fields.get(value);
  }

  put(value: Value, fields: Fields): void {
    this.fields.set(value, fields);
  }

  /** Field of a layer's result; its sizes, one for each axis. */
  node(node: LayerNode): readonly Dim[] | undefined {
    const fields = this.through(node);
    for (const value of node.results) this.fields.set(value, fields);
    return fields?.map(f => f.size);
  }

  private through(node: LayerNode): Fields {
    const { layer, args } = node.call;
    const [first, ...others] = node.inputs.map(v => this.fields.get(v));
    const [before, after] = [node.inputs[0]?.type?.shape, node.results[0]?.type?.shape];
    if (layer.input === 'joined') return others.reduce<Fields>(together, first);
    if (!first || !before || !after || before.length !== after.length) return undefined;
    if (layer.traits?.includes('slides') === true) {
      const window = slidingWindow(node.call);
      return (
        window &&
        first.map((field, i) => {
          const [extent, stride, sides] = [window.extents[i], window.stride[i], window.sides[i]];
          return extent && stride ? throughWindow(field, { extent, stride, low: sides?.[0] ?? 0 }) : field;
        })
      );
    }
    if (layer.traits?.includes('slides-transposed') === true) {
      const window = args as unknown as WindowArguments;
      const extent = extents(window);
      return first.map((field, i) => {
        const [size, stride] = [extent[i], window.stride[i]];
        const side = typeof window.padding === 'string' ? undefined : window.padding[i];
        return size && stride ? throughTransposed(field, { extent: size, stride, low: side?.[0] ?? 0 }) : field;
      });
    }
    // Whatever leaves the axes as they are works cell by cell, or over the channels.
    const sameAxes = before.slice(1).every((d, i) => after[i + 1]?.equals(d) === true);
    const mixes = layer.traits?.includes('feature-last') === true || layer.traits?.includes('recurrent') === true;
    return sameAxes && !mixes ? first : undefined;
  }
}

function together(a: Fields, b: Fields): Fields {
  if (!a || !b || a.length !== b.length) return undefined;
  const fields = a.map((field, i) => {
    const other = b[i];
    return other && joined(field, other);
  });
  const known = fields.flatMap(f => (f ? [f] : []));
  return known.length === fields.length ? known : undefined;
}
