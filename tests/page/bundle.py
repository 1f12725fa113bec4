#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The committed bundle is what web/ builds, to the byte. Where there is no Node, or its packages cannot be had, this
is skipped.

    bundle.py ROOT
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
LARGEST = 60 * 1024  # script and style, compressed


def run(folder, *arguments):
    return subprocess.run(arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)


def is_new_enough():
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    version = run(".", "node", "--version").stdout.strip().removeprefix("v").split(".")
    return tuple(map(int, version[:2])) >= (20, 19)  # what Vite asks for


def main(root):
    web = pathlib.Path(root).resolve() / "web"
    packed = subprocess.run(["gzip", "-9"], input=(web / "built/page.js").read_bytes()
                            + (web / "built/page.css").read_bytes(), capture_output=True, check=True).stdout
    if len(packed) > LARGEST:
        sys.exit(f"script and style have {len(packed)} bytes compressed, more than {LARGEST}")
    if not is_new_enough():
        print("Node 20.19 or later is not there")
        return SKIP
    with tempfile.TemporaryDirectory(prefix="almost-web-") as folder:
        copy = pathlib.Path(folder) / "web"
        shutil.copytree(web, copy, ignore=shutil.ignore_patterns("node_modules", "built"))
        if (web / "node_modules/vite").is_dir():
            (copy / "node_modules").symlink_to(web / "node_modules")
        elif run(copy, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline").returncode != 0:
            print("the packages that build the bundle cannot be had")
            return SKIP
        for step in ("check", "build"):
            done = run(copy, "npm", "run", "--silent", step)
            if done.returncode != 0:
                sys.exit(f"npm run {step} fails:\n{done.stdout}")
        for name in ("page.js", "page.css"):
            if (copy / "built" / name).read_bytes() != (web / "built" / name).read_bytes():
                sys.exit(f"web/built/{name} is not what web/ builds: run npm run build in web/ and commit it")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
