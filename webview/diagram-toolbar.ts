/** The buttons above a diagram. */
import { element } from './element.js';
import { local } from './words.js';

export interface Toolbar {
  readonly networks: readonly string[];
  readonly shown: string;
  readonly folds: boolean;
  readonly asText: boolean;
  /** The field that finds steps, with its count. */
  readonly find: readonly HTMLElement[];
  choose(network: string): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number | undefined): void;
  zoomToWhole(): void;
  foldAll(open: boolean): void;
  save(format: 'svg' | 'png'): void;
  copy(): void;
  showAsText(asText: boolean): void;
}

interface Look {
  readonly label?: string;
  readonly keys?: string;
  readonly pressed?: boolean;
}

/** A key of the page's own, where nobody is typing. */
export const keys: readonly { readonly keys: readonly string[]; readonly press: (toolbar: Toolbar) => void }[] = [
  { keys: ['+', '='], press: toolbar => toolbar.zoomBy(1.25) },
  { keys: ['-'], press: toolbar => toolbar.zoomBy(1 / 1.25) },
  { keys: ['0'], press: toolbar => toolbar.zoomTo(undefined) },
  { keys: ['1'], press: toolbar => toolbar.zoomTo(1) },
];

function button(
  text: string,
  key: string,
  press: () => void,
  { label, keys: shortcut, pressed }: Look = {},
): HTMLElement {
  const title = label ?? text;
  const made = element(
    'button',
    {
      type: 'button',
      'data-key': `toolbar:${key}`,
      'aria-label': label,
      'aria-keyshortcuts': shortcut,
      'aria-pressed': pressed === undefined ? undefined : String(pressed),
      title: shortcut === undefined ? label : `${title} (${shortcut})`,
    },
    text,
  );
  made.addEventListener('click', press);
  return made;
}

export function toolbarOf(toolbar: Toolbar): HTMLElement {
  const { networks, shown, folds, asText, find } = toolbar;
  const select = element(
    'select',
    { 'data-key': 'toolbar:network', 'aria-label': local('Network') },
    ...networks.map(name => element('option', { value: name, selected: name === shown }, name)),
  );
  select.addEventListener('change', () => toolbar.choose(select.value));
  const sizes = [
    button('−', 'smaller', () => toolbar.zoomBy(1 / 1.25), { label: local('Smaller'), keys: '-' }),
    button('+', 'larger', () => toolbar.zoomBy(1.25), { label: local('Larger'), keys: '+' }),
    button(local('Fit Width'), 'width', () => toolbar.zoomTo(undefined), { keys: '0' }),
    button(local('Whole'), 'fit', () => toolbar.zoomToWhole()),
  ];
  return element(
    'div',
    { class: 'toolbar' },
    ...(networks.length > 1 ? [select] : []),
    ...(asText ? [] : sizes),
    ...(folds
      ? [
          button(local('Open All'), 'open', () => toolbar.foldAll(true)),
          button(local('Close All'), 'close', () => toolbar.foldAll(false)),
        ]
      : []),
    ...find,
    button(local('Save as SVG'), 'svg', () => toolbar.save('svg')),
    button(local('Copy as SVG'), 'copy', () => toolbar.copy()),
    button(local('Save as PNG'), 'png', () => toolbar.save('png')),
    button(local('As Text'), 'text', () => toolbar.showAsText(!asText), { pressed: asText }),
  );
}
