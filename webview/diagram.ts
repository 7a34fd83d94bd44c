/** The diagram beside the text: the networks of a file as boxes and edges, in groups that open and close. */
import * as v from 'valibot';
import {
  diagramMemory,
  toDiagram,
  type DiagramMemory,
  type DiagramNode,
  type FileDiagram,
  type FromDiagram,
  type NetworkDiagram,
} from '../src/messages/diagram.js';
import { drawn } from './diagram-draw.js';
import { groupsOf, mostBoxes, pictureOf, type Picture } from './diagram-graph.js';
import { placedPicture, type Measure, type Placed } from './diagram-layout.js';
import { element } from './element.js';
import { local } from './words.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromDiagram): void;
  getState(): unknown;
  setState(state: DiagramMemory): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('panel')!;
/** Below this text is hard to read: the page scrolls instead, unless a person asks for the whole. */
const leastZoom = 0.75;

const remembered = v.safeParse(diagramMemory, host.getState());
let memory: DiagramMemory = remembered.success ? remembered.output : { uri: '', network: '' };
let file: FileDiagram | undefined;
/** Groups that a person opened or closed, by network. */
const chosen = new Map<string, Map<string, boolean>>();
/** Undefined: as wide as the page, where that can be read. */
let zoom: number | undefined;
let last: { readonly key: string; readonly placed: Placed } | undefined;

function measured(): Measure {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return text => text.length * 8;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  pen.font = `${fontSize} ${fontFamily}`;
  return text => pen.measureText(text).width;
}

const shown = (): NetworkDiagram | undefined =>
  file?.networks.find(({ name }) => name === memory.network) ?? file?.networks[0];

function choices(network: NetworkDiagram): Map<string, boolean> {
  const known = chosen.get(network.name) ?? new Map<string, boolean>();
  chosen.set(network.name, known);
  return known;
}

function remember(change: Partial<DiagramMemory>): void {
  memory = { ...memory, ...change };
  host.setState(memory);
  draw();
}

function find(nodes: readonly DiagramNode[], id: string): DiagramNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : find(node.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function go(id: string): void {
  const node = find(shown()?.nodes ?? [], id);
  if (node === undefined) return;
  const { uri, line, character } = node;
  host.postMessage({ type: 'go', uri, line, character });
}

function toggle(id: string): void {
  const network = shown();
  const now = root.querySelector(`[data-key=${CSS.escape(id)}]`)?.getAttribute('aria-expanded');
  if (network === undefined || now === null || now === undefined) return;
  choices(network).set(id, now !== 'true');
  draw();
}

function setAll(network: NetworkDiagram, open: boolean): void {
  for (const id of groupsOf(network.nodes)) choices(network).set(id, open);
  draw();
}

/** Laid out again only where something is seen that was not. */
function placedOf(picture: Picture): Placed {
  const key = JSON.stringify([
    picture.nodes.map(({ node: { children: _, ...node }, ...seen }) => ({ node, ...seen })),
    picture.edges,
  ]);
  if (last?.key !== key) last = { key, placed: placedPicture(picture, measured()) };
  return last.placed;
}

const canvas = (): HTMLElement | null => root.querySelector<HTMLElement>('.scroll');

function applyZoom(): void {
  const [scroll, picture] = [canvas(), root.querySelector('svg')];
  if (scroll === null || picture === null || last === undefined) return;
  const { width, height } = last.placed;
  const scale = zoom ?? Math.min(1, Math.max(leastZoom, scroll.clientWidth / width));
  picture.setAttribute('width', String(width * scale));
  picture.setAttribute('height', String(height * scale));
}

function zoomBy(factor: number): void {
  const width = Number(root.querySelector('svg')?.getAttribute('width'));
  if (last === undefined || !(width > 0)) return;
  zoom = Math.min(4, Math.max(0.05, (width / last.placed.width) * factor));
  applyZoom();
}

function zoomToFit(): void {
  const scroll = canvas();
  if (scroll === null || last === undefined) return;
  const { width, height } = last.placed;
  zoom = Math.min(1, scroll.clientWidth / width, scroll.clientHeight / height);
  applyZoom();
}

function button(text: string, key: string, press: () => void, label?: string): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-key': key, 'aria-label': label, title: label }, text);
  made.addEventListener('click', press);
  return made;
}

function toolbar(network: NetworkDiagram, networks: readonly NetworkDiagram[]): HTMLElement {
  const select = element(
    'select',
    { 'data-key': 'toolbar:network', 'aria-label': local('Network') },
    ...networks.map(({ name }) => element('option', { value: name, selected: name === network.name }, name)),
  );
  select.addEventListener('change', () => remember({ network: select.value }));
  const folds = groupsOf(network.nodes).length > 0;
  return element(
    'div',
    { class: 'toolbar' },
    ...(networks.length > 1 ? [select] : []),
    button('−', 'toolbar:smaller', () => zoomBy(1 / 1.25), local('Smaller')),
    button('+', 'toolbar:larger', () => zoomBy(1.25), local('Larger')),
    button(local('Whole'), 'toolbar:fit', zoomToFit),
    ...(folds
      ? [
          button(local('Open All'), 'toolbar:open', () => setAll(network, true)),
          button(local('Close All'), 'toolbar:close', () => setAll(network, false)),
        ]
      : []),
  );
}

function noticesOf({ refused, cut }: Picture, { omitted }: NetworkDiagram): readonly HTMLElement[] {
  const texts = [
    ...(refused > 0
      ? [
          local(
            '{0} groups stay closed: with more than {1} boxes or edges a diagram cannot be drawn quickly.',
            refused,
            mostBoxes,
          ),
        ]
      : []),
    ...(cut + omitted > 0 ? [local('{0} more steps are not drawn.', cut + omitted)] : []),
  ];
  return texts.map(text => element('p', { class: 'note' }, text));
}

/** One box is reached by Tab, the others by arrows from it. */
function moveFocus(from: Element, by: number): void {
  const boxes = [...root.querySelectorAll<SVGElement>('.box')];
  const order = new Map(last?.placed.boxes.map(({ node }, i) => [node.id, i]));
  const at = (box: Element): number => order.get(box.getAttribute('data-key') ?? '') ?? 0;
  boxes.sort((a, b) => at(a) - at(b));
  const next = boxes[Math.min(boxes.length - 1, Math.max(0, boxes.findIndex(box => box === from) + by))];
  next?.focus();
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};

function hearKey(event: KeyboardEvent): void {
  const box = event.target instanceof Element ? event.target.closest('.box') : null;
  const id = box?.getAttribute('data-key');
  if (box === null || id === null || id === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  const by = steps[event.key];
  if (by !== undefined) moveFocus(box, by);
  else if (event.key === 'Enter') go(id);
  else if (event.key === ' ') toggle(id);
  else return;
  event.preventDefault();
}

function pictureIn(network: NetworkDiagram): readonly HTMLElement[] {
  const picture = pictureOf(network, choices(network));
  const scroll = element('div', { class: 'scroll' });
  scroll.append(drawn(placedOf(picture), network.name, { go, toggle }));
  scroll.addEventListener('keydown', hearKey);
  scroll.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof SVGElement)) return;
    scroll.querySelector('.box[tabindex="0"]')?.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
  });
  return [element('div', { role: 'status' }, ...noticesOf(picture, network)), scroll];
}

function draw(): void {
  if (file === undefined) return;
  const network = shown();
  const active = document.activeElement?.getAttribute('data-key');
  const { scrollLeft = 0, scrollTop = 0 } = canvas() ?? {};
  root.replaceChildren(
    element('h1', {}, file.title),
    ...(network === undefined
      ? [element('p', { class: 'note', role: 'status' }, local('There is no network in this file.'))]
      : [toolbar(network, file.networks), ...pictureIn(network)]),
  );
  applyZoom();
  canvas()?.scrollTo(scrollLeft, scrollTop);
  if (typeof active !== 'string') return;
  root.querySelector<HTMLElement>(`[data-key=${CSS.escape(active)}]`)?.focus({ preventScroll: true });
}

window.addEventListener('resize', applyZoom);
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = v.safeParse(toDiagram, event.data);
  if (!message.success) return;
  const { uri, diagram, network } = message.output;
  file = diagram;
  remember({ uri, ...(network === undefined ? {} : { network }) });
});

host.postMessage({ type: 'ready' });
