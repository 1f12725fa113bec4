// SPDX-License-Identifier: Apache-2.0
// A list of things that one goes through: chosen by kind, in one of several orders, found by a search,
// and drawn only where it is seen.

import { chip, drawSeen, ITEM, showRow } from "./choosing";
import { button, counted, make } from "./dom";
import { folded } from "./find";

export interface Listed {
  label: string; // of the list: Sentences
  one: string; // sentence
  n: () => number;
  kinds: { label: string; names: string[]; of: (i: number) => string[]; loud: (name: string) => boolean };
  orders: [name: string, before: (a: number, b: number) => number][]; // the first holds at first
  text: (i: number) => string; // what a search looks in
  face: (i: number) => (Node | string)[];
  pick: (i: number) => void;
}

export class ItemList {
  readonly element: HTMLElement;
  private heading = make("h2", { id: "list-heading" });
  private chips = make("div", { class: "chips", role: "group" });
  private items = make("ol", {});
  private frame = make("div", { class: "frame", tabindex: "0", role: "region", "aria-labelledby": "list-heading" }, this.items);
  private chosen = new Set<string>();
  private known = new Set<string>(); // kinds that have a chip
  private shown: number[] = [];
  private current = -1;
  private order = 0;
  private query = "";
  /** Other things are listed, or in another order. */
  onChoice: (() => void) | null = null;

  constructor(private of: Listed, close: () => void) {
    const shut = button("×", "Close the list", close);
    shut.className = "shut";
    this.chips.setAttribute("aria-label", of.kinds.label);
    const select = make("select", {}, ...of.orders.map(([name], i) => make("option", { value: String(i) }, name)));
    select.addEventListener("change", () => {
      this.order = Number(select.value);
      this.refresh();
    });
    const sorting = of.orders.length > 1 ? [make("label", { class: "sort" }, "Sorted by ", select)] : [];
    this.element = make("aside", { id: "list", "aria-label": of.label }, make("div", { class: "top" }, this.heading, shut), this.chips, ...sorting, this.frame);
    this.frame.addEventListener("scroll", () => this.draw(), { passive: true });
    addEventListener("resize", () => this.draw());
    this.refresh();
  }

  /** Chips of the kinds there are; one that is new is on if it is loud, or nothing is. */
  private count(): void {
    const { names, of, loud } = this.of.kinds;
    const counts = new Map<string, number>();
    for (let i = 0; i < this.of.n(); i++) for (const name of of(i)) counts.set(name, (counts.get(name) ?? 0) + 1);
    const noise = names.some((name) => counts.has(name) && loud(name));
    const before = this.known.size > 0;
    this.chips.replaceChildren(...names.filter((name) => counts.has(name)).map((name) => {
      const on = this.known.has(name) ? this.chosen.has(name) : loud(name) || (!noise && !before);
      this.known.add(name);
      return chip(name, name, counts.get(name)!, on, this.chosen, () => this.choose());
    }));
  }

  search(query: string): void {
    this.query = query.trim();
    this.choose();
  }

  /** All kinds, and no search. */
  showAll(): void {
    for (const name of this.known) this.chosen.add(name);
    for (const one of this.chips.children) one.setAttribute("aria-pressed", "true");
    this.search("");
  }

  /** What there is has changed. */
  refresh(): void {
    const focus = this.chips.contains(document.activeElement) ? [...this.chips.children].indexOf(document.activeElement!) : -1;
    this.count();
    if (focus >= 0) (this.chips.children[focus] as HTMLElement | undefined)?.focus({ preventScroll: true });
    this.choose();
  }

  private choose(): void {
    const kept = this.shown[this.current];
    const wanted = folded(this.query);
    this.shown = [];
    for (let i = 0; i < this.of.n(); i++) {
      if (wanted ? folded(this.of.text(i)).includes(wanted) : this.of.kinds.of(i).some((name) => this.chosen.has(name))) this.shown.push(i);
    }
    const before = this.of.orders[this.order]![1];
    this.shown.sort((a, b) => before(a, b) || a - b);
    this.current = kept === undefined ? -1 : this.shown.indexOf(kept);
    this.heading.textContent = counted(this.shown.length, this.of.one) + (this.query ? ` with “${this.query}”` : "");
    this.items.style.height = `${this.shown.length * ITEM}px`;
    this.draw();
    this.onChoice?.();
  }

  get title(): string {
    return this.heading.textContent ?? "";
  }

  /** What is listed, in its order. */
  get listed(): readonly number[] {
    return this.shown;
  }

  draw(): void {
    drawSeen(this.frame, this.items, this.shown.length, (n) => this.item(n));
  }

  private item(n: number): HTMLElement {
    const inside = make("button", { type: "button" }, ...this.of.face(this.shown[n]!));
    if (n === this.current) inside.setAttribute("aria-current", "true");
    inside.addEventListener("click", () => this.go(n));
    const element = make("li", { "aria-posinset": String(n + 1), "aria-setsize": String(this.shown.length) }, inside);
    element.style.top = `${n * ITEM}px`;
    return element;
  }

  private go(n: number): void {
    this.current = n;
    showRow(this.frame, n);
    this.draw();
    this.of.pick(this.shown[n]!);
  }

  step(by: 1 | -1): void {
    const n = this.shown.length;
    if (n > 0) this.go(this.current < 0 ? (by > 0 ? 0 : n - 1) : (this.current + by + n) % n);
  }

  /** One was gone to by other means. */
  note(i: number): void {
    this.current = this.shown.indexOf(i);
    if (this.current >= 0) showRow(this.frame, this.current);
    this.draw();
  }
}
