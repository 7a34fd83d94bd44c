/** Makes elements: a tag, attributes, children. Text is set as text, so nothing from a file can become markup. */

export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

/** False and undefined take the attribute away. */
export function setAttribute(on: Element, name: string, value: string | boolean | undefined): void {
  if (value === undefined || value === false) on.removeAttribute(name);
  else on.setAttribute(name, value === true ? '' : value);
}

/** Sets text only where it differs: a screen reader and the layout are left alone otherwise. */
export function setText(on: Element, text: string): void {
  if (on.textContent !== text) on.textContent = text;
}

export const codicon = (name: string): HTMLElement =>
  element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });

/** A message in which `words` between back quotes are code. */
export function prose(message: string): (Node | string)[] {
  return message.split('`').map((part, i) => (i % 2 === 1 ? element('code', {}, part) : part));
}
