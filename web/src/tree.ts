// SPDX-License-Identifier: Apache-2.0
// A tree in Newick's form as a drawing: leaves below each other, branches as long as they say.

interface Branch {
  name: string;
  length: number;
  children: Branch[];
  support: number; // NaN: not known
}

const ROW = 26;
const WIDTH = 420;
const DEEPEST = 2000; // what nests deeper is no tree that one could look at

/** The tree, without recursion: a comb of hundreds is deep. */
function parse(text: string): Branch {
  const fresh = (): Branch => ({ name: "", length: 0, children: [], support: NaN });
  const root = fresh();
  const path = [root];
  const tokens = text.matchAll(/'(?:[^']|'')*'|[(),:;]|[^\s(),:;']+/g);
  let length = false;
  for (const [token] of tokens) {
    const at = path[path.length - 1]!;
    if (token === "(" && path.length < DEEPEST) {
      at.children.push(fresh());
      path.push(at.children[0]!);
    } else if (token === "," && path.length > 1) {
      path.pop();
      const next = fresh();
      path[path.length - 1]!.children.push(next);
      path.push(next);
    } else if (token === ")" && path.length > 1) path.pop();
    else if (token === ":") {
      length = true;
      continue;
    } else if (length) at.length = Math.max(0, Number(token) || 0);
    else if (!"();,".includes(token)) {
      if (at.children.length > 0) at.support = Number(token);
      else at.name = token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token;
    }
    length = false;
  }
  return root;
}

function svg(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

interface Placed {
  branch: Branch;
  x: number;
  y: number;
  parent: number;
}

/** All branches with where they end, parents first. */
function place(root: Branch): { placed: Placed[]; leaves: number; deepest: number } {
  const placed: Placed[] = [{ branch: root, x: 0, y: 0, parent: -1 }];
  let [leaves, deepest] = [0, 0];
  const stack = [0];
  while (stack.length > 0) {
    const at = stack.pop()!;
    const { branch, x } = placed[at]!;
    deepest = Math.max(deepest, x);
    if (branch.children.length === 0) placed[at]!.y = (leaves++ + 0.5) * ROW;
    for (const child of [...branch.children].reverse()) {
      placed.push({ branch: child, x: x + child.length, y: 0, parent: at });
      stack.push(placed.length - 1);
    }
  }
  const sums = placed.map(() => [Infinity, -Infinity]);
  for (let i = placed.length - 1; i >= 0; i--) {
    const one = placed[i]!;
    if (one.branch.children.length > 0) one.y = (sums[i]![0]! + sums[i]![1]!) / 2;
    if (one.parent >= 0) sums[one.parent] = [Math.min(sums[one.parent]![0]!, one.y), Math.max(sums[one.parent]![1]!, one.y)];
  }
  return { placed, leaves, deepest };
}

export function drawTree(newick: string): HTMLElement {
  const { placed, leaves, deepest } = place(parse(newick));
  const scale = WIDTH / (deepest || 1);
  const names = placed.filter(({ branch }) => branch.children.length === 0).map(({ branch }) => branch.name);
  const longest = Math.max(4, ...names.map((name) => name.length));
  const picture = svg("svg", {
    width: WIDTH + 30 + longest * 9, height: leaves * ROW, role: "img",
    "aria-label": `tree of likeness of ${names.length} witnesses: ${newick.slice(0, 2000)}`,
  });
  for (const { x, y, parent } of placed) {
    const above = placed[parent];
    if (above) picture.append(svg("path", { d: `M${above.x * scale + 4},${above.y}V${y}H${x * scale + 4}` }));
  }
  for (const { branch, x, y } of placed) { // above all lines, whichever way those run
    if (branch.children.length === 0) picture.append(svg("text", { x: x * scale + 10, y: y + 5 }, branch.name));
    else if (branch.support > 0) picture.append(svg("text", { x: x * scale + 8, y: y + 4, class: "support" }, branch.support.toFixed(2)));
  }
  const frame = document.createElement("div");
  frame.className = "scrolls tree";
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "Tree of likeness");
  frame.append(picture);
  return frame;
}
