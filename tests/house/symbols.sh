#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# symbols.sh LIBRARY HEADER...: the shared library exports what the headers declare, no more.
set -eu
library=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
nm -D --defined-only "$library" | awk '{ print $3 }' | sed 's/@.*//' | sort >"$folder/exported"
awk '/^ALMOST_PUBLIC/ { on = 1 } on { print } /;/ { on = 0 }' "$@" | grep -o '\balmost_[a-z0-9_]*(' | tr -d '(' |
    sort -u >"$folder/declared"
diff "$folder/declared" "$folder/exported" >&2 || {
    echo "the headers declare (<) and the library exports (>) different names" >&2
    exit 1
}
