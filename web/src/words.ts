// SPDX-License-Identifier: Apache-2.0
// Which words of two passages are not the same: the longest common row of words.

import { make, shown } from "./dom";

/** Beyond so many cells a stretch is divided by words that it has once on both sides. */
const MOST = 1e6;

const WORD = /[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;

interface Word {
  text: string; // folded
  start: number;
  end: number;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const found of text.matchAll(WORD)) words.push({ text: found[0].toLowerCase(), start: found.index, end: found.index + found[0].length });
  return words;
}

/** Two rows of words, and which of them stand in the other as well. */
interface Pair {
  a: Word[];
  b: Word[];
  kept: [Uint8Array, Uint8Array];
}

/** A stretch of both rows. */
type Stretch = [fromA: number, toA: number, fromB: number, toB: number];

/** The longest common row of words, by a table of all their pairs. */
function byTable({ a, b, kept }: Pair, [fromA, toA, fromB, toB]: Stretch): void {
  const [n, m] = [toA - fromA, toB - fromB];
  const longest = new Uint16Array((n + 1) * (m + 1));
  const at = (i: number, k: number) => i * (m + 1) + k;
  for (let i = n - 1; i >= 0; i--)
    for (let k = m - 1; k >= 0; k--)
      longest[at(i, k)] = a[fromA + i]!.text === b[fromB + k]!.text
        ? longest[at(i + 1, k + 1)]! + 1
        : Math.max(longest[at(i + 1, k)]!, longest[at(i, k + 1)]!);
  for (let i = 0, k = 0; i < n && k < m; ) {
    if (a[fromA + i]!.text === b[fromB + k]!.text) kept[0][fromA + i++] = kept[1][fromB + k++] = 1;
    else if (longest[at(i + 1, k)]! >= longest[at(i, k + 1)]!) i++;
    else k++;
  }
}

/** Where each word stands that is there once; -1: it is there again. */
function once(words: Word[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let i = from; i < to; i++) places.set(words[i]!.text, places.has(words[i]!.text) ? -1 : i);
  return places;
}

/** Words that are once on both sides: the longest row of them in the order of both. */
function anchors({ a, b }: Pair, [fromA, toA, fromB, toB]: Stretch): [number, number][] {
  const there = once(b, fromB, toB);
  const ends: number[] = []; // the pair that ends the best row of each length
  const pairs: { i: number; k: number; before: number }[] = [];
  for (const [word, i] of once(a, fromA, toA)) {
    const k = there.get(word) ?? -1;
    if (i < 0 || k < 0) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]!.k < k) low = middle + 1;
      else high = middle;
    }
    pairs.push({ i, k, before: low > 0 ? ends[low - 1]! : -1 });
    ends[low] = pairs.length - 1;
  }
  const row: [number, number][] = [];
  for (let at = ends[ends.length - 1] ?? -1; at >= 0; at = pairs[at]!.before) row.push([pairs[at]!.i, pairs[at]!.k]);
  return row.reverse();
}

/** What is common at both ends, then what is between. */
function align(pair: Pair, [fromA, toA, fromB, toB]: Stretch): void {
  const { a, b, kept } = pair;
  while (fromA < toA && fromB < toB && a[fromA]!.text === b[fromB]!.text) kept[0][fromA++] = kept[1][fromB++] = 1;
  while (toA > fromA && toB > fromB && a[toA - 1]!.text === b[toB - 1]!.text) kept[0][--toA] = kept[1][--toB] = 1;
  if ((toA - fromA) * (toB - fromB) <= MOST) return byTable(pair, [fromA, toA, fromB, toB]);
  const row = anchors(pair, [fromA, toA, fromB, toB]);
  row.forEach(([i, k], n) => {
    const [nextA, nextB] = row[n + 1] ?? [toA, toB];
    if (n === 0) align(pair, [fromA, i, fromB, k]);
    align(pair, [i, nextA, k, nextB]);
  });
}

function marked(text: string, words: Word[], kept: Uint8Array, mark: "del" | "ins"): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (let i = 0; i < words.length; i++) {
    if (kept[i]) continue;
    let last = i;
    while (last + 1 < words.length && !kept[last + 1]) last++;
    const [start, end] = [words[i]!.start, words[last]!.end];
    parts.push(...shown(text.slice(at, start)), make(mark, {}, ...shown(text.slice(start, end))));
    at = end;
    i = last;
  }
  parts.push(...shown(text.slice(at)));
  return parts;
}

/** Both with what the other has not marked: deleted in the first, added in the second. */
export function markedPair(a: string, b: string): [(Node | string)[], (Node | string)[]] {
  const words = [wordsOf(a), wordsOf(b)] as const;
  const kept: Pair["kept"] = [new Uint8Array(words[0].length), new Uint8Array(words[1].length)];
  align({ a: words[0], b: words[1], kept }, [0, words[0].length, 0, words[1].length]);
  return [marked(a, words[0], kept[0], "del"), marked(b, words[1], kept[1], "ins")];
}
