#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# format.sh ROOT: every C file is as .clang-format has it. Another version of clang-format lays out
# some lines in another way, so that the test is skipped where version 14 is not there. What a tool
# has written, and says so at its head, stays as it is.
set -eu
root=$1
version=14
formatter=
for name in "clang-format-$version" clang-format; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" --version | grep -q "version $version\."; then
        formatter=$name
        break
    fi
done
if [ -z "$formatter" ]; then
    echo "skipped: clang-format $version is not installed"
    exit 77
fi
cd "$root"
files=$(find src include cli examples tests fuzz tools bench -name '*.[ch]' | sort |
    while read -r file; do
        head -n 3 "$file" | grep -q 'Made by tools/' || echo "$file"
    done)
# shellcheck disable=SC2086 # names of this project have no blanks
"$formatter" --dry-run -Werror $files || {
    echo 'these are not as .clang-format has them: clang-format -i FILE...' >&2
    exit 1
}
echo "$(echo "$files" | wc -l) files are as .clang-format has them"
