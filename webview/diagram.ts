/** The diagram beside the text: the networks of a file as boxes and edges, in groups that open and close. */
import * as v from 'valibot';
import { around, folded, foldedAll, isGroup, untouched } from '../src/drawing/folds.js';
import { placedPicture, type Pen, type Placed } from '../src/drawing/layout.js';
import { nodesAt, type Line } from '../src/drawing/marks.js';
import { mostBoxes, pictureOf, type Picture } from '../src/drawing/seen.js';
import {
  diagramMemory,
  toDiagram,
  type DiagramMemory,
  type DiagramNode,
  type FileDiagram,
  type Folds,
  type FromDiagram,
  type NetworkDiagram,
} from '../src/messages/diagram.js';
import { drawn } from './diagram-draw.js';
import { keysOf } from './diagram-keys.js';
import { DiagramView } from './diagram-view.js';
import { element } from './element.js';
import { local } from './words.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromDiagram): void;
  getState(): unknown;
  setState(state: DiagramMemory): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('panel')!;

const remembered = v.safeParse(diagramMemory, host.getState());
let memory: DiagramMemory = remembered.success
  ? remembered.output
  : { uri: '', network: '', folds: {}, left: 0, top: 0 };
let file: FileDiagram | undefined;
/** Where the cursor is in the text. */
let cursor: Line | undefined;
/** What a page was left at is kept until the cursor moves again. */
let isRestored = remembered.success;
let last: { readonly key: string; readonly placed: Placed } | undefined;
let picture: Picture | undefined;

const view = new DiagramView(memory.zoom, ({ zoom, left, top }) => keep({ zoom, left, top }));

function penOfPage(): Pen {
  const context = document.createElement('canvas').getContext('2d');
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  const lineHeight = Math.ceil((parseFloat(fontSize) || 13) * 1.3);
  if (context === null) return { lineHeight, width: text => (text.length * lineHeight) / 2 };
  return {
    lineHeight,
    width(text, bold = false) {
      context.font = `${bold ? '600 ' : ''}${fontSize} ${fontFamily}`;
      return context.measureText(text).width;
    },
  };
}

const shown = (): NetworkDiagram | undefined =>
  file?.networks.find(({ name }) => name === memory.network) ?? file?.networks[0];

const foldsOf = ({ name }: NetworkDiagram): Folds => memory.folds[name] ?? untouched;

function keep(change: Partial<DiagramMemory>): void {
  memory = { ...memory, ...change };
  host.setState(memory);
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

function fold(network: NetworkDiagram, folds: Folds): void {
  keep({ folds: { ...memory.folds, [network.name]: folds } });
  draw();
}

function toggle(id: string): void {
  const network = shown();
  const now = picture?.nodes.find(({ node }) => node.id === id);
  if (network === undefined || now === undefined || !isGroup(now.node)) return;
  fold(network, folded(foldsOf(network), id, !now.open));
}

/** Laid out again only where something is seen that was not. */
function placedOf(seen: Picture): Placed {
  const key = JSON.stringify([
    seen.nodes.map(({ node: { id, kind, label, detail, shape, parameters }, parent, open }) => [
      ...[id, kind, label, detail, shape, parameters],
      ...[parent, open],
    ]),
    seen.edges,
  ]);
  // The places of what is seen may be others than those that it was laid out with.
  const nodes = new Map(seen.nodes.map(({ node }) => [node.id, node]));
  if (last?.key === key) {
    const boxes = last.placed.boxes.map(box => ({ ...box, node: nodes.get(box.node.id) ?? box.node }));
    last = { key, placed: { ...last.placed, boxes } };
  } else {
    last = { key, placed: placedPicture(seen, penOfPage()) };
  }
  return last.placed;
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
  select.addEventListener('change', () => {
    keep({ network: select.value });
    draw();
  });
  return element(
    'div',
    { class: 'toolbar' },
    ...(networks.length > 1 ? [select] : []),
    button('−', 'toolbar:smaller', () => view.zoomBy(1 / 1.25), local('Smaller')),
    button('+', 'toolbar:larger', () => view.zoomBy(1.25), local('Larger')),
    button(local('Fit Width'), 'toolbar:width', () => view.zoomTo(undefined)),
    button(local('Whole'), 'toolbar:fit', () => view.zoomToWhole()),
    ...(network.nodes.some(isGroup)
      ? [
          button(local('Open All'), 'toolbar:open', () => fold(network, foldedAll(true))),
          button(local('Close All'), 'toolbar:close', () => fold(network, foldedAll(false))),
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

/** The boxes of the cursor's line; a closed group stands for what is in it. */
function mark(): readonly Element[] {
  for (const one of root.querySelectorAll('.marked')) {
    one.classList.remove('marked');
    one.removeAttribute('aria-current');
  }
  const network = shown();
  if (network === undefined || cursor === undefined || picture === undefined) return [];
  const { seenAs } = picture;
  const ids = new Set(nodesAt(network.nodes, cursor).flatMap(({ id }) => seenAs.get(id) ?? []));
  const boxes = [...root.querySelectorAll('.box')].filter(box => ids.has(box.getAttribute('data-key') ?? ''));
  for (const box of boxes) {
    box.classList.add('marked');
    box.setAttribute('aria-current', 'true');
  }
  return boxes;
}

function pictureIn(network: NetworkDiagram): void {
  picture = pictureOf(network, foldsOf(network));
  const placed = placedOf(picture);
  const scroll = element('div', { class: 'scroll' });
  const made = drawn(placed, network.name, { go, toggle });
  scroll.append(made);
  const { seenAs } = picture;
  keysOf(scroll, placed, {
    go,
    toggle,
    parent: id =>
      around(network.nodes, id)
        ?.filter(one => seenAs.get(one) === one)
        .at(-1),
  });
  root.append(element('div', { role: 'status' }, ...noticesOf(picture, network)), scroll);
  view.show(scroll, made, placed);
  mark();
}

/** `from`: which part is seen; where it was, if not given. */
function draw(from: { readonly left: number; readonly top: number } = view.seen): void {
  if (file === undefined) return;
  const network = shown();
  const active = document.activeElement?.getAttribute('data-key');
  root.replaceChildren(element('h1', {}, file.title));
  if (network === undefined) {
    picture = undefined;
    root.append(element('p', { class: 'note', role: 'status' }, local('There is no network in this file.')));
    return;
  }
  root.append(toolbar(network, file.networks));
  pictureIn(network);
  view.scrollTo(from);
  if (typeof active !== 'string') return;
  root.querySelector<HTMLElement>(`[data-key=${CSS.escape(active)}]`)?.focus({ preventScroll: true });
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = v.safeParse(toDiagram, event.data);
  if (!message.success) return;
  if (message.output.type === 'at') {
    const { uri, line } = message.output;
    cursor = { uri, line };
    const boxes = mark();
    if (!isRestored) view.reveal(boxes);
    isRestored = false;
    return;
  }
  const { uri, diagram, network } = message.output;
  const from = file === undefined ? memory : view.seen;
  file = diagram;
  keep({ uri, ...(network === undefined ? {} : { network }) });
  draw({ left: from.left, top: from.top });
});

host.postMessage({ type: 'ready' });
