// SPDX-License-Identifier: Apache-2.0
// A text as one bar, with a tick for each thing that stands in it. Where there are more than pixels, each
// stretch of pixels is parted by how much of it there is of each colour.

import { make } from "./dom";
import { Slider } from "./slider";

export interface Tick {
  start: number; // 0 to 1
  end: number;
  colour: string; // a custom property of the style
}

const TICK = 2; // pixels of the smallest tick

interface Part {
  colour: string;
  y: number; // stretch
  from: number; // across, 0 to 1
  size: number;
}

/** Of so many stretches, what share each colour has: the first to be drawn first. */
function parted(ticks: Tick[], n: number): Part[] {
  const shares = new Map<string, Float64Array>();
  const sums = new Float64Array(n);
  for (const { start, end, colour } of ticks) {
    const shared = shares.get(colour) ?? new Float64Array(n);
    shares.set(colour, shared);
    for (let y = Math.floor(start * n); y < Math.min(n, end * n); y++) {
      const share = Math.min(end * n, y + 1) - Math.max(start * n, y);
      shared[y]! += share;
      sums[y]! += share;
    }
  }
  const parts: Part[] = [];
  const from = new Float64Array(n);
  for (const [colour, shared] of shares)
    for (let y = 0; y < n; y++) {
      if (shared[y] === 0) continue;
      const size = shared[y]! / sums[y]!;
      parts.push({ colour, y, from: from[y]!, size });
      from[y]! += size;
    }
  return parts;
}

export class Strip {
  readonly element = make("aside", { id: "overview", "aria-label": "Overview" });
  private slider: Slider;
  private at = 0;

  /** `ticks` are drawn in their order: the last is on top. */
  constructor(private ticks: Tick[], key: [string, string][], go: (share: number) => void) {
    const list = make("ul", { class: "key" });
    for (const [colour, name] of key) {
      const swatch = make("span", { class: "swatch" });
      swatch.style.background = `var(${colour})`;
      list.append(make("li", {}, swatch, name));
    }
    this.slider = new Slider("Place in the text", [make("div", { class: "window" })], () => this.at, go, () => this.draw());
    this.element.append(this.slider.element, list);
  }

  /** What is in sight, and how it is said. */
  show(start: number, end: number, says: string): void {
    this.at = start;
    this.slider.show(0, start, end, "0", "100%");
    this.slider.say(start, says);
  }

  /** Other ticks. */
  set(ticks: Tick[]): void {
    this.ticks = ticks;
    this.draw();
  }

  draw(): void {
    const drawing = this.slider.begin();
    if (!drawing) return;
    const { context, across, along } = drawing;
    const colours = new Map<string, string>();
    const paint = (name: string, from: number, size: number) => {
      const colour = colours.get(name) ?? this.slider.colour(name);
      colours.set(name, colour);
      context.fillStyle = colour;
      context.fillRect(0, from, across, size);
    };
    paint("--o-bar", 0, along);
    const crowded = this.ticks.length > along / TICK;
    const [alone, many] = [this.ticks.filter((tick) => !crowded || tick.start === tick.end), this.ticks.filter((tick) => crowded && tick.start < tick.end)];
    for (const { colour, y, from, size } of parted(many, Math.ceil(along / TICK))) {
      paint(colour, y * TICK, 0);
      context.fillRect(from * across, y * TICK, size * across, TICK);
    }
    for (const { start, end, colour } of alone) paint(colour, start * along, Math.max(TICK, (end - start) * along));
  }
}
