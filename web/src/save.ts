// SPDX-License-Identifier: Apache-2.0
// Having the outcome saved: as which file, as what, and what becomes of what is open.

import type { Head } from "./data";
import type { Decisions } from "./decisions";
import { button, counted, make } from "./dom";

function choice(name: string, legend: string, values: [string, string][]): HTMLFieldSetElement {
  const set = make("fieldset", {}, make("legend", {}, legend));
  for (const [i, [value, says]] of values.entries()) {
    const input = make("input", { type: "radio", name, value });
    input.checked = i === 0;
    set.append(make("label", {}, input, ` ${says}`));
  }
  return set;
}

function chosen(set: HTMLFieldSetElement): string {
  return set.querySelector<HTMLInputElement>("input:checked")!.value;
}

/** `story.txt` becomes `story.new.txt`, or `story.patch`. */
function proposed(head: Head, as: string): string {
  const name = head.original.name.split("/").pop() || "original";
  const [, stem, ending] = /^(.+?)(\.[^.]*)?$/.exec(name)!;
  return as === "patch" ? `${stem}.patch` : `${stem}.new${ending === undefined || /^\.(txt|md|text)$/.test(ending) ? ending ?? "" : ".txt"}`;
}

export interface SaveDialog {
  element: HTMLDialogElement;
  open: () => void;
}

export function saveDialog(version: string, head: Head, decisions: Decisions): SaveDialog {
  const dialog = make("dialog", { "aria-labelledby": "save-title" });
  const as = choice("as", "What", [["text", "the original with what is accepted"], ["patch", "a patch that makes it, for almost apply"]]);
  const open = choice("open", "What is open", [["original", "stays as in the original"], ["telling", "is taken as it was told"]]);
  const name = make("input", { type: "text", id: "save-name", spellcheck: "false", autocomplete: "off" });
  const says = make("p", { role: "status" });
  const count = make("p", {});
  let replace = "";
  const save = button("Save", "Save it where almost was started", () => void send());
  const forget = () => {
    replace = "";
    save.textContent = "Save";
    says.textContent = "";
  };
  const send = async () => {
    const query = new URLSearchParams({ version, as: chosen(as), name: name.value, replace });
    const answer = await fetch(`save?${query}`, { method: "POST", body: decisions.ids(chosen(open) === "telling") }).catch(() => null);
    const text = answer ? await answer.text() : "almost does not answer; it may have ended.";
    const taken = answer?.status === 409 ? /^(file|input) (.*)$/s.exec(text) : null;
    replace = taken ? taken[1]! : "";
    save.textContent = taken ? "Replace it" : "Save";
    says.textContent = answer?.ok ? `Saved: ${text}` : taken ? `${taken[2]} Replace it?` : text;
  };
  for (const input of [as, open, name]) input.addEventListener("input", forget);
  as.addEventListener("input", () => (name.value = proposed(head, chosen(as))));
  name.value = proposed(head, "text");
  dialog.append(
    make("h2", { id: "save-title" }, "Save"), count, as, open,
    make("p", {}, make("label", { for: "save-name" }, "Name of the file "), name),
    says,
    make("p", { class: "buttons" }, save, button("Close", "Close", () => dialog.close())),
  );
  const show = () => {
    const [still, accepted, rejected] = decisions.counts;
    count.textContent = `${counted(accepted!, "change")} accepted, ${rejected!.toLocaleString("en")} rejected, ${still!.toLocaleString("en")} open.`;
    forget();
    dialog.showModal();
  };
  return { element: dialog, open: show };
}
