// SPDX-License-Identifier: Apache-2.0
// almost lsp and the client that editors are made with: node editor.mjs PROGRAM FOLDER, in a folder that has
// vscode-languageserver-protocol; FOLDER has law.txt.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "client.js"));
const lsp = require("vscode-languageserver-protocol/node");

const [program, folder] = process.argv.slice(2);
const uri = "file:///draft.md";
const words = "“The council shall meet three times a year in Geneva.”";
let text = `# 🚢 Draft\n\n🚢 It says ${words} So.\n`;

const server = spawn(program, ["lsp", "--against", "law.txt"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
const connection = lsp.createProtocolConnection(
    new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
const marks = new Map();
let told = () => {};
connection.onNotification(lsp.PublishDiagnosticsNotification.type, params => {
    marks.set(params.version, params.diagnostics);
    told();
});
connection.listen();

async function marked(version) {
    while (!marks.has(version))
        await new Promise(resolve => { told = resolve; });
    return marks.get(version);
}

function offset(place) {
    return text.split("\n").slice(0, place.line).reduce((sum, line) => sum + line.length + 1, 0) + place.character;
}

function put(edits) {
    for (const edit of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start)))
        text = text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end));
}

const answer = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: null, workspaceFolders: null,
    capabilities: { general: { positionEncodings: ["utf-16"] },
                    textDocument: { hover: { contentFormat: ["markdown", "plaintext"] } },
                    workspace: { workspaceEdit: { documentChanges: true } } },
});
assert.equal(answer.capabilities.positionEncoding, "utf-16");
assert.equal(answer.capabilities.textDocumentSync.change, lsp.TextDocumentSyncKind.Incremental);
await connection.sendNotification(lsp.InitializedNotification.type, {});

// opened: the quotation is marked, from its first letter to its last
await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type,
    { textDocument: { uri, languageId: "markdown", version: 1, text } });
const [mark] = await marked(1);
assert.equal(mark.code, "altered");
assert.equal(mark.severity, lsp.DiagnosticSeverity.Error);
assert.equal(text.slice(offset(mark.range.start), offset(mark.range.end)), words.slice(1, -1));

// letter by letter: what was typed is followed, and all that is marked stays at its place
let version = 1;
for (const letter of "🚢é and “") {
    const place = { line: 2, character: 0 };
    put([{ range: { start: place, end: place }, newText: letter }]);
    await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start: place, end: place }, text: letter }] });
}
await marked(version);
const [there] = marks.get(version).filter(each => each.code === "altered");
assert.ok(text.slice(offset(there.range.start), offset(there.range.end)).includes("three times"));

// hover, and a request that is cancelled
const hovering = { textDocument: { uri }, position: there.range.start };
const shown = await connection.sendRequest(lsp.HoverRequest.type, hovering);
assert.equal(shown.contents.kind, "markdown");
assert.match(shown.contents.value, /law\\\.txt, line 3/);
const cancel = new lsp.CancellationTokenSource();
const asked = connection.sendRequest(lsp.HoverRequest.type, hovering, cancel.token);
cancel.cancel();
await asked.catch(error => assert.equal(error.code, lsp.LSPErrorCodes.RequestCancelled));

// the source's words are put in, and nothing is marked any more
const actions = await connection.sendRequest(lsp.CodeActionRequest.type,
    { textDocument: { uri }, range: there.range, context: { diagnostics: [there], only: ["quickfix"] } });
assert.equal(actions.length, 1);
assert.ok(lsp.CodeAction.is(actions[0]) && actions[0].isPreferred);
const change = actions[0].edit.documentChanges[0];
assert.equal(change.textDocument.version, version);
put(change.edits);
await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: ++version }, contentChanges: change.edits.map(edit => ({ range: edit.range, text: edit.newText })) });
assert.deepEqual((await marked(version)).filter(each => each.code === "altered"), []);

await connection.sendRequest(lsp.ShutdownRequest.type);
await connection.sendNotification(lsp.ExitNotification.type);
const status = await new Promise(resolve => server.on("exit", resolve));
assert.equal(status, 0);
console.log("an editor's client got what it wants");
