/** The summary beside the text: one table for each network, sorted by a click, folded by a click, and a memory to fit. */
import * as v from 'valibot';
import {
  tableMemory,
  toTable,
  type FromTable,
  type NetworkTable,
  type Order,
  type SummaryTable,
  type TableMemory,
  type TableRow,
} from '../src/messages/summary-table.js';
import { element } from './element.js';
import { csvOf, fitText, gib, inOrder, shareText } from './summary-rows.js';
import { local } from './words.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromTable): void;
  getState(): unknown;
  setState(state: TableMemory): void;
};

const host = acquireVsCodeApi();
const root = document.getElementById('panel')!;
const devices = [2, 4, 6, 8, 12, 16, 24, 32, 48, 80];
const columns: readonly { readonly order: Order; readonly title: string }[] = [
  { order: 'parameters', title: local('Parameters') },
  { order: 'bytes', title: local('Memory') },
  { order: 'multiplyAdds', title: local('Multiply-adds') },
];

const remembered = v.safeParse(tableMemory, host.getState());
let memory: TableMemory = remembered.success ? remembered.output : { uri: '', order: 'text', device: 0 };
let table: SummaryTable | undefined;
/** Paths of rows that a person opened or closed; the others are open where their parent is a network. */
const opened = new Map<string, boolean>();
/** What has the focus is found again after the table was drawn anew. */
let focused: string | undefined;

/** Bytes of the device that a person chose, else of the settings' one. */
const memoryAsked = (): number => (memory.device === 0 ? (table?.device?.bytes ?? 8 * gib) : memory.device * gib);

function remember(change: Partial<TableMemory>): void {
  memory = { ...memory, ...change };
  host.setState(memory);
  draw();
}

function button(text: string, key: string, press: () => void, attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-key': key, ...attributes }, text);
  made.addEventListener('click', press);
  return made;
}

function headerOf(order: Order, title: string, network: string): HTMLElement {
  const sorted = memory.order === order;
  const press = (): void => remember({ order: sorted ? 'text' : order });
  return element(
    'th',
    { scope: 'col', class: 'number', 'aria-sort': sorted ? 'descending' : 'none' },
    button(`${title}${sorted ? ' ↓' : ''}`, `${network}:${order}`, press),
  );
}

function rowsOf(row: TableRow, path: string, depth: number, whole: TableRow): readonly HTMLElement[] {
  const folds = row.children.length > 0;
  const open = folds && (opened.get(path) ?? depth === 0);
  const toggle = folds
    ? button(
        open ? '▾' : '▸',
        `${path}:fold`,
        () => {
          opened.set(path, !open);
          draw();
        },
        { class: 'fold', 'aria-expanded': String(open), 'aria-label': local('Steps of {0}', row.label) },
      )
    : element('span', { class: 'fold' });
  const name = button(
    row.label,
    path,
    () => {
      const { uri, line, character } = row;
      host.postMessage({ type: 'go', uri, line, character });
    },
    { class: 'name', title: local('Go to') },
  );
  const first = element('th', { scope: 'row' }, element('span', { class: 'indent' }), toggle, name);
  // The policy forbids style attributes in markup; a property set by script is none.
  first.querySelector<HTMLElement>('.indent')!.style.width = `${depth * 16}px`;
  const number = (text: string, share: string): HTMLElement =>
    element('td', { class: 'number' }, text, element('span', { class: 'share' }, share));
  const shown = element(
    'tr',
    depth === 0 ? { class: 'whole' } : {},
    first,
    element('td', {}, row.shape),
    ...columns.map(({ order }) => {
      const of = order as Exclude<Order, 'text'>;
      return number(row.texts[of], depth === 0 ? '' : shareText(row[of], whole[of]));
    }),
  );
  if (!open) return [shown];
  const labels = new Map<string, number>();
  const inner = inOrder(row.children, memory.order).flatMap(child => {
    const count = (labels.get(child.label) ?? 0) + 1;
    labels.set(child.label, count);
    return rowsOf(child, `${path}/${child.label}${count > 1 ? `#${count}` : ''}`, depth + 1, whole);
  });
  return [shown, ...inner];
}

function sectionOf(network: NetworkTable): HTMLElement {
  const { row, purpose } = network;
  const heads = columns.map(({ order, title }) => headerOf(order, title, row.label));
  return element(
    'section',
    {},
    element('h2', {}, row.label),
    element('p', { class: 'note' }, local('For {0}.', purpose)),
    element('p', { class: 'fit', role: 'status' }, fitText(network, memoryAsked())),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': local('Layers of {0}', row.label) },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, local('Layer')),
            element('th', { scope: 'col' }, local('Shape')),
            ...heads,
          ),
        ),
        element('tbody', {}, ...rowsOf(row, row.label, 0, row)),
      ),
    ),
  );
}

function toolbar(networks: readonly NetworkTable[]): HTMLElement {
  const own = table?.device?.name;
  const chosen = memory.device === 0 && own === undefined ? 8 : memory.device;
  const select = element(
    'select',
    { 'data-key': 'device', id: 'device' },
    ...(own === undefined ? [] : [element('option', { value: '0', selected: memory.device === 0 }, own)]),
    ...devices.map(size => element('option', { value: String(size), selected: size === chosen }, `${size} GiB`)),
  );
  select.addEventListener('change', () => remember({ device: Number(select.value) }));
  return element(
    'div',
    { class: 'toolbar' },
    element('label', { for: 'device' }, local('Fits')),
    select,
    button(local('Copy as Markdown'), 'markdown', () => host.postMessage({ type: 'copyMarkdown' })),
    button(local('Copy as CSV'), 'csv', () => host.postMessage({ type: 'copy', text: csvOf(networks) })),
  );
}

function draw(): void {
  if (table === undefined) return;
  const { networks, title } = table;
  const active = document.activeElement;
  focused = active instanceof HTMLElement ? active.dataset['key'] : undefined;
  root.replaceChildren(
    element('h1', {}, title),
    ...(networks.length === 0
      ? [element('p', { class: 'note', role: 'status' }, local('There is no network in this file.'))]
      : [toolbar(networks), ...networks.map(sectionOf)]),
  );
  if (focused !== undefined) root.querySelector<HTMLElement>(`[data-key=${CSS.escape(focused)}]`)?.focus();
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = v.safeParse(toTable, event.data);
  if (!message.success) return;
  ({ table } = message.output);
  remember({ uri: message.output.uri });
});

host.postMessage({ type: 'ready' });
