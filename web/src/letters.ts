// SPDX-License-Identifier: Apache-2.0
// Letters within a changed word: their longest common subsequence, where the two have enough of each
// other to be one word.

const LONGEST = 80;
const LEAST_COMMON = 0.45;

/** For each side, whether each unit is the other's too; null where the words are not alike. */
export function commonLetters(a: string, b: string): [boolean[], boolean[]] | null {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0 || n > LONGEST || m > LONGEST) return null;
  const width = m + 1;
  const table = new Uint8Array((n + 1) * width); // of what lies behind (i, j)
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      table[i * width + j] =
        a[i] === b[j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
  if (table[0]! < LEAST_COMMON * Math.max(n, m)) return null;
  const common: [boolean[], boolean[]] = [Array(n).fill(false), Array(m).fill(false)];
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (a[i] === b[j]) {
      common[0][i++] = common[1][j++] = true;
    } else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i++;
    else j++;
  }
  return common;
}
