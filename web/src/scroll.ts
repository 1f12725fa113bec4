// SPDX-License-Identifier: Apache-2.0
// Rows in a document of any length: only those in sight are there. Heights are guessed until they
// are seen; what a guess was wrong by is taken back in the same frame, so that nothing moves that
// the reader did not move.

/** Sums of heights that change, in log n (Fenwick 1994); the last may be of rows to come, and 0. */
class Heights {
  private sums: Float64Array;

  constructor(readonly heights: Float64Array, private n = heights.length) {
    this.sums = new Float64Array(heights.length + 1);
    for (let i = 1; i <= heights.length; i++) {
      this.sums[i]! += heights[i - 1]!;
      const up = i + (i & -i);
      if (up <= heights.length) this.sums[up]! += this.sums[i]!;
    }
  }

  set(i: number, height: number): void {
    const more = height - this.heights[i]!;
    this.heights[i] = height;
    for (let k = i + 1; k < this.sums.length; k += k & -k) this.sums[k]! += more;
  }

  /** The same with `n` rows; those that are new have no height yet. */
  grown(n: number): Heights {
    if (n <= this.heights.length) {
      this.n = n;
      return this;
    }
    const heights = new Float64Array(2 * n);
    heights.set(this.heights);
    return new Heights(heights, n);
  }

  /** The sum of the first n. */
  before(n: number): number {
    let sum = 0;
    for (let k = n; k > 0; k -= k & -k) sum += this.sums[k]!;
    return sum;
  }

  /** The last whose beginning is not beyond y. */
  find(y: number): number {
    let at = 0;
    for (let step = 1 << (31 - Math.clz32(this.heights.length || 1)); step > 0; step >>= 1) {
      if (at + step < this.sums.length && this.sums[at + step]! <= y) {
        at += step;
        y -= this.sums[at]!;
      }
    }
    return Math.min(at, this.n - 1);
  }
}

/** Pixels beyond what is in sight that are drawn as well. */
const MARGIN = 500;
/** Frames without a move after which all rows that are drawn by the browser have their heights, and most frames. */
const STILL = 4;
const MOST_HELD = 40;
/** Browsers draw no element higher than some 17 million pixels; the scroll bar is scaled above. */
const HIGHEST = 15e6;

export interface Source {
  n: number;
  estimate(i: number): number;
  render(i: number): HTMLElement;
}

export class Scroller {
  private source: Source = { n: 0, estimate: () => 0, render: () => document.createElement("p") };
  private heights = new Heights(new Float64Array(0));
  private first = 0;
  private elements: HTMLElement[] = [];
  private block = document.createElement("div");
  private waiting = false;
  private all = false;
  /** Where in the rows the top of the window is, where the scroll bar is scaled. */
  private virtual = 0;
  private lastScroll = 0;
  private holding = 0; // how often something was held
  onDraw: (() => void) | null = null;

  constructor(private box: HTMLElement, private top: () => number) {
    this.block.className = "block";
    box.append(this.block);
    addEventListener("scroll", () => this.request(), { passive: true });
    addEventListener("resize", () => this.request());
    addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    for (const begins of ["wheel", "pointerdown", "touchmove", "keydown"]) addEventListener(begins, () => this.holding++, { passive: true });
  }

  /** Show other rows; `all`: every one of them, by the browser's own means. */
  show(source: Source, all: boolean): void {
    this.source = source;
    this.all = all;
    const heights = new Float64Array(source.n);
    for (let i = 0; i < source.n; i++) heights[i] = source.estimate(i);
    this.heights = new Heights(heights);
    this.block.replaceChildren();
    this.elements = [];
    this.first = 0;
    this.box.classList.toggle("all", all);
    if (all) {
      for (let i = 0; i < source.n; i++) {
        const element = source.render(i);
        element.style.containIntrinsicSize = `auto ${Math.round(heights[i]!)}px`;
        this.elements.push(element);
      }
      this.block.append(...this.elements);
      this.block.style.top = "0";
      this.box.style.height = "auto";
    }
    this.draw();
  }

  /** There are `n` rows now, more than before; the others stay as they are. */
  grow(n: number): void {
    const before = this.source.n;
    this.source.n = n;
    this.heights = this.heights.grown(n);
    for (let i = before; i < n; i++) this.heights.set(i, this.source.estimate(i));
  }

  private get total(): number {
    return this.heights.before(this.source.n);
  }

  private get scale(): number {
    const view = innerHeight;
    const total = this.total;
    return total <= HIGHEST ? 1 : (total - view) / (HIGHEST - view);
  }

  /** Top of the box in the document. */
  private get boxTop(): number {
    return this.box.getBoundingClientRect().top + scrollY;
  }

  /** Pixels of the rows that lie above the window's reading edge. */
  private position(): number {
    const y = scrollY - this.boxTop;
    const scale = this.scale;
    if (scale === 1) return y + this.top();
    if (scrollY !== this.lastScroll) {
      this.virtual = y * scale;
      this.lastScroll = scrollY;
    }
    return this.virtual + this.top();
  }

  /** Where the scroll bar is scaled, wheels move the rows and not the bar. */
  private wheel(event: WheelEvent): void {
    if (this.all || this.scale === 1 || event.ctrlKey || event.deltaY === 0) return;
    if ((event.target as Element | null)?.closest?.("#list")) return;
    const y = this.position() - this.top() + event.deltaY;
    if (y <= 0) return;
    event.preventDefault();
    this.setPosition(y);
    this.request();
  }

  private setPosition(y: number): void {
    const scale = this.scale;
    this.virtual = y;
    scrollTo(0, this.boxTop + y / scale);
    this.lastScroll = scrollY;
  }

  request(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** The row at the reading edge, and how much of it lies above. */
  anchor(): { row: number; off: number } {
    if (this.all) {
      const edge = this.top();
      let low = 0;
      let high = this.elements.length - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.elements[middle]!.getBoundingClientRect().bottom > edge + 1) high = middle;
        else low = middle + 1;
      }
      const box = this.elements[low]?.getBoundingClientRect();
      return { row: low, off: box ? edge - box.top : 0 };
    }
    const y = Math.max(this.position(), 0);
    const row = this.heights.find(y);
    return { row, off: y - this.heights.before(row) };
  }

  /** The first and last row in sight. */
  sight(): [number, number] {
    const { row } = this.anchor();
    if (!this.all) return [row, this.heights.find(this.position() - this.top() + innerHeight)];
    let last = row;
    while (last + 1 < this.elements.length && this.elements[last + 1]!.getBoundingClientRect().top < innerHeight) last++;
    return [row, last];
  }

  element(i: number): HTMLElement | undefined {
    return this.all ? this.elements[i] : this.elements[i - this.first];
  }

  /** Draw a row anew. */
  refresh(i: number): void {
    const old = this.element(i);
    if (!old) return;
    const element = this.source.render(i);
    if (this.all) element.style.containIntrinsicSize = old.style.containIntrinsicSize;
    old.replaceWith(element);
    this.elements[this.all ? i : i - this.first] = element;
    if (!this.all) this.measure(i, i);
  }

  /** Bring a row to the reading edge, `off` pixels of it above. */
  go(row: number, off = 0): void {
    if (this.all) {
      for (let round = 0; round < 3; round++) {
        const element = this.elements[row];
        if (!element) return;
        scrollBy(0, element.getBoundingClientRect().top - this.top() + off);
      }
      this.onDraw?.();
      return;
    }
    for (let round = 0; round < 3; round++) {
      this.setPosition(this.heights.before(row) + off - this.top());
      this.draw();
    }
  }

  /**
   * Keep an element where it stands while rows above it get their heights, where the browser draws
   * them: it knows those some frames later. Whoever scrolls ends it.
   */
  hold(element: Element): void {
    if (!this.all) return;
    const { top } = element.getBoundingClientRect();
    const holding = ++this.holding;
    let [still, frames] = [0, 0];
    const look = () => {
      if (holding !== this.holding || !element.isConnected) return;
      const moved = element.getBoundingClientRect().top - top;
      if (Math.abs(moved) >= 1) scrollBy(0, moved);
      still = Math.abs(moved) >= 1 ? 0 : still + 1;
      if (still < STILL && ++frames < MOST_HELD) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  private measure(from: number, to: number): void {
    for (let i = from; i <= to; i++) {
      const element = this.elements[i - this.first];
      if (element) this.heights.set(i, element.getBoundingClientRect().height);
    }
  }

  private draw(): void {
    if (this.all || this.source.n === 0) {
      this.onDraw?.();
      return;
    }
    const y = this.position() - this.top();
    const anchor = this.heights.find(Math.max(y + this.top(), 0));
    const before = this.heights.before(anchor);
    const first = this.heights.find(Math.max(y - MARGIN, 0));
    const last = this.heights.find(Math.max(y, 0) + innerHeight + MARGIN);
    const fresh = this.fill(first, last);
    for (const [i, element] of fresh) this.heights.set(i, element.getBoundingClientRect().height);
    const moved = this.heights.before(anchor) - before;
    this.place(first, y, moved);
    this.onDraw?.();
  }

  /** Put the block where its first row belongs, and the window where it was. */
  private place(first: number, y: number, moved: number): void {
    const scale = this.scale;
    this.box.style.height = `${Math.min(this.total, HIGHEST)}px`;
    if (scale === 1) {
      this.block.style.top = `${this.heights.before(first)}px`;
      if (Math.abs(moved) >= 1) scrollBy(0, moved);
      return;
    }
    this.virtual = y + moved;
    this.block.style.top = `${scrollY - this.boxTop + this.heights.before(first) - this.virtual}px`;
  }

  /** Rows come and go at the ends only. Those that are new. */
  private fill(first: number, last: number): [number, HTMLElement][] {
    const fresh: [number, HTMLElement][] = [];
    const behind = this.first + this.elements.length;
    if (this.elements.length === 0 || first >= behind || last < this.first) {
      this.elements = [];
      for (let i = first; i <= last; i++) fresh.push([i, this.source.render(i)]);
      this.elements = fresh.map(([, element]) => element);
      this.first = first;
      this.block.replaceChildren(...this.elements);
      return fresh;
    }
    while (this.first < first) {
      this.elements.shift()!.remove();
      this.first++;
    }
    while (this.first + this.elements.length - 1 > last) this.elements.pop()!.remove();
    for (let i = this.first - 1; i >= first; i--) {
      const element = this.source.render(i);
      this.block.prepend(element);
      this.elements.unshift(element);
      fresh.push([i, element]);
      this.first = i;
    }
    for (let i = this.first + this.elements.length; i <= last; i++) {
      const element = this.source.render(i);
      this.block.append(element);
      this.elements.push(element);
      fresh.push([i, element]);
    }
    return fresh;
  }
}
