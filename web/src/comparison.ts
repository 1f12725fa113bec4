// SPDX-License-Identifier: Apache-2.0
// The page of a comparison: unpacks its data, and puts the tools, the overview and the list around
// the texts.

import { read } from "./data";
import { button, make } from "./dom";
import { helpDialog, setKeys } from "./keys";
import { List, type Picked, PRINTED } from "./list";
import { Live } from "./live";
import { Overview } from "./overview";
import { modelOf, Reader } from "./reader";
import type { View } from "./render";
import { choice, drawer, finish, leave, readingEdge, searchField, themeButton } from "./tools";

const VIEWS: [View, string][] = [["side", "Side by side"], ["inline", "Inline"], ["holes", "Holes"]];
const MARKS = [["all", "All marks"], ["words", "Words only"], ["meaning", "Meaning only"]];

const page = document.getElementById("page") as HTMLElement;
const root = document.documentElement;

function selectMarks(): HTMLElement {
  const select = make("select", { "aria-label": "Which marks are shown" },
    ...MARKS.map(([value, name]) => make("option", { value: value! }, name!)));
  select.addEventListener("change", () => (root.dataset["marks"] = select.value));
  return select;
}

function start(reader: Reader): void {
  const spoken = make("p", { class: "live", role: "status" });
  const say = (text: string) => (spoken.textContent = text);
  const tools = make("div", { id: "tools", role: "toolbar", "aria-label": "Tools" });
  const go = (hash: string) => {
    const found = /^#([cpo])(\d+)$/.exec(hash);
    if (!found) return;
    const number = Number(found[2]);
    if (found[1] === "c" && number >= 1 && number <= reader.model.result.changes.n) {
      reader.goChange(number - 1);
      list.note(number - 1);
    } else if (found[1] !== "c") reader.goPassage(number, found[1] === "o");
  };
  const pick = (picked: Picked) => {
    if (picked.hit) reader.goPlace(picked.hit.side, picked.hit.at);
    else if (picked.change !== undefined) {
      const hash = `#c${picked.change + 1}`;
      if (location.hash !== hash) history.pushState(null, "", hash);
      reader.goChange(picked.change);
    }
    say(picked.says);
    if (innerWidth < 700) shelf.open(false);
  };
  const list = new List(reader.model, pick, () => shelf.open(false));
  const overview = new Overview(reader.model, (side, at) => reader.goPlace(side, at));
  const shelf = drawer(list.element, "Changes");
  const fold = () => {
    reader.keep(() => {
      document.body.classList.toggle("wide");
      reader.lay();
    });
    overview.draw();
  };
  const foldButton = button("⇥", "Fold the list away, or show it", fold);
  foldButton.className = "fold-list";
  const find = (query: string) => {
    reader.find(query);
    list.search(query);
    say(list.title);
  };
  const search = searchField("Search both texts", find);
  const help = helpDialog("comparison", root.dataset["version"] !== undefined);
  const views = choice("View", VIEWS, (view) => reader.show(view as View));
  if (reader.view !== VIEWS[0]![0]) views.show(reader.view);
  const { version } = root.dataset;
  const live = version === undefined ? null : new Live(version, reader, list, (view) => views.show(view), say);
  tools.append(
    views.element,
    button("↑", "Previous change (k)", () => list.step(-1)),
    button("↓", "Next change (j)", () => list.step(1)),
    shelf.element, search, selectMarks(), themeButton(() => overview.draw()), foldButton,
    button("?", "Help (?)", () => help.showModal()),
  );
  reader.onSight = (seen) => overview.show(seen);
  reader.onPick = (change) => list.note(change);
  page.replaceChildren(tools, reader.element);
  page.before(make("a", { class: "skip", href: "#rows" }, "To the texts"), list.element, overview.element);
  if (live) {
    tools.append(live.element);
    page.append(live.save.element);
  }
  page.append(spoken, help, make("p", { class: "print-note" },
    `The texts are too long to print. Of the changes that are listed, the first ${PRINTED.toLocaleString("en")} stand here.`));
  reader.lay();
  list.redraw();
  setKeys({
    j: () => list.step(1), k: () => list.step(-1), "/": () => search.focus(), "?": () => help.showModal(),
    "1": () => views.show("side"), "2": () => views.show("inline"), "3": () => views.show("holes"),
    ...live?.keys,
    Escape: () => leave(search, find, shelf.open),
    Enter: () => {
      if (document.activeElement === search && search.value !== "") list.step(1);
    },
  });
  addEventListener("hashchange", () => go(location.hash));
  addEventListener("popstate", () => go(location.hash));
  document.body.classList.toggle("long", !reader.isPrintable);
  finish(page);
  go(location.hash);
  live?.begin();
}

export async function showComparison(): Promise<void> {
  const result = await read();
  const model = modelOf(result);
  start(new Reader(model, readingEdge));
}
