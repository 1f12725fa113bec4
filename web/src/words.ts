// SPDX-License-Identifier: Apache-2.0
// Which words of two passages are not the same: the longest common row of words.

import { make, shown } from "./dom";

/** Beyond so many cells nothing is marked in the middle. */
const MOST = 4e6;

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

/** Of two rows, whether each word stands in the other. */
function common(a: Word[], b: Word[]): [Uint8Array, Uint8Array] | null {
  const kept: [Uint8Array, Uint8Array] = [new Uint8Array(a.length), new Uint8Array(b.length)];
  let first = 0;
  let [endA, endB] = [a.length, b.length];
  while (first < endA && first < endB && a[first]!.text === b[first]!.text) kept[0][first] = kept[1][first++] = 1;
  while (endA > first && endB > first && a[endA - 1]!.text === b[endB - 1]!.text) kept[0][--endA] = kept[1][--endB] = 1;
  const [n, m] = [endA - first, endB - first];
  if (n * m > MOST) return null;
  const longest = new Uint16Array((n + 1) * (m + 1));
  const at = (i: number, k: number) => i * (m + 1) + k;
  for (let i = n - 1; i >= 0; i--)
    for (let k = m - 1; k >= 0; k--)
      longest[at(i, k)] = a[first + i]!.text === b[first + k]!.text
        ? longest[at(i + 1, k + 1)]! + 1
        : Math.max(longest[at(i + 1, k)]!, longest[at(i, k + 1)]!);
  for (let i = 0, k = 0; i < n && k < m; ) {
    if (a[first + i]!.text === b[first + k]!.text) kept[0][first + i++] = kept[1][first + k++] = 1;
    else if (longest[at(i + 1, k)]! >= longest[at(i, k + 1)]!) i++;
    else k++;
  }
  return kept;
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
  const kept = common(words[0], words[1]);
  if (!kept) return [shown(a), shown(b)];
  return [marked(a, words[0], kept[0], "del"), marked(b, words[1], kept[1], "ins")];
}
