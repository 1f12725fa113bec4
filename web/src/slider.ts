// SPDX-License-Identifier: Apache-2.0
// A picture along a text by which one goes to a place in it. In narrow windows it lies flat.

import { make } from "./dom";

export class Slider {
  readonly element: HTMLElement;
  private canvas = make("canvas");

  /** `at` is where one reads, `go` goes there: shares, along the text and across the picture. */
  constructor(label: string, private windows: HTMLElement[], private at: () => number, private go: (along: number, across: number) => void, draw: () => void) {
    this.element = make("div", {
      class: "slider", role: "slider", tabindex: "0", "aria-label": label,
      "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0",
    }, this.canvas, ...windows);
    this.element.addEventListener("pointerdown", (event) => this.drag(event));
    this.element.addEventListener("keydown", (event) => this.press(event));
    new ResizeObserver(draw).observe(this.element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  }

  private get flat(): boolean {
    return this.element.clientWidth > 2 * this.element.clientHeight;
  }

  private drag(event: PointerEvent): void {
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    const move = (e: PointerEvent) => this.point(e);
    const up = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    this.point(event);
  }

  private point(event: PointerEvent): void {
    const box = this.element.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const [along, across] = this.flat ? [x, y] : [y, x];
    this.go(Math.min(Math.max(along, 0), 1), across);
  }

  /** Keys are of the far side: the telling, where there are two. */
  private press(event: KeyboardEvent): void {
    const at = this.at();
    const to = ({
      ArrowDown: at + 0.01, ArrowRight: at + 0.01, ArrowUp: at - 0.01, ArrowLeft: at - 0.01,
      PageDown: at + 0.1, PageUp: at - 0.1, Home: 0, End: 1,
    } as Record<string, number>)[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.go(Math.min(Math.max(to, 0), 1), 1);
  }

  /** What is in sight along a window, which is so wide, and where one reads in words. */
  show(window: number, start: number, end: number, across: string, wide: string): void {
    const [from, size] = [`${100 * start}%`, `max(6px, ${100 * (end - start)}%)`];
    Object.assign(this.windows[window]!.style, this.flat
      ? { left: from, width: size, top: across, height: wide }
      : { top: from, height: size, left: across, width: wide });
  }

  say(share: number, text: string): void {
    this.element.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    this.element.setAttribute("aria-valuetext", text);
  }

  /** A custom property's colour as it is now: which of light and dark is known only once one is used. */
  colour(name: string): string {
    this.canvas.style.color = `var(${name})`;
    const { color } = getComputedStyle(this.canvas);
    this.canvas.style.color = "";
    return color;
  }

  /** Where to draw, from nothing: what runs down runs along the text. Null while it is not shown. */
  begin(): { context: CanvasRenderingContext2D; across: number; along: number } | null {
    const [width, height] = [this.element.clientWidth, this.element.clientHeight];
    const context = this.canvas.getContext("2d");
    if (width === 0 || height === 0 || !context) return null;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    context.scale(ratio, ratio);
    if (this.flat) context.transform(0, 1, 1, 0, 0, 0); // axes swapped
    const [across, along] = this.flat ? [height, width] : [width, height];
    return { context, across, along };
  }
}
