// SPDX-License-Identifier: Apache-2.0
// Elements. Nothing here takes markup: texts become text nodes and attributes.

type Child = Node | string;

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function button(label: string, title: string, does: () => void): HTMLButtonElement {
  const element = make("button", { type: "button", title }, label);
  if (label.length < 3) element.setAttribute("aria-label", title);
  element.addEventListener("click", does);
  return element;
}

// Controls, and marks that turn the direction of a line, which would show a text as another one.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function signOf(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text as it is shown, with signs for what would not be seen. */
export function shown(text: string): Child[] {
  if (!HIDDEN.test(text)) return text === "" ? [] : [text];
  const parts: Child[] = [];
  let plain = 0;
  for (let i = 0; i < text.length; i++) {
    if (!HIDDEN.test(text[i]!)) continue;
    if (i > plain) parts.push(text.slice(plain, i));
    parts.push(make("span", { class: "sign" }, signOf(text.charCodeAt(i))));
    plain = i + 1;
  }
  if (plain < text.length) parts.push(text.slice(plain));
  return parts;
}

/** The beginning of a text, to the end of a word. */
export function upTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const word = text.slice(most - 40, most + 1).search(/\s\S*$/);
  return text.slice(0, word < 0 ? most : most - 40 + word).replace(/[\ud800-\udbff]$/, "");
}

export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
