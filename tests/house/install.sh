#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# install.sh BUILD SOURCE: what is installed is whole, and a stranger can build with it.
set -eu
build=$1 source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
meson install -C "$build" --no-rebuild --quiet --destdir "$folder/root" >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    exit 1
}
number=0
say() { # status, what
    number=$((number + 1))
    [ "$1" -eq 0 ] && echo "ok $number - $2" || echo "not ok $number - $2"
}
there() { # pattern of a path below the root
    found=$(find "$folder/root" -path "*/$1" | head -1)
    status=0
    [ -n "$found" ] || status=1
    say $status "$1 is installed"
}
for path in bin/almost include/almost/almost.h include/almost/base.h \
    include/almost/comparison.h include/almost/apply.h 'lib*/libalmost.a' 'lib*/libalmost.so' \
    'lib*/pkgconfig/almost.pc' 'share/man/man1/almost.1*' 'share/man/man3/almost.3*' \
    share/bash-completion/completions/almost share/zsh/site-functions/_almost \
    share/fish/vendor_completions.d/almost.fish; do
    there "$path"
done

# `make install` puts the library where the loader looks for it
library_folder=$("$source/tools/library-folder")
if [ -n "$library_folder" ]; then
    status=0
    cat /etc/ld.so.conf.d/*.conf | grep -qx "/usr/local/$library_folder" || status=1
    say $status "the loader looks into /usr/local/$library_folder"
    status=0
    make -s -n -C "$source" install BUILD="$build" DESTDIR=/nowhere CC="${CC:-cc}" |
        grep -qF "'$library_folder'" || status=1
    say $status 'make install knows that folder'
fi

packages=$(dirname "$(find "$folder/root" -name almost.pc)")
libraries=$(dirname "$packages")
export PKG_CONFIG_PATH="$packages"
# the paths in almost.pc are those of the real place: set the root before them
prefix=$(pkg-config --variable=prefix almost)
flags() { pkg-config --define-variable=prefix="$folder/root$prefix" "$@" almost; }

# shellcheck disable=SC2046 # flags are words
build_and_run() { # name, linking flags...
    name=$1
    shift
    status=0
    ${CC:-cc} -o "$folder/$name" "$source/examples/minimal.c" $(flags --cflags) "$@" &&
        LD_LIBRARY_PATH=$libraries "$folder/$name" "$source/examples/happened.txt" \
            "$source/examples/dreamed.txt" >"$folder/said" && [ -s "$folder/said" ] || status=1
    say $status "examples/minimal.c, $name"
}
build_and_run shared $(flags --libs)
build_and_run static -fno-lto "$libraries/libalmost.a" $(flags --libs --static | sed 's/-lalmost//')
ldd "$folder/static" | grep -q libalmost && say 1 'nothing of libalmost is loaded' ||
    say 0 'nothing of libalmost is loaded'
"$(find "$folder/root" -path '*/bin/almost')" --version >/dev/null
say $? 'the installed command runs'
cp "$folder/said" "$folder/said-before"

# Who may not write there is told so before anything is done, in one line.
without_rights() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}
if command -v setpriv >/dev/null 2>&1; then
    chmod 755 "$folder" && mkdir -m 555 "$folder/shut"
    cp "$source/tools/install" "$folder/install" # the checkout may be nobody's to read
    status=0
    without_rights "$folder/install" /nowhere "$folder/shut/prefix" lib >"$folder/out" 2>"$folder/err" && status=1
    [ "$(wc -l <"$folder/err")" -eq 1 ] && grep -q "^almost: $folder/shut cannot be written to" "$folder/err" &&
        [ ! -s "$folder/out" ] || status=1
    say $status 'missing rights are one line'
fi

# A prefix that nothing knows of: what is said is what makes a program, shared and static, and run it.
mv "$folder/root$prefix" "$folder/strange"
sed -i "s|^prefix=.*|prefix=$folder/strange|" "$(find "$folder/strange" -name almost.pc)"
unset PKG_CONFIG_PATH LD_LIBRARY_PATH MANPATH
"$source/tools/after-install" "$folder/strange" >"$folder/advice"
grep -F "$folder/strange" "$folder/advice" | grep '^  export ' >"$folder/profile" || true
status=0
grep -q 'PATH=' "$folder/profile" && grep -q PKG_CONFIG_PATH= "$folder/profile" &&
    grep -q LD_LIBRARY_PATH= "$folder/profile" || status=1
say $status 'what has to be set is said'
# shellcheck disable=SC1091 disable=SC2046 # made just now; flags are words
(
    . "$folder/profile"
    [ "$(command -v almost)" = "$folder/strange/bin/almost" ] &&
        cc -o "$folder/by-advice" "$source/examples/minimal.c" $(pkg-config --cflags --libs almost) &&
        "$folder/by-advice" "$source/examples/happened.txt" "$source/examples/dreamed.txt" >"$folder/said" &&
        cmp -s "$folder/said" "$folder/said-before" &&
        cc -fno-lto -o "$folder/still" "$source/examples/minimal.c" $(pkg-config --cflags almost) \
            -Wl,-Bstatic -lalmost -Wl,-Bdynamic $(pkg-config --libs --static almost | sed 's/-lalmost//') &&
        "$folder/still" "$source/examples/happened.txt" "$source/examples/dreamed.txt" | cmp -s - "$folder/said" &&
        [ "$("$source/tools/after-install" "$folder/strange" | wc -l)" -eq 1 ]
) && say 0 'who does it is done' || say 1 'who does it is done'
echo "1..$number"
