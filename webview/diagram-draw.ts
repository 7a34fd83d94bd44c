/** Draws a placed diagram as SVG: boxes that can be pressed and reached by keyboard, edges with the shapes that flow. */
import { lineHeight, toggleWidth, type Box, type Line, type Placed } from './diagram-layout.js';
import { local } from './words.js';

const namespace = 'http://www.w3.org/2000/svg';

export interface Pressed {
  go(id: string): void;
  toggle(id: string): void;
}

function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** What a reader is told of a box: what stands in it, in the same words, and the boxes before it. */
function nameOf({ node }: Box, before: readonly string[]): string {
  const { label, detail, shape, parameters } = node;
  const flows = parameters === '' ? shape : `${shape} · ${local('{0} parameters', parameters)}`;
  const from = before.length === 0 ? '' : local('after {0}', before.join(', '));
  return [label, detail, flows, from].filter(part => part !== '').join(', ');
}

function toggleOf(box: Box, press: () => void): SVGElement {
  const middle = { x: box.x + box.width - toggleWidth / 2 - 4, y: box.y + lineHeight / 2 + 5 };
  const made = svg(
    'g',
    { class: 'toggle' },
    svg('rect', { x: middle.x - 8, y: middle.y - 8, width: 16, height: 16, rx: 2 }),
    // A drawn sign is no part of what the box is called.
    svg('path', { d: `M${middle.x - 4} ${middle.y}h8${box.open ? '' : `M${middle.x} ${middle.y - 4}v8`}` }),
  );
  made.addEventListener('click', event => {
    event.stopPropagation();
    press();
  });
  // Two presses are two, not one on the box beneath.
  made.addEventListener('dblclick', event => event.stopPropagation());
  return made;
}

function boxOf(box: Box, before: readonly string[], pressed: Pressed): SVGElement {
  const { node, x, y, width, height, open, lines } = box;
  const isGroup = node.children.length > 0;
  const round = node.kind === 'join' ? Math.min(height, width) / 2 : node.kind === 'layer' ? 3 : 6;
  const made = svg(
    'g',
    {
      class: `box ${node.kind}${open ? ' open' : ''}`,
      role: 'button',
      tabindex: -1,
      'data-key': node.id,
      'aria-label': nameOf(box, before),
      ...(isGroup ? { 'aria-expanded': String(open) } : {}),
    },
    svg('rect', { x, y, width, height, rx: round }),
    ...lines.flatMap((text, i) => [
      ' ',
      svg('text', { x: x + 10, y: y + 5 + (i + 0.5) * lineHeight, ...(i === 0 ? { class: 'name' } : {}) }, text),
    ]),
  );
  made.addEventListener('click', () => pressed.go(node.id));
  if (!isGroup) return made;
  made.append(toggleOf(box, () => pressed.toggle(node.id)));
  made.addEventListener('dblclick', () => pressed.toggle(node.id));
  return made;
}

const rounded = (n: number): string => n.toFixed(1);

function edgeOf({ points, text, x, y }: Line): SVGElement {
  const path = points.map((at, i) => `${i === 0 ? 'M' : 'L'}${rounded(at.x)} ${rounded(at.y)}`).join(' ');
  return svg(
    'g',
    {},
    svg('path', { class: 'edge', d: path, 'marker-end': 'url(#arrow)' }),
    svg('text', { class: 'middle shape', x, y }, text),
  );
}

const arrow = (): SVGElement =>
  svg(
    'defs',
    {},
    svg(
      'marker',
      { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
      svg('path', { class: 'arrow', d: 'M0 0 L8 4 L0 8 Z' }),
    ),
  );

export function drawn({ boxes, lines, width, height }: Placed, name: string, pressed: Pressed): SVGSVGElement {
  const labels = new Map(boxes.map(({ node }) => [node.id, node.label]));
  const before = new Map<string, string[]>();
  for (const { from, to } of lines) before.set(to, [...(before.get(to) ?? []), labels.get(from) ?? '']);
  const made = svg(
    'svg',
    { viewBox: `0 0 ${rounded(width)} ${rounded(height)}`, role: 'group', 'aria-label': local('Diagram of {0}', name) },
    arrow(),
    ...boxes.filter(({ open }) => open).map(box => boxOf(box, before.get(box.node.id) ?? [], pressed)),
    svg('g', { class: 'edges', 'aria-hidden': 'true' }, ...lines.map(edgeOf)),
    ...boxes.filter(({ open }) => !open).map(box => boxOf(box, before.get(box.node.id) ?? [], pressed)),
  );
  made.querySelector('.box')?.setAttribute('tabindex', '0');
  return made;
}
