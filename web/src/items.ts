// SPDX-License-Identifier: Apache-2.0
// What a view shows, in order: rows, where passages stood that have moved, and folds of rows that are
// the same.

import { isChange, type Model } from "./render";
import { changeAt, lastChange, movedPassage, rowAt } from "./rows";

type Item =
  | { kind: "row"; row: number }
  | { kind: "stub"; passage: number }
  | { kind: "fold"; first: number; n: number };

// Rows are themselves, what else there is are numbers below 0: twice as many as there are rows can be
// told apart by the last bit.
export class Items {
  private codes: Int32Array;
  private folds: Map<number, number>; // first row of a fold, and how many
  private itemOfRow: Uint32Array;

  constructor(private model: Model, folded: boolean, opened: Set<number>) {
    const n = model.rows.n;
    const stubs = model.shuffled ? new Map<number, number[]>() : stubsOf(model);
    const codes: number[] = [];
    this.folds = new Map();
    this.itemOfRow = new Uint32Array(n);
    const put = (passages: number[] | undefined) => passages?.forEach((p) => codes.push(-2 * p - 1));
    put(stubs.get(-1));
    for (let row = 0; row < n; ) {
      let same = row;
      if (folded) while (same < n && isSame(model, same) && !(same > row && stubs.has(same - 1))) same++;
      if (same - row > 1 && !opened.has(row)) {
        this.folds.set(row, same - row);
        this.itemOfRow.fill(codes.length, row, same);
        codes.push(-2 * row - 2);
        row = same;
      } else {
        const end = Math.max(same, row + 1);
        for (; row < end; row++) {
          this.itemOfRow[row] = codes.length;
          codes.push(row);
          put(stubs.get(row));
        }
        continue;
      }
      put(stubs.get(row - 1));
    }
    this.codes = Int32Array.from(codes);
  }

  get n(): number {
    return this.codes.length;
  }

  at(i: number): Item {
    const code = this.codes[i]!;
    if (code >= 0) return { kind: "row", row: code };
    if (code % 2 !== 0) return { kind: "stub", passage: (-code - 1) / 2 };
    const first = (-code - 2) / 2;
    return { kind: "fold", first, n: this.folds.get(first)! };
  }

  ofRow(row: number): number {
    return this.itemOfRow[row] ?? 0;
  }

  ofStub(passage: number): number {
    return this.codes.indexOf(-2 * passage - 1);
  }

  /** The fold that hides a row, or -1. */
  foldOf(row: number): number {
    const item = this.at(this.ofRow(row));
    return item.kind === "fold" ? item.first : -1;
  }

  /** A row at or behind an item. */
  rowFrom(i: number): number {
    for (let k = i; k < this.n; k++) {
      const item = this.at(k);
      if (item.kind === "row") return item.row;
      if (item.kind === "fold") return item.first;
    }
    return Math.max(0, this.model.rows.n - 1);
  }
}

function isSame(model: Model, row: number): boolean {
  const { changes } = model.result;
  const last = lastChange(changes, model.rows, row);
  for (let i = model.rows.change[row]!; i <= last; i++)
    if (isChange(changes.kind[i]!) || movedPassage(model.result, i)) return false;
  return true;
}

/** Moved passages by the row behind which they stood; -1: before all. */
function stubsOf(model: Model): Map<number, number[]> {
  const { result, rows } = model;
  const stubs = new Map<number, number[]>();
  const stood = new Map<number, number>(); // rows by passage: what stood behind another stands where that did
  const moved = result.head.passages.filter((passage) => passage.moved);
  moved.sort((a, b) => a.original.start - b.original.start);
  for (const passage of moved) {
    const at = passage.original.start - 1;
    const before = at < 0 ? 0 : movedPassage(result, changeAt(result.changes, 0, at));
    const row = at < 0 ? -1 : stood.get(before) ?? rowAt(result, rows, 0, at);
    stood.set(passage.id, row);
    const there = stubs.get(row);
    if (there) there.push(passage.id);
    else stubs.set(row, [passage.id]);
  }
  return stubs;
}
