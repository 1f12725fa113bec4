// SPDX-License-Identifier: Apache-2.0
// What a search finds, and marks of it in the rows that are drawn, without touching them.

interface Registry {
  set(name: string, highlight: unknown): void;
  delete(name: string): void;
}

interface Highlights {
  highlights?: Registry;
}

declare const Highlight: (new (...ranges: Range[]) => unknown) | undefined;

/**
 * A text in which capitals are small, of the same length: İ is the one letter that becomes two, and
 * which of σ and ς a Σ is depends on what stands beside it.
 */
export function folded(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");
}

/** Where a text has what is asked for; `wanted` is folded. */
export function* placesOf(text: string, wanted: string): Generator<number> {
  const within = folded(text);
  for (let i = within.indexOf(wanted); i >= 0; i = within.indexOf(wanted, i + wanted.length)) yield i;
}

export function markFound(query: string, within: HTMLElement): void {
  const registry = (CSS as unknown as Highlights).highlights;
  if (!registry || typeof Highlight === "undefined") return;
  registry.delete("found");
  if (query.trim() === "") return;
  const wanted = folded(query);
  const ranges: Range[] = [];
  for (const cell of within.querySelectorAll("p.a, p.b")) rangesOf(cell, wanted, ranges);
  registry.set("found", new Highlight(...ranges));
}

function rangesOf(cell: Element, wanted: string, ranges: Range[]): void {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const nodes: [Text, number][] = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    nodes.push([node, text.length]);
    text += node.data;
  }
  let k = 0;
  const place = (at: number): [Text, number] => {
    while (k + 1 < nodes.length && nodes[k + 1]![1] <= at) k++;
    return [nodes[k]![0], at - nodes[k]![1]];
  };
  for (const i of placesOf(text, wanted)) {
    const range = document.createRange();
    range.setStart(...place(i));
    const [node, off] = place(i + wanted.length - 1);
    range.setEnd(node, off + 1);
    ranges.push(range);
  }
}
