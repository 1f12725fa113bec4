#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# header.sh HEADER...: each public header compiles alone, as C99, C17 and C++17, without a warning,
# and is short enough to be read.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
number=0
for header; do
    include=$(dirname "$(dirname "$header")")
    name=$(basename "$header")
    printf '#include <almost/%s>\n#include <almost/%s>\nint main(void) { return 0; }\n' "$name" "$name" \
        >"$folder/alone.c"
    cp "$folder/alone.c" "$folder/alone.cc"
    for language in c99 c17 c++17; do
        number=$((number + 1))
        case $language in
        c++*) compiler=${CXX:-c++} file=$folder/alone.cc ;;
        *) compiler=${CC:-cc} file=$folder/alone.c ;;
        esac
        if ! command -v "${compiler%% *}" >/dev/null; then
            echo "ok $number - $name, $language # skip there is no $compiler"
        elif $compiler -std=$language -Wall -Wextra -pedantic -Werror -fsyntax-only -I"$include" "$file"; then
            echo "ok $number - $name, $language"
        else
            echo "not ok $number - $name, $language"
        fi
    done
    number=$((number + 1))
    [ "$(wc -l <"$header")" -le 250 ] && echo "ok $number - $name, length" ||
        echo "not ok $number - $name, length"
done
echo "1..$number"
