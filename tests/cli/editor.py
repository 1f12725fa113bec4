# SPDX-License-Identifier: Apache-2.0
"""almost lsp and the client that editors are made with. Left out where Node or the client cannot be had.

    editor.py PROGRAM
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

LEFT_OUT = 77  # as meson has it
CLIENT = ("vscode-languageserver-protocol@3.17.5", "vscode-jsonrpc@8.2.0")
LAW = """Article 1. The use of force is not permitted in any case, unless the council has agreed to it beforehand.

Article 2. The council shall meet twice a year in Geneva. A member who does not attend may be replaced by the president.
"""


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    script = pathlib.Path(__file__).with_name("editor.mjs")
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("left out: there is no Node with npm")
        return LEFT_OUT
    with tempfile.TemporaryDirectory(prefix="almost-test-") as folder:
        pathlib.Path(folder, "law.txt").write_text(LAW, encoding="utf-8")
        try:
            subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", *CLIENT], cwd=folder, check=True,
                           timeout=200, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError):
            print("left out: the client cannot be had (npm install " + " ".join(CLIENT) + ")")
            return LEFT_OUT
        return subprocess.run(["node", script, program, folder], cwd=folder, check=False, timeout=120).returncode


if __name__ == "__main__":
    sys.exit(main())
