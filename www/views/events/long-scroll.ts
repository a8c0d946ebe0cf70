/** Browsers cannot make elements much taller: Firefox stops at 17.9 million pixels. */
const MAX_HEIGHT = 8_000_000;
/** A longer step is a jump. A pixel of the scroll bar is far more, a turn of the wheel less. */
const LONGEST_STEP = 2_000;

/**
 * Scrolling through more than an element can be tall. Small steps, as of a wheel or a finger, move as many pixels as
 * everywhere; a jump, as of the scroll bar, goes to the same share of the whole.
 */
export class LongScroll {
  readonly #element: HTMLElement;
  /** Height of all rows, and of the part that shows some. */
  #whole = 0;
  #view = 0;
  /** Where in the whole the view begins. */
  #top = 0;
  #last = 0;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Where in the whole the view begins, in pixels. */
  get top(): number {
    return this.#top;
  }

  /** How far the element's content is moved against the whole. */
  get shift(): number {
    return this.#whole <= MAX_HEIGHT ? 0 : this.#element.scrollTop - this.#top;
  }

  /** The height to give to the content. */
  get height(): number {
    return Math.min(this.#whole, MAX_HEIGHT);
  }

  /** Takes other sizes. */
  resize(whole: number, view: number): void {
    this.#whole = whole;
    this.#view = view;
    this.#top = Math.min(this.#top, this.#room);
  }

  /** Reads where the element was scrolled to. */
  scrolled(): void {
    const now = this.#element.scrollTop;
    const step = now - this.#last;
    this.#last = now;
    if (this.#whole <= MAX_HEIGHT) this.#top = now;
    else if (Math.abs(step) > Math.max(LONGEST_STEP, this.#view)) this.#top = (now / this.#elementRoom) * this.#room;
    else {
      this.#top = Math.max(0, Math.min(this.#room, this.#top + step));
      this.#keepRoom(now);
    }
  }

  /** Goes to a place in the whole. */
  go(top: number): void {
    this.#top = Math.max(0, Math.min(this.#room, top));
    this.#element.scrollTop = this.#last = this.#share();
    this.#last = this.#element.scrollTop;
  }

  /** Near an end of the element but not of the whole, the element is scrolled back to the place's share. */
  #keepRoom(now: number): void {
    const back = Math.min(now, this.#elementRoom - now);
    const left = now < this.#elementRoom / 2 ? this.#top : this.#room - this.#top;
    if (back < this.#view && left > back) this.go(this.#top);
    else if (left === 0 && back > 0) this.go(this.#top);
  }

  #share(): number {
    if (this.#whole <= MAX_HEIGHT) return this.#top;
    return this.#room === 0 ? 0 : (this.#top / this.#room) * this.#elementRoom;
  }

  get #room(): number {
    return Math.max(0, this.#whole - this.#view);
  }

  get #elementRoom(): number {
    return Math.max(1, this.height - this.#view);
  }
}
