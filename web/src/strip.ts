// SPDX-License-Identifier: Apache-2.0
// A text as one bar, with a tick for each thing that stands in it; summed up to pixels.

import { make } from "./dom";
import { Slider } from "./slider";

export interface Tick {
  start: number; // 0 to 1
  end: number;
  colour: string; // a custom property of the style
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
    for (const { start, end, colour } of this.ticks) paint(colour, start * along, Math.max(2, (end - start) * along));
  }
}
