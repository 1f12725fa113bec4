// SPDX-License-Identifier: Apache-2.0
// A merge, what was decided of it, and the text that comes of that: almost.merge/1 in full, as src/merge/pieces.c
// writes it.

interface Place {
  start: number;
  end: number;
  line: number;
}

export interface Piece {
  text?: string;
  conflict?: number; // its id
  base?: Place;
  sides?: number[]; // whose edit it is
  unchanged?: string; // what the base has in place of an edit
  moved?: number[]; // who moved what it is in
}

export interface Reading {
  sides: number[];
  text: string;
}

export interface Conflict {
  id: number;
  base: Place & { text: string };
  unchanged: string;
  readings: Reading[];
}

export interface Note {
  kind: string;
  sides: number[];
  base: Place & { text: string };
  not_behind?: number;
  touches: string[];
}

export interface Answer {
  base: { name: string };
  sides: { name: string }[];
  conflicts: Conflict[];
  notes: Note[];
  pieces: Piece[];
}

/** What was decided of a conflict: nothing, one of the readings by its number, or one of these. */
export const OPEN = -1;
export const BOTH = -2;
export const BASE = -3;
export const OWN = -4;

function ahead(text: string): string {
  return /^\s*/.exec(text)![0];
}

function behind(text: string): string {
  return /\s*$/.exec(text)![0];
}

export class Merged {
  readonly choices: number[];
  readonly own: string[];
  /** Notes of what was moved to different places: whether it stands at the other one. */
  readonly elsewhere: boolean[];
  /** Pieces as they stand. */
  pieces: Piece[] = [];

  constructor(readonly answer: Answer) {
    this.choices = answer.conflicts.map(() => OPEN);
    for (const { readings } of answer.conflicts) readings.sort((a, b) => a.sides[0]! - b.sides[0]!);
    this.own = answer.conflicts.map(() => "");
    this.elsewhere = answer.notes.map(() => false);
    this.arrange();
  }

  names(sides: number[]): string {
    return sides.map((side) => this.answer.sides[side]!.name).join(", ");
  }

  get open(): number {
    return this.choices.filter((choice) => choice === OPEN).length;
  }

  // --- Where things stand ---

  /** Whether a piece lies in the place of the base that a note is about. */
  within(piece: Piece, note: Note): boolean {
    const base = piece.base ?? this.answer.conflicts[(piece.conflict ?? 0) - 1]?.base;
    return base !== undefined && base.start >= note.base.start && base.end <= note.base.end;
  }

  arrange(): void {
    this.pieces = [...this.answer.pieces];
    this.answer.notes.forEach((note, i) => {
      if (this.elsewhere[i]) this.move(note);
    });
  }

  /** Put a passage behind the other place that it was moved to. The text ends as it did. */
  private move(note: Note): void {
    const { pieces } = this;
    const is = (piece: Piece) => piece.moved !== undefined && this.within(piece, note);
    const first = pieces.findIndex(is);
    if (first < 0) return;
    let last = first;
    pieces.forEach((piece, at) => (last = is(piece) ? at : last));
    const passage = pieces.splice(first, last - first + 1).map((piece) => ({ ...piece }));
    const place = note.not_behind!;
    const target = pieces.findIndex(({ base }) => base !== undefined && base.start < place && place <= base.end);
    const end = pieces.length - 1;
    pieces.splice(target + 1, 0, ...passage);
    const moved = passage[passage.length - 1]!;
    if (target === end) this.swapEnds(pieces, target, moved);
    else if (first > end) this.swapEnds(pieces, pieces.length - 1, moved);
  }

  private swapEnds(pieces: Piece[], at: number, moved: Piece): void {
    const other = pieces[at]!;
    if (other.text === undefined || moved.text === undefined) return;
    const [one, two] = [behind(other.text), behind(moved.text)];
    pieces[at] = { ...other, text: other.text.trimEnd() + two };
    moved.text = moved.text.trimEnd() + one;
  }

  // --- What it says ---

  /** Readings one behind another, with what is between the first and what stands around it. */
  private both(conflict: Conflict): string {
    const said = conflict.readings.filter(({ text }) => text.trim() !== "").map(({ text }) => text);
    if (said.length < 2) return said[0] ?? conflict.readings[0]!.text;
    const between = said.map(ahead).concat(said.map(behind)).find((blank) => /\n\s*\n/.test(blank)) ?? (ahead(said[0]!) || behind(said[0]!));
    return ahead(said[0]!) + said.map((text) => text.trim()).join(between && !between.includes("\n\n") ? " " : between) + behind(said[said.length - 1]!);
  }

  /** What stands in place of a conflict, with the white space around it; null: nothing is decided. */
  chosen(i: number): string | null {
    const conflict = this.answer.conflicts[i]!;
    const choice = this.choices[i]!;
    if (choice === OPEN) return null;
    if (choice === BOTH) return this.both(conflict);
    if (choice === BASE) return conflict.unchanged;
    if (choice !== OWN) return conflict.readings[choice]!.text;
    const like = conflict.readings.find(({ text }) => text.trim() !== "")?.text ?? conflict.unchanged;
    const words = this.own[i]!.trim();
    return words === "" ? ahead(like) || behind(like) : ahead(like) + words + behind(like);
  }

  /** The text; what is not decided stands between marks, whole lines of each side, as git has it. */
  text(): string {
    const out = new Marked(this);
    for (const piece of this.pieces) {
      const chosen = piece.conflict === undefined ? piece.text! : this.chosen(piece.conflict - 1);
      if (chosen === null) out.conflict(this.answer.conflicts[piece.conflict! - 1]!);
      else out.add(chosen);
    }
    return out.end();
  }
}

class Marked {
  private out = "";
  private versions: string[] | null = null; // of each side and the base, since the line of a conflict began

  constructor(private merged: Merged) {}

  add(text: string): void {
    if (!this.versions) {
      this.out += text;
      return;
    }
    const line = text.indexOf("\n") + 1;
    const rest = line > 0 ? line : text.length;
    this.versions = this.versions.map((version) => version + text.slice(0, rest));
    if (line === 0) return;
    this.close();
    this.out += text.slice(rest);
  }

  conflict({ readings, unchanged }: Conflict): void {
    const n = this.merged.answer.sides.length;
    if (!this.versions) {
      const line = this.out.lastIndexOf("\n") + 1;
      this.versions = Array<string>(n + 1).fill(this.out.slice(line));
      this.out = this.out.slice(0, line);
    }
    this.versions = this.versions.map((version, side) => version + (readings.find(({ sides }) => sides.includes(side))?.text ?? unchanged));
  }

  private close(): void {
    const versions = this.versions!;
    const { sides } = this.merged.answer;
    const newline = this.out.includes("\r\n") || versions[0]!.includes("\r\n") ? "\r\n" : "\n";
    const base = versions[sides.length];
    const shown = [...new Set(versions.slice(0, -1))].filter((version) => sides.length < 3 || version !== base);
    shown.forEach((version, i) => {
      const name = ` ${sides[versions.indexOf(version)]!.name}`;
      this.out += (i === 0 ? "<<<<<<<" + name : "=======" + (i + 1 < shown.length ? name : "")) + newline;
      this.out += version === "" || version.endsWith("\n") ? version : version + newline;
      if (i + 1 === shown.length) this.out += ">>>>>>>" + name + newline;
    });
    this.versions = null;
  }

  end(): string {
    if (this.versions) this.close();
    return this.out;
  }
}
