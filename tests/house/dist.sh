#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# dist.sh ROOT: the archive of a commit has the same bytes wherever it is made, and holds what is in the commit.
set -eu
root=$1
git -C "$root" rev-parse --verify -q HEAD >/dev/null 2>&1 || {
    echo 'skipped: this is no checkout of git'
    exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
say() {
    echo "$1" >&2
    exit 1
}
"$root/tools/make-dist" "$folder/one" >/dev/null 2>&1
git clone -q --no-hardlinks "$root" "$folder/elsewhere"
cp "$root/tools/make-dist" "$folder/elsewhere/tools/" # as it is being written, perhaps
# another place, time zone, umask, language, and a git that is set to change what it can
printf '[core]\n\tautocrlf = true\n\teol = crlf\n[tar]\n\tumask = 0077\n' >"$folder/config"
(
    umask 077
    cd "$folder/elsewhere"
    git config tar.umask 0077
    GIT_CONFIG_GLOBAL=$folder/config TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 GZIP=-1 tools/make-dist "$folder/two" >/dev/null 2>&1
)
archive=$(cd "$folder/one" && echo almost-*.tar.gz)
cmp "$folder/one/$archive" "$folder/two/$archive" || say 'the archive has other bytes elsewhere'
(cd "$folder/two" && sha256sum -c --quiet "$archive.sha256") || say 'the sum is of another archive'
tar -tzf "$folder/one/$archive" | sed 's|^[^/]*/||' | grep -v '/$' | grep . | sort >"$folder/archived"
git -C "$root" ls-tree -r --name-only -z HEAD | tr '\0' '\n' | sort >"$folder/committed"
cmp -s "$folder/archived" "$folder/committed" || say 'the archive does not hold what is in the commit'
[ -z "$(ls -A "$folder/one" | grep -v "^almost-")" ] || say 'something is left beside the archive'
mkdir "$folder/plain" && cp -r "$root/tools" "$folder/plain/"
GIT_CEILING_DIRECTORIES=$folder "$folder/plain/tools/make-dist" "$folder/three" 2>"$folder/err" && say 'an archive was made of nothing'
[ "$(wc -l <"$folder/err")" -eq 1 ] || say 'that there is no checkout is not one line'
