#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who sends a request byte by byte is shown out after half a minute, and who fills all places holds them no longer.

Takes as long as the server is patient, and so is in suite long.
"""
import os
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import command
from serving import FIRST, SECOND, Server

PATIENCE = 60  # seconds; the server's is 30


class SlowRequests(command.Command):
    """Connections that never come to an end by themselves."""

    def test_they_are_shown_out(self):
        self.write("first.txt", FIRST)
        self.write("second.txt", SECOND)
        server = Server(self.folder, "first.txt", "second.txt")
        self.addCleanup(server.stop)
        server.visit()
        start, slow = time.monotonic(), []
        self.addCleanup(lambda: [one.close() for one in slow])
        for _ in range(60):  # nearly all places
            slow.append(socket.create_connection(("127.0.0.1", server.port), timeout=1))
        open_ones = set(slow)
        while open_ones and time.monotonic() - start < PATIENCE:
            for one in list(open_ones):
                try:
                    one.sendall(b"G")
                except OSError:
                    open_ones.discard(one)
            time.sleep(1)
        self.assertFalse(open_ones)
        self.assertEqual(server.page()[0], 200)


if __name__ == "__main__":
    command.main()
