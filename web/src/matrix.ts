// SPDX-License-Identifier: Apache-2.0
// Documents by documents: how much any two share, summed up to pixels where there are many.

import { type Corpus, pairKey, type Shared } from "./corpus";
import { button, counted, make } from "./dom";

const NAMED = 40; // documents whose names stand beside the rows
const LISTED = 100; // pairs in the table below

export class Matrix {
  readonly element: HTMLElement;
  private canvas = make("canvas");
  private says = make("p", { class: "says", role: "status" });
  private cursor: [number, number] = [0, 1];
  private place: Uint32Array; // of each document in the order
  private margin = 0;

  /** `order`: documents as rows and columns; `open` shows two of them. */
  constructor(private corpus: Corpus, private shared: Map<number, Shared>, private order: number[], private open: (a: number, b: number) => void) {
    this.place = new Uint32Array(order.length);
    order.forEach((document, at) => (this.place[document] = at));
    const most = [...shared].reduce<[number, Shared] | null>((a, b) => (a && a[1].letters >= b[1].letters ? a : b), null);
    if (most) this.cursor = [this.place[Math.floor(most[0] / order.length)]!, this.place[most[0] % order.length]!];
    const frame = make("div", {
      class: "matrix", tabindex: "0", role: "group",
      "aria-label": "How much any two documents share. Arrows go from one pair to the next, Enter opens it.",
    }, this.canvas);
    frame.addEventListener("keydown", (event) => this.press(event));
    frame.addEventListener("pointermove", (event) => this.point(event));
    frame.addEventListener("click", (event) => {
      this.point(event);
      this.enter();
    });
    new ResizeObserver(() => this.draw()).observe(frame);
    this.element = make("div", { class: "kin" }, this.says, frame, this.table());
    this.say();
  }

  private sharedAt(row: number, column: number): Shared | undefined {
    return this.shared.get(pairKey(this.order[row]!, this.order[column]!, this.corpus.documents.length));
  }

  private name(at: number): string {
    return this.corpus.documents[this.order[at]!]?.name ?? "";
  }

  private say(): void {
    const [row, column] = this.cursor;
    const shared = row === column ? undefined : this.sharedAt(row, column);
    const what = shared ? `${counted(shared.clusters.length, "passage")}, ${counted(shared.letters, "letter")}` : row === column ? "the same document" : "nothing";
    this.says.replaceChildren(make("bdi", {}, this.name(row)), " and ", make("bdi", {}, this.name(column)), `: ${what}`);
  }

  private point(event: MouseEvent): void {
    const box = this.canvas.getBoundingClientRect();
    const side = box.height;
    const n = this.order.length;
    const at = (off: number) => Math.min(n - 1, Math.max(0, Math.floor((off / side) * n)));
    this.cursor = [at(event.clientY - box.top), at(event.clientX - box.left - this.margin)];
    this.say();
    this.draw();
  }

  private enter(): void {
    const [row, column] = this.cursor;
    if (row !== column && this.sharedAt(row, column)) this.open(this.order[row]!, this.order[column]!);
  }

  private press(event: KeyboardEvent): void {
    const step = ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as Record<string, [number, number]>)[event.key];
    if (event.key === "Enter") this.enter();
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const most = this.order.length - 1;
    this.cursor = [Math.min(most, Math.max(0, this.cursor[0] + step[0])), Math.min(most, Math.max(0, this.cursor[1] + step[1]))];
    this.say();
    this.draw();
  }

  /** What is shared, by pixels of a picture of so many. */
  private gather(cells: number): Float64Array {
    const n = this.order.length;
    const sums = new Float64Array(cells * cells);
    for (const [key, { letters }] of this.shared) {
      const [a, b] = [this.place[Math.floor(key / n)]!, this.place[key % n]!];
      const [x, y] = [Math.floor((a * cells) / n), Math.floor((b * cells) / n)];
      sums[y * cells + x]! += letters;
      if (x !== y) sums[x * cells + y]! += letters;
    }
    return sums;
  }

  draw(): void {
    const n = this.order.length;
    const context = this.canvas.getContext("2d");
    const wide = this.canvas.parentElement?.clientWidth ?? 0;
    if (!context || wide === 0 || n === 0) return;
    const style = getComputedStyle(this.canvas);
    this.margin = n <= NAMED && wide > 500 ? 150 : 0;
    const side = Math.min(wide - this.margin, n <= NAMED ? n * 22 : 760);
    const ratio = devicePixelRatio || 1;
    Object.assign(this.canvas.style, { width: `${side + this.margin}px`, height: `${side}px` });
    [this.canvas.width, this.canvas.height] = [(side + this.margin) * ratio, side * ratio];
    context.scale(ratio, ratio);
    context.font = `13px ${style.fontFamily}`;
    context.textBaseline = "middle";
    context.fillStyle = style.color;
    for (let i = 0; this.margin > 0 && i < n; i++) context.fillText(this.name(i).slice(-22), 0, ((i + 0.5) * side) / n, this.margin - 8);
    this.cells(context, side, style.getPropertyValue("accent-color"));
  }

  private cells(context: CanvasRenderingContext2D, side: number, colour: string): void {
    const n = this.order.length;
    const cells = Math.min(n, Math.max(1, Math.floor(side / 2)));
    const sums = this.gather(cells);
    const size = side / cells;
    const most = Math.sqrt(sums.reduce((a, b) => Math.max(a, b), 1));
    context.translate(this.margin, 0);
    context.strokeStyle = context.fillStyle;
    context.globalAlpha = 0.08;
    context.fillRect(0, 0, side, side);
    context.globalAlpha = 0.35;
    for (let i = 0; i < cells; i++) context.fillRect(i * size, i * size, Math.max(1, size - 1), Math.max(1, size - 1));
    context.fillStyle = colour;
    sums.forEach((sum, i) => {
      if (sum === 0) return;
      context.globalAlpha = 0.2 + (0.8 * Math.sqrt(sum)) / most;
      context.fillRect((i % cells) * size, Math.floor(i / cells) * size, Math.max(1, size - (size > 4 ? 1 : 0)), Math.max(1, size - (size > 4 ? 1 : 0)));
    });
    context.globalAlpha = 1;
    context.lineWidth = 2;
    const [row, column] = this.cursor;
    context.strokeRect((column * side) / n, (row * side) / n, Math.max(4, side / n), Math.max(4, side / n));
  }

  /** Those that share most, in words. */
  private table(): HTMLElement {
    const n = this.corpus.documents.length;
    const pairs = [...this.shared].sort((a, b) => b[1].letters - a[1].letters).slice(0, LISTED);
    const table = make("table", { class: "agreement" }, make("caption", {}, pairs.length < this.shared.size ? `The ${LISTED} pairs that share most, of ${this.shared.size.toLocaleString("en")}` : "Pairs that share something"));
    for (const [key, { clusters, letters }] of pairs) {
      const [a, b] = [Math.floor(key / n), key % n];
      const names = [a, b].map((document) => this.corpus.documents[document]!.name);
      table.append(make("tr", {}, make("td", {}, make("bdi", {}, names[0]!)), make("td", {}, make("bdi", {}, names[1]!)),
        make("td", {}, button(`${counted(clusters.length, "passage")}, ${counted(letters, "letter")}`, `${names[0]} and ${names[1]} side by side`, () => this.open(a, b)))));
    }
    return make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": "Pairs that share most" }, table);
  }
}
