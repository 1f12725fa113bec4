#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# header.sh INCLUDE: the public header compiles alone, as C99, C17 and C++17, without a warning.
set -eu
include=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '#include <almost/almost.h>\nint main(void) { return ALMOST_OK; }\n' >"$folder/alone.c"
cp "$folder/alone.c" "$folder/alone.cc"
number=0
for language in c99 c17 c++17; do
    number=$((number + 1))
    case $language in
    c++*) compiler=${CXX:-c++} file=$folder/alone.cc ;;
    *) compiler=${CC:-cc} file=$folder/alone.c ;;
    esac
    if ! command -v "$compiler" >/dev/null; then
        echo "ok $number - $language # skip there is no $compiler"
    elif "$compiler" -std=$language -Wall -Wextra -pedantic -Werror -fsyntax-only -I"$include" "$file"; then
        echo "ok $number - $language"
    else
        echo "not ok $number - $language"
    fi
done
echo "1..$number"
