# SPDX-License-Identifier: Apache-2.0
"""Run one command and print what it took: launch.py OUTPUT ERRORS SECONDS COMMAND…

Prints user and system seconds, peak memory in KiB, wall seconds and exit status (124 when the CPU
time ran out, or ten times as much had gone by). A process of its own, because Linux counts the
memory of the process that forks into the peak of the one that is run: this one is as small as
Python can be, the bench itself is not.
"""
import os
import resource
import signal
import sys
import time

output = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
errors = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))  # this process hardly needs any
start = time.monotonic()
child = os.posix_spawnp(sys.argv[4], sys.argv[4:], os.environ, file_actions=[
    (os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, errors, 2)])
over = []


def stop(*_):
    over.append(True)
    os.kill(child, signal.SIGKILL)


signal.signal(signal.SIGALRM, stop)
signal.alarm(10 * limit)
_, status, usage = os.wait4(child, 0)
code = os.waitstatus_to_exitcode(status)
if over or code == -signal.SIGXCPU:
    code = 124
print(usage.ru_utime, usage.ru_stime, usage.ru_maxrss, time.monotonic() - start, code)
