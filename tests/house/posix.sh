#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# posix.sh MUSL-GCC ROOT: all sources are C17 and POSIX by the headers of musl, which has little else.
# getentropy() is of POSIX since 2024; musl shows it with _DEFAULT_SOURCE. Headers of other libraries are the
# system's, behind those of musl.
set -eu
cd "$2"
exec "$1" -std=c17 -pedantic-errors -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -fsyntax-only -Wall -Wextra -Werror \
    -DALMOST_BUILD '-DALMOST_VERSION="0"' -Isrc -Iinclude -Icli -idirafter /usr/include src/*/*.c cli/*.c
