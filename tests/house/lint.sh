#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lint.sh PAGE...: mandoc has nothing to say of the pages, save that they bear no date.
set -eu
for page in "$@"; do
    complaints=$(mandoc -T lint -W warning "$page" 2>&1 | grep -v 'missing date' || true)
    [ -z "$complaints" ] || {
        printf '%s\n' "$complaints" >&2
        exit 1
    }
    mandoc -T utf8 "$page" | grep -q almost
done
