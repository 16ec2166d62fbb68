"""What a program uses, measured from a small process of its own.

The system counts the memory of the process that starts a program as the program's, so one that is started from a
test would seem to use at least what the test does.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

_LAUNCHER = """
import json, resource, subprocess, sys

limit_s = int(sys.argv[1])
if limit_s:
    resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s))
code = subprocess.call(sys.argv[2:], stdin=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("\\n" + json.dumps([code, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime]))
"""


class Usage(NamedTuple):
    """The exit code of a program, its most memory, its CPU time with its children's, and what it printed."""

    code: int
    peak_mb: float
    cpu_s: float
    output: str


def used(arguments: Sequence[str], *, limit_s: int = 0) -> Usage:
    """Run Python with arguments, ended after a limit of CPU seconds if one is given; Linux counts memory in kB."""
    launched = [sys.executable, "-S", "-c", _LAUNCHER, str(limit_s), sys.executable, *arguments]
    run = subprocess.run(launched, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
    output, _, measured = run.stdout.rstrip().rpartition("\n")
    code, peak_mb, cpu_s = json.loads(measured)
    return Usage(code, peak_mb, cpu_s, output)
