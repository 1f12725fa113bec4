// SPDX-License-Identifier: Apache-2.0
// Tools that pages have in common.

import { button, make } from "./dom";

const root = document.documentElement;

export function themeButton(redraw: () => void): HTMLElement {
  return button("◐", "Light or dark", () => {
    const dark = root.dataset["theme"]
      ? root.dataset["theme"] === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset["theme"] = dark ? "light" : "dark";
    redraw();
  });
}

export function searchField(what: string, find: (query: string) => void): HTMLInputElement {
  const input = make("input", { type: "search", placeholder: innerWidth < 700 ? "Search" : "Search ( / )", "aria-label": what });
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find(input.value), 120);
  });
  return input;
}

/** Buttons of which one is pressed. */
export function choice(label: string, names: [string, string][], pick: (value: string) => void): { element: HTMLElement; show: (value: string) => void } {
  const buttons = names.map(([value, name], i) => {
    const one = make("button", { type: "button", "aria-pressed": String(i === 0) }, name);
    one.addEventListener("click", () => show(value));
    return one;
  });
  const show = (value: string) => {
    pick(value);
    buttons.forEach((one, i) => one.setAttribute("aria-pressed", String(names[i]![0] === value)));
  };
  return { element: make("div", { class: "views", role: "group", "aria-label": label }, ...buttons), show };
}

/** Beneath the edge at which one reads: the tools, and in narrow windows the overview. */
export function readingEdge(): number {
  const tools = document.getElementById("tools");
  if (!tools) return 0;
  const top = parseFloat(getComputedStyle(tools).top) || 0;
  return top + tools.offsetHeight + 8;
}

/** Room before the lines for numbers up to `most`. */
export function numberRoom(rows: HTMLElement, most: number): void {
  rows.style.setProperty("--digits", `${9 * String(most).length}px`);
}

/** The list as a drawer in narrow windows; what opens it, and what opens and shuts. */
export function drawer(list: HTMLElement, name: string): { element: HTMLElement; open: (open: boolean) => void } {
  const element = button(name, `Show the list: ${name}`, () => open(!document.body.classList.contains("drawer")));
  element.className = "open-list";
  element.setAttribute("aria-expanded", "false");
  const open = (is: boolean) => {
    const was = document.body.classList.contains("drawer");
    document.body.classList.toggle("drawer", is);
    element.setAttribute("aria-expanded", String(is));
    if (is) list.querySelector<HTMLElement>(".shut")?.focus();
    else if (was) element.focus({ preventScroll: true });
  };
  return { element, open };
}

/** Out of what one is in: the search, of which `find` is what it does, the drawer, or any control. */
export function leave(search: HTMLInputElement, find: (query: string) => void, open: (open: boolean) => void): void {
  if (document.activeElement === search && search.value !== "") {
    search.value = "";
    find("");
  } else if (document.body.classList.contains("drawer")) open(false);
  else (document.activeElement as HTMLElement | null)?.blur?.();
}

/** The page is there: what is put around it, and that it can be used. */
export function finish(page: HTMLElement): void {
  page.removeAttribute("aria-busy");
  root.dataset["ready"] = String(Math.round(performance.now()));
}
