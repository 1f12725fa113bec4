// SPDX-License-Identifier: Apache-2.0
// Edits: changes side by side, with nothing but white space kept between them, are one to a reader.

import { type Changes, has, MOVED, type Result, SAME } from "./data";
import { isChange } from "./render";

export interface Edits {
  n: number;
  first: Uint32Array;
  last: Uint32Array;
  touches: Uint16Array;
  weight: Uint16Array;
}

/** So much of an edit's text is looked at, and what is begun. */
export const MOST_TEXT = 400;

const NOT_BLANK = /\S/;

/** Whether a piece that is kept shows nothing. */
function isBlank(result: Result, change: number): boolean {
  const { start, end } = result.changes;
  if (end[1][change]! - start[1][change]! > 8) return false;
  return !NOT_BLANK.test(result.texts[1].slice(start[1][change]!, end[1][change]!));
}

export function editsOf(result: Result): Edits {
  const { changes } = result;
  const first: number[] = [];
  const last: number[] = [];
  let open = false; // the last edit may go on
  for (let i = 0; i < changes.n; i++) {
    const kind = changes.kind[i]!;
    if (!isChange(kind)) {
      open &&= (kind === SAME || kind === MOVED) && isBlank(result, i);
      continue;
    }
    if (open) last[last.length - 1] = i;
    else {
      first.push(i);
      last.push(i);
    }
    open = true;
  }
  return weighed(changes, Uint32Array.from(first), Uint32Array.from(last));
}

function weighed(changes: Changes, first: Uint32Array, last: Uint32Array): Edits {
  const n = first.length;
  const edits: Edits = {
    n, first, last, touches: new Uint16Array(n), weight: new Uint16Array(n),
  };
  for (let e = 0; e < n; e++) {
    for (let i = first[e]!; i <= last[e]!; i++) {
      edits.touches[e]! |= changes.touches[i]!;
      edits.weight[e] = Math.max(edits.weight[e]!, changes.weight[i]!);
    }
  }
  return edits;
}

/** What an edit has on a side. */
export function editText(result: Result, edits: Edits, e: number, side: number): string {
  const { changes, texts } = result;
  let text = "";
  for (let i = edits.first[e]!; i <= edits.last[e]! && text.length < MOST_TEXT; i++)
    if (has(changes.kind[i]!, side)) text += texts[side]!.slice(changes.start[side]![i]!, changes.end[side]![i]!);
  return text;
}
