/** The diagram in words: the boxes that are seen as lists within lists, in the same words as the picture's. */
import type { Placed } from '../src/drawing/layout.js';
import { beforeEach, nameOf } from './diagram-draw.js';
import { element } from './element.js';
import { local } from './words.js';

export function listOf(placed: Placed, name: string): HTMLElement {
  const before = beforeEach(placed);
  const of = (parent: string | undefined): readonly HTMLElement[] =>
    placed.boxes
      .filter(box => box.parent === parent)
      .map(box => {
        const inner = box.open ? of(box.node.id) : [];
        const text = nameOf(box, before.get(box.node.id) ?? []);
        return element('li', {}, text, ...(inner.length === 0 ? [] : [element('ul', {}, ...inner)]));
      });
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': local('Diagram of {0}', name) },
    element('ul', {}, ...of(undefined)),
  );
}
