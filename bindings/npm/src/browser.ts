// SPDX-License-Identifier: Apache-2.0
// In a browser the module and its word lists are fetched from beside this file. Calls take a while: they belong into a worker.

import { Almost } from "./index.js";

export * from "./index.js";

/** Languages with word lists. */
export const LANGUAGES = ["en", "de", "fr", "es", "it", "la"];

async function get(url: URL): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} cannot be had: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

const fetched = new Map<string, Promise<unknown>>();

function once<Made>(url: URL, make: (bytes: ArrayBuffer) => Made | Promise<Made>): Promise<Made> {
  const known = fetched.get(url.href) ?? get(url).then(make);
  fetched.set(url.href, known);
  return known as Promise<Made>;
}

/**
 * An almost that is ready. `languages`: those that texts may be in; a text in another one that has word lists
 * ends its call with an error. All is fetched once.
 */
export async function load(languages: string[] = LANGUAGES, folder: string | URL = new URL("./", import.meta.url)): Promise<Almost> {
  const lists = new Map<string, Uint8Array>();
  const [compiled] = await Promise.all([
    once(new URL("almost.wasm", folder), (bytes) => WebAssembly.compile(bytes)),
    ...languages.map(async (language) =>
      lists.set(language, await once(new URL(`${language}.lists`, folder), (bytes) => new Uint8Array(bytes)))),
  ]);
  return new Almost(compiled, (language) => lists.get(language));
}
