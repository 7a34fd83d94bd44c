/** A diagram by the keyboard: one box is reached by Tab, the others by arrows from it, as in a tree. */
import type { Placed } from '../src/drawing/layout.js';

export interface Keyed {
  go(id: string): void;
  toggle(id: string): void;
  /** The open group around a box. */
  parent(id: string): string | undefined;
}

const keyOf = (box: Element): string => box.getAttribute('data-key') ?? '';

export function keysOf(scroll: HTMLElement, { boxes: placed }: Placed, to: Keyed): void {
  const order = new Map(placed.map(({ node }, i) => [node.id, i]));
  const boxes = [...scroll.querySelectorAll<SVGElement>('.box')].sort(
    (a, b) => (order.get(keyOf(a)) ?? 0) - (order.get(keyOf(b)) ?? 0),
  );
  const byKey = new Map(boxes.map(box => [keyOf(box), box]));

  function next(box: Element, key: string): SVGElement | undefined {
    const at = boxes.findIndex(one => one === box);
    const expanded = box.getAttribute('aria-expanded');
    switch (key) {
      case 'ArrowDown':
        return boxes[at + 1] ?? boxes[at];
      case 'ArrowUp':
        return boxes[at - 1] ?? boxes[at];
      case 'Home':
        return boxes[0];
      case 'End':
        return boxes.at(-1);
      case 'ArrowRight':
        if (expanded !== 'false') return boxes[at + 1] ?? boxes[at];
        to.toggle(keyOf(box));
        return undefined;
      case 'ArrowLeft':
        if (expanded !== 'true') return byKey.get(to.parent(keyOf(box)) ?? '') ?? boxes[at - 1] ?? boxes[at];
        to.toggle(keyOf(box));
        return undefined;
      default:
        return undefined;
    }
  }

  scroll.addEventListener('keydown', event => {
    const box = event.target instanceof Element ? event.target.closest('.box') : null;
    if (box === null || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') to.go(keyOf(box));
    else if (event.key === ' ') to.toggle(keyOf(box));
    else if (/^(Arrow|Home$|End$)/.test(event.key)) next(box, event.key)?.focus();
    else return;
    event.preventDefault();
  });
  scroll.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof SVGElement)) return;
    scroll.querySelector('.box[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
  });
}
