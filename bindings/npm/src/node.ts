// SPDX-License-Identifier: Apache-2.0
// In Node the module and its word lists lie beside this file.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Almost } from "./index.js";

export * from "./index.js";

let compiled: Promise<WebAssembly.Module> | undefined;

const lists = (language: string): Uint8Array => readFileSync(new URL(`./${language}.lists`, import.meta.url));

/** An almost that is ready. The module is compiled once. */
export async function load(): Promise<Almost> {
  compiled ??= readFile(new URL("./almost.wasm", import.meta.url)).then((bytes) => WebAssembly.compile(bytes));
  return new Almost(await compiled, lists);
}
