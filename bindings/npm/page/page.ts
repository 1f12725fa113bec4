// SPDX-License-Identifier: Apache-2.0
// Files are dropped or chosen, a worker compares them, the viewer shows the answer.

import type { Answer, Question } from "./worker.js";

const MOST_BYTES = 1 << 28; // of all files: a worker has no more than four gigabytes for them

function get<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** What is packed in the page: deflated, in base64. */
async function unpack(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const binary = atob(get(id).textContent ?? "");
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const wasm = unpack("almost-wasm");
const lists = Promise.all(
  [...document.querySelectorAll<HTMLElement>("[data-lists]")].map(async (element) => [element.dataset["lists"]!, await unpack(element.id)] as const),
).then((all) => Object.fromEntries(all));
const script = URL.createObjectURL(new Blob([get("almost-worker").textContent ?? ""], { type: "text/javascript" }));
const files: File[] = [];
let worker: Worker | undefined;
let shown: string | undefined;

function complain(what: string): void {
  get("trouble").textContent = what;
}

/* --- The list of files ------------------------------------------------------ */

const ROLES: Record<Question["call"], (i: number) => string> = {
  compare: (i) => ["what happened", "what was told"][i] ?? "left out",
  check: (i) => (i === 0 ? "the account" : "a source"),
  collate: () => "a witness",
};

function call(): Question["call"] {
  return get<HTMLSelectElement>("call").value as Question["call"];
}

function control(label: string, title: string, does: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-label", title);
  button.addEventListener("click", does);
  return button;
}

function draw(): void {
  const rows = files.map((file, i) => {
    const row = document.createElement("li");
    row.append(`${file.name} (${ROLES[call()](i)})`);
    if (i > 0) row.append(control("↑", `Move ${file.name} up`, () => change(() => files.splice(i - 1, 0, ...files.splice(i, 1)))));
    row.append(control("×", `Leave out ${file.name}`, () => change(() => files.splice(i, 1))));
    return row;
  });
  get("list").replaceChildren(...rows);
  get("ask").hidden = files.length < 2;
  const names = { compare: "Compare", check: "Check", collate: "Collate" };
  get("go").textContent = names[call()];
}

function change(how: () => void): void {
  how();
  complain("");
  draw();
}

function add(more: Iterable<File>): void {
  change(() => {
    files.push(...more);
    if (files.length > 2 && call() === "compare") get<HTMLSelectElement>("call").value = "collate";
  });
  if (files.length === 1) complain("One more file is needed to compare it with.");
}

/* --- Work -------------------------------------------------------------------- */

function rest(): void {
  get("work").hidden = true;
  get("ask").hidden = files.length < 2;
}

function stop(): void {
  worker?.terminate();
  worker = undefined;
  rest();
}

function show(page: Uint8Array<ArrayBuffer>): void {
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(new Blob([page], { type: "text/html;charset=utf-8" }));
  get<HTMLIFrameElement>("answer").src = shown;
  get("what").textContent = files.map((file) => file.name).join(", ");
  get("start").hidden = true;
  get("shown").hidden = false;
}

function hear(answer: Answer): void {
  if ("stage" in answer) {
    get("stage").textContent = answer.stage;
    get<HTMLProgressElement>("bar").value = answer.share;
    return;
  }
  rest();
  if ("trouble" in answer) complain(answer.trouble);
  else show(answer.page);
}

async function ask(): Promise<void> {
  const chosen = call() === "compare" ? files.slice(0, 2) : files;
  if (chosen.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES) {
    complain(`These files are more than ${MOST_BYTES >> 20} MiB, which is more than a page can work on; the command can.`);
    return;
  }
  complain("");
  get("ask").hidden = true;
  get("work").hidden = false;
  get<HTMLProgressElement>("bar").removeAttribute("value");
  get("stage").textContent = "reading";
  const question: Question = { wasm: await wasm, lists: await lists, call: call(), files: chosen };
  if (get("work").hidden) return; // cancelled meanwhile
  if (!worker) {
    worker = new Worker(script);
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => hear(data));
    worker.addEventListener("error", (event) => {
      stop();
      complain(event.message || "the worker of this page cannot run");
    });
  }
  worker.postMessage(question);
}

/* --- What is clicked and dropped ---------------------------------------------- */

function save(): void {
  const link = document.createElement("a");
  link.href = shown ?? "";
  link.download = "almost.html";
  link.click();
}

get("call").addEventListener("change", draw);
get("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask().catch((error: unknown) => {
    rest();
    complain(String(error));
  });
});
get("cancel").addEventListener("click", stop);
get("save").addEventListener("click", save);
get("again").addEventListener("click", () => {
  get("shown").hidden = true;
  get("start").hidden = false;
  get<HTMLIFrameElement>("answer").src = "about:blank";
  get("files").focus();
});
get<HTMLInputElement>("files").addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  add(input.files ?? []);
  input.value = "";
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  get("drop").classList.add("over");
});
addEventListener("dragleave", () => get("drop").classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  get("drop").classList.remove("over");
  if (get("start").hidden) return;
  add(event.dataTransfer?.files ?? []);
});
draw();
document.documentElement.dataset["ready"] = "true";
