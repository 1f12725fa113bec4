// SPDX-License-Identifier: Apache-2.0
// What is answered, as doc/comparison.schema.json has it and the manual says; it only grows.

import type { Touch } from "./types.js";

export interface Span {
  start: number;
  end: number;
}

export interface Source {
  name: string;
  length: number;
  words: number;
  [more: string]: unknown;
}

export interface Verdict {
  answer: "yes" | "almost" | "partly" | "no";
  kept: number;
  told: number;
  order: number;
  ending: { same: boolean; original: number; telling: number };
  [more: string]: unknown;
}

export interface Passage {
  id: number;
  kind: "same" | "altered" | "reworded" | "summary";
  moved: boolean;
  original: Span;
  telling: Span;
  likeness: number;
  bits: number;
  expected: number;
  [more: string]: unknown;
}

export interface Change {
  id: number;
  passage?: number | null;
  kind: "same" | "different" | "added" | "missing" | "moved";
  original: Span | null;
  telling: Span | null;
  text?: { original: string | null; telling: string | null };
  touches?: Touch[];
  weight?: number;
  group?: number;
  [more: string]: unknown;
}

/** almost.comparison/1 */
export interface Comparison {
  format: "almost.comparison/1";
  program: string;
  original: Source;
  telling: Source;
  verdict: Verdict;
  sentence: string;
  passages: Passage[];
  changes: Change[];
  [more: string]: unknown;
}

export interface Quotation {
  id: number;
  span: Span;
  text: string;
  kind: "speech" | "mention" | "block" | "thought";
  status: "verbatim" | "typographic" | "altered" | "spliced" | "misattributed" | "not found" | "not checked";
  sources: { as: "source" | "occurs in" | "possible"; name: string; span: Span; [more: string]: unknown }[];
  [more: string]: unknown;
}

/** almost.quotations/1 */
export interface Quotations {
  format: "almost.quotations/1";
  quotations: Quotation[];
  [more: string]: unknown;
}

/** A table as CollateX has it: of each row, of each witness, its tokens. */
export interface Collation {
  witnesses: string[];
  table: { t: string; n?: string; [more: string]: unknown }[][][];
  [more: string]: unknown;
}
