/** The diagram beside the text: the networks of a file as boxes and edges, in groups that open and close. */
import * as v from 'valibot';
import { found } from '../src/drawing/find.js';
import { around, folded, foldedAll, foldedToShow, isGroup, untouched } from '../src/drawing/folds.js';
import { placedPicture, problemOf, type Pen, type Placed } from '../src/drawing/layout.js';
import { nodesAt, type Line } from '../src/drawing/marks.js';
import { mostBoxes, pictureOf, type Picture } from '../src/drawing/seen.js';
import { LastGood, type Steady } from '../src/drawing/steady.js';
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
import { pngOf, svgOfPage } from './diagram-export.js';
import { DiagramFind } from './diagram-find.js';
import { keysOf } from './diagram-keys.js';
import { listOf } from './diagram-list.js';
import { DiagramTip } from './diagram-tip.js';
import { keys, toolbarOf, type Toolbar } from './diagram-toolbar.js';
import { DiagramView } from './diagram-view.js';
import { element, prose } from './element.js';
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
  : { uri: '', network: '', folds: {}, asText: false, left: 0, top: 0 };
let file: FileDiagram | undefined;
const lastGood = new LastGood();
let steady: Steady = { networks: [], earlier: new Set() };
/** Where the cursor is in the text. */
let cursor: Line | undefined;
/** What a page was left at is kept until the cursor moves again. */
let isRestored = remembered.success;
let last: { readonly key: string; readonly placed: Placed } | undefined;
let picture: Picture | undefined;
let toolbar: Toolbar | undefined;

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
  steady.networks.find(({ name }) => name === memory.network) ?? steady.networks[0];

const foldsOf = ({ name }: NetworkDiagram): Folds => memory.folds[name] ?? untouched;

function keep(change: Partial<DiagramMemory>): void {
  memory = { ...memory, ...change };
  host.setState(memory);
}

function nodeOf(nodes: readonly DiagramNode[], id: string): DiagramNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : nodeOf(node.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function go(id: string): void {
  const node = nodeOf(shown()?.nodes ?? [], id);
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
    seen.nodes.map(({ node, parent, open }) => {
      const { id, kind, label, detail, shape, parameters } = node;
      return [id, kind, label, detail, shape, parameters, problemOf(node, open), parent, open];
    }),
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

const titleOf = ({ name }: NetworkDiagram): string => local('Diagram of {0}', name);

async function save(network: NetworkDiagram, format: 'svg' | 'png'): Promise<void> {
  if (last === undefined) return;
  const text = svgOfPage(last.placed, titleOf(network));
  const data = format === 'svg' ? text : await pngOf(text, last.placed);
  if (data !== undefined) host.postMessage({ type: 'save', format, network: network.name, data });
}

const find = new DiagramFind({
  matching: text => found(shown()?.nodes ?? [], text),
  show(id) {
    const network = shown();
    if (network === undefined) return;
    if (picture?.seenAs.get(id) !== id) fold(network, foldedToShow(network.nodes, foldsOf(network), id));
    view.reveal(boxesOf(new Set([picture?.seenAs.get(id) ?? id])));
  },
  mark(ids, now) {
    const as = (id: string): string => picture?.seenAs.get(id) ?? '';
    wear('found', new Set(ids.map(as)));
    wear('found-now', new Set(now === undefined ? [] : [as(now)]));
  },
});

const tip = new DiagramTip(id => {
  const network = shown();
  const node = nodeOf(network?.nodes ?? [], id);
  return network && node && { node, purpose: network.purpose };
});

function toolbarFor(network: NetworkDiagram): Toolbar {
  return {
    networks: steady.networks.map(({ name }) => name),
    shown: network.name,
    folds: network.nodes.some(isGroup),
    asText: memory.asText,
    find: find.elements,
    choose(name) {
      keep({ network: name });
      draw();
    },
    zoomBy: factor => view.zoomBy(factor),
    zoomTo: zoom => view.zoomTo(zoom),
    zoomToWhole: () => view.zoomToWhole(),
    foldAll: open => fold(network, foldedAll(open)),
    save: format => void save(network, format),
    copy() {
      if (last !== undefined) host.postMessage({ type: 'copy', text: svgOfPage(last.placed, titleOf(network)) });
    },
    showAsText(asText) {
      keep({ asText });
      draw();
    },
  };
}

function noticesOf({ refused, cut }: Picture, network: NetworkDiagram): readonly HTMLElement[] {
  const { omitted, omittedEdges, name } = network;
  const texts = [
    ...(steady.earlier.has(name) ? [local('The text cannot be read as it is: this is how it was read last.')] : []),
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
    ...(omittedEdges > 0 ? [local('{0} more edges are not drawn.', omittedEdges)] : []),
  ];
  return texts.map(text => element('p', { class: 'note' }, text));
}

/** Errors that stand in no box, each a way to its line. */
function problemsOf({ problems }: FileDiagram): readonly HTMLElement[] {
  if (problems.length === 0) return [];
  const items = problems.map(({ message, uri, line, character }, i) => {
    const link = element('button', { type: 'button', 'data-key': `problem:${i}` }, ...prose(message));
    link.addEventListener('click', () => host.postMessage({ type: 'go', uri, line, character }));
    return element('li', {}, local('Line {0}', line + 1), ': ', link);
  });
  return [element('ul', { class: 'problems', 'aria-label': local('Errors') }, ...items)];
}

const boxesOf = (ids: ReadonlySet<string>): readonly Element[] =>
  [...root.querySelectorAll('.box')].filter(box => ids.has(box.getAttribute('data-key') ?? ''));

/** Boxes that have this class from now on. */
function wear(name: string, ids: ReadonlySet<string>): readonly Element[] {
  for (const one of root.querySelectorAll(`.${name}`)) one.classList.remove(name);
  const boxes = boxesOf(ids);
  for (const box of boxes) box.classList.add(name);
  return boxes;
}

/** The boxes of the cursor's line; a closed group stands for what is in it. */
function mark(): readonly Element[] {
  for (const one of root.querySelectorAll('[aria-current]')) one.removeAttribute('aria-current');
  const network = shown();
  if (network === undefined || cursor === undefined || picture === undefined) return [];
  const { seenAs } = picture;
  const boxes = wear('marked', new Set(nodesAt(network.nodes, cursor).flatMap(({ id }) => seenAs.get(id) ?? [])));
  for (const box of boxes) box.setAttribute('aria-current', 'true');
  return boxes;
}

function pictureIn(network: NetworkDiagram): void {
  const seen = pictureOf(network, foldsOf(network));
  picture = seen;
  const placed = placedOf(seen);
  root.append(element('div', { role: 'status' }, ...noticesOf(seen, network)));
  if (memory.asText) {
    root.append(listOf(placed, network.name));
    return;
  }
  const scroll = element('div', { class: 'scroll' });
  const made = drawn(placed, network.name, { go, toggle });
  scroll.append(made);
  keysOf(scroll, placed, {
    go,
    toggle,
    parent: id => (around(network.nodes, id) ?? []).filter(one => seen.seenAs.get(one) === one).at(-1),
  });
  root.append(scroll, tip.element);
  tip.watch(scroll);
  view.show(scroll, made, placed);
  mark();
  find.again();
}

/** `from`: which part is seen; where it was, if not given. */
function draw(from: { readonly left: number; readonly top: number } = view.seen): void {
  if (file === undefined) return;
  const network = shown();
  const active = document.activeElement?.getAttribute('data-key');
  root.replaceChildren(element('h1', {}, file.title));
  if (network === undefined) {
    picture = undefined;
    root.append(
      element('p', { class: 'note', role: 'status' }, local('There is no network in this file.')),
      ...problemsOf(file),
    );
    return;
  }
  toolbar = toolbarFor(network);
  root.append(toolbarOf(toolbar), ...problemsOf(file));
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
  steady = lastGood.of(diagram);
  keep({ uri, ...(network === undefined ? {} : { network }) });
  draw({ left: from.left, top: from.top });
});

window.addEventListener('keydown', event => {
  const isTyped = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  const withControl = event.ctrlKey || event.metaKey;
  if (withControl && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'f') find.focus();
  else if (isTyped || withControl || event.altKey || toolbar === undefined || memory.asText) return;
  else {
    const pressed = keys.find(({ keys: names }) => names.includes(event.key));
    if (pressed === undefined) return;
    pressed.press(toolbar);
  }
  event.preventDefault();
});

host.postMessage({ type: 'ready' });
