// SPDX-License-Identifier: Apache-2.0
// Clusters along time: each a line from the first to the last of its documents, with a dot for each.

import { type Corpus, dateOf } from "./corpus";
import { counted, make } from "./dom";

const MOST = 500; // clusters that are drawn
const BARS = 60;
const WIDTH = 1000; // of a picture, in units of its own

function svg(name: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** A year, and the month where all lies within few years. */
function named(date: number, span: number): string {
  const year = Math.floor(date);
  if (span > 4) return String(year);
  return `${year}-${String(Math.floor((date - year) * 12) + 1).padStart(2, "0")}`;
}

export class Timeline {
  readonly element: HTMLElement;
  private from = Infinity;
  private to = -Infinity;

  /** `listed` clusters, in their order; `date` is of a document. */
  constructor(private corpus: Corpus, listed: readonly number[], private date: (document: number) => unknown, private pick: (cluster: number) => void) {
    const dated = listed.map((c) => ({ c, dates: this.datesOf(c) })).filter(({ dates }) => dates.length > 0);
    for (const { dates } of dated)
      for (const [at] of dates) [this.from, this.to] = [Math.min(this.from, at), Math.max(this.to, at)];
    if (dated.length === 0) {
      this.element = make("p", {}, "None of these clusters has a document that says when it is from.");
      return;
    }
    const drawn = dated.slice(0, MOST);
    this.element = make("div", { class: "timeline" }, this.axis(dated.flatMap(({ dates }) => dates.map(([at]) => at))),
      make("ol", {}, ...drawn.map(({ c, dates }) => this.row(c, dates))));
    const more = dated.length - drawn.length;
    if (more > 0) this.element.append(make("p", {}, `${counted(more, "cluster")} more, the last in the list's order, are not drawn: choose or search in the list.`));
  }

  private datesOf(c: number): [number, string][] {
    return this.corpus.clusters[c]!.documents.map((document): [number, string] => [dateOf(this.date(document)), this.corpus.documents[document]!.name])
      .filter(([at]) => !Number.isNaN(at)).sort((a, b) => a[0] - b[0]);
  }

  private x(date: number): number {
    return 8 + ((date - this.from) / Math.max(this.to - this.from, 1e-6)) * (WIDTH - 16);
  }

  /** How many passages are from when, and years below. */
  private axis(dates: number[]): HTMLElement {
    const counts = new Array<number>(BARS).fill(0);
    for (const date of dates) counts[Math.min(BARS - 1, Math.floor((this.x(date) / WIDTH) * BARS))]!++;
    const most = Math.max(...counts);
    const [first, last] = [named(this.from, this.to - this.from), named(this.to, this.to - this.from)];
    const bars = counts.map((n, i) => svg("rect", { x: (i * WIDTH) / BARS, y: 60 - (56 * n) / most, width: WIDTH / BARS - 2, height: (56 * n) / most }));
    const picture = svg("svg", { viewBox: `0 0 ${WIDTH} 60`, preserveAspectRatio: "none", role: "img", "aria-label": `${counted(dates.length, "passage")} from ${first} to ${last}` }, ...bars);
    const middle = this.to > this.from ? [make("span", {}, named((this.from + this.to) / 2, this.to - this.from)), make("span", {}, last)] : [];
    return make("div", { class: "axis" }, picture, make("p", { class: "years", "aria-hidden": "true" }, make("span", {}, first), ...middle));
  }

  private row(c: number, dates: [number, string][]): HTMLElement {
    const cluster = this.corpus.clusters[c]!;
    const [first, last] = [dates[0]![0], dates[dates.length - 1]![0]];
    const dots = dates.map(([at, name]) => {
      const title = svg("title", {});
      title.textContent = name;
      return svg("circle", { cx: this.x(at), cy: 8, r: 6 }, title);
    });
    const picture = svg("svg", { viewBox: `0 0 ${WIDTH} 16`, preserveAspectRatio: "none", "aria-hidden": "true" }, svg("line", { x1: this.x(first), x2: this.x(last), y1: 8, y2: 8 }), ...dots);
    const span = this.to - this.from;
    const when = first === last ? named(first, span) : `${named(first, span)} to ${named(last, span)}`;
    const one = make("button", { type: "button" },
      make("span", { class: "head" }, `${counted(cluster.documents.length, "document")}, ${when}, first in `, make("bdi", {}, dates[0]![1])),
      make("span", { class: "words", dir: "auto" }, cluster.passages[0]!.text.slice(0, 110).replace(/\s+/g, " ")), picture as unknown as Node);
    one.addEventListener("click", () => this.pick(c));
    return make("li", {}, one);
  }
}
