// SPDX-License-Identifier: Apache-2.0
// Rows as elements, in each of the three views.

import { ADDED, DIFFERENT, MEANING, MISSING, MOVED, SMALL, type Result } from "./data";
import { ACCEPTED, OPEN, REJECTED, SAYS } from "./decisions";
import { button, counted, make, shown, upTo } from "./dom";
import { commonLetters } from "./letters";
import type { Lines } from "./lines";
import { type Fragment, fragments, movedPassage, type Rows } from "./rows";

export type View = "side" | "inline" | "holes";

/** A change longer than this is drawn in part, until its end is asked for. */
const MOST = 3000;

export interface Model {
  result: Result;
  lines: [Lines, Lines];
  rows: Rows;
  /** Most of the text has moved, so that this is nothing to point out. */
  shuffled: boolean;
  /** Changes whose hole is open, and those that are shown at their whole length. */
  open: Set<number>;
  whole: Set<number>;
  /** What was decided of each change; null where nothing is. */
  decided: Uint8Array | null;
}

export function isChange(kind: number): boolean {
  return kind === DIFFERENT || kind === ADDED || kind === MISSING;
}

/** How loud a mark is: of the meaning, of words, or small. */
function loudness(touches: number): "m" | "w" | "s" {
  if (touches & MEANING) return "m";
  return (touches & SMALL) === touches ? "s" : "w";
}

function touchesMeaning(model: Model, row: number): boolean {
  const { touches } = model.result.changes;
  const { change } = model.rows;
  for (let i = change[row]!; i < change[row + 1]!; i++) if (touches[i]! & MEANING) return true;
  return false;
}

class Renderer {
  constructor(private model: Model, private row: number) {}

  private text(side: number, start: number, end: number): string {
    return this.model.result.texts[side]!.slice(start, end);
  }

  /** Text in which paragraphs that begin within the row are set apart. */
  private prose(side: number, start: number, end: number): (Node | string)[] {
    const lines = this.model.lines[side]!;
    const { paragraphs } = lines;
    const parts: (Node | string)[] = [];
    let from = start;
    for (let i = lines.paragraphFrom(start); i < paragraphs.length && paragraphs[i]! < end; i++) {
      const at = paragraphs[i]!;
      if (at === this.model.rows.start[side]![this.row]) continue;
      parts.push(...shown(this.text(side, from, at)), make("span", { class: "gap" }));
      from = at;
    }
    parts.push(...shown(this.text(side, from, end)));
    return parts;
  }

  /** The same, of at most so much, and a button for the rest. */
  private bounded(side: number, fragment: Fragment): (Node | string)[] {
    const { change, start, end } = fragment;
    if (end - start <= MOST || this.model.whole.has(change)) return this.prose(side, start, end);
    const cut = start + upTo(this.text(side, start, start + MOST + 1), MOST).length;
    const more = make(
      "button",
      { type: "button", class: "more", "data-whole": String(change) },
      `… ${counted(end - cut, "more character")} …`,
    );
    return [...this.prose(side, start, cut), " ", more];
  }

  /** A change's words with only the letters marked that differ. */
  private letters(side: number, fragment: Fragment): (Node | string)[] | null {
    const { changes } = this.model.result;
    const { change } = fragment;
    if (changes.kind[change] !== DIFFERENT) return null;
    const texts = [0, 1].map((s) =>
      this.text(s, changes.start[s]![change]!, changes.end[s]![change]!).trimEnd(),
    );
    const common = commonLetters(texts[0]!, texts[1]!);
    if (!common) return null;
    const parts: (Node | string)[] = [];
    const text = texts[side]!;
    const kept = common[side]!;
    for (let i = 0; i < text.length; ) {
      let end = i + 1;
      while (end < text.length && kept[end] === kept[i]) end++;
      const run = shown(text.slice(i, end));
      parts.push(...(kept[i] ? run : [make("span", { class: "letter" }, ...run)]));
      i = end;
    }
    return parts;
  }

  /** A change as `del` or `ins`, the white space behind its words outside. */
  private mark(side: number, fragment: Fragment, named: boolean): (Node | string)[] {
    const { touches } = this.model.result.changes;
    const { change, start, end } = fragment;
    const text = this.text(side, start, end);
    const words = start + text.trimEnd().length;
    if (words === start) return [text];
    const element = make(side === 0 ? "del" : "ins", {
      class: `${loudness(touches[change]!)}`,
      "data-c": String(change),
      dir: "auto",
    });
    if (named) element.id = `c${change + 1}`;
    const decided = this.model.decided?.[change] ?? OPEN;
    if (decided !== OPEN) element.classList.add(SAYS[decided]!);
    const letters = this.letters(side, fragment);
    if (letters) element.classList.add("part");
    element.append(...(letters ?? this.bounded(side, { change, start, end: words })));
    return [element, ...this.prose(side, words, end)];
  }

  private kept(side: number, fragment: Fragment): (Node | string)[] {
    const { changes } = this.model.result;
    const prose = this.bounded(side, fragment);
    if (changes.kind[fragment.change] !== MOVED || movedPassage(this.model.result, fragment.change))
      return prose;
    return [make("span", { class: "elsewhere", title: "these words stand elsewhere in the passage" }, ...prose)];
  }

  /** One text of the row. */
  column(side: number): HTMLElement {
    const { kind } = this.model.result.changes;
    const cell = make("p", { class: side === 0 ? "a" : "b", dir: "auto" });
    for (const fragment of fragments(this.model.result.changes, this.model.rows, this.row, side)) {
      const k = kind[fragment.change]!;
      cell.append(
        ...(isChange(k)
          ? this.mark(side, fragment, side === 1 || k === MISSING)
          : this.kept(side, fragment)),
      );
    }
    if (cell.childNodes.length === 0) cell.classList.add("nothing");
    return cell;
  }

  /** Both texts as one: what was deleted, then what was put in its place. */
  private both(change: number, sides: [Fragment | undefined, Fragment | undefined]): (Node | string)[] {
    const k = this.model.result.changes.kind[change]!;
    const parts: (Node | string)[] = [];
    if (sides[0]) parts.push(...this.mark(0, sides[0], k === MISSING));
    if (sides[0] && sides[1] && typeof parts[parts.length - 1] !== "string") parts.push(" ");
    if (sides[1]) parts.push(...this.mark(1, sides[1], true));
    return parts;
  }

  /** A hole where the two differ; it opens. */
  private hole(change: number, sides: [Fragment | undefined, Fragment | undefined]): (Node | string)[] {
    const { touches } = this.model.result.changes;
    const loud = loudness(touches[change]!);
    if (loud === "s") return sides[1] ? this.prose(1, sides[1].start, sides[1].end) : [];
    if (this.model.open.has(change)) {
      const close = make(
        "button",
        { type: "button", class: "close", "data-hole": String(change), "aria-label": "close", "aria-expanded": "true" },
        "×",
      );
      return [...this.both(change, sides), close, " "];
    }
    const behind = sides[1] ?? sides[0]!;
    const text = this.text(sides[1] ? 1 : 0, behind.start, behind.end);
    const longest = Math.max(...sides.map((side) => (side ? side.end - side.start : 0)));
    const size = Math.min(8, 1 + Math.floor(longest / 8));
    const hole = make("button", {
      type: "button",
      class: `hole ${loud} h${size}`,
      "data-hole": String(change),
      "data-c": String(change),
      id: `c${change + 1}`,
      "aria-expanded": "false",
      "aria-label": loud === "m" ? "they differ here in meaning" : "they differ here",
    });
    return [hole, text.slice(text.trimEnd().length)];
  }

  inline(holes: boolean): HTMLElement {
    const { changes } = this.model.result;
    const cell = make("p", { class: "b", dir: "auto" });
    const sides = [0, 1].map(
      (side) =>
        new Map(
          fragments(changes, this.model.rows, this.row, side).map((f) => [f.change, f]),
        ),
    );
    const order = [...new Set([...sides[0]!.keys(), ...sides[1]!.keys()])].sort((a, b) => a - b);
    for (const change of order) {
      const pair: [Fragment | undefined, Fragment | undefined] = [
        sides[0]!.get(change),
        sides[1]!.get(change),
      ];
      if (!isChange(changes.kind[change]!)) cell.append(...this.kept(1, pair[1] ?? pair[0]!));
      else cell.append(...(holes ? this.hole(change, pair) : this.both(change, pair)));
    }
    return cell;
  }

  /** `original line 40, telling line 12`. */
  label(): string {
    const parts = ["original", "telling"].flatMap((name, side) => {
      const line = this.line(side);
      return line > 0 ? [`${name} line ${line}`] : [];
    });
    return parts.join(", ");
  }

  /** Where a side begins in the row; 0 where it has nothing. */
  line(side: number): number {
    const first = fragments(this.model.result.changes, this.model.rows, this.row, side)[0];
    if (!first) return 0;
    const text = this.text(side, first.start, first.end);
    return this.model.lines[side]!.line(first.start + text.length - text.trimStart().length);
  }
}

function number(line: number): HTMLElement {
  return make("span", { class: "n", "aria-hidden": "true" }, line > 0 ? String(line) : "");
}

/** Which moved passage begins with a row, or 0. */
function beginsMoved(model: Model, row: number): number {
  const { change } = model.rows;
  const passage = movedPassage(model.result, change[row]!);
  if (!passage || row === 0) return passage;
  return movedPassage(model.result, change[row]! - 1) === passage ? 0 : passage;
}

/** Whether the passage is to stand here. */
function passageButtons(model: Model, passage: number): HTMLElement[] {
  const { kind, passage: of } = model.result.changes;
  const decided = model.decided![kind.findIndex((k, i) => k === MOVED && of[i] === passage)];
  return [[ACCEPTED, "✓", "Accept that it moved"], [REJECTED, "✗", "Reject that it moved"]].map(([decision, sign, says]) => {
    const one = button(String(sign), String(says), () => {});
    one.dataset["passage"] = String(passage);
    one.dataset["decision"] = String(decision);
    one.setAttribute("aria-pressed", String(decided === decision));
    return one;
  });
}

/** `moved from line 40`, with a link to where it stood. */
function movedLabel(model: Model, passage: number): HTMLElement {
  const line = model.lines[0].line(model.result.head.passages[passage - 1]!.original.start);
  const label = make("p", { class: "label", id: `p${passage}` });
  label.append(`⇅ moved from line ${line} of the original `);
  if (!model.shuffled) label.append(make("a", { href: `#o${passage}` }, "see where it stood"));
  if (model.decided) label.append(...passageButtons(model, passage));
  return label;
}

export function renderRow(model: Model, row: number, view: View): HTMLElement {
  const renderer = new Renderer(model, row);
  const moved = movedPassage(model.result, model.rows.change[row]!);
  const element = make("article", {
    class: `row ${view}`,
    "data-row": String(row),
    "aria-label": renderer.label() || "row",
    "aria-posinset": String(row + 1),
    "aria-setsize": String(model.rows.n),
  });
  if (moved) element.classList.add(model.shuffled ? "ruled" : "moved");
  if (touchesMeaning(model, row)) element.classList.add("meaning");
  const begins = beginsMoved(model, row);
  if (begins) element.append(movedLabel(model, begins));
  if (view === "side")
    element.append(number(renderer.line(0)), renderer.column(0), number(renderer.line(1)), renderer.column(1));
  else element.append(number(renderer.line(1)), renderer.inline(view === "holes"));
  return element;
}

/** Where a passage stood that has moved. */
export function renderStub(model: Model, passage: number): HTMLElement {
  const { original, telling } = model.result.head.passages[passage - 1]!;
  const begins = model.result.texts[0].slice(original.start, original.start + 60).replace(/\s+/g, " ");
  return make(
    "article",
    { class: "stub", id: `o${passage}`, "aria-label": `moved away from line ${model.lines[0].line(original.start)}` },
    make(
      "p",
      { class: "label" },
      `⇅ “${begins.trim()}…” moved `,
      make("a", { href: `#p${passage}` }, `to line ${model.lines[1].line(telling.start)} of the telling`),
    ),
  );
}

/** Rows in which nothing differs, folded. */
export function renderFold(first: number, n: number): HTMLElement {
  return make(
    "article",
    { class: "fold", "aria-label": "the same" },
    make("button", { type: "button", "data-fold": String(first) }, `⋯ ${counted(n, "paragraph")} the same`),
  );
}
