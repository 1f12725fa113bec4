// SPDX-License-Identifier: Apache-2.0
// What documents share, from the lines of almost reuse: documents, passages, clusters, and when they are
// from. Lines of two passages each are clusters of two.

import { shortNames } from "./names";

export interface Passage {
  document: number;
  text: string;
  first: boolean;
}

export interface Cluster {
  id: number;
  passages: Passage[];
  documents: number[]; // each once
  length: number; // of its longest passage
}

export interface Document {
  name: string;
  about: Record<string, unknown>;
  clusters: number[];
}

type Line = Record<string, unknown>;

const OWN = new Set(["cluster", "size", "documents", "uid", "id", "begin", "end", "text", "first", "uid2", "id2", "begin2", "end2", "text2", "linked", "score"]);
const DATE = /^\s*(-?\d{3,4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?\s*$/;

/** A year and what of it has passed; NaN: it is none. */
export function dateOf(value: unknown): number {
  if (typeof value === "number") return value > -5000 && value < 5000 ? value : NaN;
  const found = typeof value === "string" ? DATE.exec(value) : null;
  if (!found) return NaN;
  const [month, day] = [Number(found[2] ?? 1), Number(found[3] ?? 1)];
  return Number(found[1]) + (month - 1) / 12 + (day - 1) / 366;
}

export class Corpus {
  readonly documents: Document[] = [];
  readonly clusters: Cluster[] = [];
  private numbers = new Map<string, number>();
  private byId = new Map<number, number>();

  constructor(lines: string) {
    for (let at = 0; at < lines.length; ) {
      const end = lines.indexOf("\n", at) < 0 ? lines.length : lines.indexOf("\n", at);
      if (end > at) this.take(JSON.parse(lines.slice(at, end)) as Line);
      at = end + 1;
    }
    const called = shortNames(this.documents.map((document) => document.name));
    for (const document of this.documents) document.name = called(document.name);
    for (const cluster of this.clusters) {
      cluster.documents = [...new Set(cluster.passages.map((passage) => passage.document))];
      cluster.length = Math.max(...cluster.passages.map((passage) => passage.text.length));
    }
    this.clusters.forEach((cluster, i) => cluster.documents.forEach((document) => this.documents[document]!.clusters.push(i)));
  }

  private documentOf(line: Line, number: string): number {
    const name = String(line[`id${number}`]);
    let known = this.numbers.get(name);
    if (known === undefined) {
      known = this.documents.length;
      const about = Object.fromEntries(Object.entries(line).filter(([key]) => !OWN.has(key)));
      this.documents.push({ name, about, clusters: [] });
      this.numbers.set(name, known);
    }
    return known;
  }

  private take(line: Line): void {
    const stretch = (number: string): Passage => ({ document: this.documentOf(line, number), text: String(line[`text${number}`]), first: line["first"] === true });
    if (typeof line["cluster"] !== "number") {
      this.clusters.push({ id: this.clusters.length + 1, passages: [stretch(""), stretch("2")], documents: [], length: 0 });
      return;
    }
    const id = line["cluster"];
    let at = this.byId.get(id);
    if (at === undefined) {
      at = this.clusters.length;
      this.byId.set(id, at);
      this.clusters.push({ id, passages: [], documents: [], length: 0 });
    }
    this.clusters[at]!.passages.push(stretch(""));
  }

  /** The cluster of a number, or -1. */
  clusterOf(id: number): number {
    return this.clusters.findIndex((cluster) => cluster.id === id);
  }

  /** Members that say when documents are from: those that most of them have a date in. */
  dateMembers(): string[] {
    const counts = new Map<string, number>();
    for (const { about } of this.documents)
      for (const [key, value] of Object.entries(about)) if (!Number.isNaN(dateOf(value))) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts].filter(([, n]) => 2 * n >= this.documents.length).sort((a, b) => b[1] - a[1]).map(([key]) => key);
  }
}

/** How much two documents share; keys are pairs of numbers, the smaller one first. */
export interface Shared {
  clusters: number[];
  letters: number;
}

/** A cluster of more documents than that says nothing of any two. */
const MANY = 1000;

export function pairKey(a: number, b: number, n: number): number {
  return Math.min(a, b) * n + Math.max(a, b);
}

export function sharedOf(corpus: Corpus): Map<number, Shared> {
  const shared = new Map<number, Shared>();
  const n = corpus.documents.length;
  corpus.clusters.forEach(({ documents, passages }, c) => {
    if (documents.length > MANY) return;
    const lengths = new Map<number, number>(); // of the longest passage of each document
    for (const { document, text } of passages) lengths.set(document, Math.max(text.length, lengths.get(document) ?? 0));
    for (let i = 0; i < documents.length; i++)
      for (let k = i + 1; k < documents.length; k++) {
        const key = pairKey(documents[i]!, documents[k]!, n);
        const one = shared.get(key) ?? { clusters: [], letters: 0 };
        one.clusters.push(c);
        one.letters += Math.min(lengths.get(documents[i]!)!, lengths.get(documents[k]!)!);
        shared.set(key, one);
      }
  });
  return shared;
}
