// SPDX-License-Identifier: Apache-2.0
// What lists share: buttons that choose what is listed, and rows that are drawn only where they are seen.

import { make } from "./dom";

export const ITEM = 76; // pixels of a row, as in the style

/** A button that puts one kind into what is chosen, and takes it out. */
export function chip<Kind>(kind: Kind, name: string, n: number, on: boolean, chosen: Set<Kind>, refresh: () => void): HTMLElement {
  if (on) chosen.add(kind);
  const element = make("button", { type: "button", "aria-pressed": String(on) }, `${name} ${n.toLocaleString("en")}`);
  element.addEventListener("click", () => {
    if (!chosen.delete(kind)) chosen.add(kind);
    element.setAttribute("aria-pressed", String(chosen.has(kind)));
    refresh();
  });
  return element;
}

/** Draw those of `count` rows that are seen, and a few more; who had the focus keeps it. */
export function drawSeen(frame: HTMLElement, rows: HTMLElement, count: number, row: (i: number) => HTMLElement): void {
  const first = Math.max(0, Math.floor(frame.scrollTop / ITEM) - 3);
  const last = Math.min(count, first + Math.ceil((frame.clientHeight || 800) / ITEM) + 6);
  const focused = document.activeElement?.closest("#list li")?.getAttribute("aria-posinset");
  const drawn: HTMLElement[] = [];
  for (let i = first; i < last; i++) drawn.push(row(i));
  rows.replaceChildren(...drawn);
  if (focused) rows.querySelector<HTMLElement>(`li[aria-posinset="${focused}"] button`)?.focus({ preventScroll: true });
}

/** Scroll so that a row is seen. */
export function showRow(frame: HTMLElement, i: number): void {
  const top = i * ITEM;
  const { scrollTop, clientHeight } = frame;
  if (top < scrollTop || top + ITEM > scrollTop + clientHeight) frame.scrollTop = top - clientHeight / 3;
}
