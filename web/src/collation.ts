// SPDX-License-Identifier: Apache-2.0
// The page of a collation: the text with what varies as heat, the table, the tree, any two side by side.

import { chip, drawSeen, ITEM, showRow } from "./choosing";
import { textOf, unpack } from "./data";
import { button, counted, make, shown } from "./dom";
import { folded } from "./find";
import { helpDialog, setKeys } from "./keys";
import { behind } from "./lines";
import { Scroller } from "./scroll";
import { Strip } from "./strip";
import { choice, drawer, finish, leave, numberRoom, readingEdge, searchField, themeButton } from "./tools";
import { drawTree } from "./tree";

interface Token {
  t: string;
  n?: string;
}

interface Reading {
  text: string | null;
  class: string;
  singular: boolean;
  witnesses: string[];
}

interface Variant {
  row: number;
  consensus: string | null;
  share: number;
  readings: Reading[];
}

interface Collation {
  witnesses: string[];
  table: (Token[] | null)[][];
  variants: Variant[];
}

/** What an editor looks at first. */
const CLASSES = ["substitution", "omission", "addition", "inflection", "orthographic", "punctuation"];
const SPELLINGS = new Set(["orthographic", "punctuation", "main", "lacuna"]);
const WORDS = 60; // of a row of the text, unless a paragraph ends it
const STEPS = 5;
const MANY_SIGLA = 30; // above this only the first of those who have a reading are named unasked
const FIRST_SIGLA = 20;

const page = document.getElementById("page") as HTMLElement;

class Model {
  /** The variant of each row that has one. */
  readonly variant = new Map<number, number>();
  /** Where each row of the text begins, and the end: rows of the table. */
  readonly starts: number[] = [0];
  base = -1; // witness; -1: what most have

  constructor(readonly data: Collation, readonly tree: string, readonly agreement: number[][]) {
    data.variants.forEach((variant, i) => this.variant.set(variant.row, i));
    let words = 0;
    data.table.forEach((cells, row) => {
      words++;
      const ends = cells.find((cell) => cell)?.[0]?.t ?? "";
      if (!/\n\s*\n/.test(ends) && !(words > WORDS && /[.!?;:,]\s*$/.test(ends)) && words < 3 * WORDS) return;
      this.starts.push(row + 1);
      words = 0;
    });
    if (this.starts[this.starts.length - 1] !== data.table.length) this.starts.push(data.table.length);
  }

  cell(row: number, witness: number): string | null {
    return this.data.table[row]![witness]?.map((token) => token.t).join("") ?? null;
  }

  form(row: number, witness: number): string {
    return this.data.table[row]![witness]?.map((token) => token.n ?? token.t).join("") ?? "";
  }

  /** What the base has in a row, with what follows it. */
  text(row: number): string | null {
    if (this.base >= 0) return this.cell(row, this.base);
    const variant = this.data.variants[this.variant.get(row) ?? -1];
    const first = this.data.table[row]!.findIndex((cell) => cell !== null);
    const some = first < 0 ? null : this.cell(row, first);
    if (!variant) return some;
    if (variant.consensus === null) return null;
    return variant.consensus + (/\s+$/.exec(some?.slice(-8) ?? " ")?.[0] ?? " ");
  }

  /** The reading of the base in a place, by its number; -1: it is silent. */
  lemma(variant: Variant): number {
    const siglum = this.data.witnesses[this.base];
    if (siglum !== undefined) return variant.readings.findIndex((reading) => reading.witnesses.includes(siglum));
    return variant.readings.findIndex((reading) => reading.class === "main");
  }

  /** Share of those who say something that have another reading than the base. */
  heat(variant: Variant): number {
    const lemma = this.lemma(variant);
    let [all, other] = [0, 0];
    variant.readings.forEach((reading, i) => {
      if (reading.class === "lacuna") return;
      all += reading.witnesses.length;
      if (i !== lemma) other += reading.witnesses.length;
    });
    return all > 0 ? other / all : 0;
  }

  step(variant: Variant): number {
    return Math.max(1, Math.ceil(this.heat(variant) * STEPS));
  }

  classes(variant: Variant): string[] {
    return CLASSES.filter((name) => variant.readings.some((reading) => reading.class === name));
  }

  /** Where a run of places ends in which others have words and the base has none; `row` if none begins there. */
  silentTo(row: number, end: number): number {
    while (row < end && this.variant.has(row) && !this.text(row)?.trim()) row++;
    return row;
  }

  /** A run of places as one: what each witness has in all of them. */
  joined(first: number, last: number): Variant {
    const variants = this.data.variants.slice(first, last + 1);
    const readings = new Map<string | null, Reading>();
    this.data.witnesses.forEach((siglum, w) => {
      const words = variants.map(({ row }) => this.cell(row, w) ?? "").join("").trim();
      const lacking = variants.every((variant) => variant.readings.some((reading) => reading.class === "lacuna" && reading.witnesses.includes(siglum)));
      const text = words === "" ? null : words;
      const key = lacking ? "\0" : text;
      const reading = readings.get(key) ?? { text, class: lacking ? "lacuna" : text === null ? "main" : "addition", singular: false, witnesses: [] };
      reading.witnesses.push(siglum);
      readings.set(key, reading);
    });
    const { row, share } = variants[0]!;
    return { row, consensus: null, share, readings: [...readings.values()] };
  }

  rowOf(variant: number): number {
    return Math.max(0, behind(this.starts, this.data.variants[variant]!.row) - 1);
  }
}

/** Those who have a reading; of very many the first, and the others when they are asked for. */
function sigla(witnesses: string[]): HTMLElement[] {
  if (witnesses.length <= MANY_SIGLA) return [make("bdi", {}, witnesses.join(" "))];
  const rest = witnesses.slice(FIRST_SIGLA);
  return [make("bdi", {}, witnesses.slice(0, FIRST_SIGLA).join(" ")),
    make("details", {}, make("summary", {}, `and ${rest.length.toLocaleString("en")} more`), make("bdi", {}, rest.join(" ")))];
}

/** Who has what: what is of substance first. */
function apparatus(model: Model, index: number, last = index): HTMLElement {
  const variant = last > index ? model.joined(index, last) : model.data.variants[index]!;
  const list = make("dl", { class: "apparatus", id: `a${index + 1}` });
  const lemma = last > index ? variant.readings.findIndex((reading) => reading.class === "main") : model.lemma(variant);
  const rank = (reading: Reading) => (reading === variant.readings[lemma] ? -1 : reading.class === "lacuna" ? 99 : CLASSES.indexOf(reading.class) + 1);
  for (const reading of [...variant.readings].sort((a, b) => rank(a) - rank(b)))
    list.append(
      make("dt", { dir: "auto" }, ...(reading.text === null ? [make("i", {}, reading.class === "lacuna" ? "says nothing here" : "no word")] : shown(reading.text))),
      make("dd", {}, ...sigla(reading.witnesses), make("span", { class: "class" }, reading === variant.readings[lemma] ? " the text" : ` ${reading.class}${reading.singular ? ", alone" : ""}`)));
  return list;
}

/** One button for a run of places, from the variant `first`, in which the base has no word. */
function renderSilent(model: Model, first: number, last: number, open: number): HTMLElement[] {
  const shown = open >= first && open <= last ? open : first;
  const variants = model.data.variants.slice(first, last + 1);
  const n = variants.length;
  const place = make("button", {
    type: "button", class: `heat h${Math.max(...variants.map((variant) => model.step(variant)))}`, id: `v${shown + 1}`, "data-v": String(shown),
    "aria-expanded": String(shown === open), title: `others have ${counted(n, "word")} here`, "aria-label": `nothing here: others have ${counted(n, "word")}`,
  }, `+${n}`);
  const anchors = variants.map((_, i) => first + i).filter((i) => i !== shown).map((i) => make("span", { id: `v${i + 1}` }));
  return [place, ...anchors];
}

function renderText(model: Model, row: number, open: number): HTMLElement {
  const cell = make("p", { class: "b", dir: "auto" });
  const element = make("article", { class: "row inline", "aria-label": `place ${model.starts[row]! + 1}`, "aria-posinset": String(row + 1), "aria-setsize": String(model.starts.length - 1) },
    make("span", { class: "n", "aria-hidden": "true" }, String(model.starts[row]! + 1)), cell);
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const text = model.text(at);
    const index = model.variant.get(at);
    if (index === undefined) {
      if (text !== null) cell.append(...shown(text));
      continue;
    }
    const silent = model.silentTo(at, model.starts[row + 1]!);
    if (silent > at + 1) {
      const last = index + silent - at - 1;
      cell.append(...renderSilent(model, index, last, open), " ");
      if (open >= index && open <= last) element.append(apparatus(model, index, last));
      at = silent - 1;
      continue;
    }
    const words = text?.trimEnd() ?? "";
    const variant = model.data.variants[index]!;
    const says = `${Math.round(100 * model.heat(variant))} % have another reading`;
    const place = make("button", {
      type: "button", class: `heat h${model.step(variant)}`, id: `v${index + 1}`, "data-v": String(index),
      "aria-expanded": String(index === open), title: says,
    }, ...(words ? shown(words) : ["+"]));
    if (!words) place.setAttribute("aria-label", `nothing here: ${says}`);
    cell.append(place, text?.slice(words.length) || " ");
    if (index === open) element.append(apparatus(model, index));
  }
  return element;
}

function renderPlace(model: Model, row: number): HTMLElement {
  const variant = model.data.variants[model.variant.get(row) ?? -1];
  const cells = model.data.witnesses.map((_, w) => {
    const text = model.cell(row, w);
    const lemma = variant ? variant.readings[model.lemma(variant)] : undefined;
    const same = !variant || lemma?.witnesses.includes(model.data.witnesses[w]!);
    return make("span", { role: "cell", class: same ? "" : "other", dir: "auto" }, ...(text === null ? ["–"] : shown(text.trim())));
  });
  const element = make("div", { class: "place", role: "row" }, make("span", { role: "rowheader", class: "n" }, String(row + 1)), ...cells);
  element.style.setProperty("--n", String(cells.length));
  return element;
}

/** Two witnesses, word by word, in one row of the text. */
function renderPair(model: Model, row: number, pair: [number, number]): HTMLElement {
  const columns = [0, 1].map((side) => make("p", { class: side === 0 ? "a" : "b", dir: "auto" }));
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const texts = pair.map((w) => model.cell(at, w));
    const same = texts[0]?.trim() === texts[1]?.trim();
    const form = same || (texts[0] !== null && texts[1] !== null && model.form(at, pair[0]) === model.form(at, pair[1]));
    texts.forEach((text, side) => {
      if (text === null) return;
      const words = text.trimEnd();
      const parts = shown(words);
      columns[side]!.append(...(same ? parts : [make(side === 0 ? "del" : "ins", { class: form ? "s" : "w" }, ...parts)]), text.slice(words.length));
    });
  }
  for (const column of columns) if (column.childNodes.length === 0) column.classList.add("nothing");
  const n = () => make("span", { class: "n", "aria-hidden": "true" }, String(model.starts[row]! + 1));
  return make("article", { class: "row side", "aria-label": `place ${model.starts[row]! + 1}`, "aria-posinset": String(row + 1), "aria-setsize": String(model.starts.length - 1) }, n(), columns[0]!, make("span", { class: "n" }), columns[1]!);
}

/** The places in which witnesses differ: by heat or as they stand, chosen by class. */
class PlaceList {
  readonly element = make("aside", { id: "list", "aria-label": "Places" });
  private heading = make("h2", { id: "list-heading" });
  private items = make("ol", {});
  private frame = make("div", { class: "frame", tabindex: "0", role: "region", "aria-labelledby": "list-heading" }, this.items);
  private chosen = new Set<string>();
  private shown: number[] = [];
  private current = -1;
  private byHeat = false;
  private query = "";

  constructor(private model: Model, private pick: (variant: number) => void, close: () => void) {
    const shut = button("×", "Close the list", close);
    shut.className = "shut";
    const select = make("select", {}, make("option", { value: "place" }, "place"), make("option", { value: "heat" }, "how many differ"));
    select.addEventListener("change", () => {
      this.byHeat = select.value === "heat";
      this.refresh();
    });
    this.element.append(make("div", { class: "top" }, this.heading, shut), this.chips(), make("label", { class: "sort" }, "Sorted by ", select), this.frame);
    this.frame.addEventListener("scroll", () => this.draw(), { passive: true });
    addEventListener("resize", () => this.draw());
    this.refresh();
  }

  private chips(): HTMLElement {
    const chips = make("div", { class: "chips", role: "group", "aria-label": "How they differ" });
    const { variants } = this.model.data;
    const counts = CLASSES.map((name) => variants.filter((variant) => this.model.classes(variant).includes(name)).length);
    const substance = counts.some((n, i) => n > 0 && !SPELLINGS.has(CLASSES[i]!));
    counts.forEach((n, i) => {
      if (n === 0) return;
      const name = CLASSES[i]!;
      const on = !substance || !SPELLINGS.has(name);
      chips.append(chip(name, name, n, on, this.chosen, () => this.refresh()));
    });
    return chips;
  }

  search(query: string): void {
    this.query = query.trim();
    this.refresh();
  }

  refresh(): void {
    const { variants } = this.model.data;
    const kept = this.shown[this.current];
    const wanted = folded(this.query);
    this.shown = variants.map((_, i) => i).filter((i) => {
      if (wanted) return variants[i]!.readings.some((reading) => reading.text !== null && folded(reading.text).includes(wanted));
      return this.model.classes(variants[i]!).some((name) => this.chosen.has(name));
    });
    if (this.byHeat) {
      const heat = variants.map((variant) => this.model.heat(variant));
      this.shown.sort((a, b) => heat[b]! - heat[a]! || a - b);
    }
    this.current = kept === undefined ? -1 : this.shown.indexOf(kept);
    this.heading.textContent = counted(this.shown.length, "place") + (this.query ? ` with “${this.query}”` : "");
    this.items.style.height = `${this.shown.length * ITEM}px`;
    this.draw();
  }

  get title(): string {
    return this.heading.textContent ?? "";
  }

  draw(): void {
    drawSeen(this.frame, this.items, this.shown.length, (i) => this.item(i));
  }

  private item(i: number): HTMLElement {
    const variant = this.model.data.variants[this.shown[i]!]!;
    const lemma = variant.readings[this.model.lemma(variant)];
    const others = variant.readings.filter((reading) => reading !== lemma && reading.class !== "lacuna");
    const inside = make("button", { type: "button" },
      make("span", { class: "head" }, make("span", { class: "line" }, String(variant.row + 1)), ...this.model.classes(variant).map((name) => make("b", {}, name))),
      make("span", { class: "words", dir: "auto" }, make("span", {}, ...shown(lemma?.text ?? "–")), " ] ",
        ...others.flatMap((reading) => [...shown(reading.text ?? "–"), make("small", {}, ` ${reading.witnesses.join(" ").slice(0, 40)} `)])));
    if (i === this.current) inside.setAttribute("aria-current", "true");
    inside.addEventListener("click", () => this.go(i));
    const element = make("li", { "aria-posinset": String(i + 1), "aria-setsize": String(this.shown.length) }, inside);
    element.style.top = `${i * ITEM}px`;
    return element;
  }

  private go(i: number): void {
    this.current = i;
    showRow(this.frame, i);
    this.draw();
    this.pick(this.shown[i]!);
  }

  step(by: 1 | -1): void {
    const n = this.shown.length;
    if (n > 0) this.go(this.current < 0 ? (by > 0 ? 0 : n - 1) : (this.current + by + n) % n);
  }
}

type Show = "text" | "table" | "tree" | "pair";

class CollationPage {
  private view: Show = "text";
  private open = -1; // variant whose apparatus is shown
  private pair: [number, number] = [0, 1];
  private all = false; // places of the table in which nothing differs, too
  private feed = make("div", { class: "feed" });
  private bar = make("div", { class: "decide" });
  private names = make("div", { class: "columns" });
  private kin = make("div", { class: "kin" });
  private rows = make("section", { id: "rows", tabindex: "-1", "aria-label": "The witnesses" }, this.names, this.feed, this.kin);
  private scroller = new Scroller(this.feed, readingEdge);
  private spoken = make("p", { class: "live", role: "status" });
  private list: PlaceList;
  private strip: Strip;
  private shelf: ReturnType<typeof drawer>;
  private views = choice("View", [["text", "Text"], ["table", "Table"], ["tree", "Tree"], ["pair", "Two"]], (view) => this.show(view as Show));

  constructor(private model: Model) {
    this.list = new PlaceList(model, (variant) => this.go(variant, true), () => this.shelf.open(false));
    this.shelf = drawer(this.list.element, "Places");
    const length = Math.max(1, model.data.table.length);
    const ticks = model.data.variants.map((variant) => ({ start: variant.row / length, end: (variant.row + 1) / length, colour: `--heat${model.step(variant)}` }))
      .sort((a, b) => a.colour.localeCompare(b.colour));
    this.strip = new Strip(ticks, [["--heat1", "few differ"], ["--heat5", "most differ"]], (share) => this.goRow(Math.floor(share * (length - 1))));
    numberRoom(this.rows, length);
    this.scroller.onDraw = () => this.drawn();
    this.feed.addEventListener("click", (event) => {
      const target = (event.target as Element).closest<HTMLElement>("[data-v]");
      if (target) this.toggle(Number(target.dataset["v"]));
    });
  }

  private select(label: string, value: number, first: string | null, pick: (value: number) => void): HTMLElement {
    const select = make("select", { "aria-label": label });
    if (first !== null) select.append(make("option", { value: "-1" }, first));
    this.model.data.witnesses.forEach((siglum, i) => select.append(make("option", { value: String(i) }, siglum)));
    select.value = String(value);
    select.addEventListener("change", () => pick(Number(select.value)));
    return select;
  }

  /** What can be chosen in the view. */
  private tools(): (Node | string)[] {
    const label = (text: string, control: HTMLElement) => make("label", {}, `${text} `, control);
    if (this.view === "pair")
      return [label("Left", this.select("Witness on the left", this.pair[0], null, (w) => { this.pair[0] = w; this.lay(); })),
        label("Right", this.select("Witness on the right", this.pair[1], null, (w) => { this.pair[1] = w; this.lay(); }))];
    const base = label("Text of", this.select("Whose text", this.model.base, "what most have", (w) => {
      this.model.base = w;
      this.list.refresh();
      this.lay();
    }));
    if (this.view === "text") return [base];
    if (this.view === "tree" && this.model.tree.trim() === "") return ["The table was changed after it was made, so that there is no tree of it."];
    if (this.view === "tree") return ["A tree of likeness, and no stemma. A number in the table opens the two side by side."];
    const box = make("input", { type: "checkbox" });
    box.checked = this.all;
    box.addEventListener("change", () => {
      this.all = box.checked;
      this.lay();
    });
    return [base, make("label", {}, box, " places in which all agree, too")];
  }

  private tableRows(): number[] {
    return this.all ? this.model.data.table.map((_, i) => i) : this.model.data.variants.map((variant) => variant.row);
  }

  show(view: Show): void {
    const at = this.place();
    this.view = view;
    this.lay();
    if (at > 0) this.goRow(at);
  }

  /** The row of the table that is read. */
  private place(): number {
    if (scrollY < 40 || this.view === "tree") return 0;
    const { row } = this.scroller.anchor();
    return this.view === "table" ? this.tableRows()[row] ?? 0 : this.model.starts[row] ?? 0;
  }

  lay(): void {
    const { model, view } = this;
    this.rows.tabIndex = view === "table" ? 0 : -1; // where it may scroll sideways
    this.rows.dataset["view"] = view === "pair" ? "side" : view;
    this.bar.replaceChildren(...this.tools());
    const rows = this.tableRows();
    const heads = view === "pair" ? this.pair.map((w) => model.data.witnesses[w]!) : view === "table" ? ["", ...model.data.witnesses] : [];
    this.names.replaceChildren(...heads.map((siglum) => make("bdi", {}, siglum)));
    this.names.style.setProperty("--n", String(model.data.witnesses.length));
    this.kin.replaceChildren(...(view === "tree" && model.tree.trim() !== "" ? [drawTree(model.tree), this.agreement()] : []));
    this.feed.hidden = view === "tree";
    this.feed.setAttribute("role", view === "table" ? "table" : "feed");
    this.feed.setAttribute("aria-label", view === "table" ? "Places and witnesses" : "Text");
    const n = view === "tree" ? 0 : view === "table" ? rows.length : model.starts.length - 1;
    this.scroller.show({
      n,
      estimate: (row) => (view === "table" ? 32 : 27 * Math.ceil((6 * (model.starts[row + 1]! - model.starts[row]!)) / 60) + 12),
      render: (row) => (view === "table" ? renderPlace(model, rows[row]!) : view === "pair" ? renderPair(model, row, this.pair) : renderText(model, row, this.open)),
    }, n <= 400);
    if (n === 0) this.strip.show(0, 1, "tree");
  }

  /** How much any two agree; a number opens the two. */
  private agreement(): HTMLElement {
    const { witnesses } = this.model.data;
    const table = make("table", { class: "agreement" }, make("caption", {}, "How much any two agree"));
    table.append(make("tr", {}, make("td", {}), ...witnesses.map((siglum) => make("th", { scope: "col" }, siglum))));
    witnesses.forEach((siglum, i) => {
      const row = make("tr", {}, make("th", { scope: "row" }, siglum));
      witnesses.forEach((other, k) => {
        const share = this.model.agreement[i]?.[k] ?? 0;
        const cell = make("td", {});
        if (i !== k) {
          const open = button(`${(100 * share).toFixed(1)} %`, `${siglum} and ${other} side by side`, () => {
            this.pair = [i, k];
            this.views.show("pair");
          });
          cell.append(open);
        }
        row.append(cell);
      });
      table.append(row);
    });
    return make("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": "How much any two agree" }, table);
  }

  private drawn(): void {
    if (this.scroller.sight()[0] < 0 || this.view === "tree") return;
    const [first, last] = this.scroller.sight();
    const rows = this.view === "table" ? this.tableRows() : this.model.starts;
    const length = Math.max(1, this.model.data.table.length);
    this.strip.show((rows[first] ?? 0) / length, Math.min(1, (rows[last + 1] ?? length) / length), `place ${(rows[first] ?? 0) + 1}`);
  }

  private goRow(at: number): void {
    if (this.view === "tree") this.views.show("text");
    const rows = this.view === "table" ? this.tableRows() : this.model.starts;
    this.scroller.go(Math.max(0, Math.min(behind(rows, at), rows.length - (this.view === "table" ? 0 : 1)) - 1), -30);
  }

  /** To a place, with who has what. */
  go(variant: number, listed: boolean): void {
    const hash = `#v${variant + 1}`;
    if (location.hash !== hash) history.pushState(null, "", hash);
    if (this.view === "tree") this.views.show("text");
    const before = this.open;
    this.open = variant;
    if (this.view === "text") {
      if (before >= 0) this.scroller.refresh(this.model.rowOf(before));
      this.scroller.refresh(this.model.rowOf(variant));
    }
    this.goRow(this.model.data.variants[variant]!.row);
    const mark = document.getElementById(`v${variant + 1}`);
    const box = mark?.getBoundingClientRect();
    if (box && (box.top < readingEdge() || box.bottom > innerHeight - 120)) scrollBy(0, box.top - innerHeight / 3);
    const { row, readings } = this.model.data.variants[variant]!;
    this.spoken.textContent = `Place ${row + 1}: ${readings.map((reading) => `${reading.text ?? "no word"}: ${reading.witnesses.join(", ")}`).join("; ")}`;
    if (listed && innerWidth < 700) this.shelf.open(false);
  }

  private toggle(variant: number): void {
    const before = this.open;
    this.open = before === variant ? -1 : variant;
    if (before >= 0) this.scroller.refresh(this.model.rowOf(before));
    this.scroller.refresh(this.model.rowOf(variant));
    this.scroller.request();
    let mark = document.getElementById(`v${variant + 1}`);
    while (mark && !mark.dataset["v"]) mark = mark.previousElementSibling as HTMLElement | null; // within a run
    mark?.focus({ preventScroll: true });
    history.replaceState(null, "", `#v${variant + 1}`);
  }

  start(): void {
    const help = helpDialog("collation");
    const find = (query: string) => {
      this.list.search(query);
      this.spoken.textContent = this.list.title;
    };
    const search = searchField("Search the readings", find);
    const tools = make("div", { id: "tools", role: "toolbar", "aria-label": "Tools" }, this.views.element,
      button("↑", "Previous place (k)", () => this.list.step(-1)), button("↓", "Next place (j)", () => this.list.step(1)),
      this.shelf.element, search, themeButton(() => this.strip.draw()), button("?", "Help (?)", () => help.showModal()), this.bar);
    page.replaceChildren(tools, this.rows);
    page.before(make("a", { class: "skip", href: "#rows" }, "To the text"), this.list.element, this.strip.element);
    page.append(this.spoken, help);
    this.lay();
    this.strip.draw();
    this.list.draw();
    const follow = () => {
      const variant = Number(/^#v(\d+)$/.exec(location.hash)?.[1] ?? 0) - 1;
      if (variant >= 0 && variant < this.model.data.variants.length) this.go(variant, false);
    };
    setKeys({
      j: () => this.list.step(1), k: () => this.list.step(-1), "/": () => search.focus(), "?": () => help.showModal(),
      "1": () => this.views.show("text"), "2": () => this.views.show("table"), "3": () => this.views.show("tree"), "4": () => this.views.show("pair"),
      Escape: () => leave(search, find, this.shelf.open),
    });
    addEventListener("hashchange", follow);
    addEventListener("popstate", follow);
    finish(page);
    follow();
  }
}

export async function showCollation(): Promise<void> {
  const [data, tree, agreement] = (await Promise.all(["collation", "tree", "agreement"].map(unpack))).map((bytes) => textOf(bytes));
  const shares = agreement!.trim().split("\n").slice(1).map((line) => line.split("\t").slice(1).map(Number));
  new CollationPage(new Model(JSON.parse(data!.replace(/^\ufeff/, "")) as Collation, tree!, shares)).start();
}
