/** What a box tells when it is pointed at or has the focus: the words of the editor's hover. */
import type { DiagramNode } from '../src/messages/diagram.js';
import { element } from './element.js';
import { local } from './words.js';

/** A pointer that only passes by shows nothing. */
const restMs = 350;
const gap = 8;

export class DiagramTip {
  readonly element = element('div', { id: 'tip', role: 'tooltip', class: 'tip', hidden: true });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private of: Element | undefined;

  constructor(private readonly about: (id: string) => { node: DiagramNode; purpose: string } | undefined) {
    // It can be pointed at itself, to read or copy it.
    this.element.addEventListener('mouseenter', () => clearTimeout(this.timer));
    this.element.addEventListener('mouseleave', () => this.hideSoon());
    window.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.hide();
    });
  }

  /** Listens to the boxes in this element. */
  watch(scroll: HTMLElement): void {
    this.hide();
    // Of an open group its head alone is pointed at: the rest is room for what is in it.
    const boxOf = ({ target }: Event): Element | null =>
      target instanceof Element && !target.matches('.open') ? target.closest('.box') : null;
    scroll.addEventListener('mouseover', event => {
      const box = boxOf(event);
      clearTimeout(this.timer);
      if (box === null) this.hideSoon();
      else if (box !== this.of) this.timer = setTimeout(() => this.show(box), restMs);
    });
    scroll.addEventListener('mouseleave', () => this.hideSoon());
    scroll.addEventListener('focusin', event => {
      const box = boxOf(event);
      // A click goes to the text: what it pointed at was read before.
      if (box?.matches(':focus-visible') === true) this.show(box);
    });
    scroll.addEventListener('focusout', () => this.hide());
    scroll.addEventListener('scroll', () => this.place());
    scroll.addEventListener('click', () => this.hide());
  }

  hide(): void {
    clearTimeout(this.timer);
    this.of?.removeAttribute('aria-describedby');
    this.of = undefined;
    this.element.hidden = true;
  }

  private hideSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.of?.matches(':focus-visible') !== true) this.hide();
    }, restMs);
  }

  private show(box: Element): void {
    const told = this.about(box.getAttribute('data-key') ?? '');
    if (told === undefined) return;
    this.hide();
    this.of = box;
    this.element.replaceChildren(...contentOf(told.node, told.purpose));
    this.element.hidden = false;
    box.setAttribute('aria-describedby', 'tip');
    this.place();
  }

  /** Beneath its box, or above it where there is no room. */
  private place(): void {
    if (this.of === undefined) return;
    const isOpen = this.of.getAttribute('aria-expanded') === 'true';
    const box = ((isOpen ? this.of.querySelector('.name') : null) ?? this.of).getBoundingClientRect();
    const { width, height } = this.element.getBoundingClientRect();
    const below = box.bottom + gap;
    const above = box.top - gap - height;
    const top = below + height <= window.innerHeight ? below : above >= 0 ? above : window.innerHeight - height - gap;
    const left = Math.max(gap, Math.min(box.left, window.innerWidth - width - gap));
    Object.assign(this.element.style, { left: `${left}px`, top: `${Math.max(gap, top)}px` });
  }
}

function contentOf({ label, detail, answer, memory, problems }: DiagramNode, purpose: string): readonly HTMLElement[] {
  const call = [label, detail].filter(part => part !== '').join(' · ');
  return [
    element('p', { class: 'call' }, call),
    ...problems.map(problem => element('p', { class: 'problem' }, `${local('Error')}: ${problem}`)),
    element('p', {}, answer),
    ...(memory.length === 0
      ? []
      : [
          element(
            'table',
            {},
            element('caption', {}, purpose),
            element(
              'tbody',
              {},
              ...memory.map(([name, bytes]) =>
                element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, bytes)),
              ),
            ),
          ),
        ]),
  ];
}
