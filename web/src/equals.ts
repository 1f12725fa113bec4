// SPDX-License-Identifier: Apache-2.0
// Which edits have the same texts. Half a million strings would take longer to make than all else that
// a page does before it can be used, so letters are summed up where they stand and strings made of few.

import { has, type Result } from "./data";
import { type Edits, editText, MOST_TEXT } from "./edits";

/** Whether a letter counts: not what `trim` may take away. */
function counts(code: number): boolean {
  return code > 32 && code !== 0xa0 && code !== 0x1680 && (code < 0x2000 || code > 0x206f) && code !== 0x3000 && code !== 0xfeff;
}

/** A number that is the same for all edits of the same texts. */
function sumOf({ changes, texts }: Result, edits: Edits, e: number): number {
  let sum = 0x811c9dc5;
  for (let side = 0; side < 2; side++) {
    const text = texts[side]!;
    sum = Math.imul(sum ^ 0xffff, 0x01000193);
    for (let i = edits.first[e]!, length = 0; i <= edits.last[e]! && length < MOST_TEXT; i++) {
      if (!has(changes.kind[i]!, side)) continue;
      const [start, end] = [changes.start[side]![i]!, changes.end[side]![i]!];
      length += end - start;
      for (let at = start; at < end; at++) {
        const code = text.charCodeAt(at);
        if (counts(code)) sum = Math.imul(sum ^ code, 0x01000193);
      }
    }
  }
  return (sum ^ (sum >>> 15)) >>> 0;
}

/** What edits have the same of, where they are equal. */
function keyOf(result: Result, edits: Edits, e: number): string {
  return `${editText(result, edits, e, 0).trim()}\0${editText(result, edits, e, 1).trim()}`;
}

/** Edits by their texts. */
class Seen {
  private places: Uint32Array; // edits, from 1 on, where their sums lead to or behind
  private sums: Uint32Array;
  private keys = new Map<number, string>(); // of those that something was held against

  constructor(private result: Result, private edits: Edits, n: number) {
    let size = 16;
    while (size < 2 * n) size *= 2;
    this.places = new Uint32Array(size);
    this.sums = new Uint32Array(size);
  }

  private keyOf(e: number): string {
    const known = this.keys.get(e);
    if (known !== undefined) return known;
    const key = keyOf(this.result, this.edits, e);
    this.keys.set(e, key);
    return key;
  }

  /** The first that was seen with the same texts: perhaps this one. */
  firstOf(e: number): number {
    const { places, sums } = this;
    const sum = sumOf(this.result, this.edits, e);
    const mask = places.length - 1;
    let place = sum & mask;
    for (let key: string | null = null; places[place] !== 0; place = (place + 1) & mask) {
      const other = places[place]! - 1;
      if (sums[place] === sum && (key ??= keyOf(this.result, this.edits, e)) === this.keyOf(other)) return other;
    }
    places[place] = e + 1;
    sums[place] = sum;
    return e;
  }
}

/** Of edits those with texts that none before has, and of each one of them how many have its texts. */
export function onceEach(result: Result, edits: Edits, all: Uint32Array): { once: Uint32Array; equals: Uint32Array } {
  const seen = new Seen(result, edits, all.length);
  const equals = new Uint32Array(edits.n);
  const once = all.filter((e) => equals[seen.firstOf(e)]!++ === 0);
  return { once, equals };
}
