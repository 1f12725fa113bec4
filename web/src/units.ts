// SPDX-License-Identifier: Apache-2.0
// Offsets of JSON, which count code points, bytes or UTF-16 units, as places in a string.

/** How many bytes of UTF-8, or code points, a unit begins. */
function weightOf(code: number, bytes: boolean): number {
  const low = code >= 0xdc00 && code < 0xe000;
  if (!bytes) return low ? 0 : 1;
  if (low) return 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xdc00 ? 4 : 3;
}

/** A function from offsets to places. */
export function unitsOf(text: string, units: string): (offset: number) => number {
  const bytes = units === "bytes";
  const plain = bytes ? !/[^\0-\x7f]/.test(text) : !/[\ud800-\udfff]/.test(text);
  if (units === "utf16" || plain) return (offset) => Math.min(offset, text.length);
  const before = new Uint32Array(text.length + 1); // of each place, what is counted before it
  for (let i = 0; i < text.length; i++) before[i + 1] = before[i]! + weightOf(text.charCodeAt(i), bytes);
  return (offset) => {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    const code = text.charCodeAt(low);
    return code >= 0xdc00 && code < 0xe000 ? low + 1 : low;
  };
}
