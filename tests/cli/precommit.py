# SPDX-License-Identifier: Apache-2.0
"""The hooks as pre-commit runs them. Left out where pre-commit cannot be had.

    precommit.py PROGRAM
"""
import os
import pathlib
import subprocess
import sys
import tempfile

LEFT_OUT = 77  # as meson has it
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILES = {
    "law.txt": "The use of force is not permitted in any case.\n",
    "sources/law.txt": "The council shall meet twice a year in Geneva.\n",
    "true.md": "It says “The council shall meet twice a year in Geneva.”\n",
    "false.md": "It says “The council shall meet three times a year in Geneva.”\n",
    ".pre-commit-config.yaml": """repos:
- repo: {root}
  rev: {commit}
  hooks:
  - id: almost-quotations
    args: [--against=sources]
    files: \\.md$
  - id: almost-meaning
    files: ^law\\.txt$
""",
}


def git(folder, *arguments):
    return subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.invalid", *arguments], cwd=folder, check=True,
                          capture_output=True, text=True).stdout.strip()


def borrow(folder):
    """pre-commit in a folder of its own, or None where it cannot be had."""
    try:
        for arguments in ([sys.executable, "-m", "venv", folder],
                          [folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "pre-commit>=3,<5"]):
            subprocess.run(arguments, check=True, timeout=200, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return folder / "bin" / "pre-commit"


def copy_of_hooks(folder):
    """A checkout that has the hooks as they are being written; its commit."""
    git(folder, "init", "-q", ".")
    for name in (".pre-commit-hooks.yaml", "packaging/hooks/check-quotations", "packaging/hooks/compare-meaning"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / name).read_bytes())
        path.chmod(0o755)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "hooks")
    return git(folder, "rev-parse", "HEAD")


def run(program, folder, tool):
    hooks, work = folder / "hooks", folder / "work"
    hooks.mkdir()
    work.mkdir()
    commit = copy_of_hooks(hooks)
    git(work, "init", "-q", ".")
    for name, content in FILES.items():
        path = work / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content.replace("{root}", str(hooks)).replace("{commit}", commit), encoding="utf-8")
    git(work, "add", "law.txt", "sources", ".pre-commit-config.yaml")
    git(work, "commit", "-q", "-m", "first")
    environment = {**os.environ, "ALMOST": program, "PRE_COMMIT_HOME": str(folder / "home")}

    def hook():
        git(work, "add", "-A")
        done = subprocess.run([tool, "run"], cwd=work, env=environment, capture_output=True, text=True, check=False, timeout=200)
        return done.returncode, done.stdout
    git(work, "add", "true.md")
    (work / "false.md").rename(work / "later")
    status, out = hook()
    assert status == 0 and out.count("Passed") + out.count("Skipped") == 2, out
    (work / "later").rename(work / "false.md")
    (work / "law.txt").write_text("The use of force is permitted in any case.\n", encoding="utf-8")
    status, out = hook()
    assert status == 1 and out.count("Failed") == 2, out
    assert "[-twice-] {+three times+}" in out and "law.txt:1:" in out and "true.md:" not in out, out
    print("pre-commit runs both hooks")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="almost-test-") as name:
        tool = borrow(pathlib.Path(name) / "environment")
        if tool is None:
            print("left out: pre-commit cannot be had (pip install pre-commit)")
            return LEFT_OUT
        run(program, pathlib.Path(name), tool)
    return 0


if __name__ == "__main__":
    sys.exit(main())
