/** The window onto a diagram: its size and which part of it is seen. */

/** Below this text is hard to read: the page scrolls instead, unless a person asks for the whole. */
const leastZoom = 0.75;
const [smallest, largest] = [0.05, 4];

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Seen {
  /** Undefined: as wide as the page, where that can be read. */
  readonly zoom: number | undefined;
  readonly left: number;
  readonly top: number;
}

export class DiagramView {
  private picture: SVGSVGElement | undefined;
  private scroll: HTMLElement | undefined;
  private size: Size = { width: 1, height: 1 };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private zoom: number | undefined,
    /** Called when a person has moved it. */
    private readonly moved: (seen: Seen) => void,
  ) {
    window.addEventListener('resize', () => this.apply());
  }

  get seen(): Seen {
    return { zoom: this.zoom, left: this.scroll?.scrollLeft ?? 0, top: this.scroll?.scrollTop ?? 0 };
  }

  /** Shows another picture in this element. */
  show(scroll: HTMLElement, picture: SVGSVGElement, size: Size): void {
    Object.assign(this, { scroll, picture, size });
    scroll.addEventListener('scroll', () => this.tell());
    scroll.addEventListener(
      'wheel',
      event => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.zoomBy(Math.exp(-event.deltaY / 300));
      },
      { passive: false },
    );
    this.apply();
  }

  scrollTo({ left, top }: Pick<Seen, 'left' | 'top'>): void {
    this.scroll?.scrollTo(left, top);
  }

  zoomBy(factor: number): void {
    this.zoomTo(this.scale() * factor);
  }

  /** The middle of what is seen stays where it is. */
  zoomTo(zoom: number | undefined): void {
    const { scroll } = this;
    if (scroll === undefined) return;
    const before = this.scale();
    const [x, y] = [
      (scroll.scrollLeft + scroll.clientWidth / 2) / before,
      (scroll.scrollTop + scroll.clientHeight / 2) / before,
    ];
    this.zoom = zoom === undefined ? undefined : Math.min(largest, Math.max(smallest, zoom));
    this.apply();
    const after = this.scale();
    this.scrollTo({ left: x * after - scroll.clientWidth / 2, top: y * after - scroll.clientHeight / 2 });
    this.tell();
  }

  zoomToWhole(): void {
    const { scroll, size } = this;
    if (scroll !== undefined)
      this.zoomTo(Math.min(1, scroll.clientWidth / size.width, scroll.clientHeight / size.height));
  }

  /** Brings the first of these boxes into view, unless one of them is there. */
  reveal(boxes: readonly Element[]): void {
    const room = this.scroll?.getBoundingClientRect();
    const [first] = boxes;
    if (this.scroll === undefined || room === undefined || first === undefined) return;
    const isSeen = (box: Element): boolean => {
      const { left, top, right, bottom } = box.getBoundingClientRect();
      // Of an open group that is larger than the page its head suffices.
      const [across, down] = [Math.min(right, left + 60), Math.min(bottom, top + 30)];
      return left >= room.left - 1 && top >= room.top - 1 && across <= room.right && down <= room.bottom;
    };
    if (boxes.some(isSeen)) return;
    const at = first.getBoundingClientRect();
    const middle = (from: number, length: number, start: number, whole: number): number =>
      from - start - Math.max(20, (whole - length) / 2);
    this.scroll.scrollBy(
      middle(at.left, at.width, room.left, room.width),
      middle(at.top, at.height, room.top, room.height),
    );
  }

  private scale(): number {
    const wide = (this.scroll?.clientWidth ?? this.size.width) / this.size.width;
    return this.zoom ?? Math.min(1, Math.max(leastZoom, wide));
  }

  private apply(): void {
    const scale = this.scale();
    this.picture?.setAttribute('width', String(this.size.width * scale));
    this.picture?.setAttribute('height', String(this.size.height * scale));
  }

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.moved(this.seen), 200);
  }
}
