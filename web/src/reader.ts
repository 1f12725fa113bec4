// SPDX-License-Identifier: Apache-2.0
// The reading view: which rows are shown, where, and how one gets to them.

import type { Result } from "./data";
import { make } from "./dom";
import { markFound } from "./find";
import { Items } from "./items";
import { Lines } from "./lines";
import { type Model, renderFold, renderRow, renderStub, type View } from "./render";
import { buildRows, lastChange, movedPassage, rowAt, rowOf } from "./rows";
import { Scroller } from "./scroll";
import { numberRoom } from "./tools";

/** Up to this much is drawn whole, so that the browser's own search and printing work. */
const ALL_ROWS = 1500;
const ALL_CHANGES = 10000;
const PRINTED_ROWS = 6000;
/** Below this order what has moved is the normal, and not pointed out. */
const SHUFFLED = 0.5;

export function modelOf(result: Result): Model {
  const lines: [Lines, Lines] = [new Lines(result.texts[0]), new Lines(result.texts[1])];
  return {
    result,
    lines,
    rows: buildRows(result, lines),
    shuffled: result.head.verdict.order < SHUFFLED,
    open: new Set(),
    whole: new Set(),
    decided: null,
  };
}

/** Where one reads, by the telling's words, which are found again when it has changed. */
export interface Place {
  at: number;
  words: string;
}

const WORDS = 80;

export class Reader {
  readonly element = make("section", { id: "rows", "aria-label": "The texts" });
  view: View;
  private feed = make("div", { class: "feed", role: "feed" });
  private items!: Items;
  private opened = new Set<number>(); // folds, by their first row
  private scroller: Scroller;
  private current = -1; // change
  private query = "";
  private sizes = { line: 27, perLine: 60 };
  private whole: boolean;
  onSight: ((seen: [[number, number], [number, number]]) => void) | null = null;

  constructor(readonly model: Model, private top: () => number) {
    this.view = innerWidth < 700 ? "inline" : "side";
    this.element.append(this.columns(), this.feed);
    numberRoom(this.element, Math.max(...model.lines.map((lines, side) => lines.line(model.result.texts[side]!.length))));
    this.whole = model.rows.n <= ALL_ROWS && model.result.changes.n <= ALL_CHANGES;
    this.scroller = new Scroller(this.feed, top);
    this.scroller.onDraw = () => this.drawn();
    this.feed.addEventListener("click", (event) => this.click(event));
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      this.keep(() => this.lay());
    });
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.keep(() => this.lay()));
  }

  /** Names above the columns. */
  private columns(): HTMLElement {
    const { original, telling } = this.model.result.head;
    return make(
      "div",
      { class: "columns", "aria-hidden": "true" },
      make("bdi", {}, original.name || "original"),
      make("bdi", {}, telling.name || "telling"),
    );
  }

  /** Lay all rows anew, from the top. */
  lay(whole = this.whole): void {
    this.element.dataset["view"] = this.view;
    this.measure();
    this.items = new Items(this.model, this.view === "holes", this.opened);
    const items = this.items;
    this.scroller.show(
      { n: items.n, estimate: (i) => this.estimate(i), render: (i) => this.render(i) },
      whole,
    );
  }

  private measure(): void {
    const probe = make("article", { class: `row ${this.view}` }, make("span", { class: "n" }, "1"), make("p", { class: "b" }, "x"));
    if (this.view === "side") probe.append(make("span", { class: "n" }), make("p", { class: "a" }, "x"));
    this.feed.append(probe);
    const cell = probe.querySelector("p")!;
    const style = getComputedStyle(cell);
    const context = document.createElement("canvas").getContext("2d");
    const sample = this.model.result.texts[1].slice(-4000).slice(0, 2000) || "the quick brown fox";
    if (context) {
      context.font = `${style.fontSize} ${style.fontFamily}`;
      const mean = (context.measureText(sample).width / sample.length) * 1.03;
      this.sizes.perLine = Math.max(8, cell.clientWidth / Math.max(mean, 1));
    }
    this.sizes.line = parseFloat(style.lineHeight) || 27;
    probe.remove();
  }

  private estimate(i: number): number {
    const item = this.items.at(i);
    const { line, perLine } = this.sizes;
    if (item.kind !== "row") return line + 14;
    const { start } = this.model.rows;
    const { row } = item;
    const original = Math.max(0, start[0][row + 1]! - start[0][row]!);
    const telling = Math.max(0, start[1][row + 1]! - start[1][row]!);
    const length = Math.min(this.view === "side" ? Math.max(original, telling) : telling * 1.1, 6000);
    return Math.ceil(length / perLine + 0.3) * line + 12;
  }

  private render(i: number): HTMLElement {
    const item = this.items.at(i);
    if (item.kind === "row") return renderRow(this.model, item.row, this.view);
    return item.kind === "stub" ? renderStub(this.model, item.passage) : renderFold(item.first, item.n);
  }

  /** After each drawing: what is in sight, and the marks that belong to the moment. */
  private drawn(): void {
    this.feed.querySelector(".current")?.classList.remove("current");
    if (this.current >= 0) this.feed.querySelector(`#c${this.current + 1}`)?.classList.add("current");
    if (this.query !== "") markFound(this.query, this.feed);
    if (!this.onSight || this.items.n === 0) return;
    const [first, last] = this.scroller.sight();
    const { rows } = this.model;
    const from = this.items.rowFrom(first);
    const to = Math.max(from, Math.min(rows.n - 1, this.items.rowFrom(last)));
    this.onSight([this.originalRange(from, to), [rows.start[1][from]!, rows.start[1][to + 1]!]]);
  }

  /** What rows have of the original where they follow it: what has moved stands elsewhere. */
  private originalRange(from: number, to: number): [number, number] {
    const { rows, result } = this.model;
    let range: [number, number] | null = null;
    for (let row = from; row <= to; row++) {
      if (movedPassage(result, rows.change[row]!)) continue;
      const start = rows.start[0][row]!;
      const last = lastChange(result.changes, rows, row);
      const end = rows.change[row + 1] === last ? rows.start[0][row + 1]! : result.changes.end[0][last]!;
      range = range ? [Math.min(range[0], start), Math.max(range[1], end)] : [start, Math.max(start, end)];
    }
    return range ?? [rows.start[0][from]!, rows.start[0][from]!];
  }

  /** Do something that changes heights, and stay at the row that is read. */
  keep(does: () => void): void {
    const { row, off } = this.items ? this.scroller.anchor() : { row: 0, off: 0 };
    const kept = this.items?.n ? this.items.rowFrom(row) : 0;
    const atTop = scrollY < 40;
    does();
    if (!atTop) this.scroller.go(this.items.ofRow(kept), Math.min(off, 20));
  }

  show(view: View): void {
    if (view === this.view) return;
    this.keep(() => {
      this.view = view;
      this.lay();
    });
  }

  private unfold(row: number): void {
    const fold = this.items.foldOf(row);
    if (fold < 0) return;
    this.opened.add(fold);
    this.lay();
  }

  goChange(change: number): void {
    this.current = change;
    const row = rowOf(this.model.result.changes, this.model.rows, change);
    this.unfold(row);
    this.scroller.go(this.items.ofRow(row), -30);
    const mark = this.feed.querySelector(`#c${change + 1}`);
    if (!mark) return;
    mark.classList.add("current");
    const { top, bottom } = mark.getBoundingClientRect();
    const edge = this.top();
    if (top < edge || bottom > innerHeight - 40) scrollBy(0, top - Math.max(innerHeight / 3, edge + 30));
    this.scroller.hold(mark);
  }

  goPassage(passage: number, stood: boolean): void {
    const known = this.model.result.head.passages[passage - 1];
    if (!known) return;
    const item = stood ? this.items.ofStub(passage) : -1;
    if (item >= 0) this.scroller.go(item, -40);
    else this.goPlace(stood ? 0 : 1, stood ? known.original.start : known.telling.start);
  }

  goPlace(side: number, at: number): void {
    const row = rowAt(this.model.result, this.model.rows, side, at);
    this.unfold(row);
    const { start } = this.model.rows;
    const share = (at - start[side]![row]!) / Math.max(1, start[side]![row + 1]! - start[side]![row]!);
    const item = this.items.ofRow(row);
    this.scroller.go(item, -30);
    const height = this.scroller.element(item)?.getBoundingClientRect().height ?? 0;
    if (share > 0 && share < 1 && height > innerHeight / 2) this.scroller.go(item, height * share - 60);
  }

  place(): Place {
    const row = this.items.rowFrom(this.scroller.anchor().row);
    const at = this.model.rows.start[1][row]!;
    return { at, words: this.model.result.texts[1].slice(at, at + WORDS) };
  }

  /** To where these words stand now, or to where they stood. */
  back(place: Place): void {
    const text = this.model.result.texts[1];
    const found = [text.indexOf(place.words, place.at), text.lastIndexOf(place.words, place.at)].filter((at) => at >= 0);
    found.sort((a, b) => Math.abs(a - place.at) - Math.abs(b - place.at));
    this.goPlace(1, found[0] ?? Math.min(place.at, Math.max(0, text.length - 1)));
  }

  find(query: string): void {
    this.query = query;
    markFound(query, this.feed);
  }

  private click(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-hole], [data-fold], [data-whole], [data-c]");
    if (!target) return;
    const { hole, fold, whole, c } = target.dataset;
    if (fold !== undefined) {
      this.keep(() => {
        this.opened.add(Number(fold));
        this.lay();
      });
      return;
    }
    if (hole !== undefined) this.toggle(Number(hole));
    else if (whole !== undefined) this.extend(Number(whole), target);
    else if (c !== undefined && getSelection()?.isCollapsed !== false) {
      this.current = Number(c);
      history.replaceState(null, "", `#c${this.current + 1}`);
      this.onPick?.(this.current);
      this.drawn();
    }
  }

  onPick: ((change: number) => void) | null = null;

  /** Draw the row of a change anew. */
  redraw(change: number): void {
    const row = rowOf(this.model.result.changes, this.model.rows, change);
    this.scroller.refresh(this.items.ofRow(row));
    this.scroller.request();
  }

  private toggle(change: number): void {
    const { open } = this.model;
    if (!open.delete(change)) open.add(change);
    this.redraw(change);
    this.feed.querySelector<HTMLElement>(`[data-hole="${change}"]`)?.focus({ preventScroll: true });
  }

  private extend(change: number, target: HTMLElement): void {
    this.model.whole.add(change);
    const row = target.closest<HTMLElement>("[data-row]")?.dataset["row"];
    if (row !== undefined) this.scroller.refresh(this.items.ofRow(Number(row)));
    this.scroller.request();
  }

  private print(): void {
    if (this.whole || this.items.n > PRINTED_ROWS) return;
    this.lay(true);
  }

  get isPrintable(): boolean {
    return this.items.n <= PRINTED_ROWS;
  }
}
