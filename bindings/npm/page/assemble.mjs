// SPDX-License-Identifier: Apache-2.0
// assemble.mjs FOLDER OUTPUT: the page as one file, with its script, its style, the worker and almost.wasm in it.
//
// Its policy names all that may run by its hash: what is here, and the viewer that the answer comes with, whose policy
// the frame has beside this one. Nothing may be connected to.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { build } from "vite";

const [from, output] = process.argv.slice(2);
const here = new URL("./", import.meta.url);
const viewer = new URL("../../../web/built/", import.meta.url);

async function bundle(name) {
  const { output: chunks } = await build({
    configFile: false,
    logLevel: "warn",
    root: here.pathname,
    build: {
      target: "es2022",
      write: false,
      modulePreload: false,
      rollupOptions: { input: new URL(name, here).pathname, output: { format: "iife" } },
    },
  });
  const code = chunks.find((chunk) => chunk.type === "chunk").code;
  if (/<\/script|<!--/i.test(code)) throw new Error(`${name} has what would end it within a page`);
  return code;
}

const hash = (bytes) => `'sha256-${createHash("sha256").update(bytes).digest("base64")}'`;
const read = (url) => readFileSync(url);
const packed = (path) => deflateRawSync(readFileSync(path), { level: 9 }).toString("base64");

const script = await bundle("page.ts");
const worker = await bundle("worker.ts");
const style = readFileSync(new URL("page.css", here), "utf8");
const policy = [
  "default-src 'none'",
  "connect-src 'none'",
  `script-src 'wasm-unsafe-eval' ${hash(script)} ${hash(read(new URL("page.js", viewer)))}`,
  `style-src ${hash(style)} ${hash(read(new URL("page.css", viewer)))}`,
  "img-src data:",
  "worker-src blob:",
  "frame-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const parts = {
  POLICY: policy,
  STYLE: style,
  SCRIPT: script,
  WORKER: worker,
  WASM: packed(`${from}/almost.wasm`),
  LISTS: readdirSync(from).filter((name) => name.endsWith(".lists")).sort().map((name) => name.replace(".lists", ""))
    .map((name) => `<script type="application/octet-stream" id="lists-${name}" data-lists="${name}">${packed(`${from}/${name}.lists`)}</script>`).join("\n"),
};
const page = readFileSync(new URL("index.html", here), "utf8").replace(/\{([A-Z]+)\}/g, (_, name) => parts[name]);
writeFileSync(output, page);
