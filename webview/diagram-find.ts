/** The field that finds steps: what is found is marked, Enter goes from one to the next. */
import { element, setText } from './element.js';
import { local } from './words.js';

export interface Finds {
  /** Ids of what matches. */
  matching(text: string): readonly string[];
  /** Shows one of them, whatever hides it. */
  show(id: string): void;
  /** Marks what is found; `now`: the one that was gone to. */
  mark(ids: readonly string[], now: string | undefined): void;
}

export class DiagramFind {
  private readonly field = element('input', {
    type: 'search',
    'data-key': 'toolbar:find',
    placeholder: local('Find'),
    'aria-label': local('Find'),
    'aria-keyshortcuts': 'Control+F',
    spellcheck: 'false',
  });
  private readonly count = element('span', { role: 'status', class: 'note' });
  readonly elements = [this.field, this.count];
  private at = -1;

  constructor(private readonly finds: Finds) {
    this.field.addEventListener('input', () => {
      this.at = -1;
      this.again();
    });
    this.field.addEventListener('keydown', event => {
      if (event.key === 'Enter') this.next(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') this.clear();
      else return;
      event.preventDefault();
    });
  }

  focus(): void {
    this.field.focus();
    this.field.select();
  }

  /** After something else is drawn. */
  again(): void {
    const ids = this.finds.matching(this.field.value);
    if (this.at >= ids.length) this.at = -1;
    this.finds.mark(ids, ids[this.at]);
    const empty = this.field.value.trim() === '';
    setText(this.count, empty ? '' : local('{0} of {1}', this.at + 1, ids.length));
  }

  private next(by: number): void {
    const ids = this.finds.matching(this.field.value);
    if (ids.length === 0) return;
    this.at = this.at < 0 && by < 0 ? ids.length - 1 : (this.at + by + ids.length) % ids.length;
    const id = ids[this.at];
    if (id !== undefined) this.finds.show(id);
    this.again();
  }

  private clear(): void {
    this.field.value = '';
    this.at = -1;
    this.again();
  }
}
