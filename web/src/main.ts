// SPDX-License-Identifier: Apache-2.0
// What the page is of decides what is drawn.

import "./page.css";
import { showCollation } from "./collation";
import { showComparison } from "./comparison";
import { make } from "./dom";
import { showMerge } from "./merge";
import { showQuotations } from "./quotations";
import { showReuse } from "./reuse";
import { showWatch } from "./watching";

const KINDS: Record<string, () => Promise<void>> = {
  comparison: showComparison, quotations: showQuotations, collation: showCollation,
  watch: showWatch, reuse: showReuse, merge: showMerge,
};

function fail(error: unknown): void {
  const page = document.getElementById("page")!;
  const says = error instanceof Error ? error.message : String(error);
  page.prepend(make("p", { class: "trouble", role: "alert" }, `The texts cannot be shown: ${says}`));
  document.getElementById("wait")?.remove();
  page.removeAttribute("aria-busy");
}

KINDS[document.documentElement.dataset["page"] ?? ""]?.().catch(fail);
