// SPDX-License-Identifier: Apache-2.0
// Is that what happened? The calls of the package; answers are the same JSON as the command's, to the byte.

import { Module, type Lists, type Progress } from "./module.js";
import type { ApplyOptions, CheckOptions, CollateOptions, CompareOptions, Common, Given, Reading, Text } from "./types.js";
import type { Collation, Comparison, Quotations } from "./results.js";

export type * from "./types.js";
export type * from "./results.js";
export type { Lists, Progress } from "./module.js";

/** What went wrong, as the command says it: `file: message`. */
export class AlmostError extends Error {
  override readonly name = "AlmostError";

  constructor(
    /** such as "limit exceeded" */ readonly status: string,
    /** the name of the text, or "" */ readonly file: string,
    message: string,
    /** where in the source, from 1 on; 0: it means nothing */ readonly line: number,
    readonly column: number,
    /** byte of the source */ readonly byte: number,
  ) {
    super(file ? `${file}: ${message}` : message);
  }
}

type Call = "compare" | "check" | "collate" | "apply";

const encoder = new TextEncoder();

function named(text: Given, otherwise: string): Text & Reading {
  if (typeof text === "string" || text instanceof Uint8Array) return { name: otherwise, content: text };
  return text;
}

/** By its file, as the command calls a witness: texts/B.txt is B. */
function withSiglum(text: Text & Reading): Text & Reading {
  const file = text.name.slice(text.name.lastIndexOf("/") + 1);
  const end = file.lastIndexOf(".");
  return { siglum: end > 0 ? file.slice(0, end) : file, ...text };
}

/** An almost: a module that is compiled and waits for calls, which are worked on one at a time. */
export class Almost {
  private readonly compiled: WebAssembly.Module;
  private module: Module;

  /** Of almost.wasm, compiled or as its bytes, and the word lists that lie beside it. `load()` finds both. */
  constructor(wasm: WebAssembly.Module | BufferSource, private readonly lists: Lists) {
    this.compiled = wasm instanceof WebAssembly.Module ? wasm : new WebAssembly.Module(wasm);
    this.module = new Module(this.compiled, lists);
  }

  get version(): string {
    return this.module.version();
  }

  private ask(call: Call, texts: (Text & Reading)[], options: Common): Uint8Array<ArrayBuffer> {
    const { progress, ...rest } = options as Common & { progress?: Progress };
    const pointers: number[] = [];
    const { module } = this;
    try {
      const listed = texts.map(({ content, ...text }) => {
        const bytes = typeof content === "string" ? encoder.encode(content) : content;
        const at = module.put(bytes);
        pointers.push(at);
        return { ...text, at, length: bytes.length };
      });
      const { done, answer } = this.called(module, { call, texts: listed, options: rest }, progress);
      if (done) return answer;
      const error = JSON.parse(new TextDecoder().decode(answer));
      throw new AlmostError(error.status, error.file, error.message, error.line ?? 0, error.column ?? 0, error.byte ?? 0);
    } finally {
      if (module === this.module) for (const at of pointers) module.release(at);
    }
  }

  /** A call that throws in the midst leaves an instance behind that nobody should ask again. */
  private called(module: Module, request: object, progress: Progress | undefined): ReturnType<Module["call"]> {
    try {
      return module.call(request, progress);
    } catch (error) {
      this.module = new Module(this.compiled, this.lists);
      throw error;
    }
  }

  /** What a call answers, as bytes, in any form: "html" is one page for a browser, "docx" a redline. */
  write(call: "compare" | "check" | "collate", texts: Given[], options: CompareOptions & CheckOptions & CollateOptions = {}): Uint8Array<ArrayBuffer> {
    const otherwise = call === "compare" ? ["original", "telling"] : [];
    const listed = texts.map((text, i) => named(text, otherwise[i] ?? `text ${i + 1}`));
    return this.ask(call, call === "collate" ? listed.map(withSiglum) : listed, options);
  }

  private json<Result>(call: "compare" | "check" | "collate", texts: Given[], options: object): Result {
    return JSON.parse(new TextDecoder().decode(this.write(call, texts, { ...options, form: "json" }))) as Result;
  }

  /** What happened, then what was told: almost.comparison/1. */
  compare(original: Given, telling: Given, options: CompareOptions = {}): Comparison {
    return this.json("compare", [original, telling], options);
  }

  /** Every quotation of an account, held against sources: almost.quotations/1. */
  check(account: Given, sources: Given[], options: CheckOptions = {}): Quotations {
    return this.json("check", [account, ...sources], options);
  }

  /** Any number of witnesses in one table, as CollateX writes it. */
  collate(witnesses: Given[], options: CollateOptions = {}): Collation {
    return this.json("collate", witnesses, options);
  }

  /** The other text, of a comparison that has `full` or a patch: in the bytes of its encoding. */
  apply(comparison: Comparison | string | Uint8Array, text: Given, options: ApplyOptions = {}): Uint8Array<ArrayBuffer> {
    const content = typeof comparison === "string" || comparison instanceof Uint8Array ? comparison : JSON.stringify(comparison);
    return this.ask("apply", [{ name: "comparison", format: "text", encoding: "UTF-8", content }, named(text, "text")], options);
  }
}
