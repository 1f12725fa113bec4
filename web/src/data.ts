// SPDX-License-Identifier: Apache-2.0
// What a page is of: almost.comparison/1, packed as src/write/html_pack.c says. Changes are columns,
// since half a million objects would take ten times the memory.

import { shortNames } from "./names";

export interface Span {
  start: number;
  end: number;
}

export interface Source {
  name: string;
  length: number;
  words: number;
}

export interface Passage {
  id: number;
  kind: "same" | "altered" | "reworded" | "summary";
  moved: boolean;
  original: Span;
  telling: Span;
}

export interface Head {
  original: Source;
  telling: Source;
  verdict: {
    answer: string;
    order: number;
    ending: { same: boolean; original: number; telling: number };
  };
  sentence: string;
  approximate: { original: Span; telling: Span }[];
  passages: Passage[];
}

export const SAME = 0;
export const DIFFERENT = 1;
export const ADDED = 2;
export const MISSING = 3;
export const MOVED = 4;

/** Touches, loudest first: number r is bit r of a change's touches. */
export const TOUCHES = [
  "negation", "number", "name", "modal", "speaker", "unit", "quantity", "opposite", "condition",
  "hedge", "role", "wording", "spelling", "punctuation", "case", "spacing",
];
export const MEANING = (1 << 11) - 1;
/** Spelling, punctuation, case and spacing. */
export const SMALL = 0xf000;

export interface Changes {
  n: number;
  kind: Uint8Array;
  start: [Uint32Array, Uint32Array];
  end: [Uint32Array, Uint32Array];
  touches: Uint16Array;
  weight: Uint16Array;
  passage: Uint32Array;
}

export interface Result {
  head: Head;
  texts: [string, string];
  changes: Changes;
}

const OWN_TEXT = 8;

/** Whether a kind has text of a side: 0 is the original, 1 the telling. */
export function has(kind: number, side: number): boolean {
  return kind !== (side === 0 ? ADDED : MISSING);
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";

/** Of base 85, as src/html/stream.h says: five digits are four bytes, the last block's n + 1 digits n bytes. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  const n = Math.floor((text.length * 4) / 5);
  const view = new DataView(new ArrayBuffer(n + 4));
  for (let at = 0, to = 0; at < text.length; to += 4) {
    let block = 0;
    for (const end = at + 5; at < end; at++) block = block * 85 + (at < text.length ? values[text.charCodeAt(at) & 127]! : 84);
    view.setUint32(to, block);
  }
  return new Uint8Array(view.buffer, 0, n);
}

export async function unpack(name: string): Promise<Uint8Array> {
  const element = document.getElementById(`almost-${name}`);
  if (!element) throw new Error(`the page has no ${name}: it is cut off`);
  const packed = new Blob([bytesOf(element.textContent ?? "")]);
  element.remove();
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Varints, one column after the other. */
class Column {
  constructor(private bytes: Uint8Array, private at: number, readonly end: number) {}

  next(): number {
    let value = 0;
    let scale = 1;
    while (this.at < this.end) {
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new Error("a column ends too early: the page is damaged");
  }

  turned(): number {
    const value = this.next();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  get position(): number {
    return this.at;
  }
}

function columnsOf(bytes: Uint8Array): Column[] {
  const columns: Column[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = new Column(bytes, at, bytes.length);
    const n = length.next();
    const begin = length.position;
    if (begin + n > bytes.length) throw new Error("a column is cut off: the page is damaged");
    columns.push(new Column(bytes, begin, begin + n));
    at = begin + n;
  }
  return columns;
}

/** A column of which most rows are as the last: how many rows until the next, and how far off. */
class Sparse {
  private next: number;

  constructor(private column: Column) {
    this.next = column.done ? Infinity : column.next();
  }

  at(row: number): number {
    if (row !== this.next) return 0;
    const off = this.column.turned();
    this.next = this.column.done ? Infinity : row + this.column.next();
    return off;
  }
}

function changesOf(bytes: Uint8Array): { changes: Changes; own: Uint8Array } {
  const columns = columnsOf(bytes);
  const [kinds, originals, tellings, touches, weights, jumps, passages] = columns as [
    Column, Column, Column, Column, Column, Column, Column,
  ];
  if (columns.length < 7) throw new Error("the page has too few columns: it is damaged");
  const n = kinds.end - kinds.position; // each kind is one byte
  const rows = () => new Uint32Array(n);
  const own = new Uint8Array(n);
  const changes: Changes = {
    n, kind: new Uint8Array(n), start: [rows(), rows()], end: [rows(), rows()],
    touches: new Uint16Array(n), weight: new Uint16Array(n), passage: rows(),
  };
  const jumping = new Sparse(jumps);
  const passing = new Sparse(passages);
  let original = 0;
  let telling = 0;
  let passage = 0;
  for (let i = 0; i < n; i++) {
    const bits = kinds.next();
    const kind = bits & 7;
    changes.kind[i] = kind;
    own[i] = bits & OWN_TEXT ? 1 : 0;
    let length = 0;
    if (has(kind, 0)) {
      original += jumping.at(i);
      length = originals.next();
    }
    changes.start[0][i] = original;
    original += length;
    changes.end[0][i] = original;
    changes.start[1][i] = telling;
    const kept = kind === SAME || kind === MOVED;
    if (has(kind, 1)) telling += kept ? length + tellings.turned() : tellings.next();
    changes.end[1][i] = telling;
    if (!kept) {
      changes.touches[i] = touches.next();
      changes.weight[i] = weights.next();
    }
    passage += passing.at(i);
    changes.passage[i] = passage;
  }
  return { changes, own };
}

/** The telling, of the original's text and its own. */
function tellingOf(original: string, own: string, changes: Changes, owns: Uint8Array): string {
  const parts: string[] = [];
  let at = 0;
  let run: [number, number] = [0, 0]; // of the original, not yet taken
  for (let i = 0; i < changes.n; i++) {
    if (!has(changes.kind[i]!, 1)) continue;
    const length = changes.end[1][i]! - changes.start[1][i]!;
    if (!owns[i]) {
      const start = changes.start[0][i]!;
      if (start !== run[1]) {
        parts.push(original.slice(run[0], run[1]));
        run = [start, start];
      }
      run[1] = changes.end[0][i]!;
      continue;
    }
    parts.push(original.slice(run[0], run[1]), own.slice(at, at + length));
    run = [run[1], run[1]];
    at += length;
  }
  parts.push(original.slice(run[0], run[1]));
  return parts.join("");
}

export async function read(): Promise<Result> {
  const [head, original, own, columns] = await Promise.all(
    ["head", "original", "telling", "columns"].map(unpack),
  );
  const { changes, own: owns } = changesOf(columns!);
  const first = textOf(original!);
  const heading = JSON.parse(textOf(head!)) as Head;
  const called = shortNames([heading.original.name, heading.telling.name]);
  for (const source of [heading.original, heading.telling]) source.name = called(source.name);
  const result: Result = {
    head: heading,
    texts: [first, tellingOf(first, textOf(own!), changes, owns)],
    changes,
  };
  for (const [side, source] of [result.head.original, result.head.telling].entries())
    if (result.texts[side]!.length !== source.length)
      throw new Error("a text is not as long as it was: the page is damaged");
  return result;
}
