// SPDX-License-Identifier: Apache-2.0
// Keys, and the help that names them. Single letters can be switched off (WCAG 2.1.4).

import { make } from "./dom";

type Names = [string, string][];

const COMMON: Names = [["?", "this help"], ["Esc", "leave the search, close the list"]];
const NAMES: Record<string, Names> = {
  comparison: [["j, k", "next change in the list, the one before"], ["/", "search both texts"], ["1, 2, 3", "side by side, inline, holes"]],
  served: [["a, r, u", "accept the change, reject it, decide nothing of it"], ["s", "save what is accepted"]],
  quotations: [["j, k", "next quotation in the list, the one before"], ["/", "search the account"]],
  watch: [["j, k", "next sentence in the list, the one before"], ["f", "stay with what is told last, or do not"], ["/", "search what is told"]],
  reuse: [["j, k", "next cluster in the list, the one before"], ["/", "search the passages and the names of documents"], ["1, 2, 3, 4", "clusters, matrix, time, two side by side"], ["arrows, Enter", "in the matrix: from pair to pair, open one"]],
  merge: [["j, k", "next place in the list, the one before"], ["1, 2, …", "at a conflict: take the first reading, the second"], ["b, o, w, u", "both, the base, own words, nothing decided"],
    ["s", "save the outcome"], ["/", "search the changes"]],
  collation: [["j, k", "next place in the list, the one before"], ["/", "search the readings"], ["1, 2, 3, 4", "text, table, tree, two side by side"]],
};
const MARKS: Record<string, () => (Node | string)[]> = {
  comparison: () => [make("del", { class: "w" }, "deleted"), " stands in the original only, ",
    make("ins", { class: "w" }, "added"), " in the telling only. A thick line beside a paragraph says that the meaning is touched there. ⇅ has moved."],
  quotations: () => ["In the account ", make("ins", {}, "words"), " are marked that the source has not; in the evidence beside it ",
    make("del", {}, "words"), " that the account has not."],
  watch: () => ["On the left stands what the source has, on the right what is told: ", make("del", {}, "words"), " that were not told, ",
    make("ins", {}, "words"), " that the source has not. A sentence may be judged anew when more has come; it then says what it was."],
  reuse: () => ["A cluster is a passage that is handed on from document to document. The earliest stands first, where that is known; in the others ",
    make("ins", {}, "words"), " are marked that the first has not."],
  merge: () => [make("del", {}, "words"), " were left out, ", make("ins", {}, "words"), " put in, by the revision whose number stands behind; ⇅ has moved. ",
    "Between bars stand the readings of a conflict, until it is decided."],
  collation: () => ["The darker a word, the more witnesses have another one there; a click says who has what. + is where only some have a word."],
};

let single = true;

export function helpDialog(kind: string, served = false): HTMLDialogElement {
  const dialog = make("dialog", { "aria-labelledby": "help-title" });
  const keys = make("dl", {});
  for (const [key, does] of [...NAMES[kind]!, ...(served ? NAMES["served"]! : []), ...COMMON]) keys.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, does));
  const choice = make("input", { type: "checkbox" });
  choice.checked = true;
  choice.addEventListener("change", () => (single = choice.checked));
  dialog.append(
    make("h2", { id: "help-title" }, "Keys and marks"),
    keys,
    make("p", {}, make("label", {}, choice, " keys of one letter")),
    make("p", {}, ...MARKS[kind]!()),
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
