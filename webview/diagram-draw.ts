/** A drawing as elements of the page: boxes that can be pressed and reached by keyboard, edges with the shapes that flow. */
import { cross, problemOf, type Box, type Placed } from '../src/drawing/layout.js';
import { drawingOf, type DrawnBox, type Shape } from '../src/drawing/shapes.js';
import { local } from './words.js';

const namespace = 'http://www.w3.org/2000/svg';

export interface Pressed {
  go(id: string): void;
  toggle(id: string): void;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

const elementOf = ({ tag, look, at, text }: Shape): SVGElement =>
  svg(tag, { ...at, ...(look === undefined ? {} : { class: look }) }, ...(text === undefined ? [] : [text]));

/** What a reader is told of a box: what stands in it, in the same words, and the boxes before it. */
export function nameOf({ node, open }: Pick<Box, 'node' | 'open'>, before: readonly string[]): string {
  const { label, detail, shape, parameters } = node;
  const problem = problemOf(node, open);
  const from = before.length === 0 ? '' : local('after {0}', before.join(', '));
  const flows = [shape, parameters].filter(part => part !== '').join(' · ');
  // What is seen is part of the name, without a word between: so that it can be asked for by voice.
  const told =
    problem !== undefined
      ? [flows, `${cross} ${problem.replaceAll('`', '')}`, local('Error')]
      : [parameters === '' ? shape : `${shape} · ${local('{0} parameters', parameters)}`];
  return [label, detail, ...told, from].filter(part => part !== '').join(', ');
}

function toggleOf(shapes: readonly Shape[], press: () => void): SVGElement {
  const made = svg('g', { class: 'toggle' }, ...shapes.map(elementOf));
  made.addEventListener('click', event => {
    event.stopPropagation();
    press();
  });
  // Two presses are two, not one on the box beneath.
  made.addEventListener('dblclick', event => event.stopPropagation());
  return made;
}

function boxOf({ box, shapes, toggle }: DrawnBox, before: readonly string[], pressed: Pressed): SVGElement {
  const { node, open } = box;
  const isGroup = toggle.length > 0;
  const made = svg(
    'g',
    {
      class: 'box',
      role: 'button',
      tabindex: -1,
      'data-key': node.id,
      'aria-label': nameOf(box, before),
      ...(isGroup ? { 'aria-expanded': String(open) } : {}),
    },
    ...shapes.flatMap(shape => [elementOf(shape), ...(shape.text === undefined ? [] : [' '])]),
  );
  made.addEventListener('click', () => pressed.go(node.id));
  if (!isGroup) return made;
  made.append(toggleOf(toggle, () => pressed.toggle(node.id)));
  made.addEventListener('dblclick', () => pressed.toggle(node.id));
  return made;
}

/** Names of the boxes before each box. */
export function beforeEach({ boxes, lines }: Placed): ReadonlyMap<string, readonly string[]> {
  const called = new Map(boxes.map(({ node }) => [node.id, node.label]));
  const before = new Map<string, string[]>();
  for (const { from, to } of lines) before.set(to, [...(before.get(to) ?? []), called.get(from) ?? '']);
  return before;
}

export function drawn(placed: Placed, name: string, pressed: Pressed): SVGSVGElement {
  const { width, height, open, edges, labels, closed } = drawingOf(placed);
  const before = beforeEach(placed);
  const box = (one: DrawnBox): SVGElement => boxOf(one, before.get(one.box.node.id) ?? [], pressed);
  const made = svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': local('Diagram of {0}', name) },
    svg('g', { 'aria-hidden': 'true' }, ...edges.map(elementOf)),
    ...open.map(box),
    svg('g', { 'aria-hidden': 'true' }, ...labels.map(elementOf)),
    ...closed.map(box),
  );
  made.querySelector('.box')?.setAttribute('tabindex', '0');
  return made;
}
