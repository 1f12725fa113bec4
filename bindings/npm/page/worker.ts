// SPDX-License-Identifier: Apache-2.0
// The work: files in, one page for the viewer out. The page ends it by ending the worker.

import { Almost, AlmostError } from "../src/index.js";

export interface Question {
  wasm: Uint8Array<ArrayBuffer>;
  lists: Record<string, Uint8Array>;
  call: "compare" | "check" | "collate";
  files: File[];
}

export type Answer =
  | { stage: string; share: number }
  | { page: Uint8Array<ArrayBuffer> }
  | { trouble: string };

const say = (answer: Answer, transfer: Transferable[] = []): void =>
  (self as unknown as Worker).postMessage(answer, transfer);

const OFTEN = 50; // milliseconds between what is told

let almost: Almost | undefined;

async function answer({ wasm, lists, call, files }: Question): Promise<void> {
  say({ stage: "reading", share: 0 });
  almost ??= new Almost(await WebAssembly.compile(wasm), (language) => lists[language]);
  const texts = await Promise.all(
    files.map(async (file) => ({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
  );
  let told = 0;
  const progress = (stage: string, share: number): void => {
    const now = performance.now();
    if (now - told < OFTEN) return;
    told = now;
    say({ stage, share });
  };
  const page = almost.write(call, texts, { form: "html", progress });
  say({ page }, [page.buffer]);
}

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  answer(data).catch((error: unknown) => {
    const known = error instanceof AlmostError;
    if (!known) almost = undefined; // a module that was interrupted is not used again
    say({ trouble: known ? error.message : `this text is more than the page can work on (${String(error)})` });
  });
});
