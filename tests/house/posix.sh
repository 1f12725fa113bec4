#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# posix.sh MUSL-GCC ROOT: all sources are C17 and POSIX by the headers of musl, which has little else.
# getentropy() is of POSIX since 2024; musl shows it with _DEFAULT_SOURCE. Headers of other libraries are the
# system's, behind those of musl. What is built for a host of WebAssembly alone is none of it.
set -eu
cd "$2"
sources=$(find src/*/*.c cli/*.c ! -name lists_apart.c ! -name terms_made.c ! -name segmenter_host.c)
# shellcheck disable=SC2086 # names of this project have no blanks
exec "$1" -std=c17 -pedantic-errors -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -fsyntax-only -Wall -Wextra -Werror \
    -DALMOST_BUILD '-DALMOST_VERSION="0"' -Isrc -Iinclude -Icli -idirafter /usr/include $sources
