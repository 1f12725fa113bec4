// SPDX-License-Identifier: Apache-2.0
// The page of quotations: the account with each marked by what it is worth, the evidence beside it.

import { chip } from "./choosing";
import { type Span, textOf, TOUCHES, unpack } from "./data";
import { button, counted, make, shown } from "./dom";
import { folded, markFound } from "./find";
import { helpDialog, setKeys } from "./keys";
import { behind, Lines } from "./lines";
import { shortNames } from "./names";
import { Scroller } from "./scroll";
import { Strip } from "./strip";
import { drawer, finish, leave, numberRoom, readingEdge, searchField, themeButton } from "./tools";
import { unitsOf } from "./units";

interface Change {
  original: Span | null;
  telling: Span | null;
  text: { original: string | null; telling: string | null };
  touches: string[];
  reason?: string;
  honest?: boolean;
}

interface Source {
  as: string;
  name: string;
  span: Span;
  text?: string | null;
  part: Span;
  line: number;
  speaker: string | null;
  changes: Change[];
}

interface Quotation {
  id: number;
  span: Span;
  line: number;
  text: string;
  speaker: string | null;
  guess?: boolean;
  status: string;
  cited?: string;
  notes?: string[];
  sources: Source[];
}

interface Answer {
  options: { units: string };
  account: { name: string; text: string };
  against?: { name: string }[];
  quotations: Quotation[];
}

/** The worst first. */
const STATUSES = ["altered", "spliced", "misattributed", "not found", "not checked", "typographic", "verbatim"];
const FAILING = 4;
const LONGEST = 900; // units of a source that are shown
const AROUND = 80; // and of it around a difference, of a long one

const page = document.getElementById("page") as HTMLElement;

function classOf(status: string): string {
  return `q-${status.replaceAll(" ", "-")}`;
}

/** How bad it is: by what its differences touch, then by its status. */
function gravity(quotation: Quotation): number {
  const status = STATUSES.indexOf(quotation.status);
  if (status < 0 || status >= FAILING) return 100 + status;
  const ranks = quotation.sources.flatMap((source) => source.changes.filter((change) => !change.honest))
    .flatMap((change) => change.touches.map((name) => TOUCHES.indexOf(name)));
  return Math.min(20, ...ranks) + status / 10;
}

class Model {
  readonly lines: Lines;
  readonly at: (n: number) => number;
  readonly quotations: Quotation[];
  readonly called: (name: string) => string;
  /** Where each paragraph begins, and the end; and the first quotation that begins there or later. */
  readonly starts: number[];
  readonly first: number[];

  constructor(readonly answer: Answer) {
    const { text } = answer.account;
    this.called = shortNames((answer.against ?? []).map((source) => source.name));
    this.at = unitsOf(text, answer.options.units);
    this.lines = new Lines(text);
    this.quotations = [...answer.quotations].sort((a, b) => a.span.start - b.span.start);
    this.starts = [...this.lines.paragraphs];
    if (this.starts[0] !== 0) this.starts.unshift(0);
    const places = this.quotations.map((quotation) => this.at(quotation.span.start));
    this.first = this.starts.map((start) => behind(places, start - 1));
    this.first.push(places.length);
    this.starts.push(text.length);
  }

  rowOf(index: number): number {
    return Math.max(0, behind(this.starts.slice(0, -1), this.at(this.quotations[index]!.span.start)) - 1);
  }
}

/** The quotation as it stands in the account, with its differences marked within. */
function quoted(model: Model, index: number, from: number, to: number): (Node | string)[] {
  const { text } = model.answer.account;
  const quotation = model.quotations[index]!;
  const parts: (Node | string)[] = [];
  let at = from;
  const changes = (quotation.sources[0]?.changes ?? []).filter((change) => change.telling && !change.honest);
  for (const change of quotation.status === "not found" ? [] : changes) {
    const [start, end] = [model.at(change.telling!.start), model.at(change.telling!.end)];
    if (start < at || end > to || start >= end) continue;
    parts.push(...shown(text.slice(at, start)), make("ins", {}, ...shown(text.slice(start, end))));
    at = end;
  }
  parts.push(...shown(text.slice(at, to)));
  return parts;
}

/** What stands in the source, with what became of it. */
function evidence(source: Source, units: string): (Node | string)[] {
  const text = source.text ?? "";
  const at = unitsOf(text, units);
  const parts: (Node | string)[] = [];
  let end = 0;
  const put = (from: number, to: number, last: boolean) => {
    if (to - from <= 2 * AROUND || text.length <= LONGEST) parts.push(...shown(text.slice(from, to)));
    else parts.push(...shown(from > 0 ? text.slice(from, from + AROUND) : ""), " … ", ...shown(last ? "" : text.slice(to - AROUND, to)));
  };
  for (const change of source.changes) {
    if (!change.original && !change.text.telling) continue;
    const start = change.original ? at(change.original.start - source.span.start) : end;
    if (start < end || start > text.length) continue;
    put(end, start, false);
    if (change.original && change.original.start > source.span.end) parts.push(" ");
    end = change.original ? at(change.original.end - source.span.start) : end;
    const kind: Record<string, string> = change.honest ? { class: "s" } : {};
    if (change.text.original) parts.push(make("del", kind, ...shown(change.text.original)));
    if (!change.text.telling) continue;
    if (/\S$/.test(change.text.original ?? text.slice(0, end).slice(-1))) parts.push(" ");
    parts.push(make("ins", kind, ...shown(change.text.telling)));
    if (/^\w/.test(text.slice(end)) && /\S$/.test(change.text.telling)) parts.push(" ");
  }
  put(end, text.length, true);
  return parts;
}

function card(model: Model, index: number): HTMLElement {
  const quotation = model.quotations[index]!;
  const touches = new Set(quotation.sources.flatMap((source) => source.changes.filter((change) => !change.honest).flatMap((change) => change.touches)));
  const element = make("div", { class: `card ${classOf(quotation.status)}` });
  const head = make("p", { class: "head" }, make("a", { href: `#q${quotation.id}`, class: "status" }, quotation.status));
  if (STATUSES.indexOf(quotation.status) < FAILING && quotation.status !== "not found") head.append(` ${TOUCHES.filter((name) => touches.has(name)).join(", ")}`);
  if (quotation.speaker) head.append(make("span", { class: "speaker" }, ` ${quotation.speaker}${quotation.guess ? "?" : ""}`));
  element.append(head);
  for (const source of quotation.sources.slice(0, 3)) {
    const where = make("p", { class: "where" }, source.as === "source" ? "" : `${source.as} `, make("bdi", {}, model.called(source.name)), `, line ${source.line}`);
    if (source.speaker && source.speaker !== quotation.speaker) where.append(`, said by ${source.speaker}`);
    element.append(where);
    if (quotation.status !== "verbatim") element.append(make("p", { class: "words", dir: "auto" }, ...evidence(source, model.answer.options.units)));
  }
  if (quotation.sources.length === 0 && quotation.status === "not found") element.append(make("p", { class: "where" }, "nothing like it stands in the sources"));
  return element;
}

function renderRow(model: Model, row: number): HTMLElement {
  const { text } = model.answer.account;
  const [start, end] = [model.starts[row]!, model.starts[row + 1]!];
  const cell = make("p", { class: "a", dir: "auto" });
  const beside = make("div", { class: "beside" });
  let at = start;
  for (let i = model.first[row]!; i < model.first[row + 1]!; i++) {
    const quotation = model.quotations[i]!;
    const [from, to] = [model.at(quotation.span.start), Math.min(model.at(quotation.span.end), end)];
    beside.append(card(model, i));
    if (from < at) continue; // within the one before
    cell.append(...shown(text.slice(at, from)));
    cell.append(make("mark", { class: `q ${classOf(quotation.status)}`, id: `q${quotation.id}`, "data-says": `${quotation.status}:\u00a0` }, ...quoted(model, i, from, to)));
    at = to;
  }
  cell.append(...shown(text.slice(at, end).trimEnd()));
  const line = model.lines.line(start);
  return make("article", { class: "row account", "aria-label": `line ${line}`, "aria-posinset": String(row + 1), "aria-setsize": String(model.first.length - 1) },
    make("span", { class: "n", "aria-hidden": "true" }, String(line)), cell, beside);
}

class QuotationList {
  readonly element = make("aside", { id: "list", "aria-label": "Quotations" });
  private heading = make("h2", { id: "list-heading" });
  private items = make("ol", {});
  private chosen = new Set<string>();
  private order: number[];
  private shown: number[] = [];
  private current = -1;
  private query = "";

  constructor(private model: Model, private pick: (index: number) => void, close: () => void) {
    const ranks = model.quotations.map(gravity);
    this.order = ranks.map((_, i) => i).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
    const shut = button("×", "Close the list", close);
    shut.className = "shut";
    const frame = make("div", { class: "frame", tabindex: "0", role: "region", "aria-labelledby": "list-heading" }, this.items);
    this.element.append(make("div", { class: "top" }, this.heading, shut), this.chips(), frame);
    this.refresh();
  }

  private chips(): HTMLElement {
    const chips = make("div", { class: "chips", role: "group", "aria-label": "What they are" });
    const counts = STATUSES.map((status) => this.model.quotations.filter((quotation) => quotation.status === status).length);
    const fails = counts.slice(0, FAILING).some((n) => n > 0);
    counts.forEach((n, rank) => {
      if (n === 0) return;
      const status = STATUSES[rank]!;
      const on = !fails || rank < FAILING;
      chips.append(chip(status, status, n, on, this.chosen, () => this.refresh()));
    });
    return chips;
  }

  search(query: string): void {
    this.query = query.trim();
    this.refresh();
  }

  private refresh(): void {
    const kept = this.shown[this.current];
    const wanted = folded(this.query);
    this.shown = this.order.filter((i) => {
      const quotation = this.model.quotations[i]!;
      if (wanted) return folded(`${quotation.text} ${quotation.speaker ?? ""}`).includes(wanted);
      return this.chosen.has(quotation.status);
    });
    this.current = kept === undefined ? -1 : this.shown.indexOf(kept);
    this.heading.textContent = counted(this.shown.length, "quotation") + (this.query ? ` with “${this.query}”` : "");
    this.items.replaceChildren(...this.shown.map((i, n) => this.item(i, n)));
  }

  private item(i: number, n: number): HTMLElement {
    const quotation = this.model.quotations[i]!;
    const head = make("span", { class: "head" }, make("span", { class: "line" }, String(quotation.line)), make("b", { class: classOf(quotation.status) }, quotation.status));
    if (quotation.speaker) head.append(make("span", {}, quotation.speaker));
    const text = quotation.text.replace(/\s+/g, " ").slice(0, 120);
    const inside = make("button", { type: "button" }, head, make("span", { class: "words", dir: "auto" }, ...shown(text)));
    inside.addEventListener("click", () => this.go(n));
    return make("li", {}, inside);
  }

  get title(): string {
    return this.heading.textContent ?? "";
  }

  private mark(): void {
    this.items.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const item = this.items.children[this.current]?.firstElementChild;
    item?.setAttribute("aria-current", "true");
    item?.scrollIntoView({ block: "nearest" });
  }

  go(n: number): void {
    this.current = n;
    this.mark();
    this.pick(this.shown[n]!);
  }

  note(index: number): void {
    this.current = this.shown.indexOf(index);
    this.mark();
  }

  step(by: 1 | -1): void {
    const n = this.shown.length;
    if (n > 0) this.go(this.current < 0 ? (by > 0 ? 0 : n - 1) : (this.current + by + n) % n);
  }
}

function start(model: Model): void {
  const { text, name } = model.answer.account;
  const spoken = make("p", { class: "live", role: "status" });
  const feed = make("div", { class: "feed", role: "feed" });
  const rows = make("section", { id: "rows", "aria-label": "The account" },
    make("div", { class: "columns account", "aria-hidden": "true" }, make("bdi", {}, shortNames([name])(name) || "account"), make("bdi", {}, "what the sources have")), feed);
  numberRoom(rows, model.lines.line(text.length));
  const scroller = new Scroller(feed, readingEdge);
  let current = -1;
  let query = "";
  const go = (index: number) => {
    current = index;
    scroller.go(model.rowOf(index), -30);
    const mark = document.getElementById(`q${model.quotations[index]!.id}`);
    const box = mark?.getBoundingClientRect();
    if (box && (box.top < readingEdge() || box.bottom > innerHeight)) scrollBy(0, box.top - innerHeight / 3);
  };
  const list = new QuotationList(model, (index) => {
    const quotation = model.quotations[index]!;
    if (location.hash !== `#q${quotation.id}`) history.pushState(null, "", `#q${quotation.id}`);
    go(index);
    spoken.textContent = `Line ${quotation.line}, ${quotation.status}: ${quotation.text.slice(0, 160)}`;
    if (innerWidth < 700) shelf.open(false);
  }, () => shelf.open(false));
  const shelf = drawer(list.element, "Quotations");
  const ticks = [...model.quotations].sort((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status)).map((quotation) => ({
    start: model.at(quotation.span.start) / Math.max(1, text.length), end: model.at(quotation.span.end) / Math.max(1, text.length),
    colour: `--${classOf(quotation.status)}`,
  }));
  const there = STATUSES.filter((status) => model.quotations.some((quotation) => quotation.status === status));
  const strip = new Strip(ticks, there.map((status) => [`--${classOf(status)}`, status]), (share) => {
    const row = Math.max(0, behind(model.starts.slice(0, -1), share * text.length) - 1);
    scroller.go(row, -30);
  });
  scroller.onDraw = () => {
    feed.querySelector(".current")?.classList.remove("current");
    if (current >= 0) document.getElementById(`q${model.quotations[current]!.id}`)?.classList.add("current");
    if (query !== "") markFound(query, feed);
    const [first, last] = scroller.sight();
    const length = Math.max(1, text.length);
    strip.show((model.starts[first] ?? 0) / length, (model.starts[last + 1] ?? length) / length, `line ${model.lines.line(model.starts[first] ?? 0)}`);
  };
  const find = (asked: string) => {
    query = asked;
    markFound(query, feed);
    list.search(query);
    spoken.textContent = list.title;
  };
  const search = searchField("Search the account", find);
  const help = helpDialog("quotations");
  const tools = make("div", { id: "tools", role: "toolbar", "aria-label": "Tools" },
    button("↑", "Previous quotation (k)", () => list.step(-1)), button("↓", "Next quotation (j)", () => list.step(1)),
    shelf.element, search, themeButton(() => strip.draw()), button("?", "Help (?)", () => help.showModal()));
  page.replaceChildren(tools, rows);
  page.before(make("a", { class: "skip", href: "#rows" }, "To the account"), list.element, strip.element);
  page.append(spoken, help);
  const n = model.first.length - 1;
  scroller.show({
    n, estimate: (row) => 27 * Math.ceil((model.starts[row + 1]! - model.starts[row]!) / 55) + 14 + 60 * (model.first[row + 1]! - model.first[row]!),
    render: (row) => renderRow(model, row),
  }, n <= 3000);
  strip.draw();
  const follow = () => {
    const id = Number(/^#q(\d+)$/.exec(location.hash)?.[1] ?? 0);
    const index = model.quotations.findIndex((quotation) => quotation.id === id);
    if (index < 0) return;
    go(index);
    list.note(index);
  };
  setKeys({
    j: () => list.step(1), k: () => list.step(-1), "/": () => search.focus(), "?": () => help.showModal(),
    Escape: () => leave(search, find, shelf.open),
  });
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  finish(page);
  follow();
}

export async function showQuotations(): Promise<void> {
  start(new Model(JSON.parse(textOf(await unpack("quotations"))) as Answer));
}
