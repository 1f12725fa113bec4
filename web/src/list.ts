// SPDX-License-Identifier: Apache-2.0
// The list: changes by weight or place, filtered by what they touch; or what a search has found.

import { chip, drawSeen, ITEM, showRow } from "./choosing";
import { MEANING, TOUCHES } from "./data";
import { button, counted, make, shown, upTo } from "./dom";
import { ACCEPTED, OPEN, SAYS } from "./decisions";
import { type Edits, editsOf, editText } from "./edits";
import { onceEach } from "./equals";
import { folded, placesOf } from "./find";
import type { Model } from "./render";

const AROUND = 60;

interface Hits {
  query: string;
  side: Uint8Array;
  at: Uint32Array;
}

/** The heaviest first; a weight is a small number, so they are counted and not compared. */
function byWeight(edits: Uint32Array, weight: Uint16Array): Uint32Array {
  const before = new Uint32Array(0x10001); // how many are heavier
  for (const e of edits) before[0xffff - weight[e]! + 1]!++;
  for (let i = 1; i < before.length; i++) before[i]! += before[i - 1]!;
  const sorted = new Uint32Array(edits.length);
  for (const e of edits) sorted[before[0xffff - weight[e]!]!++] = e;
  return sorted;
}

export interface Picked {
  change?: number;
  hit?: { side: number; at: number; length: number };
  says: string;
}

/** Changes of the list on paper; a page has some twenty. */
export const PRINTED = 1000;

export class List {
  readonly element = make("aside", { id: "list", "aria-label": "Changes" });
  readonly edits: Edits;
  private chosen = new Set<number>(); // ranks of touches
  private order: "weight" | "place" = "weight";
  private items: Uint32Array = new Uint32Array(0); // edits
  private equals: Uint32Array = new Uint32Array(0); // how many edits have the texts of each one that is listed
  private hits: Hits | null = null;
  private current = -1;
  private heading = make("h2", { id: "list-heading" });
  private chips = make("div", { class: "chips", role: "group", "aria-label": "What they touch" });
  private rows = make("ol", {});
  private frame = make("div", { class: "frame", tabindex: "0", role: "region", "aria-labelledby": "list-heading" }, this.rows);
  private controls = make("div", { class: "controls" });

  constructor(private model: Model, private pick: (picked: Picked) => void, close: () => void) {
    this.edits = editsOf(model.result);
    const shut = button("×", "Close the list", close);
    shut.className = "shut";
    this.controls.append(this.chips, this.sorting());
    this.element.append(make("div", { class: "top" }, this.heading, shut), this.controls, this.frame);
    this.frame.addEventListener("scroll", () => this.draw(), { passive: true });
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.draw());
    addEventListener("resize", () => this.draw());
    this.addChips();
    this.refresh();
  }

  private sorting(): HTMLElement {
    const select = make("select", {}, make("option", { value: "weight" }, "what matters most"), make("option", { value: "place" }, "place"));
    select.addEventListener("change", () => {
      this.order = select.value as "weight" | "place";
      this.refresh();
    });
    return make("label", { class: "sort" }, "Sorted by ", select);
  }

  private addChips(): void {
    const totals = TOUCHES.map(() => 0);
    for (const touches of this.edits.touches)
      for (let bits = touches; bits !== 0; bits &= bits - 1) totals[31 - Math.clz32(bits & -bits)]!++;
    const meaning = totals.some((n, rank) => n > 0 && (MEANING >> rank) & 1);
    totals.forEach((n, rank) => {
      if (n === 0) return;
      const on = !meaning || ((MEANING >> rank) & 1) === 1;
      this.chips.append(chip(rank, TOUCHES[rank]!, n, on, this.chosen, () => this.refresh()));
    });
  }

  /** The edits that are chosen, in their order; of equal ones by weight only the first. */
  private refresh(): void {
    let mask = 0;
    for (const rank of this.chosen) mask |= 1 << rank;
    const { n, touches, weight } = this.edits;
    let found: Uint32Array = new Uint32Array(n);
    let all = 0;
    for (let e = 0; e < n; e++) if (touches[e]! & mask) found[all++] = e;
    found = found.slice(0, all);
    if (this.order === "weight") {
      const { once, equals } = onceEach(this.model.result, this.edits, byWeight(found, weight));
      found = once;
      this.equals = equals;
    }
    const kept = this.picked;
    this.items = found;
    this.current = found.indexOf(kept);
    this.hits = null;
    const once = found.length < all ? `, equal ones once; ${all.toLocaleString("en")} in all` : "";
    this.show(counted(found.length, "change") + once);
  }

  /** Find what is asked for in both texts; nothing asked brings the changes back. */
  search(query: string): void {
    if (query.trim() === "") {
      if (this.hits) {
        this.current = -1;
        this.refresh();
      }
      return;
    }
    const wanted = folded(query);
    const side: number[] = [];
    const at: number[] = [];
    for (const s of [1, 0]) {
      for (const i of placesOf(this.model.result.texts[s]!, wanted)) {
        side.push(s);
        at.push(i);
      }
    }
    this.hits = { query, side: Uint8Array.from(side), at: Uint32Array.from(at) };
    this.current = -1;
    this.show(`${counted(at.length, "place")} with “${query}”`);
  }

  private show(heading: string): void {
    this.heading.textContent = heading;
    this.controls.hidden = this.hits !== null;
    this.rows.style.height = `${this.count * ITEM}px`;
    this.frame.scrollTop = Math.max(0, (this.current - 2) * ITEM);
    this.draw();
  }

  get count(): number {
    return this.hits ? this.hits.at.length : this.items.length;
  }

  get title(): string {
    return this.heading.textContent ?? "";
  }

  private draw(): void {
    drawSeen(this.frame, this.rows, this.count, (i) => this.item(i));
  }

  /** What the texts are too long for is printed from the list: its first changes. */
  private print(): void {
    if (!document.body.classList.contains("long")) return;
    this.rows.replaceChildren(...Array.from({ length: Math.min(this.count, PRINTED) }, (_, i) => this.item(i)));
  }

  private item(i: number): HTMLElement {
    const inside = make("button", { type: "button" }, ...(this.hits ? this.hit(i) : this.change(this.items[i]!)));
    if (i === this.current) inside.setAttribute("aria-current", "true");
    inside.addEventListener("click", () => this.go(i));
    const element = make("li", { "aria-posinset": String(i + 1), "aria-setsize": String(this.count) }, inside);
    element.style.top = `${i * ITEM}px`;
    return element;
  }

  private around(side: number, start: number, end: number): [string, string] {
    const text = this.model.result.texts[side]!;
    const before = text.slice(Math.max(0, start - AROUND / 2), start).replace(/\s+/g, " ");
    const behind = upTo(text.slice(end, end + AROUND + 1), AROUND).replace(/\s+/g, " ");
    return [start > AROUND / 2 ? before.replace(/^\S*\s/, "") : before, behind];
  }

  private change(e: number): (Node | string)[] {
    const { result, lines } = this.model;
    const first = this.edits.first[e]!;
    const last = this.edits.last[e]!;
    const { start, end } = result.changes;
    const line = make("span", { class: "line" }, String(lines[1].line(start[1][first]!)));
    const names = TOUCHES.filter((_, rank) => (this.edits.touches[e]! >> rank) & 1);
    const head = make("span", { class: "head" }, line, ...names.map((name) => make("b", {}, name)));
    const equals = this.order === "weight" ? this.equals[e]! : 0;
    const decided = this.model.decided?.[first] ?? OPEN;
    if (decided !== OPEN) head.prepend(make("span", { class: `decided ${SAYS[decided]}` }, decided === ACCEPTED ? "✓ accepted" : "✗ rejected"));
    if (equals > 1) head.append(make("span", { class: "equals" }, `× ${equals.toLocaleString("en")}`));
    const [before, behind] = this.around(1, start[1][first]!, end[1][last]!);
    const words = make("span", { class: "words", dir: "auto" }, ...shown(before));
    for (const side of [0, 1]) {
      const text = editText(result, this.edits, e, side).replace(/\s+/g, " ");
      const cut = text.length > 70 ? `${text.slice(0, 70)}…` : text;
      if (cut.trim() === "") continue;
      words.append(make(side === 0 ? "del" : "ins", {}, ...shown(cut.trimEnd())));
      if (side === 0 || cut.endsWith(" ")) words.append(" ");
    }
    words.append(...shown(behind));
    return [head, words];
  }

  private hit(i: number): (Node | string)[] {
    const hits = this.hits!;
    const side = hits.side[i]!;
    const at = hits.at[i]!;
    const end = at + hits.query.length;
    const [before, behind] = this.around(side, at, end);
    return [
      make("span", { class: "head" }, make("span", { class: "line" }, String(this.model.lines[side]!.line(at))),
        make("b", {}, side === 0 ? "original" : "telling")),
      make("span", { class: "words", dir: "auto" }, ...shown(before),
        make("mark", {}, ...shown(this.model.result.texts[side]!.slice(at, end))), ...shown(behind)),
    ];
  }

  private says(e: number): string {
    const { result, lines } = this.model;
    const line = lines[1].line(result.changes.start[1][this.edits.first[e]!]!);
    const texts = [0, 1].map((side) => editText(result, this.edits, e, side).trim().slice(0, 120));
    const names = TOUCHES.filter((_, rank) => (this.edits.touches[e]! >> rank) & 1).join(", ");
    const what = [texts[0] && `deleted: ${texts[0]}`, texts[1] && `added: ${texts[1]}`].filter(Boolean).join("; ");
    return `Line ${line}, ${names}. ${what}`;
  }

  private go(i: number): void {
    this.current = i;
    showRow(this.frame, i);
    this.draw();
    if (this.hits) {
      const side = this.hits.side[i]!;
      const at = this.hits.at[i]!;
      this.pick({
        hit: { side, at, length: this.hits.query.length },
        says: `Line ${this.model.lines[side]!.line(at)} of the ${side === 0 ? "original" : "telling"}`,
      });
      return;
    }
    const e = this.items[i]!;
    this.pick({ change: this.edits.first[e]!, says: this.says(e) });
  }

  /** The next in the list, or the one before; from a change on where that is told. */
  step(by: 1 | -1): void {
    if (this.count === 0) return;
    this.go(this.current < 0 ? (by > 0 ? 0 : this.count - 1) : (this.current + by + this.count) % this.count);
  }

  /** The edit that is picked, or -1. */
  get picked(): number {
    return this.hits || this.current < 0 ? -1 : this.items[this.current]!;
  }

  /** On to the next of which something is so. Whether there is one. */
  stepTo(is: (e: number) => boolean): boolean {
    if (this.hits) return false;
    for (let k = 1; k <= this.count; k++) {
      const i = (this.current + k) % this.count;
      if (!is(this.items[i]!)) continue;
      this.go(i);
      return true;
    }
    return false;
  }

  /** A change was gone to by other means. */
  note(change: number): void {
    if (this.hits) return;
    const found = this.items.findIndex((e) => this.edits.first[e]! <= change && change <= this.edits.last[e]!);
    if (found === this.current) return;
    this.current = found;
    if (found >= 0) this.frame.scrollTop = Math.max(0, (found - 2) * ITEM);
    this.draw();
  }

  redraw(): void {
    this.draw();
  }
}
