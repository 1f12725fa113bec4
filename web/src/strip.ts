// SPDX-License-Identifier: Apache-2.0
// A text as one bar, with a tick for each thing that stands in it; summed up to pixels.

import { make } from "./dom";

export interface Tick {
  start: number; // 0 to 1
  end: number;
  colour: string; // a custom property of the style
}

export class Strip {
  readonly element = make("aside", { id: "overview", "aria-label": "Overview" });
  private canvas = make("canvas");
  private window = make("div", { class: "window" });
  private slider = make("div", {
    class: "slider", role: "slider", tabindex: "0", "aria-label": "Place in the text",
    "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0",
  }, this.canvas, this.window);
  private seen: [number, number] = [0, 0];

  /** `ticks` are drawn in their order: the last is on top. */
  constructor(private ticks: Tick[], key: [string, string][], private go: (share: number) => void) {
    const list = make("ul", { class: "key" });
    for (const [colour, name] of key) {
      const swatch = make("span", { class: "swatch" });
      swatch.style.background = `var(${colour})`;
      list.append(make("li", {}, swatch, name));
    }
    this.element.append(this.slider, list);
    this.slider.addEventListener("pointerdown", (event) => this.drag(event));
    this.slider.addEventListener("keydown", (event) => this.press(event));
    new ResizeObserver(() => this.draw()).observe(this.slider);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  private get flat(): boolean {
    return this.slider.clientWidth > 2 * this.slider.clientHeight;
  }

  private drag(event: PointerEvent): void {
    event.preventDefault();
    this.slider.focus({ preventScroll: true });
    const move = (e: PointerEvent) => {
      const box = this.slider.getBoundingClientRect();
      const along = this.flat ? (e.clientX - box.left) / box.width : (e.clientY - box.top) / box.height;
      this.go(Math.min(Math.max(along, 0), 1));
    };
    const up = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    move(event);
  }

  private press(event: KeyboardEvent): void {
    const at = this.seen[0];
    const to = ({
      ArrowDown: at + 0.01, ArrowRight: at + 0.01, ArrowUp: at - 0.01, ArrowLeft: at - 0.01,
      PageDown: at + 0.1, PageUp: at - 0.1, Home: 0, End: 1,
    } as Record<string, number>)[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.go(Math.min(Math.max(to, 0), 1));
  }

  /** What is in sight, and how it is said. */
  show(start: number, end: number, says: string): void {
    this.seen = [start, end];
    const [from, size] = [`${100 * start}%`, `max(6px, ${100 * (end - start)}%)`];
    const whole = { top: "0", left: "0", width: "100%", height: "100%" };
    Object.assign(this.window.style, whole, this.flat ? { left: from, width: size } : { top: from, height: size });
    this.slider.setAttribute("aria-valuenow", String(Math.round(100 * start)));
    this.slider.setAttribute("aria-valuetext", says);
  }

  draw(): void {
    const [width, height] = [this.slider.clientWidth, this.slider.clientHeight];
    const context = this.canvas.getContext("2d");
    if (width === 0 || height === 0 || !context) return;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    context.scale(ratio, ratio);
    const along = this.flat ? width : height;
    const colours = new Map<string, string>();
    const paint = (colour: string, from: number, size: number) => {
      let value = colours.get(colour);
      if (value === undefined) {
        this.canvas.style.color = `var(${colour})`;
        colours.set(colour, (value = getComputedStyle(this.canvas).color));
      }
      context.fillStyle = value;
      if (this.flat) context.fillRect(from, 0, size, height);
      else context.fillRect(0, from, width, size);
    };
    paint("--o-bar", 0, along);
    for (const { start, end, colour } of this.ticks) paint(colour, start * along, Math.max(2, (end - start) * along));
    this.canvas.style.color = "";
  }
}
