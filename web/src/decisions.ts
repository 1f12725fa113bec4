// SPDX-License-Identifier: Apache-2.0
// What was accepted and what was rejected: of each edit, and of each passage that has moved.

import { MOVED, type Result } from "./data";
import { type Edits, editText } from "./edits";
import { isChange } from "./render";

export const OPEN = 0;
export const ACCEPTED = 1;
export const REJECTED = 2;
export const SAYS = ["", "accepted", "rejected"];

/** A decision by what it is about, so that it holds when the texts were compared anew. */
type Kept = [key: string, ordinal: number, decision: number];

export class Decisions {
  /** By change. */
  readonly of: Uint8Array;
  private passages: Map<number, number[]>; // their runs that moved

  constructor(private result: Result, private edits: Edits) {
    const { changes } = result;
    this.of = new Uint8Array(changes.n);
    this.passages = new Map();
    for (let i = 0; i < changes.n; i++) {
      if (changes.kind[i] !== MOVED) continue;
      const runs = this.passages.get(changes.passage[i]!);
      if (runs) runs.push(i);
      else this.passages.set(changes.passage[i]!, [i]);
    }
  }

  decide(e: number, decision: number): void {
    for (let i = this.edits.first[e]!; i <= this.edits.last[e]!; i++)
      if (isChange(this.result.changes.kind[i]!)) this.of[i] = decision;
  }

  decidePassage(passage: number, decision: number): void {
    for (const run of this.passages.get(passage) ?? []) this.of[run] = decision;
  }

  ofEdit(e: number): number {
    return this.of[this.edits.first[e]!]!;
  }

  ofPassage(passage: number): number {
    return this.of[this.passages.get(passage)?.[0] ?? -1] ?? OPEN;
  }

  /** How many are open, accepted, rejected. */
  get counts(): number[] {
    const counts = [0, 0, 0];
    for (let e = 0; e < this.edits.n; e++) counts[this.ofEdit(e)]!++;
    for (const passage of this.passages.keys()) counts[this.ofPassage(passage)]!++;
    return counts;
  }

  /** The changes to be made, as ids such as 1,4-7. */
  ids(openAsTold: boolean): string {
    const { kind, n } = this.result.changes;
    const parts: string[] = [];
    for (let i = 0; i < n; i++) {
      if (!this.isMade(i, openAsTold)) continue;
      const first = i;
      while (i + 1 < n && (this.isMade(i + 1, openAsTold) || !this.isChoice(kind[i + 1]!))) i++;
      while (!this.isChoice(kind[i]!)) i--;
      parts.push(first === i ? `${i + 1}` : `${first + 1}-${i + 1}`);
    }
    return parts.join(",");
  }

  private isChoice(kind: number): boolean {
    return isChange(kind) || kind === MOVED;
  }

  private isMade(i: number, openAsTold: boolean): boolean {
    if (!this.isChoice(this.result.changes.kind[i]!)) return false;
    return this.of[i] === ACCEPTED || (openAsTold && this.of[i] === OPEN);
  }

  private *keys(): Generator<[string, (decision: number) => void, () => number]> {
    const { passages } = this.result.head;
    for (let e = 0; e < this.edits.n; e++)
      yield [[0, 1].map((side) => editText(this.result, this.edits, e, side)).join("\0"),
        (decision) => this.decide(e, decision), () => this.ofEdit(e)];
    for (const id of this.passages.keys()) {
      const start = passages[id - 1]?.original.start ?? 0;
      yield [`\0${this.result.texts[0].slice(start, start + 80)}`,
        (decision) => this.decidePassage(id, decision), () => this.ofPassage(id)];
    }
  }

  keep(): Kept[] {
    const kept: Kept[] = [];
    const seen = new Map<string, number>();
    for (const [key, , decided] of this.keys()) {
      const ordinal = seen.get(key) ?? 0;
      seen.set(key, ordinal + 1);
      if (decided() !== OPEN) kept.push([key, ordinal, decided()]);
    }
    return kept;
  }

  /** How many decisions are about nothing that is still there. */
  restore(kept: Kept[]): number {
    const wanted = new Map(kept.map(([key, ordinal, decision]) => [`${ordinal} ${key}`, decision]));
    const seen = new Map<string, number>();
    for (const [key, decide] of this.keys()) {
      const ordinal = seen.get(key) ?? 0;
      seen.set(key, ordinal + 1);
      const decision = wanted.get(`${ordinal} ${key}`);
      if (decision === undefined) continue;
      decide(decision);
      wanted.delete(`${ordinal} ${key}`);
    }
    return wanted.size;
  }
}
