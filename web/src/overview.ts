// SPDX-License-Identifier: Apache-2.0
// Both texts as bars with ribbons between their passages, summed up to pixels.

import { has, MEANING, type Passage } from "./data";
import { make } from "./dom";
import { isChange, type Model } from "./render";
import { Slider } from "./slider";

/** Above so many passages those that moved are drawn by pixels and not each by itself. */
const MANY = 1500;
const BAR = 0.2; // of the width

type Colours = Record<string, string>;

export class Overview {
  readonly element = make("aside", { id: "overview", "aria-label": "Overview" });
  private slider: Slider;
  private seen: [[number, number], [number, number]] = [[0, 0], [0, 0]];

  constructor(private model: Model, private go: (side: number, at: number) => void) {
    this.slider = new Slider("Place in the texts", [make("div", { class: "window" }), make("div", { class: "window" })],
      () => this.seen[1][0] / Math.max(this.lastOf(1), 1), (along, across) => this.point(along, across), () => this.draw());
    this.element.append(
      make("p", { class: "names", "aria-hidden": "true" }, make("span", {}, "original"), make("span", {}, "telling")),
      this.slider.element,
      this.key(),
    );
  }

  private key(): HTMLElement {
    const list = make("ul", { class: "key" });
    const kinds = new Set(this.model.result.head.passages.map((p) => (p.moved ? "moved" : p.kind)));
    const names: Record<string, string> = {
      same: "same", altered: "altered", reworded: "in other words", summary: "summed up", moved: "moved",
    };
    for (const [kind, name] of Object.entries(names))
      if (kinds.has(kind as Passage["kind"])) list.append(make("li", {}, make("span", { class: `swatch ${kind}` }), name));
    list.append(make("li", {}, make("span", { class: "swatch tick" }), "meaning"));
    return list;
  }

  /** The last place of a text. */
  private lastOf(side: number): number {
    return Math.max(this.model.result.texts[side]!.length - 1, 0);
  }

  /** The nearer bar decides which text is meant. */
  private point(along: number, across: number): void {
    const side = across < 0.5 ? 0 : 1;
    this.go(side, Math.round(along * this.lastOf(side)));
  }

  /** What of either text is in sight. */
  show(seen: [[number, number], [number, number]]): void {
    this.seen = seen;
    const { lines } = this.model;
    const { texts } = this.model.result;
    for (const side of [0, 1]) {
      const length = Math.max(texts[side]!.length, 1);
      const [start, end] = seen[side as 0 | 1];
      this.slider.show(side, start / length, end / length, side === 0 ? "0" : `${100 - BAR * 100}%`, `${BAR * 100}%`);
    }
    this.slider.say(seen[1][0] / Math.max(texts[1].length, 1),
      `telling line ${lines[1].line(seen[1][0])}, original line ${lines[0].line(seen[0][0])}`);
  }

  private colours(): Colours {
    const names = ["bar", "ink", "del", "ins", "altered", "reworded", "hatch", "summary", "level", "moved", "edge"];
    return Object.fromEntries(names.map((name) => [name, this.slider.colour(`--o-${name}`)]));
  }

  draw(): void {
    const picture = this.slider.begin();
    if (!picture) return;
    const drawing = new Drawing(picture.context, picture.across, picture.along, this.model, this.colours());
    drawing.ribbons();
    drawing.parting();
    drawing.bars();
    drawing.approximations();
    this.show(this.seen);
  }
}

class Drawing {
  private bar: number;
  private scale: [number, number];

  constructor(
    private context: CanvasRenderingContext2D, private width: number, private height: number,
    private model: Model, private colours: Colours,
  ) {
    this.bar = Math.max(6, width * BAR);
    const lengths = model.result.texts.map((text) => Math.max(text.length, 1));
    this.scale = [height / lengths[0]!, height / lengths[1]!];
  }

  ribbons(): void {
    const { passages } = this.model.result.head;
    const many = passages.length > MANY;
    const passing = new Set<number>(); // pairs of pixels that were drawn
    for (const moved of [false, true])
      for (const passage of passages) {
        if (passage.moved !== moved) continue;
        const a = [passage.original.start * this.scale[0], passage.original.end * this.scale[0]];
        const b = [passage.telling.start * this.scale[1], passage.telling.end * this.scale[1]];
        if (many) {
          const pair = (Math.round(a[0]!) * 65536 + Math.round(b[0]!)) * 2 + Number(moved);
          if (a[1]! - a[0]! < 1 && passing.has(pair)) continue;
          passing.add(pair);
        }
        this.ribbon(passage, a as [number, number], b as [number, number], many);
      }
  }

  private ribbon(passage: Passage, a: [number, number], b: [number, number], many: boolean): void {
    const { context, colours } = this;
    const [left, right] = [this.bar, this.width - this.bar];
    const middle = (left + right) / 2;
    const least = 0.75;
    const [endA, endB] = [Math.max(a[1], a[0] + least), Math.max(b[1], b[0] + least)];
    const shape = new Path2D();
    shape.moveTo(left, a[0]);
    shape.bezierCurveTo(middle, a[0], middle, b[0], right, b[0]);
    shape.lineTo(right, endB);
    shape.bezierCurveTo(middle, endB, middle, endA, left, endA);
    shape.closePath();
    const kind = passage.moved ? "moved" : passage.kind === "same" ? "altered" : passage.kind;
    context.globalAlpha = passage.moved ? (many ? 0.25 : 0.8) : passage.kind === "same" ? 0.45 : 0.7;
    context.fillStyle = colours[kind]!;
    context.fill(shape);
    const wide = Math.max(a[1] - a[0], b[1] - b[0]);
    if (wide < 4) return;
    if (kind === "reworded" || kind === "summary")
      this.pattern(shape, kind === "reworded", Math.min(a[0], b[0]), Math.max(a[1], b[1]));
    context.globalAlpha = 0.9;
    context.strokeStyle = colours["edge"]!;
    context.lineWidth = 0.75;
    context.stroke(shape);
  }

  /** Lines within a ribbon: slanted in other words, level in a summary. */
  private pattern(shape: Path2D, slanted: boolean, top: number, bottom: number): void {
    const { context, colours } = this;
    const slant = slanted ? this.width : 0;
    context.save();
    context.clip(shape);
    context.beginPath();
    for (let y = top - slant; y < bottom + slant; y += 5) {
      context.moveTo(this.bar, y + slant);
      context.lineTo(this.width - this.bar, y);
    }
    context.globalAlpha = 0.8;
    context.lineWidth = 0.8;
    context.strokeStyle = slanted ? colours["hatch"]! : colours["level"]!;
    context.stroke();
    context.restore();
  }

  /** Where the two part for good. */
  parting(): void {
    const { ending } = this.model.result.head.verdict;
    if (ending.same) return;
    const { context } = this;
    context.globalAlpha = 1;
    context.strokeStyle = this.colours["ink"]!;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(0, ending.original * this.scale[0]);
    context.lineTo(this.bar, ending.original * this.scale[0]);
    context.lineTo(this.width - this.bar, ending.telling * this.scale[1]);
    context.lineTo(this.width, ending.telling * this.scale[1]);
    context.stroke();
    context.setLineDash([]);
  }

  /** Where a limit made the answer less exact: framed on both bars. */
  approximations(): void {
    const { context } = this;
    context.globalAlpha = 1;
    context.strokeStyle = this.colours["ink"]!;
    context.setLineDash([2, 2]);
    for (const range of this.model.result.head.approximate)
      for (const side of [0, 1] as const) {
        const span = side === 0 ? range.original : range.telling;
        const top = span.start * this.scale[side];
        const left = side === 0 ? 0 : this.width - this.bar;
        context.strokeRect(left + 1, top, this.bar - 2, Math.max(2, span.end * this.scale[side] - top));
      }
    context.setLineDash([]);
  }

  bars(): void {
    for (const side of [0, 1] as const) {
      const { context, colours } = this;
      const left = side === 0 ? 0 : this.width - this.bar;
      const rows = Math.ceil(this.height);
      const changed = new Float64Array(rows + 1);
      const meaning = new Float64Array(rows + 1);
      this.gather(side, changed, meaning);
      context.globalAlpha = 1;
      context.fillStyle = colours["bar"]!;
      context.fillRect(left, 0, this.bar, this.height);
      const most = [...changed].sort((a, b) => a - b)[Math.floor(rows * 0.97)] || Math.max(...changed) || 1;
      context.fillStyle = side === 0 ? colours["del"]! : colours["ins"]!;
      for (let y = 0; y < rows; y++) {
        if (changed[y]! <= 0) continue;
        context.globalAlpha = 0.14 + 0.86 * Math.min(1, changed[y]! / most);
        context.fillRect(left, y, this.bar, 1);
      }
      context.globalAlpha = 1;
      context.fillStyle = colours["ink"]!;
      const loud = meaning.filter((n) => n > 0).length;
      if (loud < rows / 2)
        for (let y = 0; y < rows; y++) if (meaning[y]! > 0) context.fillRect(side === 0 ? this.bar - 4 : left, y, 4, 1.5);
    }
  }

  /** Changed units a pixel, and how many changes of the meaning. */
  private gather(side: 0 | 1, changed: Float64Array, meaning: Float64Array): void {
    const { changes } = this.model.result;
    const scale = this.scale[side];
    for (let i = 0; i < changes.n; i++) {
      const kind = changes.kind[i]!;
      if (!isChange(kind)) continue;
      const from = changes.start[side][i]! * scale;
      if (changes.touches[i]! & MEANING) meaning[Math.floor(from)]!++;
      if (!has(kind, side)) continue;
      const to = changes.end[side][i]! * scale;
      for (let y = Math.floor(from); y < to; y++)
        changed[y]! += Math.min(to, y + 1) - Math.max(from, y);
    }
  }
}
