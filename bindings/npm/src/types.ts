// SPDX-License-Identifier: Apache-2.0
// What is given: texts, and how to read, compare, check, collate and apply. Names are those of the command's options.

import type { Progress } from "./module.js";

/** A text with its name, whose ending may tell its format: chapter.docx. */
export interface Text {
  name: string;
  /** A string is taken as UTF-8. */
  content: string | Uint8Array;
}

/** How a text is read. */
export interface Reading {
  encoding?: string;
  format?: string;
  witness?: string;
  revisions?: "accepted" | "original";
  mainOnly?: boolean;
  asWritten?: boolean;
  repair?: boolean;
  /** What a witness is called; its name else. */
  siglum?: string;
  maxDepth?: number;
  maxMembers?: number;
  maxRatio?: number;
}

export type Given = string | Uint8Array | (Text & Reading);

export type Units = "codepoints" | "bytes" | "utf16";

export interface Common {
  /** Called now and then, on this thread; true cancels the call. */
  progress?: Progress;
  /** Longest text, in bytes. */
  maxBytes?: number;
  /** Seconds that one step may take. */
  timeout?: number;
}

export type Ignorable =
  | "layout" | "typography" | "case" | "punctuation" | "accents" | "spelling" | "hyphenation" | "numbers";

export type Touch =
  | "negation" | "number" | "name" | "modal" | "speaker" | "unit" | "quantity" | "opposite" | "condition" | "hedge"
  | "role" | "wording" | "spelling" | "punctuation" | "case" | "spacing";

export interface CompareOptions extends Common {
  /** All that is not reported; by default layout and typography. */
  ignore?: Ignorable[];
  exact?: boolean;
  minimal?: boolean;
  words?: "unicode" | "space";
  by?: "chapter";
  minBits?: number;
  expect?: number;
  language?: string;
  units?: Units;
  /** With the text of what is the same, so that it can be applied. */
  full?: boolean;
  failOn?: (Touch | string)[];
  allow?: (Touch | string)[];
  /** Of write(): json, html, patch, inline, side, brief, stat, markdown, tei, docx, odt, … */
  form?: string;
  width?: number;
  /** Of tracked changes. */
  author?: string;
  /** Of tracked changes, in seconds since 1970. */
  date?: number;
}

export interface CheckOptions extends Common {
  language?: string;
  /** What is reported without marks is checked, too. */
  indirect?: boolean;
  units?: Units;
  full?: boolean;
  form?: string;
}

export interface CollateOptions extends Common {
  by?: "chapter";
  expand?: boolean;
  byWitness?: boolean;
  significant?: boolean;
  base?: string;
  positive?: boolean;
  invariant?: boolean;
  form?: string;
  width?: number;
}

export interface ApplyOptions extends Common {
  reverse?: boolean;
  fuzzy?: boolean;
  only?: number[];
  except?: number[];
  touching?: Touch[];
}
