// SPDX-License-Identifier: Apache-2.0
// Marks what a search asks for in the rows that are drawn, without touching them.

interface Registry {
  set(name: string, highlight: unknown): void;
  delete(name: string): void;
}

interface Highlights {
  highlights?: Registry;
}

declare const Highlight: (new (...ranges: Range[]) => unknown) | undefined;

export function markFound(query: string, within: HTMLElement): void {
  const registry = (CSS as unknown as Highlights).highlights;
  if (!registry || typeof Highlight === "undefined") return;
  registry.delete("found");
  if (query.trim() === "") return;
  const wanted = query.toLowerCase();
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
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return;
  let k = 0;
  const place = (at: number): [Text, number] => {
    while (k + 1 < nodes.length && nodes[k + 1]![1] <= at) k++;
    return [nodes[k]![0], at - nodes[k]![1]];
  };
  for (let i = lower.indexOf(wanted); i >= 0; i = lower.indexOf(wanted, i + wanted.length)) {
    const range = document.createRange();
    range.setStart(...place(i));
    const [node, off] = place(i + wanted.length - 1);
    range.setEnd(node, off + 1);
    ranges.push(range);
  }
}
