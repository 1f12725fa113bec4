// SPDX-License-Identifier: Apache-2.0
// Names of files as a reader wants them: of each path so many of its last folders as tell it from all others.

/** The last `n` parts of a path. */
function tail(name: string, n: number): string {
  let at = name.length;
  while (n-- > 0 && at > 0) at = name.lastIndexOf("/", at - 1);
  return name.slice(at + 1) || name;
}

/** What to call each of these names; any other is called as it is. */
export function shortNames(names: string[]): (name: string) => string {
  const short = new Map<string, string>();
  let left = [...new Set(names)];
  for (let n = 1; left.length > 0; n++) {
    const counts = new Map<string, number>();
    for (const name of left) counts.set(tail(name, n), (counts.get(tail(name, n)) ?? 0) + 1);
    for (const name of left) short.set(name, tail(name, n));
    left = left.filter((name) => counts.get(tail(name, n))! > 1 && tail(name, n) !== name);
  }
  return (name) => short.get(name) ?? name;
}
