// SPDX-License-Identifier: Apache-2.0
// One script and one style, under fixed names: tools/web.py compiles them into the library.
import { defineConfig } from "vite";

export default defineConfig({
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir: "built",
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "iife", entryFileNames: "page.js", assetFileNames: "page.css" },
    },
  },
});
