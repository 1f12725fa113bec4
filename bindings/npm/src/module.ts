// SPDX-License-Identifier: Apache-2.0
// almost.wasm with what it asks of its host: words of scripts without blanks, time and chance.

/** Told now and then how far a call is, 0 to 1; true ends it. */
export type Progress = (stage: string, share: number) => boolean | void;

/** The word lists of a language that has such: en, de, fr, es, it, la. They may not be there: undefined. */
export type Lists = (language: string) => Uint8Array | undefined;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  allocate(size: number): number;
  release(pointer: number): void;
  call(request: number, length: number): number;
  answer(): number;
  answer_length(): number;
  version(): number;
}

const NO_SUCH_CALL = 52; // ENOSYS, as WASI has it

/** Whatever else the C library may ask for is not there. */
function others(known: Record<string, unknown>): WebAssembly.ModuleImports {
  return new Proxy(known, {
    get: (target, name: string) => target[name] ?? (() => NO_SUCH_CALL),
    has: () => true,
  }) as WebAssembly.ModuleImports;
}

/** One instance of the module: one call at a time. */
export class Module {
  private readonly exports: Exports;
  private segmenter: Intl.Segmenter | undefined;
  private progress: Progress | undefined;

  constructor(module: WebAssembly.Module, private readonly wordLists: Lists) {
    this.exports = new WebAssembly.Instance(module, this.imports()).exports as unknown as Exports;
    this.exports._initialize();
  }

  private imports(): WebAssembly.Imports {
    return {
      host: { segment: this.segment.bind(this), progress: this.tell.bind(this), lists: this.putLists.bind(this) },
      env: others({
        getentropy: this.random.bind(this),
        emscripten_notify_memory_growth: () => undefined,
      }),
      wasi_snapshot_preview1: others({
        clock_time_get: this.clock.bind(this),
        random_get: this.random.bind(this),
        environ_sizes_get: this.noEnvironment.bind(this),
        environ_get: () => 0,
        proc_exit: (status: number) => {
          throw new Error(`almost.wasm ended with status ${status}`);
        },
      }),
    };
  }

  private bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer as ArrayBuffer, at, length);
  }

  /** Borders of words behind 0, in UTF-16 units, as ICU has them for all languages. */
  private segment(units: number, n: number, borders: number): number {
    this.segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
    const text = new Uint16Array(this.exports.memory.buffer, units, n);
    const found: number[] = [];
    let string = "";
    for (let at = 0; at < n; at += 4096) string += String.fromCharCode(...text.subarray(at, at + 4096));
    for (const { index } of this.segmenter.segment(string)) if (index > 0) found.push(index);
    if (n > 0) found.push(n);
    new Uint16Array(this.exports.memory.buffer, borders, n).set(found);
    return found.length;
  }

  private string(at: number): string {
    const bytes = this.bytes(at, this.exports.memory.buffer.byteLength - at);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  /** What is thrown here ends the call, and the instance with it. */
  private putLists(name: number, offset: number, place: number, size: number): void {
    const language = this.string(name);
    const lists = this.wordLists(language);
    if (!lists) throw new Error(`a text is in a language whose word lists are not loaded: ${language}`);
    if (lists.length < offset + size) throw new Error(`the word lists are not those of this module: ${language}`);
    this.bytes(place, size).set(lists.subarray(offset, offset + size));
  }

  private tell(stage: number, length: number, share: number): number {
    if (!this.progress) return 0;
    return this.progress(new TextDecoder().decode(this.bytes(stage, length)), share) === true ? 1 : 0;
  }

  private clock(id: number, _precision: bigint, at: number): number {
    const milliseconds = id === 0 ? Date.now() : performance.now();
    const time = BigInt(Math.round(milliseconds * 1e6));
    new DataView(this.exports.memory.buffer).setBigUint64(at, time, true);
    return 0;
  }

  private random(at: number, length: number): number {
    for (let done = 0; done < length; done += 65536)
      crypto.getRandomValues(this.bytes(at + done, Math.min(65536, length - done)));
    return 0;
  }

  private noEnvironment(count: number, size: number): number {
    const view = new DataView(this.exports.memory.buffer);
    view.setUint32(count, 0, true);
    view.setUint32(size, 0, true);
    return 0;
  }

  /** Copy bytes in; the pointer is to be released. */
  put(bytes: Uint8Array): number {
    const at = this.exports.allocate(bytes.length);
    if (at === 0) throw new Error("out of memory");
    this.bytes(at, bytes.length).set(bytes);
    return at;
  }

  release(pointer: number): void {
    this.exports.release(pointer);
  }

  /** Whether a request was done, and the answer: what was asked for, or an error as JSON. */
  call(request: object, progress?: Progress): { done: boolean; answer: Uint8Array<ArrayBuffer> } {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const at = this.put(bytes);
    this.progress = progress;
    try {
      const done = this.exports.call(at, bytes.length) === 1;
      const answer = this.bytes(this.exports.answer(), this.exports.answer_length()).slice();
      return { done, answer };
    } finally {
      this.progress = undefined;
      this.release(at);
    }
  }

  version(): string {
    return this.string(this.exports.version());
  }
}
