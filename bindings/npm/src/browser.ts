// SPDX-License-Identifier: Apache-2.0
// In a browser the module is fetched from beside this file. Calls take a while: they belong into a worker.

import { Almost } from "./index.js";

export * from "./index.js";

let compiled: Promise<WebAssembly.Module> | undefined;

/** An almost that is ready. The module is fetched and compiled once. */
export async function load(url: string | URL = new URL("./almost.wasm", import.meta.url)): Promise<Almost> {
  compiled ??= fetch(url).then(async (response) => {
    if (!response.ok) throw new Error(`almost.wasm cannot be had: ${response.status} ${response.statusText}`);
    return WebAssembly.compile(await response.arrayBuffer());
  });
  return new Almost(await compiled);
}
