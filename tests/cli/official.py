# SPDX-License-Identifier: Apache-2.0
"""almost mcp and the protocol's official client, in both kinds of revisions. Left out where there is no client.

    official.py PROGRAM
"""
import asyncio
import pathlib
import subprocess
import sys
import tempfile

LEFT_OUT = 77  # as meson has it

SOURCE = "The harbour master counted eleven lamps.\nHe said: “The fog will not lift before noon on Thursday.”\n"
ACCOUNT = "The harbour master counted twelve lamps.\nHe said: “The fog will lift before noon on Thursday.”\n"


async def talk(program, folder, mode, revision):
    """List, call with progress, read, and be refused; the client holds answers against their schemas."""
    from mcp import Client, MCPError, StdioServerParameters, stdio_client

    server = StdioServerParameters(command=program, args=["mcp", "--root", folder])
    told = []

    async def tell(progress, total, message):
        told.append((progress, total, message))

    async with Client(stdio_client(server), mode=mode, read_timeout_seconds=30) as client:
        assert client.protocol_version == revision, client.protocol_version
        tools = [tool.name for tool in (await client.list_tools()).tools]
        assert tools == ["compare", "check", "trace", "collate"], tools
        texts = {"original": {"text": SOURCE * 200}, "telling": {"text": ACCOUNT * 200}}
        found = await client.call_tool("compare", {**texts, "limit": 3}, progress_callback=tell)
        assert not found.is_error and len(found.structured_content["changes"]) == 3, found
        assert told and [each[0] for each in told] == sorted({each[0] for each in told}), told
        found = await client.call_tool("check", {"account": {"path": "account.txt"}, "sources": [{"path": "source.txt"}]})
        assert found.structured_content["quotations"][0]["status"] == "altered", found
        found = await client.call_tool("collate", {"witnesses": [{"path": "account.txt"}, {"path": "source.txt"}]})
        assert found.structured_content["total"] == 2, found
        found = await client.call_tool("compare", {"original": {"path": "../x"}, "telling": {"text": ""}})
        assert found.is_error, found
        resources = (await client.list_resources()).resources
        assert [each.name for each in resources] == ["account.txt", "source.txt"], resources
        assert (await client.read_resource(str(resources[1].uri))).contents[0].text == SOURCE
        try:
            await client.read_resource("almost://root/nowhere/x")
        except MCPError as error:
            assert "no such resource" in str(error), error
        else:
            raise AssertionError("a resource that is not there was read")


def has_client():
    try:
        from mcp import Client  # noqa: F401
    except ImportError:  # none, or one older than 2
        return False
    return True


def borrow_client(folder):
    """A Python in a folder that has the client, or None where none can be had."""
    python = pathlib.Path(folder, "bin", "python")
    try:
        for command in ([sys.executable, "-m", "venv", folder],
                        [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "mcp>=2,<3"]):
            subprocess.run(command, check=True, timeout=200, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return python


def talk_all(program):
    with tempfile.TemporaryDirectory(prefix="almost-test-") as folder:
        pathlib.Path(folder, "source.txt").write_text(SOURCE, encoding="utf-8")
        pathlib.Path(folder, "account.txt").write_text(ACCOUNT, encoding="utf-8")
        for mode, revision in (("legacy", "2025-11-25"), ("auto", "2026-07-28"), ("2026-07-28", "2026-07-28")):
            asyncio.run(asyncio.wait_for(talk(program, folder, mode, revision), 60))
            print(f"{mode}: {revision} is spoken")
    return 0


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    if has_client():
        return talk_all(program)
    with tempfile.TemporaryDirectory(prefix="almost-test-") as folder:
        python = borrow_client(folder)
        if python is None:
            print("left out: the official client cannot be had (pip install mcp)")
            return LEFT_OUT
        return subprocess.run([python, __file__, program], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
