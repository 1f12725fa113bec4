// SPDX-License-Identifier: Apache-2.0
// The page of what documents share: clusters, documents by documents, a time line, any two side by side.

import { type Cluster, Corpus, dateOf, pairKey, type Passage, type Shared, sharedOf } from "./corpus";
import { textOf, unpack } from "./data";
import { button, counted, make, shown, upTo } from "./dom";
import { markFound } from "./find";
import { ItemList } from "./itemlist";
import { helpDialog, setKeys } from "./keys";
import { Matrix } from "./matrix";
import { Scroller } from "./scroll";
import { Timeline } from "./timeline";
import { choice, drawer, finish, leave, readingEdge, searchField, themeButton } from "./tools";
import { markedPair } from "./words";

const FEW = 6; // passages of a cluster that are drawn at first
const LONGEST = 1500; // units of a passage within a cluster
const BEYOND = 300; // units of the first passage behind those, so that what ends earlier in it is no difference
const SIZES = ["2 documents", "3 documents", "4 to 9 documents", "10 documents and more", "1 document"];

type Show = "clusters" | "matrix" | "time" | "pair";

const page = document.getElementById("page") as HTMLElement;

function sizeOf({ documents: { length } }: Cluster): string {
  return length < 2 ? SIZES[4]! : length < 4 ? SIZES[length - 2]! : length < 10 ? SIZES[2]! : SIZES[3]!;
}

class ReusePage {
  private view: Show = "clusters";
  private pair: [number, number] = [0, 0];
  private member: string; // that says when a document is from; "": none does
  private members: string[];
  private whole = new Set<number>(); // clusters all passages of which are drawn
  private current = -1;
  private query = "";
  private shared: Map<number, Shared>;
  private names = make("div", { class: "columns" });
  private feed = make("div", { class: "feed" });
  private other = make("div", {}); // what is no feed
  private bar = make("div", { class: "decide" });
  private rows = make("section", { id: "rows", tabindex: "-1", "aria-label": "What is shared" }, this.names, this.feed, this.other);
  private scroller = new Scroller(this.feed, readingEdge);
  private spoken = make("p", { class: "live", role: "status" });
  private list: ItemList;
  private shelf: ReturnType<typeof drawer>;
  private matrix: Matrix | null = null;
  private views = choice("View", [["clusters", "Clusters"], ["matrix", "Matrix"], ["time", "Time"], ["pair", "Two"]], (view) => this.show(view as Show));

  constructor(private corpus: Corpus, date: string) {
    this.members = corpus.dateMembers();
    this.member = this.members.includes(date) ? date : this.members[0] ?? "";
    this.shared = sharedOf(corpus);
    const { clusters } = corpus;
    const dates = clusters.map((cluster) => this.first(cluster));
    this.list = new ItemList({
      label: "Clusters", one: "cluster",
      n: () => clusters.length,
      kinds: { label: "In how many documents", names: SIZES, of: (i) => [sizeOf(clusters[i]!)], loud: () => true },
      orders: [["most documents", (a, b) => clusters[b]!.documents.length - clusters[a]!.documents.length || clusters[b]!.length - clusters[a]!.length],
        ["longest", (a, b) => clusters[b]!.length - clusters[a]!.length],
        ...(this.member ? [["earliest", (a: number, b: number) => (dates[a]! || Infinity) - (dates[b]! || Infinity) || 0] as [string, (a: number, b: number) => number]] : []),
        ["corpus", (a, b) => a - b]],
      text: (i) => clusters[i]!.passages.map((passage) => `${passage.text} ${corpus.documents[passage.document]!.name}`).join("\n"),
      face: (i) => this.face(i),
      pick: (i) => this.pick(i),
    }, () => this.shelf.open(false));
    this.list.onChoice = () => this.chosen();
    this.shelf = drawer(this.list.element, "List");
    this.scroller.onDraw = () => {
      if (this.query !== "") markFound(this.query, this.feed);
    };
    this.feed.addEventListener("click", (event) => this.click(event));
    const best = [...this.shared].sort((a, b) => b[1].letters - a[1].letters)[0];
    if (best) this.pair = [Math.floor(best[0] / corpus.documents.length), best[0] % corpus.documents.length];
  }

  // --- What it is about ---

  private date(document: number): unknown {
    return this.corpus.documents[document]!.about[this.member];
  }

  private first(cluster: Cluster): number {
    return Math.min(...cluster.passages.map((passage) => dateOf(this.date(passage.document))).filter((date) => !Number.isNaN(date)), Infinity);
  }

  /** The earliest passage first, where that is known; else as they stand in the corpus. */
  private ordered(cluster: Cluster): Passage[] {
    const rank = (passage: Passage) => (passage.first ? -Infinity : dateOf(this.date(passage.document)));
    return cluster.passages.map((passage, i) => ({ passage, i, rank: rank(passage) }))
      .sort((a, b) => (a.rank === b.rank || Number.isNaN(a.rank) || Number.isNaN(b.rank) ? a.i - b.i : a.rank - b.rank))
      .map(({ passage }) => passage);
  }

  private face(i: number): (Node | string)[] {
    const cluster = this.corpus.clusters[i]!;
    return [make("span", { class: "head" }, make("span", { class: "line" }, String(cluster.id)), make("b", {}, counted(cluster.documents.length, "document")), counted(cluster.length, "letter")),
      make("span", { class: "words", dir: "auto" }, ...shown(cluster.passages[0]!.text.slice(0, 140).replace(/\s+/g, " ")))];
  }

  // --- Clusters ---

  private passage(passage: Passage, base: Passage, c: number): HTMLElement {
    const document = this.corpus.documents[passage.document]!;
    const most = this.whole.has(c) ? Infinity : LONGEST;
    const text = upTo(passage.text, most);
    const date = this.date(passage.document);
    const head = make("p", { class: "head" }, make("b", {}, make("bdi", {}, document.name)));
    if (date !== undefined && date !== null) head.append(make("span", { class: "where" }, ` ${String(date)}`));
    if (passage.first) head.append(make("span", { class: "where" }, " known to be the first"));
    if (passage !== base && passage.document !== base.document) {
      const open = button("beside the first", `${document.name} beside ${this.corpus.documents[base.document]!.name}`, () => this.openPair(base.document, passage.document, c));
      open.className = "more";
      head.append(" ", open);
    }
    const parts = passage === base ? shown(text) : markedPair(base.text.slice(0, most + BEYOND), text)[1];
    if (text.length < passage.text.length)
      parts.push(" ", make("button", { type: "button", class: "more", "data-whole": String(c) }, `… ${counted(passage.text.length - text.length, "more letter")} …`));
    return make("div", { class: "passage" }, head, make("p", { class: "b", dir: "auto" }, ...parts));
  }

  private render(c: number, at: number, n: number): HTMLElement {
    const cluster = this.corpus.clusters[c]!;
    const passages = this.ordered(cluster);
    const drawn = this.whole.has(c) ? passages : passages.slice(0, FEW);
    const title = make("h2", {}, `${counted(cluster.documents.length, "document")}, ${counted(cluster.passages.length, "passage")}`, " ", make("a", { class: "where", href: `#k${cluster.id}` }, `cluster ${cluster.id}`));
    const element = make("article", { class: `cluster${c === this.current ? " picked" : ""}`, id: `k${cluster.id}`, "aria-posinset": String(at + 1), "aria-setsize": String(n), "aria-label": `cluster ${cluster.id}` },
      title, ...drawn.map((passage) => this.passage(passage, passages[0]!, c)));
    if (drawn.length < passages.length) element.append(make("button", { type: "button", "data-whole": String(c) }, `${counted(passages.length - drawn.length, "passage")} more`));
    return element;
  }

  private click(event: Event): void {
    const whole = (event.target as Element).closest<HTMLElement>("[data-whole]")?.dataset["whole"];
    if (whole === undefined) return;
    this.whole.add(Number(whole));
    this.scroller.refresh(this.list.listed.indexOf(Number(whole)));
    this.scroller.request();
  }

  // --- Two side by side ---

  /** Passages of two documents that belong together, by cluster. */
  private both(): { c: number; a: Passage; b: Passage }[] {
    const [a, b] = this.pair;
    const clusters = this.shared.get(pairKey(a, b, this.corpus.documents.length))?.clusters ?? [];
    return clusters.flatMap((c) => {
      const of = (document: number) => this.corpus.clusters[c]!.passages.filter((passage) => passage.document === document);
      const [one, other] = [of(a), of(b)];
      return Array.from({ length: Math.max(one.length, other.length) }, (_, i) => ({ c, a: one[Math.min(i, one.length - 1)]!, b: other[Math.min(i, other.length - 1)]! }));
    });
  }

  private renderPair({ c, a, b }: { c: number; a: Passage; b: Passage }, at: number): HTMLElement {
    const [first, second] = markedPair(a.text, b.text);
    const { id } = this.corpus.clusters[c]!;
    return make("article", { class: "row side", "aria-label": `passage ${at + 1}` }, make("p", { class: "label" }, make("a", { href: `#k${id}` }, `cluster ${id}`)),
      make("span", { class: "n" }), make("p", { class: "a", dir: "auto" }, ...first), make("span", { class: "n" }), make("p", { class: "b", dir: "auto" }, ...second));
  }

  private openPair(a: number, b: number, c = -1): void {
    this.pair = [a, b];
    this.views.show("pair");
    const at = c < 0 ? 0 : this.both().findIndex((one) => one.c === c);
    if (at > 0) this.scroller.go(at, -30);
  }

  private select(label: string, value: number, documents: number[], pick: (value: number) => void): HTMLElement {
    const select = make("select", { "aria-label": label }, ...documents.map((document) => make("option", { value: String(document) }, this.corpus.documents[document]!.name)));
    select.value = String(value);
    select.addEventListener("change", () => pick(Number(select.value)));
    return select;
  }

  /** Documents that share something with one, those that share most first. */
  private partners(document: number): number[] {
    const n = this.corpus.documents.length;
    const found = new Set(this.corpus.documents[document]!.clusters.flatMap((c) => this.corpus.clusters[c]!.documents));
    found.delete(document);
    const letters = (other: number) => this.shared.get(pairKey(document, other, n))?.letters ?? 0;
    return [...found].sort((a, b) => letters(b) - letters(a) || a - b);
  }

  // --- Views ---

  private order(): number[] {
    const all = this.corpus.documents.map((_, i) => i);
    const { documents } = this.corpus;
    if (this.member) return all.sort((a, b) => (dateOf(this.date(a)) || Infinity) - (dateOf(this.date(b)) || Infinity) || 0);
    return all.sort((a, b) => documents[a]!.name.localeCompare(documents[b]!.name, "en", { numeric: true }));
  }

  private byName(): number[] {
    const { documents } = this.corpus;
    return documents.map((_, i) => i).filter((i) => documents[i]!.clusters.length > 0).sort((a, b) => documents[a]!.name.localeCompare(documents[b]!.name, "en", { numeric: true }));
  }

  private tools(): (Node | string)[] {
    const label = (text: string, control: HTMLElement) => make("label", {}, `${text} `, control);
    if (this.corpus.documents.length === 0) return [];
    if (this.view === "pair") {
      const [a, b] = this.pair;
      const others = this.partners(a);
      return [label("Left", this.select("Document on the left", a, this.byName(), (one) => {
        const partners = this.partners(one);
        this.pair = [one, partners.includes(this.pair[1]) ? this.pair[1] : partners[0] ?? one];
        this.lay();
      })), label("Right", this.select("Document on the right", b, others, (one) => {
        this.pair = [a, one];
        this.lay();
      }))];
    }
    if (this.view === "clusters") return ["Each passage is marked where it differs from the first of its cluster."];
    if (this.members.length === 0) return this.view === "time" ? ["No member of the lines says when a document is from."] : ["Documents by name. The darker, the more two of them share."];
    const select = make("select", { "aria-label": "What says when a document is from" }, ...this.members.map((member) => make("option", { value: member }, member)));
    select.value = this.member;
    select.addEventListener("change", () => {
      this.member = select.value;
      this.matrix = null;
      this.lay();
    });
    return [label(this.view === "matrix" ? "The darker, the more two share; documents by" : "Time by", select)];
  }

  show(view: Show): void {
    this.view = view;
    this.lay();
    scrollTo(0, 0);
  }

  private chosen(): void {
    if (this.view === "clusters" || this.view === "time") this.lay();
  }

  private lay(): void {
    const { view, corpus } = this;
    this.rows.dataset["view"] = view === "pair" ? "side" : view;
    this.bar.replaceChildren(...this.tools());
    this.names.replaceChildren(...(view === "pair" ? this.pair.map((document) => make("bdi", {}, corpus.documents[document]?.name ?? "")) : []));
    const listed = [...this.list.listed];
    const both = view === "pair" && corpus.documents.length > 1 ? this.both() : [];
    this.other.replaceChildren(...this.drawing(listed));
    this.feed.hidden = view === "matrix" || view === "time";
    this.feed.setAttribute("role", "feed");
    const n = view === "clusters" ? listed.length : both.length;
    this.scroller.show({
      n,
      estimate: (at) => {
        if (view === "pair") return 40 + 27 * Math.ceil(both[at]!.a.text.length / 45);
        const { passages, length } = corpus.clusters[listed[at]!]!;
        return 60 + Math.min(passages.length, FEW) * (40 + 27 * Math.ceil(Math.min(length, LONGEST) / 75));
      },
      render: (at) => (view === "pair" ? this.renderPair(both[at]!, at) : this.render(listed[at]!, at, n)),
    }, n <= 60);
    this.matrix?.draw();
  }

  private drawing(listed: number[]): Node[] {
    if (this.view === "matrix") {
      this.matrix ??= new Matrix(this.corpus, this.shared, this.order(), (a, b) => this.openPair(a, b));
      return [this.matrix.element];
    }
    if (this.view !== "time" || !this.member) return [];
    return [new Timeline(this.corpus, listed, (document) => this.date(document), (c) => this.pick(c)).element];
  }

  // --- Going about ---

  private pick(c: number): void {
    const { id } = this.corpus.clusters[c]!;
    if (location.hash !== `#k${id}`) history.pushState(null, "", `#k${id}`);
    this.go(c);
  }

  private go(c: number): void {
    const cluster = this.corpus.clusters[c]!;
    const before = this.current;
    this.current = c;
    if (this.view !== "clusters") this.views.show("clusters");
    let at = this.list.listed.indexOf(c);
    if (at < 0) {
      this.list.showAll();
      at = this.list.listed.indexOf(c);
    }
    if (before >= 0 && before !== c) this.scroller.refresh(this.list.listed.indexOf(before));
    this.scroller.go(at, -10);
    this.scroller.refresh(at);
    this.list.note(c);
    this.spoken.textContent = `Cluster ${cluster.id}, ${counted(cluster.documents.length, "document")}: ${cluster.passages[0]!.text.slice(0, 120)}`;
    if (innerWidth < 700) this.shelf.open(false);
  }

  private follow(): void {
    const id = Number(/^#k(\d+)$/.exec(location.hash)?.[1] ?? 0);
    const c = id > 0 ? this.corpus.clusterOf(id) : -1;
    if (c >= 0) this.go(c);
  }

  start(): void {
    const help = helpDialog("reuse");
    const find = (query: string) => {
      this.query = query;
      this.list.search(query);
      markFound(query, this.feed);
      this.spoken.textContent = this.list.title;
    };
    const search = searchField("Search the passages and the documents' names", find);
    const tools = make("div", { id: "tools", role: "toolbar", "aria-label": "Tools" }, this.views.element,
      button("↑", "Previous cluster (k)", () => this.list.step(-1)), button("↓", "Next cluster (j)", () => this.list.step(1)),
      this.shelf.element, search, themeButton(() => this.matrix?.draw()), button("?", "Help (?)", () => help.showModal()), this.bar);
    page.replaceChildren(tools, this.rows);
    document.body.prepend(make("a", { class: "skip", href: "#rows" }, "To what is shared"));
    page.before(this.list.element);
    page.append(this.spoken, help);
    this.lay();
    this.list.draw();
    setKeys({
      j: () => this.list.step(1), k: () => this.list.step(-1), "/": () => search.focus(), "?": () => help.showModal(),
      "1": () => this.views.show("clusters"), "2": () => this.views.show("matrix"), "3": () => this.views.show("time"), "4": () => this.views.show("pair"),
      Escape: () => leave(search, find, this.shelf.open),
      Enter: () => document.activeElement === search && this.list.step(1),
    });
    addEventListener("hashchange", () => this.follow());
    addEventListener("popstate", () => this.follow());
    finish(page);
    this.follow();
  }
}

export async function showReuse(): Promise<void> {
  const [date, lines] = (await Promise.all(["date", "reuse"].map(unpack))).map((bytes) => textOf(bytes));
  new ReusePage(new Corpus(lines!), date!).start();
}
