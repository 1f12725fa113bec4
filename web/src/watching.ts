// SPDX-License-Identifier: Apache-2.0
// The page of a telling while it is told: what the source has beside what is said, row by row as it comes.

import { Lines } from "./lines";
import { type Span, textOf, unpack } from "./data";
import { button, counted, make, shown, upTo } from "./dom";
import { markFound } from "./find";
import { ItemList } from "./itemlist";
import { helpDialog, setKeys } from "./keys";
import { shortNames } from "./names";
import { Scroller } from "./scroll";
import { Strip, type Tick } from "./strip";
import { type Change, isSmall, KINDS, type Row, Telling } from "./told";
import { drawer, finish, leave, numberRoom, readingEdge, searchField, themeButton } from "./tools";
import { unitsOf } from "./units";

interface Head {
  name: string;
  units: string;
  texts: boolean;
  sources: string[];
}

const page = document.getElementById("page") as HTMLElement;
const LONGEST = 600; // units of what was left out that are shown
const QUIET = 3000; // milliseconds between two things that are said aloud
const MOST_FAILED = 3; // times in turn that the server may not answer

function classOf(kind: string): string {
  return `w-${kind.replaceAll(" ", "-")}`;
}

/** A source with its text, where the page has it. */
class Source {
  readonly lines: Lines | null;
  readonly at: (offset: number) => number;

  constructor(readonly name: string, readonly text: string | null, units: string) {
    this.lines = text === null ? null : new Lines(text);
    this.at = text === null ? (offset) => offset : unitsOf(text, units);
  }

  slice(span: Span): string {
    return this.text?.slice(this.at(span.start), this.at(span.end)) ?? "";
  }
}

/** A text with its differences marked: those of a side, whose spans are offset by `from`. */
function marked(text: string, units: string, from: number, changes: Change[], side: "source" | "telling"): (Node | string)[] {
  const at = unitsOf(text, units);
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const change of changes) {
    const span = change[side];
    if (!span || isSmall(change)) continue;
    const [start, stop] = [at(span.start - from), at(span.end - from)];
    if (start < end || stop > text.length || start >= stop) continue;
    parts.push(...shown(text.slice(end, start)), make(side === "source" ? "del" : "ins", {}, ...shown(text.slice(start, stop))));
    end = stop;
  }
  parts.push(...shown(text.slice(end).trimEnd()));
  return parts;
}

class WatchPage {
  private telling = new Telling();
  private feed = make("div", { class: "feed", role: "feed", "aria-busy": "false" });
  private rows: HTMLElement;
  private scroller = new Scroller(this.feed, readingEdge);
  private spoken = make("p", { class: "live", role: "status" });
  private state = make("span", { class: "state" }, "waiting");
  private where = make("span", { class: "where" });
  private trouble = make("p", { class: "trouble", role: "alert", hidden: "" });
  private heading = document.querySelector("#verdict h1") as HTMLElement;
  private list: ItemList;
  private shelf: ReturnType<typeof drawer>;
  private strip: Strip;
  private follows = true;
  private followButton = button("Follow", "Stay with what is told last (f)", () => this.follow(!this.follows));
  private current = -1;
  private query = "";
  private have = 0; // lines
  private wanted = 0;
  private asking = false;
  private said = 0; // when something was said aloud
  private lastTop = 0;
  private drawnSource = "";
  private called: (name: string) => string;

  constructor(private head: Head, private sources: Map<string, Source>) {
    this.called = shortNames(head.sources);
    this.rows = make("section", { id: "rows", tabindex: "-1", "aria-label": "What is told" },
      make("div", { class: "columns", "aria-hidden": "true" }, make("bdi", {}, head.sources.length === 1 ? this.called(head.sources[0]!) : "the sources"), make("bdi", {}, shortNames([head.name])(head.name))), this.feed);
    this.rows.dataset["view"] = "side";
    numberRoom(this.rows, Math.max(0, ...[...sources.values()].map(({ lines, text }) => lines?.line(text!.length) ?? 0)));
    const { rows } = this.telling;
    this.list = new ItemList({
      label: "Sentences", one: "passage", // what was left out is among them
      n: () => rows.length,
      kinds: { label: "What they are", names: KINDS, of: (i) => [this.telling.kindOf(i)], loud: (name) => name !== "same" && name !== "withdrawn" },
      orders: [["as they were told", () => 0], ["the last first", (a, b) => b - a]],
      text: (i) => rows[i]!.what.text,
      face: (i) => this.face(i),
      pick: (i) => this.pick(i),
    }, () => this.shelf.open(false));
    this.shelf = drawer(this.list.element, "Sentences");
    this.strip = new Strip([], [["--w-same", "same"], ["--w-different", "different"], ["--w-left", "left out"], ["--focus", "here"]], (share) => this.goShare(share));
    this.scroller.onDraw = () => this.drawn();
    addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  // --- Rows ---

  private sourceText(row: Row): (Node | string)[] {
    const { what } = row;
    const source = what.source ? this.sources.get(what.source.name) : undefined;
    if (what.event === "left out") {
      const text = what.source && source?.text ? source.slice(what.source.span) : what.text;
      const cut = text.length > LONGEST ? `${upTo(text, LONGEST)} …` : text;
      return [make("del", {}, ...shown(cut.trim()))];
    }
    if (!what.source) return [];
    if (source?.text) return marked(source.slice(what.source.span), this.head.units, what.source.span.start, what.changes, "source");
    const gone = what.changes.filter((change) => change.text.source && !isSmall(change));
    return gone.flatMap((change, i) => [i > 0 ? " … " : "", make("del", {}, ...shown(change.text.source!))]);
  }

  private label(i: number): (Node | string)[] {
    const row = this.telling.rows[i]!;
    const kind = this.telling.kindOf(i);
    const parts: (Node | string)[] = [make("b", {}, kind)];
    const { what } = row;
    if (what.event === "left out") {
      parts.push(what.words === null ? " a long stretch" : ` ${counted(what.words, "word")}`);
      if (row.filled > 0) parts.push(", told later, from ", make("a", { href: `#s${row.filled}` }, `sentence ${row.filled}`), " on");
      return parts;
    }
    const touches = new Set(what.changes.filter((change) => !isSmall(change)).flatMap((change) => change.touches));
    if (kind === "different" && touches.size > 0) parts.push(` ${[...touches].join(", ")}`);
    if (what.source && !what.moves) parts.push(", it may stand elsewhere");
    if (what.revision > 0) parts.push(row.was ? `, judged anew: it was ${row.was}` : ", judged anew");
    if (what.fills !== null) parts.push(", was left out before");
    return parts;
  }

  private render(i: number): HTMLElement {
    const row = this.telling.rows[i]!;
    const { what } = row;
    const kind = this.telling.kindOf(i);
    const id = what.event === "sentence" ? `s${what.id}` : `l${what.id}`;
    const from = this.sourceText(row);
    const side = make("p", { class: "a", dir: "auto" }, ...from);
    if (this.head.sources.length !== 1 && what.source) side.append(make("span", { class: "where" }, " ", make("bdi", {}, this.called(what.source.name))));
    const head = make("p", { class: "head" }, ...this.label(i));
    const told = make("div", { class: "told" }, head);
    if (what.event === "sentence") {
      if (what.time) head.append(make("span", { class: "where" }, ` ${what.time}`));
      if (what.speaker) head.append(make("span", { class: "where" }, " ", make("bdi", {}, what.speaker)));
      told.append(make("p", { class: "b", dir: "auto" }, ...marked(what.text, this.head.units, what.telling.start, what.changes, "telling")));
    }
    return make("article", { class: `row side ${classOf(kind)}${i === this.current ? " picked" : ""}`, id, "aria-label": `${kind}, ${what.event === "sentence" ? `sentence ${what.id}` : "of the source"}`, "aria-posinset": String(i + 1), "aria-setsize": "-1" },
      make("span", { class: "n", "aria-hidden": "true" }, what.source && what.source.line > 0 ? String(what.source.line) : ""),
      from.length > 0 || what.source ? side : make("p", { class: "a nothing" }),
      make("span", { class: "n", "aria-hidden": "true" }, what.event === "sentence" ? String(what.id) : ""), told);
  }

  private face(i: number): (Node | string)[] {
    const { what } = this.telling.rows[i]!;
    const kind = this.telling.kindOf(i);
    const head = make("span", { class: "head" }, make("span", { class: "line" }, what.event === "sentence" ? String(what.id) : ""), make("b", { class: classOf(kind) }, kind));
    if (what.source) head.append(make("span", {}, `line ${what.source.line}`));
    return [head, make("span", { class: "words", dir: "auto" }, ...shown(what.text.replace(/\s+/g, " ").slice(0, 120)))];
  }

  private estimate(i: number): number {
    return 30 + 27 * Math.ceil(Math.min(this.telling.rows[i]!.what.text.length, LONGEST) / 45);
  }

  // --- What comes ---

  private sentence(): void {
    const { counts, end, rows } = this.telling;
    const told = counts.same + counts.different + counts.added;
    const parts = [`${counts.same.toLocaleString("en")} the same`, `${counts.different.toLocaleString("en")} different`, `${counts.added.toLocaleString("en")} added`];
    const left = counts["left out"] > 0 ? `; ${counted(counts["left out"], "stretch was", "stretches were")} left out` : "";
    const so = `${parts.join(", ")}${left}.`;
    if (end?.comparison) {
      const { sentence, verdict } = end.comparison;
      const colon = sentence.indexOf(":") + 1;
      this.heading.dataset["answer"] = verdict.answer;
      this.heading.replaceChildren(make("b", {}, ...shown(sentence.slice(0, colon))), ...shown(sentence.slice(colon)));
      document.querySelector("#verdict .more-of")?.remove();
      this.heading.after(make("p", { class: "more-of" }, `${counted(told, "sentence")}: ${so} `, make("a", { href: "comparison" }, "Compare the whole")));
    } else if (rows.length > 0)
      this.heading.replaceChildren(make("b", {}, `${counted(told, "sentence")}${end ? "" : " so far"}:`), ` ${so}`);
    if (end && end.sources.length > 1)
      this.say(end.sources.slice(0, 5).map((source) => `${(100 * source.share).toFixed(0)} % from ${this.called(source.name)}`).join(", "));
  }

  private tell(text: string): void {
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }

  private say(text: string): void {
    this.spoken.textContent = text;
    this.said = performance.now();
  }

  private show(before: number, changed: Set<number>): void {
    const { at, end, rows } = this.telling;
    this.scroller.grow(rows.length);
    for (const i of changed) if (i < before) this.scroller.refresh(i);
    this.sentence();
    this.state.textContent = end ? "all is told" : "live";
    this.state.dataset["is"] = end ? "ended" : "live";
    if (at) this.where.replaceChildren("at line ", String(at.line), ...(this.head.sources.length === 1 ? [] : [" of ", make("bdi", {}, this.called(at.name))]), this.share());
    this.ticks();
    this.list.refresh();
    if (this.follows) this.goLast();
    else this.scroller.request();
    this.speak(before);
  }

  /** How far down the source the telling is. */
  private share(): string {
    const { at } = this.telling;
    const source = at ? this.sources.get(at.name) : undefined;
    if (!source?.text) return "";
    return `, ${Math.round((100 * source.at(at!.span.end)) / Math.max(1, source.text.length))} % down`;
  }

  /** Of what is new, the last that is not as it was. */
  private speak(before: number): void {
    if (performance.now() - this.said < QUIET) return;
    for (let i = this.telling.rows.length - 1; i >= before; i--) {
      const kind = this.telling.kindOf(i);
      if (kind === "same") continue;
      this.say(`${kind}: ${this.telling.rows[i]!.what.text.slice(0, 120)}`);
      return;
    }
  }

  /** What of the source where the telling is was told, and how. */
  private ticks(): void {
    const { at, rows } = this.telling;
    const source = at ? this.sources.get(at.name) : [...this.sources.values()][0];
    if (!source?.text) return;
    this.drawnSource = source.name;
    const length = Math.max(1, source.text.length);
    const ticks: Tick[] = [];
    const put = (span: Span, colour: string) => ticks.push({ start: source.at(span.start) / length, end: source.at(span.end) / length, colour });
    rows.forEach((row, i) => {
      if (row.withdrawn || row.what.source?.name !== source.name || row.filled > 0) return;
      const kind = this.telling.kindOf(i);
      put(row.what.source.span, kind === "left out" ? "--w-left" : `--w-${kind}`);
    });
    if (at) put({ start: at.span.end, end: at.span.end }, "--focus");
    this.strip.set(ticks);
  }

  private take(lines: string[]): void {
    const before = this.telling.rows.length;
    const changed = new Set<number>();
    for (const line of lines) changed.add(this.telling.take(line));
    this.show(before, changed);
  }

  /** Ask for the lines that there are and are not here yet. */
  private async pump(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.have < this.wanted) {
        const text = await (await fetch(`told?from=${this.have}`)).text();
        const [first, ...lines] = text.split("\n");
        if (Number(first) > this.have) this.tell(`The first ${counted(Number(first), "line")} of what was told are no longer kept.`);
        lines.pop();
        if (lines.length === 0) break;
        this.have = Number(first) + lines.length;
        this.take(lines);
      }
    } catch {
      // the server has gone; the next event asks again
    }
    this.asking = false;
  }

  private listen(): void {
    const events = new EventSource("events");
    let failed = 0;
    const end = () => {
      events.close();
      this.tell("almost has ended: what you see stays.");
      if (!this.telling.end) this.state.textContent = "ended";
    };
    events.addEventListener("open", () => (failed = 0));
    events.addEventListener("told", (event) => {
      this.wanted = Math.max(this.wanted, Number((event as MessageEvent<string>).data));
      void this.pump();
    });
    events.addEventListener("error", () => ++failed === MOST_FAILED && end());
    events.addEventListener("end", () => void this.pump().then(end));
    addEventListener("pagehide", () => events.close());
  }

  // --- Going about ---

  private follow(on: boolean): void {
    this.follows = on;
    this.followButton.setAttribute("aria-pressed", String(on));
    if (on) this.goLast();
  }

  private goLast(): void {
    const n = this.telling.rows.length;
    if (n > 0) this.scroller.go(n - 1, -innerHeight * 0.6);
    this.lastTop = scrollY;
  }

  /** Whoever scrolls up wants to read there. */
  private scrolled(): void {
    if (this.follows && scrollY < this.lastTop - 60) this.follow(false);
  }

  private drawn(): void {
    if (this.query !== "") markFound(this.query, this.feed);
    const source = this.sources.get(this.drawnSource);
    const { rows } = this.telling;
    if (!source?.text || rows.length === 0) return;
    const [first, last] = this.scroller.sight();
    const spans = rows.slice(first, last + 1).flatMap((row) => (row.what.source?.name === source.name && !row.withdrawn ? [row.what.source.span] : []));
    if (spans.length === 0) return;
    const length = Math.max(1, source.text.length);
    const [from, to] = [source.at(Math.min(...spans.map((span) => span.start))), source.at(Math.max(...spans.map((span) => span.end)))];
    this.strip.show(from / length, to / length, `line ${source.lines!.line(from)} of ${this.called(source.name)}`);
  }

  private pick(i: number): void {
    const { what } = this.telling.rows[i]!;
    const hash = what.event === "sentence" ? `#s${what.id}` : `#l${what.id}`;
    if (location.hash !== hash) history.pushState(null, "", hash);
    this.go(i);
    this.say(`${this.telling.kindOf(i)}: ${what.text.slice(0, 160)}`);
    if (innerWidth < 700) this.shelf.open(false);
  }

  private go(i: number): void {
    this.follow(false);
    const before = this.current;
    this.current = i;
    if (before >= 0) this.scroller.refresh(before);
    this.scroller.go(i, -60);
    this.scroller.refresh(i);
  }

  /** To what was told of a place of the source. */
  private goShare(share: number): void {
    const source = this.sources.get(this.drawnSource);
    if (!source?.text) return;
    let best = -1;
    let least = Infinity;
    this.telling.rows.forEach((row, i) => {
      if (row.what.source?.name !== source.name || row.withdrawn) return;
      const off = Math.abs(source.at(row.what.source.span.start) / source.text!.length - share);
      if (off < least) [best, least] = [i, off];
    });
    if (best >= 0) this.go(best);
  }

  private goHash(): void {
    const found = /^#([sl])(\d+)$/.exec(location.hash);
    if (!found) return;
    const event = found[1] === "s" ? "sentence" : "left out";
    const i = this.telling.rows.findIndex(({ what }) => what.event === event && what.id === Number(found[2]));
    if (i < 0) return;
    this.go(i);
    this.list.note(i);
  }

  start(): void {
    const help = helpDialog("watch");
    const find = (query: string) => {
      this.query = query;
      markFound(query, this.feed);
      this.list.search(query);
      this.spoken.textContent = this.list.title;
    };
    const search = searchField("Search what is told", find);
    this.followButton.setAttribute("aria-pressed", "true");
    const tools = make("div", { id: "tools", role: "toolbar", "aria-label": "Tools" }, this.followButton,
      button("↑", "Previous sentence in the list (k)", () => this.list.step(-1)), button("↓", "Next sentence in the list (j)", () => this.list.step(1)),
      this.shelf.element, search, themeButton(() => this.strip.draw()), button("?", "Help (?)", () => help.showModal()),
      make("div", { class: "decide" }, this.state, this.where, this.trouble));
    page.replaceChildren(tools, this.rows);
    document.body.prepend(make("a", { class: "skip", href: "#rows" }, "To what is told"));
    page.before(this.list.element, this.strip.element);
    page.append(this.spoken, help);
    this.scroller.show({ n: 0, estimate: (i) => this.estimate(i), render: (i) => this.render(i) }, false);
    this.strip.draw();
    if (!this.head.texts) document.body.classList.add("plain");
    setKeys({
      j: () => this.list.step(1), k: () => this.list.step(-1), f: () => this.follow(!this.follows), "/": () => search.focus(), "?": () => help.showModal(),
      Escape: () => leave(search, find, this.shelf.open),
      Enter: () => document.activeElement === search && this.list.step(1),
    });
    addEventListener("hashchange", () => this.goHash());
    addEventListener("popstate", () => this.goHash());
    finish(page);
    this.listen();
  }
}

export async function showWatch(): Promise<void> {
  const head = JSON.parse(textOf(await unpack("head"))) as Head;
  const texts = head.texts ? await Promise.all(head.sources.map((_, i) => unpack(`source-${i}`))) : [];
  const sources = new Map(head.sources.map((name, i) => [name, new Source(name, texts[i] ? textOf(texts[i]!) : null, head.units)]));
  new WatchPage(head, sources).start();
}
