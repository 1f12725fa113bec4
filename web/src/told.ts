// SPDX-License-Identifier: Apache-2.0
// What is told, as almost.watch/1 says it: sentences that may be judged anew or taken back, and what was
// left out in between.

import type { Span } from "./data";

export interface Change {
  source: Span | null;
  telling: Span | null;
  touches: string[];
  text: { source: string | null; telling: string | null };
}

export interface Place {
  name: string;
  span: Span;
  line: number;
}

interface Sentence {
  event: "sentence";
  id: number;
  revision: number;
  is: "same" | "different" | "added";
  telling: Span;
  time: string | null;
  speaker: string | null;
  text: string;
  source: Place | null;
  moves?: boolean;
  fills: number | null;
  changes: Change[];
}

interface LeftOut {
  event: "left out";
  id: number;
  source: Place | null;
  words: number | null;
  text: string;
}

export interface End {
  event: "end";
  sentences: { same: number; different: number; added: number };
  told: number;
  let_go: number;
  sources: { name: string; words: number; share: number }[];
  comparison: { sentence: string; verdict: { answer: string } } | null;
}

type Told = Sentence | LeftOut | End | { event: "withdrawn"; id: number };

/** A row of the page. */
export interface Row {
  what: Sentence | LeftOut;
  was: string | null; // what it was judged to be before
  withdrawn: boolean;
  filled: number; // sentence from which on what was left out was told later; 0: none
}

const SMALL = new Set(["punctuation", "case", "spacing"]);

export function isSmall(change: Change): boolean {
  return change.touches.length > 0 && change.touches.every((name) => SMALL.has(name));
}

export const KINDS = ["different", "added", "left out", "same", "withdrawn"];

export class Telling {
  readonly rows: Row[] = [];
  readonly counts = { same: 0, different: 0, added: 0, "left out": 0 };
  end: End | null = null;
  /** The newest place that says where the telling is. */
  at: Place | null = null;
  private sentences = new Map<number, number>(); // rows by id
  private gaps = new Map<number, number>();

  kindOf(i: number): string {
    const row = this.rows[i]!;
    if (row.withdrawn) return "withdrawn";
    return row.what.event === "sentence" ? row.what.is : "left out";
  }

  private count(row: Row, by: 1 | -1): void {
    if (row.what.event === "left out") this.counts["left out"] += by;
    else if (!row.withdrawn) this.counts[row.what.is] += by;
  }

  private put(what: Sentence | LeftOut): number {
    const row: Row = { what, was: null, withdrawn: false, filled: 0 };
    this.rows.push(row);
    this.count(row, 1);
    return this.rows.length - 1;
  }

  private takeSentence(said: Sentence): number {
    const known = this.sentences.get(said.id);
    const gap = said.fills === null ? undefined : this.gaps.get(said.fills);
    if (gap !== undefined) this.rows[gap]!.filled ||= said.id;
    if (said.source && said.moves) this.at = said.source;
    if (known === undefined) {
      this.sentences.set(said.id, this.put(said));
      return gap ?? -1;
    }
    const row = this.rows[known]!;
    this.count(row, -1);
    if (row.what.event === "sentence" && row.what.is !== said.is) row.was = row.what.is;
    row.what = said;
    this.count(row, 1);
    return known;
  }

  /** The row that is another one now; -1: none but what is new. */
  take(line: string): number {
    const said = JSON.parse(line) as Told;
    if (said.event === "sentence") return this.takeSentence(said);
    if (said.event === "left out") this.gaps.set(said.id, this.put(said));
    if (said.event === "end") this.end = said;
    if (said.event !== "withdrawn") return -1;
    const known = this.sentences.get(said.id) ?? -1;
    const row = this.rows[known];
    if (!row) return -1;
    this.count(row, -1);
    row.withdrawn = true;
    return known;
  }
}
