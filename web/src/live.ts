// SPDX-License-Identifier: Apache-2.0
// A page that is served: it follows the files, remembers what is decided, and has the outcome saved.

import { ACCEPTED, Decisions, OPEN, REJECTED, SAYS } from "./decisions";
import { button, counted, make } from "./dom";
import type { List } from "./list";
import type { Place, Reader } from "./reader";
import { type SaveDialog, saveDialog } from "./save";

interface Kept {
  place: Place | null;
  view: string;
  theme: string;
  decided: ReturnType<Decisions["keep"]>;
}

const KEPT = "almost";
/** So often in turn the server may not answer, a second apart. */
const MOST_FAILED = 3;

export class Live {
  readonly element = make("div", { class: "decide", role: "group", "aria-label": "Decide" });
  readonly keys: Record<string, () => void>;
  private decisions: Decisions;
  private count = make("span", { class: "count" });
  private trouble = make("p", { class: "trouble", role: "alert", hidden: "" });
  readonly save: SaveDialog;
  private renewed = false; // a newer page was asked for

  constructor(
    private version: string, private reader: Reader, private list: List, private views: (view: string) => void,
    private say: (text: string) => void,
  ) {
    this.decisions = new Decisions(reader.model.result, list.edits);
    reader.model.decided = this.decisions.of;
    this.save = saveDialog(version, reader.model.result.head, this.decisions);
    this.keys = {
      a: () => this.decide(ACCEPTED), r: () => this.decide(REJECTED), u: () => this.decide(OPEN), s: () => this.save.open(),
    };
    this.element.append(
      button("✓ Accept", "Accept the change (a)", this.keys["a"]!),
      button("✗ Reject", "Reject the change (r)", this.keys["r"]!),
      button("Undo", "Decide nothing of the change (u)", this.keys["u"]!),
      this.count,
      button("Save…", "Save what is accepted (s)", this.keys["s"]!),
      this.trouble,
    );
    reader.element.addEventListener("click", (event) => this.clickPassage(event));
    this.show();
  }

  private show(): void {
    const [open, accepted, rejected] = this.decisions.counts;
    this.count.textContent = `${accepted} accepted, ${rejected} rejected, ${open} open`;
  }

  /** Of the change that is picked, and then on to the next that is open. */
  private decide(decision: number): void {
    const e = this.list.picked;
    if (e < 0) {
      this.list.step(1);
      return;
    }
    this.decisions.decide(e, decision);
    for (let i = this.list.edits.first[e]!; i <= this.list.edits.last[e]!; i++) this.reader.redraw(i);
    this.show();
    this.list.redraw();
    if (decision === OPEN) this.say("open again");
    else if (!this.list.stepTo((other) => this.decisions.ofEdit(other) === OPEN)) this.say(`${SAYS[decision]}; nothing in the list is open`);
  }

  private clickPassage(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-passage]");
    if (!target) return;
    const passage = Number(target.dataset["passage"]);
    const decision = Number(target.dataset["decision"]);
    this.decisions.decidePassage(passage, this.decisions.ofPassage(passage) === decision ? OPEN : decision);
    this.reader.keep(() => this.reader.lay());
    this.reader.element.querySelector<HTMLElement>(`[data-passage="${passage}"][data-decision="${decision}"]`)?.focus({ preventScroll: true });
    this.show();
  }

  /** What was there before the page was loaded anew, and whatever comes from the server. */
  begin(): void {
    const text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (text) this.restore(JSON.parse(text) as Kept);
    const events = new EventSource("events");
    events.addEventListener("version", (event) => this.renew((event as MessageEvent<string>).data));
    events.addEventListener("trouble", (event) => this.tell(`The files as they are now cannot be shown: ${(event as MessageEvent<string>).data}`));
    const end = () => {
      events.close();
      this.tell("almost has ended: what you see stays, and nothing can be saved any more.");
    };
    let failed = 0;
    events.addEventListener("open", () => (failed = 0));
    events.addEventListener("error", () => ++failed === MOST_FAILED && end());
    events.addEventListener("end", end);
    addEventListener("pagehide", () => events.close());
  }

  private restore(kept: Kept): void {
    const lost = this.decisions.restore(kept.decided);
    if (kept.theme) document.documentElement.dataset["theme"] = kept.theme;
    this.views(kept.view);
    this.reader.lay();
    this.list.redraw();
    this.show();
    if (kept.place) this.reader.back(kept.place);
    this.say(lost > 0 ? `The files have changed. ${counted(lost, "decision")} of what is no longer there.` : "The files have changed.");
    if (lost > 0) this.tell(`${counted(lost, "decision was", "decisions were")} about what is no longer there.`);
  }

  private tell(text: string): void {
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }

  private renew(version: string): void {
    if (version === this.version || this.renewed) return;
    this.renewed = true;
    const kept: Kept = {
      place: scrollY < 40 ? null : this.reader.place(),
      view: this.reader.view,
      theme: document.documentElement.dataset["theme"] ?? "",
      decided: this.decisions.keep(),
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // what is too much to keep is lost, as it would be in a window that is closed
    }
    history.replaceState(null, "", location.pathname);
    location.reload();
  }
}
