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

/** Follows a place that mostly goes forward: what `behind` finds, without searching all again. */
export class Follower {
  private n = 0;

  constructor(private numbers: Uint32Array) {}

  behind(at: number): number {
    const { numbers } = this;
    const most = Math.min(this.n + 8, numbers.length);
    if (this.n > 0 && numbers[this.n - 1]! > at) this.n = behind(numbers, at);
    while (this.n < most && numbers[this.n]! <= at) this.n++;
    if (this.n < numbers.length && numbers[this.n]! <= at) this.n = behind(numbers, at);
    return this.n;
  }
}

function startsOf(text: string): Uint32Array {
  const starts = [0];
  if (text.includes("\r")) {
    const ends = /\r\n?|\n/g;
    while (ends.exec(text)) starts.push(ends.lastIndex);
  } else for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  if (starts.length > 1 && starts[starts.length - 1] === text.length) starts.pop();
  return Uint32Array.from(starts);
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000;
}

/** Where the letters of each line begin and end; the two are equal in an empty one. */
type Letters = [first: Uint32Array, end: Uint32Array];

function lettersOf(text: string, starts: Uint32Array): Letters {
  const letters: Letters = [new Uint32Array(starts.length), new Uint32Array(starts.length)];
  for (let i = 0; i < starts.length; i++) {
    let start = starts[i]!;
    let end = i + 1 < starts.length ? starts[i + 1]! : text.length;
    while (start < end && isBlank(text.charCodeAt(start))) start++;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    letters[0][i] = start;
    letters[1][i] = end;
  }
  return letters;
}

function widthOf(starts: Uint32Array, [first, end]: Letters): number {
  const counts = new Uint32Array(WIDEST + 2);
  let lines = 0;
  for (let i = 0; i < starts.length; i++) {
    if (first[i] === end[i]) continue;
    counts[Math.min(end[i]! - starts[i]!, WIDEST + 1)]!++;
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
  const letters = lettersOf(text, starts);
  const width = widthOf(starts, letters);
  const found: number[] = [];
  let before = -1; // length of the line before; -1 where there is none or it is blank
  for (let i = 0; i < starts.length; i++) {
    const [start, end] = [letters[0][i]!, letters[1][i]!];
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
