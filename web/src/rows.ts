// SPDX-License-Identifier: Apache-2.0
// Rows: the smallest stretches that begin a paragraph on both sides. What corresponds stands side by
// side by construction, so that the columns never drift and nothing scrolls one text at another speed.

import { type Changes, has, MOVED, type Result, SAME } from "./data";
import { behind, Follower, type Lines } from "./lines";

/** Above this a row ends with a sentence of one side and a paragraph of the other. */
const SHORT = 250;
/** Above this with a sentence of both, and above the next anywhere. */
const LONG = 900;
const TOO_LONG = 4000;

const SENTENCE = /[.!?…。！？]["'”’»)\]]*\s*$/;

/** Row i is what lies from its start to that of row i + 1; there is one start more than rows. */
export interface Rows {
  n: number;
  change: Uint32Array;
  start: [Uint32Array, Uint32Array];
}

/** A stretch of a text within a row, of one change. */
export interface Fragment {
  change: number;
  start: number;
  end: number;
}

export function movedPassage(result: Result, change: number): number {
  const passage = result.changes.passage[change]!;
  return passage > 0 && result.head.passages[passage - 1]?.moved ? passage : 0;
}

function isLetter(code: number): boolean {
  if (code < 128) return (code >= 48 && code < 58) || ((code | 32) >= 97 && (code | 32) < 123);
  return code > 0xbf && (code < 0x2000 || code > 0x206f) && code !== 0x3000 && code !== 0xfeff;
}

/** Counts letters as it goes forward. */
class Letters {
  count = 0;
  constructor(private text: string, private at: number) {}

  upTo(end: number): number {
    for (; this.at < end; this.at++) if (isLetter(this.text.charCodeAt(this.at))) this.count++;
    return this.count;
  }
}

class Builder {
  change: number[] = [];
  start: [number[], number[]] = [[], []];
  /** Where the text of the row ends so far; -1: it has none. */
  private ends = [-1, -1];
  private length = 0;
  private changes: Changes;
  private ending: [Follower, Follower]; // by paragraphs
  private coming: [Follower, Follower];

  constructor(private result: Result, private lines: [Lines, Lines]) {
    this.changes = result.changes;
    const follow = (): [Follower, Follower] => [new Follower(lines[0].paragraphs), new Follower(lines[1].paragraphs)];
    this.ending = follow();
    this.coming = follow();
  }

  private isParagraph(side: number, at: number): boolean {
    const number = this.ending[side]!.behind(at);
    return at === this.result.texts[side]!.length || (number > 0 && this.lines[side]!.paragraphs[number - 1] === at);
  }

  /** The first paragraph behind `at`. */
  private paragraphBehind(side: number, at: number): number {
    return this.coming[side]!.behind(at);
  }

  /** Whether a side has text so far that ends within a paragraph. */
  private isOpen(side: number): boolean {
    const end = this.ends[side]!;
    return end >= 0 && !this.isParagraph(side, end);
  }

  private cut(change: number, original: number, telling: number): void {
    this.change.push(change);
    this.start[0].push(original);
    this.start[1].push(telling);
    this.ends = [-1, -1];
    this.length = 0;
  }

  private isSentence(side: number): boolean {
    const at = this.ends[side]!;
    return SENTENCE.test(this.result.texts[side]!.slice(Math.max(0, at - 8), at));
  }

  /** Whether each side that has text so far stands at a paragraph, or in a long row at a sentence. */
  private isComplete(): boolean {
    if (this.length < SHORT) return !this.isOpen(0) && !this.isOpen(1);
    const [first, second] = [this.isOpen(0), this.isOpen(1)];
    if (first && second && this.length < LONG) return false;
    return (!first || this.isSentence(0)) && (!second || this.isSentence(1));
  }

  private add(change: number): void {
    const { kind, start, end } = this.changes;
    let longest = 0;
    for (let side = 0; side < 2; side++) {
      if (!has(kind[change]!, side)) continue;
      this.ends[side] = end[side]![change]!;
      longest = Math.max(longest, end[side]![change]! - start[side]![change]!);
    }
    this.length += longest;
  }

  /** Cut within what is kept: at paragraphs of both, and where it is long at sentences. */
  private divide(change: number): void {
    const { start, end } = this.changes;
    const [o, t] = [start[0][change]!, start[1][change]!];
    const [lastO, lastT] = [end[0][change]!, end[1][change]!];
    const starts = [this.lines[0].paragraphs, this.lines[1].paragraphs];
    let i = this.paragraphBehind(0, o);
    let j = this.paragraphBehind(1, t);
    const whole = i >= starts[0]!.length || j >= starts[1]!.length || starts[0]![i]! >= lastO || starts[1]![j]! >= lastT;
    if (whole && this.length + lastO - o <= LONG) { // which is nearly always so
      this.length += lastO - o;
      this.ends = [lastO, lastT];
      return;
    }
    const [first, second] = this.result.texts;
    const equal = lastO - o === lastT - t && first.slice(o, lastO) === second.slice(t, lastT);
    const counts = [new Letters(first, o), new Letters(second, t)];
    let from = o; // where the row, or what is left of it, begins
    while (i < starts[0]!.length && j < starts[1]!.length) {
      const [a, b] = [starts[0]![i]!, starts[1]![j]!];
      if (a >= lastO || b >= lastT) break;
      const [x, y] = equal ? [a - o, b - t] : [counts[0]!.upTo(a), counts[1]!.upTo(b)];
      if (x === y) {
        if (equal) this.shorten(change, from, a, t - o);
        this.cut(change, a, b);
        from = a;
      }
      if (x <= y) i++;
      if (y <= x) j++;
    }
    if (equal) from = this.shorten(change, from, lastO, t - o);
    this.length += lastO - from;
    this.ends = [lastO, lastT];
  }

  /** Cut an equal stretch that makes its row too long; where the last row begins. */
  private shorten(change: number, from: number, to: number, off: number): number {
    const text = this.result.texts[0];
    while (this.length + to - from > LONG) {
      const least = Math.max(from + 1, from + LONG - this.length);
      const most = Math.min(to, Math.max(least, from + TOO_LONG - this.length));
      if (least >= to) break;
      const found = /[.!?…。！？]["'”’»)]*\s+/.exec(text.slice(least, most));
      const at = found ? least + found.index + found[0].length : most;
      if (at >= to) break;
      this.cut(change, at, at + off);
      from = at;
    }
    return from;
  }

  build(): Rows {
    const { n, kind, start } = this.changes;
    for (let i = 0; i < n; i++) {
      const moves = i > 0 && movedPassage(this.result, i) !== movedPassage(this.result, i - 1);
      if (i === 0 || moves || this.length > TOO_LONG || this.isComplete())
        this.cut(i, start[0][i]!, start[1][i]!);
      if (kind[i] === SAME || kind[i] === MOVED) this.divide(i);
      else this.add(i);
    }
    const rows = this.change.length;
    this.cut(n, this.result.texts[0].length, this.result.texts[1].length);
    return {
      n: rows,
      change: Uint32Array.from(this.change),
      start: [Uint32Array.from(this.start[0]), Uint32Array.from(this.start[1])],
    };
  }
}

export function buildRows(result: Result, lines: [Lines, Lines]): Rows {
  return new Builder(result, lines).build();
}

/** The last change of a row, and whether a part of it belongs to the next. */
export function lastChange(changes: Changes, rows: Rows, row: number): number {
  const next = rows.change[row + 1]!;
  if (row + 1 === rows.n || next >= changes.n) return changes.n - 1;
  const kind = changes.kind[next]!;
  const side = has(kind, 0) ? 0 : 1;
  return rows.start[side]![row + 1]! > changes.start[side]![next]! ? next : next - 1;
}

/** What a side has in a row, in its own order. */
export function fragments(changes: Changes, rows: Rows, row: number, side: number): Fragment[] {
  const found: Fragment[] = [];
  const last = lastChange(changes, rows, row);
  const first = rows.change[row]!;
  for (let i = first; i <= last; i++) {
    if (!has(changes.kind[i]!, side)) continue;
    const start = i === first ? rows.start[side]![row]! : changes.start[side]![i]!;
    const end = i === rows.change[row + 1]! ? rows.start[side]![row + 1]! : changes.end[side]![i]!;
    if (end > start) found.push({ change: i, start, end });
  }
  if (side === 0) found.sort((a, b) => a.start - b.start);
  return found;
}

/** The row in which a change begins. */
export function rowOf(changes: Changes, rows: Rows, change: number): number {
  const row = behind(rows.change.subarray(0, rows.n), change) - 1;
  let first = Math.max(row, 0);
  while (first > 0 && rows.change[first] === change && rows.change[first - 1] === change) first--;
  const side = has(changes.kind[change]!, 0) ? 0 : 1;
  const cut = rows.change[first] === change && rows.start[side]![first]! > changes.start[side]![change]!;
  return cut && first > 0 ? first - 1 : first;
}

/** The row that has a unit of a side. */
export function rowAt(result: Result, rows: Rows, side: number, at: number): number {
  if (side === 1) return Math.max(0, behind(rows.start[1].subarray(0, rows.n), at) - 1);
  const change = changeAt(result.changes, 0, at);
  let row = rowOf(result.changes, rows, change);
  while (row + 1 < rows.n && rows.change[row + 1] === change && rows.start[0][row + 1]! <= at) row++;
  return row;
}

const orders = new WeakMap<Changes, Uint32Array>();

/** Changes that have original text, in its order: of runs that follow each other there, only the runs are sorted. */
function sortedByOriginal(changes: Changes): Uint32Array {
  const starts = changes.start[0];
  const numbers = new Uint32Array(changes.n);
  const runs: number[] = []; // where each begins in `numbers`
  let n = 0;
  for (let i = 0, last = -1; i < changes.n; i++) {
    if (!has(changes.kind[i]!, 0)) continue;
    if (starts[i] !== last) runs.push(n);
    last = changes.end[0][i]!;
    numbers[n++] = i;
  }
  const parts = runs.map((from, run) => numbers.subarray(from, runs[run + 1] ?? n));
  parts.sort((a, b) => starts[a[0]!]! - starts[b[0]!]!);
  const order = new Uint32Array(n);
  let at = 0;
  for (const part of parts) {
    order.set(part, at);
    at += part.length;
  }
  return order;
}

function originalOrder(changes: Changes): Uint32Array {
  let order = orders.get(changes);
  if (!order) orders.set(changes, (order = sortedByOriginal(changes)));
  return order;
}

/** The change that has a unit of a side. */
export function changeAt(changes: Changes, side: number, at: number): number {
  if (side === 1) {
    let i = behind(changes.start[1], at) - 1;
    while (i > 0 && !has(changes.kind[i]!, 1)) i--;
    return Math.max(i, 0);
  }
  const order = originalOrder(changes);
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (changes.start[0][order[middle]!]! <= at) low = middle + 1;
    else high = middle;
  }
  return order[Math.max(low - 1, 0)] ?? 0;
}
