// SPDX-License-Identifier: Apache-2.0
// The page of a merge: the text with what each revision changed, conflicts to be decided, the outcome to be saved.

import { textOf, unpack } from "./data";
import { button, counted, make, shown } from "./dom";
import { markFound } from "./find";
import { ItemList } from "./itemlist";
import { helpDialog, setKeys } from "./keys";
import { type Answer, BASE, BOTH, type Conflict, Merged, OPEN, OWN, type Piece } from "./merged";
import { Scroller } from "./scroll";
import { Strip } from "./strip";
import { choice, drawer, finish, leave, readingEdge, searchField, themeButton } from "./tools";

const LONGEST = 3000; // units of a row
const PALETTE = 6; // sides that have a colour of their own
const LOOKS: Record<string, string> = {
  "both-changed": "both changed this sentence", "moved-apart": "moved to different places", "moved-dropped": "moved by one, left out by another",
};

const page = document.getElementById("page") as HTMLElement;

/** A part of a piece that stands in one row. */
interface Part {
  piece: Piece;
  at: number; // of the piece
  text: string;
}

interface Row {
  parts: Part[];
  line: number; // of the text
  start: number; // units before it
}

/** Something that one goes to. */
interface Item {
  id: string; // the anchor
  kinds: string[];
  says: string;
  text: string;
  piece: number; // of the answer
}

/** Words in one line, a blank line as a sign. */
function flat(text: string): string {
  return text.trim().replace(/\s*\n\s*\n\s*/g, " ¶ ").replace(/\s+/g, " ");
}

function rowsOf(merged: Merged): Row[] {
  const rows: Row[] = [];
  let [row, line, start, length]: [Row | null, number, number, number] = [null, 1, 0, 0];
  const put = (piece: Piece, at: number, text: string) => {
    row ??= { parts: [], line, start };
    if (row.parts.length === 0) rows.push(row);
    row.parts.push({ piece, at, text });
    line += text.split("\n").length - 1;
    start += text.length;
    length += text.length;
  };
  merged.pieces.forEach((piece, at) => {
    if (piece.conflict !== undefined) {
      put(piece, at, merged.answer.conflicts[piece.conflict - 1]!.readings[0]!.text);
      return;
    }
    for (const text of piece.text!.split(/(?<=\n[ \t\r]*\n\s*)(?=\S)/)) {
      put(piece, at, text);
      if (!/\n[ \t\r]*\n\s*$/.test(text) && !(length > LONGEST && /\s$/.test(text))) continue;
      row = null;
      length = 0;
    }
  });
  return rows;
}

class MergePage {
  private rows: Row[] = [];
  private rowOf: number[] = []; // of each piece of the answer, its first
  private items: Item[] = [];
  private ids = new Map<object, string>(); // of edits, by where they stand in the base
  private current = -1;
  private query = "";
  private saved = true;
  private feed = make("div", { class: "feed", role: "feed" });
  private section = make("section", { id: "rows", tabindex: "-1", "aria-label": "The merged text" }, this.feed);
  private scroller = new Scroller(this.feed, readingEdge);
  private spoken = make("p", { class: "live", role: "status" });
  private count = make("span", { class: "count" });
  private list: ItemList;
  private shelf: ReturnType<typeof drawer>;
  private strip: Strip;

  constructor(private merged: Merged) {
    this.items = this.itemsOf();
    const kinds = ["to decide", "to look at", ...merged.answer.sides.map((_, side) => this.kind(side))];
    this.list = new ItemList({
      label: "Changes", one: "place",
      n: () => this.items.length,
      kinds: { label: "What they are", names: kinds, of: (i) => this.items[i]!.kinds, loud: (name) => name.startsWith("to ") },
      orders: [["what is to be decided first", (a, b) => this.rank(a) - this.rank(b)], ["text", (a, b) => this.items[a]!.piece - this.items[b]!.piece]],
      text: (i) => `${this.items[i]!.text} ${this.items[i]!.says}`,
      face: (i) => this.face(this.items[i]!),
      pick: (i) => this.pick(i),
    }, () => this.shelf.open(false));
    this.shelf = drawer(this.list.element, "Changes");
    this.lay();
    const length = Math.max(1, this.end);
    const tick = ({ kinds: [kind], piece }: Item) => ({
      start: (this.rows[this.rowOf[piece]!]?.start ?? 0) / length, end: (this.rows[this.rowOf[piece]! + 1]?.start ?? length) / length,
      colour: kind === "to decide" ? "--q-not-found" : kind === "to look at" ? "--q-spliced" : "--o-ins",
    });
    this.strip = new Strip(this.items.map(tick).sort((a, b) => (a.colour < b.colour ? 1 : -1)),
      [["--q-not-found", "to decide"], ["--q-spliced", "to look at"], ["--o-ins", "changed"]],
      (share) => this.scroller.go(Math.max(0, this.rows.filter((row) => row.start <= share * length).length - 1), -30));
    this.scroller.onDraw = () => this.drawn(length);
    this.feed.addEventListener("change", (event) => this.changed(event));
    this.feed.addEventListener("input", (event) => this.written(event));
    this.feed.addEventListener("focusin", (event) => {
      const id = (event.target as Element).closest("fieldset")?.id;
      if (id) this.current = this.items.findIndex((item) => item.id === id);
    });
  }

  private get end(): number {
    const last = this.rows[this.rows.length - 1];
    return last ? last.start + last.parts.reduce((sum, part) => sum + part.text.length, 0) : 0;
  }

  // --- What there is ---

  private kind(side: number): string {
    return `${side + 1} ${this.merged.answer.sides[side]!.name}`;
  }

  private itemsOf(): Item[] {
    const { pieces, conflicts, notes } = this.merged.answer;
    const items: Item[] = [];
    let edits = 0;
    pieces.forEach((piece, at) => {
      const conflict = conflicts[(piece.conflict ?? 0) - 1];
      if (conflict) items.push({ id: `c${conflict.id}`, kinds: ["to decide"], says: "conflict", text: conflict.readings.map(({ text }) => flat(text) || "∅").join(" | "), piece: at });
      else if (piece.sides) {
        this.ids.set(piece.base!, `e${++edits}`);
        items.push({ id: `e${edits}`, kinds: piece.sides.map((side) => this.kind(side)), says: this.merged.names(piece.sides), text: [piece.unchanged, piece.text].map((text) => flat(text!)).filter(Boolean).join(" → "), piece: at });
      }
    });
    notes.forEach((note, i) => {
      const is = (piece: Piece) => (note.kind !== "both-changed" || piece.sides !== undefined || piece.conflict !== undefined) && this.merged.within(piece, note);
      items.push({ id: `n${i + 1}`, kinds: [note.kind === "moved-apart" ? "to decide" : "to look at"], says: [LOOKS[note.kind] ?? note.kind, ...note.touches].join(", "), text: flat(note.base.text), piece: Math.max(0, pieces.findIndex(is)) });
    });
    return items;
  }

  private rank(i: number): number {
    return this.items[i]!.kinds[0] === "to decide" ? 0 : this.items[i]!.kinds[0] === "to look at" ? 1 : 2;
  }

  private face(item: Item): (Node | string)[] {
    const line = this.rows[this.rowOf[item.piece] ?? 0]?.line ?? 1;
    const state = item.id[0] === "c" && this.merged.choices[Number(item.id.slice(1)) - 1] !== OPEN ? " ✓ decided" : "";
    return [make("span", { class: "head" }, make("span", { class: "line" }, String(line)), make("b", {}, make("bdi", {}, item.says)), state),
      make("span", { class: "words", dir: "auto" }, ...shown(item.text.slice(0, 140)))];
  }

  // --- The text ---

  private lay(): void {
    this.rows = rowsOf(this.merged);
    const places = new Map(this.merged.answer.pieces.map((piece, at) => [piece.base ?? piece.conflict ?? piece, at]));
    this.rowOf = [];
    this.rows.forEach((row, i) => row.parts.forEach(({ piece }) => {
      const at = places.get(piece.base ?? piece.conflict ?? piece);
      if (at !== undefined) this.rowOf[at] ??= i;
    }));
    this.scroller.show({
      n: this.rows.length,
      estimate: (i) => 20 + 27 * Math.ceil(this.rows[i]!.parts.reduce((sum, part) => sum + part.text.length, 0) / 70)
        + this.rows[i]!.parts.reduce((sum, { piece }) => sum + (piece.conflict ? 190 : 0), 0),
      render: (i) => this.render(i),
    }, this.rows.length <= 1000);
  }

  private who(sides: number[]): HTMLElement {
    return make("sup", { class: "who", title: this.merged.names(sides) }, sides.map((side) => side + 1).join(","));
  }

  /** An edit: what it stands for, and what it puts there. */
  private edit(part: Part, id: string): (Node | string)[] {
    const { piece, text } = part;
    const sides = piece.sides!;
    const of = `side${sides[0]! % PALETTE}`;
    const parts: (Node | string)[] = [];
    const begins = piece.text!.startsWith(text);
    if (begins && piece.unchanged!.trim()) parts.push(make("del", { class: of }, ...shown(flat(piece.unchanged!))), " ");
    const words = text.trimEnd();
    if (words) parts.push(make("ins", { class: of }, ...shown(words)));
    if (begins) parts.push(this.who(sides));
    parts.push(text.slice(words.length) || (words ? "" : " "));
    return [make("span", { class: "edit", ...(begins ? { id } : {}) }, ...parts)];
  }

  /** What stands in the text in place of a conflict. */
  private place(i: number): HTMLElement {
    const conflict = this.merged.answer.conflicts[i]!;
    const chosen = this.merged.chosen(i);
    const parts: (Node | string)[] = [];
    if (chosen !== null) parts.push(make("mark", { class: "decided" }, ...shown(flat(chosen) || "∅")));
    else
      conflict.readings.forEach(({ sides, text }, n) => parts.push(n > 0 ? " | " : "", make("ins", { class: `side${sides[0]! % PALETTE}` }, ...shown(flat(text) || "∅")), this.who(sides)));
    return make("span", { class: "conflict", "data-place": String(i) }, " ", ...parts, " ");
  }

  private option(i: number, value: number, name: string, text: (Node | string)[], checked: boolean): HTMLElement {
    const input = make("input", { type: "radio", name: `choice${i}`, value: String(value), "data-conflict": String(i) });
    input.checked = checked;
    return make("label", {}, input, make("b", {}, make("bdi", {}, name)), " ", make("span", { class: "words", dir: "auto" }, ...text));
  }

  private panel(i: number): HTMLElement {
    const conflict = this.merged.answer.conflicts[i]!;
    const { answer, choices, own } = this.merged;
    const says = (text: string) => (text.trim() ? shown(flat(text)) : [make("i", {}, "nothing")]);
    const at = (value: number) => choices[i] === value;
    const words = make("textarea", { "aria-label": `Own words for conflict ${conflict.id}`, rows: "2", "data-own": String(i) });
    words.value = own[i]!;
    return make("fieldset", { class: "choose", id: `c${conflict.id}` },
      make("legend", {}, `Conflict ${conflict.id}, line ${conflict.base.line} of ${answer.base.name}`),
      ...conflict.readings.map((reading, n) => this.option(i, n, this.merged.names(reading.sides), says(reading.text), at(n))),
      this.option(i, BOTH, conflict.readings.length > 2 ? "all" : "both", ["one behind the other"], at(BOTH)),
      this.option(i, BASE, answer.base.name, says(conflict.unchanged), at(BASE)),
      this.option(i, OWN, "own words", [words], at(OWN)),
      this.option(i, OPEN, "not decided", [], at(OPEN)));
  }

  /** What is to be said of a passage that was moved: by whom, and where else it might stand. */
  private label(row: Row): HTMLElement | null {
    const moved = row.parts.find(({ piece }) => piece.moved);
    if (!moved) return null;
    const label = make("p", { class: "label" }, `⇅ moved here by ${this.merged.names(moved.piece.moved!)}`);
    this.merged.answer.notes.forEach((note, i) => {
      if (note.kind !== "moved-apart" || !this.merged.within(moved.piece, note)) return;
      label.id = `n${i + 1}`;
      label.append("; another put it elsewhere ", button(this.merged.elsewhere[i] ? "Put it back" : "Put it there", "Put the passage at the other place that it was moved to", () => this.put(i)));
    });
    return label;
  }

  private render(i: number): HTMLElement {
    const row = this.rows[i]!;
    const cell = make("p", { class: "b", dir: "auto" });
    const before = this.rows[i - 1];
    const is = (one: Row | undefined) => one?.parts.some(({ piece }) => piece.moved) ?? false;
    const element = make("article", { class: `row inline${is(row) ? " moved" : ""}`, "aria-label": `line ${row.line}`, "aria-posinset": String(i + 1), "aria-setsize": String(this.rows.length) });
    const label = is(row) && !is(before) ? this.label(row) : null;
    if (label) element.append(label);
    element.append(make("span", { class: "n", "aria-hidden": "true" }, String(row.line)), cell);
    for (const part of row.parts) {
      const { piece } = part;
      if (piece.conflict !== undefined) {
        cell.append(this.place(piece.conflict - 1));
        element.append(this.panel(piece.conflict - 1));
      } else if (piece.sides) {
        cell.append(...this.edit(part, this.ids.get(piece.base!) ?? ""));
      } else cell.append(...shown(part.text));
    }
    return element;
  }

  private drawn(length: number): void {
    this.feed.querySelector(".current")?.classList.remove("current");
    if (this.current >= 0) document.getElementById(this.items[this.current]!.id)?.classList.add("current");
    if (this.query !== "") markFound(this.query, this.feed);
    const [first, last] = this.scroller.sight();
    this.strip.show((this.rows[first]?.start ?? 0) / length, (this.rows[last + 1]?.start ?? length) / length, `line ${this.rows[first]?.line ?? 1}`);
  }

  // --- Deciding ---

  private decide(i: number, value: number): void {
    this.merged.choices[i] = value;
    this.saved = false;
    this.feed.querySelector(`[data-place="${i}"]`)?.replaceWith(this.place(i));
    const input = this.feed.querySelector<HTMLInputElement>(`input[data-conflict="${i}"][value="${value}"]`);
    if (input) input.checked = true;
    this.list.draw();
    this.tell();
    this.scroller.request();
  }

  private changed(event: Event): void {
    const input = event.target as HTMLInputElement;
    const conflict = input.dataset["conflict"];
    if (conflict !== undefined) this.decide(Number(conflict), Number(input.value));
  }

  private written(event: Event): void {
    const area = event.target as HTMLTextAreaElement;
    const conflict = area.dataset["own"];
    if (conflict === undefined) return;
    this.merged.own[Number(conflict)] = area.value;
    this.decide(Number(conflict), OWN);
  }

  /** Of the conflict that one is at. */
  private choose(value: number): void {
    const id = this.items[this.current]?.id ?? "";
    const i = Number(id.slice(1)) - 1;
    const conflict: Conflict | undefined = id[0] === "c" ? this.merged.answer.conflicts[i] : undefined;
    if (!conflict || value >= conflict.readings.length) return;
    this.decide(i, value);
    this.spoken.textContent = `Conflict ${conflict.id}: ${flat(this.merged.chosen(i) ?? "not decided") || "nothing"}. ${this.count.textContent}`;
    if (value === OWN) this.feed.querySelector<HTMLElement>(`[data-own="${i}"]`)?.focus();
  }

  private put(note: number): void {
    this.merged.elsewhere[note] = !this.merged.elsewhere[note];
    this.merged.arrange();
    this.saved = false;
    this.lay();
    this.go(this.items.findIndex((item) => item.id === `n${note + 1}`));
  }

  private tell(): void {
    const { conflicts } = this.merged.answer;
    this.count.textContent = conflicts.length > 0 ? `${this.merged.open} of ${counted(conflicts.length, "conflict")} to decide` : "no conflict";
  }

  // --- Saving ---

  private saveDialog(): { element: HTMLDialogElement; open: () => void } {
    const { name } = this.merged.answer.base;
    const [, stem, ending] = /^(.+?)(\.[^.]*)?$/.exec(name.split("/").pop() || "text")!;
    const field = make("input", { type: "text", id: "save-name", spellcheck: "false", autocomplete: "off" });
    field.value = `${stem}.merged${ending ?? ""}`;
    const says = make("p", {});
    const dialog = make("dialog", { "aria-labelledby": "save-title" }, make("h2", { id: "save-title" }, "Save"), says,
      make("p", {}, make("label", { for: "save-name" }, "Name of the file "), field),
      make("p", { class: "buttons" }, button("Save", "Have the browser save the text", () => {
        this.download(field.value || "merged.txt");
        dialog.close();
      }), button("Close", "Close", () => dialog.close())));
    const open = () => {
      const { open: n } = this.merged;
      says.textContent = n === 0 ? "The merged text, in UTF-8." : `The merged text, in UTF-8. ${counted(n, "conflict")} not decided: whole lines of each revision, between marks as git writes them.`;
      dialog.showModal();
    };
    return { element: dialog, open };
  }

  private download(name: string): void {
    const address = URL.createObjectURL(new Blob([this.merged.text()], { type: "text/plain;charset=utf-8" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    this.saved = true;
    this.spoken.textContent = `Saved as ${name}`;
  }

  // --- Going about ---

  private pick(i: number): void {
    const { id } = this.items[i]!;
    if (location.hash !== `#${id}`) history.pushState(null, "", `#${id}`);
    this.go(i);
  }

  private go(i: number): void {
    this.current = i;
    const item = this.items[i]!;
    this.scroller.go(this.rowOf[item.piece] ?? 0, -30);
    const box = document.getElementById(item.id)?.getBoundingClientRect();
    if (box && (box.top < readingEdge() || box.bottom > innerHeight)) scrollBy(0, box.top - innerHeight / 3);
    this.list.note(i);
    this.spoken.textContent = `${item.says}: ${item.text.slice(0, 160)}`;
    if (innerWidth < 700) this.shelf.open(false);
  }

  private follow(): void {
    const i = this.items.findIndex(({ id }) => `#${id}` === location.hash);
    if (i >= 0) this.go(i);
  }

  private sides(): HTMLElement {
    const names = this.merged.answer.sides.map((_, side) => make("span", { class: `side side${side % PALETTE}` }, make("bdi", {}, this.kind(side))));
    return make("div", { class: "decide" }, ...names.flatMap((name) => [name, " "]), this.count);
  }

  start(): void {
    const help = helpDialog("merge");
    const save = this.saveDialog();
    const find = (query: string) => {
      this.query = query;
      markFound(query, this.feed);
      this.list.search(query);
      this.spoken.textContent = this.list.title;
    };
    const search = searchField("Search the changes", find);
    const marks = choice("Show", [["all", "Changes"], ["open", "Conflicts only"]], (value) => (document.documentElement.dataset["marks"] = value));
    page.replaceChildren(make("div", { id: "tools", role: "toolbar", "aria-label": "Tools" }, marks.element,
      button("↑", "Previous place (k)", () => this.list.step(-1)), button("↓", "Next place (j)", () => this.list.step(1)),
      this.shelf.element, button("Save", "Save the outcome (s)", save.open), search, themeButton(() => this.strip.draw()), button("?", "Help (?)", () => help.showModal()), this.sides()), this.section);
    page.before(make("a", { class: "skip", href: "#rows" }, "To the text"), this.list.element, this.strip.element);
    page.append(this.spoken, help, save.element);
    this.tell();
    this.scroller.request();
    this.strip.draw();
    this.list.draw();
    const numbers = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), () => this.choose(n)]));
    setKeys({
      ...numbers, j: () => this.list.step(1), k: () => this.list.step(-1), "/": () => search.focus(), "?": () => help.showModal(),
      b: () => this.choose(BOTH), o: () => this.choose(BASE), w: () => this.choose(OWN), u: () => this.choose(OPEN), s: save.open,
      Escape: () => leave(search, find, this.shelf.open),
    });
    addEventListener("hashchange", () => this.follow());
    addEventListener("popstate", () => this.follow());
    addEventListener("beforeunload", (event) => this.saved || event.preventDefault());
    finish(page);
    this.follow();
  }
}

export async function showMerge(): Promise<void> {
  new MergePage(new Merged(JSON.parse(textOf(await unpack("merge"))) as Answer)).start();
}
