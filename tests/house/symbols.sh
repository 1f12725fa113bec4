#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# symbols.sh LIBRARY HEADER: the shared library exports what the header declares, and nothing else.
set -eu
library=$1 header=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
nm -D --defined-only "$library" | awk '{ print $3 }' | sed 's/@.*//' | sort >"$folder/exported"
sed -n '/ALMOST_PUBLIC/,/;/p' "$header" | grep -o '\balmost_[a-z0-9_]*(' | tr -d '(' |
    sort -u >"$folder/declared"
diff "$folder/declared" "$folder/exported" >&2 || {
    echo "the header declares (<) and the library exports (>) different names" >&2
    exit 1
}
