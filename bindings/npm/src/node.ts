// SPDX-License-Identifier: Apache-2.0
// In Node the module lies beside this file.

import { readFile } from "node:fs/promises";
import { Almost } from "./index.js";

export * from "./index.js";

let compiled: Promise<WebAssembly.Module> | undefined;

/** An almost that is ready. The module is compiled once. */
export async function load(): Promise<Almost> {
  compiled ??= readFile(new URL("./almost.wasm", import.meta.url)).then((bytes) => WebAssembly.compile(bytes));
  return new Almost(await compiled);
}
