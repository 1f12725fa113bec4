// SPDX-License-Identifier: Apache-2.0
// Lines and paragraphs of a text.

/** A newline of a line that is full is layout, where lines are no longer than this. */
const WIDEST = 100;
const FULL = 0.98;

export class Lines {
  /** Where each line begins. */
  readonly starts: Uint32Array;
  /** Where each paragraph begins, at its first letter. */
  readonly paragraphs: Uint32Array;

  constructor(readonly text: string) {
    this.starts = startsOf(text);
    this.paragraphs = paragraphsOf(text, this.starts);
  }

  /** 1-based. */
  line(at: number): number {
    return behind(this.starts, at);
  }

  /** The first paragraph that begins at or behind `at`, as a number in `paragraphs`. */
  paragraphFrom(at: number): number {
    return at === 0 ? 0 : behind(this.paragraphs, at - 1);
  }
}

/** How many of the ascending numbers are at or before `at`. */
export function behind(numbers: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startsOf(text: string): Uint32Array {
  const starts = [0];
  const ends = /\r\n?|\n/g;
  while (ends.exec(text)) starts.push(ends.lastIndex);
  if (starts.length > 1 && starts[starts.length - 1] === text.length) starts.pop();
  return Uint32Array.from(starts);
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000;
}

/** Where the letters of a line begin and end; the two are equal in an empty one. */
function lettersOf(text: string, start: number, end: number): [number, number] {
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function widthOf(text: string, starts: Uint32Array): number {
  const counts = new Uint32Array(WIDEST + 2);
  let lines = 0;
  for (let i = 0; i < starts.length; i++) {
    const [start, end] = lettersOf(text, starts[i]!, starts[i + 1] ?? text.length);
    if (start === end) continue;
    counts[Math.min(end - starts[i]!, WIDEST + 1)]!++;
    lines++;
  }
  let width = 0;
  for (let seen = 0; width < counts.length - 1; width++) {
    seen += counts[width]!;
    if (seen >= lines * FULL) break;
  }
  return width;
}

function wordLength(text: string, at: number, end: number): number {
  let length = 0;
  while (at + length < end && !isBlank(text.charCodeAt(at + length))) length++;
  return length;
}

function paragraphsOf(text: string, starts: Uint32Array): Uint32Array {
  const width = widthOf(text, starts);
  const found: number[] = [];
  let before = -1; // length of the line before; -1 where there is none or it is blank
  for (let i = 0; i < starts.length; i++) {
    const [start, end] = lettersOf(text, starts[i]!, starts[i + 1] ?? text.length);
    if (start === end) {
      before = -1;
      continue;
    }
    const full = width <= WIDEST && before + 1 + wordLength(text, start, end) > width;
    if (before < 0 || !full) found.push(start);
    before = end - starts[i]!;
  }
  return Uint32Array.from(found);
}
