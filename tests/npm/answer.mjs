// SPDX-License-Identifier: Apache-2.0
// answer.mjs PACKAGE JOBS: what the package answers, each into its file; for golden.py.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [folder, jobs] = process.argv.slice(2);
const { load, AlmostError } = await import(pathToFileURL(resolve(folder, "node.js")).href);
const almost = await load();

for (const { call, texts, options, answer } of JSON.parse(readFileSync(jobs, "utf8"))) {
  const given = texts.map(({ name, path }) => ({ name, content: readFileSync(path) }));
  try {
    const bytes = call === "apply"
      ? almost.apply(given[0].content, given[1], options)
      : almost.write(call, given, { ...options, form: "json" });
    writeFileSync(answer, bytes);
  } catch (error) {
    if (!(error instanceof AlmostError)) throw error;
    writeFileSync(answer, `trouble: almost: ${error.message}\n`);
  }
}
