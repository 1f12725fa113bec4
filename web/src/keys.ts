// SPDX-License-Identifier: Apache-2.0
// Keys, and the help that names them. Single letters can be switched off (WCAG 2.1.4).

import { make } from "./dom";

const NAMES: [string, string][] = [
  ["j, k", "next change in the list, the one before"],
  ["/", "search both texts"],
  ["1, 2, 3", "side by side, inline, holes"],
  ["?", "this help"],
  ["Esc", "leave the search, close the list"],
];

let single = true;

const DECIDING: [string, string][] = [
  ["a, r, u", "accept the change, reject it, decide nothing of it"],
  ["s", "save what is accepted"],
];

export function helpDialog(served: boolean): HTMLDialogElement {
  const dialog = make("dialog", { "aria-labelledby": "help-title" });
  const keys = make("dl", {});
  for (const [key, does] of served ? [...NAMES, ...DECIDING] : NAMES) keys.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, does));
  const choice = make("input", { type: "checkbox" });
  choice.checked = true;
  choice.addEventListener("change", () => (single = choice.checked));
  dialog.append(
    make("h2", { id: "help-title" }, "Keys and marks"),
    keys,
    make("p", {}, make("label", {}, choice, " keys of one letter")),
    make("p", {},
      make("del", { class: "w" }, "deleted"), " stands in the original only, ",
      make("ins", { class: "w" }, "added"), " in the telling only. A thick line beside a paragraph says that the meaning is touched there. ⇅ has moved."),
    make("form", { method: "dialog" }, make("button", {}, "Close")),
  );
  return dialog;
}

export function setKeys(does: Record<string, () => void>): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    const typing = target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
    const action = does[event.key];
    if (!action) return;
    if (event.key.length === 1 && (typing || !single)) return;
    if (event.key === "Enter" && !typing) return;
    if (event.key.length === 1) event.preventDefault();
    action();
  });
}
