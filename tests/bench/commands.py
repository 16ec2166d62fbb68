"""The CPU time of commands as multiples of a process that imports numpy and duckdb: ``python -m tests.bench commands``.

Prints ratios and asserts nothing. Processes start as in a user's shell, with as many threads as libraries choose: the
fits of `models` are the ones held to one thread. How `readiness --all` grows is shown by two cohorts.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.bench.targets import target, target_ms

N_TIMES = 5
SIZES = (2000, 6000)
"""Numbers of people, both so many that every core works: what a further one takes is without the start of a process."""
LAST_ON = date(2026, 3, 1)
HEADER = "candidate,practice_exam_id,taken_at,exam_code,provider,domain_id,n_items,n_correct"


def cpu_s(*words: str) -> float:
    """Return the CPU time of a Python process with its children, in seconds."""
    shell = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, *words]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=shell)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def largest_mb() -> float:
    """Return the memory of the largest process started so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def command_s(*words: str) -> float:
    """Return the CPU time of a command."""
    return cpu_s("-m", "dashboard.cli", *words)


def table_of(folder: Path, n_candidates: int) -> Path:
    """Write ten practice exams of four domains for each candidate; one candidate alone has 40 rows."""
    rng = np.random.default_rng(1)
    path = folder / f"{n_candidates}.csv"
    lines = [HEADER]
    for c in range(n_candidates):
        share = rng.uniform(0.5, 0.9)
        for e in range(10):
            for domain, n in zip("1234", (13, 16, 23, 13), strict=True):
                day = LAST_ON - timedelta(weeks=e)
                lines.append(f"c{c},e{e},{day},MLS-C01,P{e % 2},{domain},{n},{rng.binomial(n, share)}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def row(name: str, taken: Sequence[float], floor: float, note: str = "", *, at_most: float | None = None) -> None:
    """Print the shortest of some times, the one least disturbed by other work."""
    ratio = min(taken) / floor
    note += "" if at_most is None else target(name, ratio, at_most)
    print(f"{name:<36}{min(taken):>8.2f} s{ratio:>8.1f} x floor{note}")


def main() -> None:
    """Time the floor, an import, one candidate, and all of a cohort, with its cohort in the file or not."""
    floor = min(cpu_s("-c", "import numpy, duckdb") for _ in range(N_TIMES))
    row("numpy and duckdb", [floor], floor)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = table_of(folder, 1)
        files = [str(folder / f"own{k}.duckdb") for k in range(N_TIMES)]
        row("--help", [command_s("--help") for _ in range(N_TIMES)], floor, at_most=0.6)
        row("import of 40 rows", [command_s("import", str(own), "--db", file) for file in files], floor, at_most=2.5)
        readiness = [command_s("readiness", "--db", files[0]) for _ in range(N_TIMES)]
        row("readiness of one", readiness, floor, at_most=2.5)
        found = []
        for n_candidates in SIZES:
            file = str(folder / f"many{n_candidates}.duckdb")
            command_s("import", str(table_of(folder, n_candidates)), "--db", file)
            answer = ("readiness", "--all", "--format", "jsonl", "--as-of", str(LAST_ON), "--db", file)
            for what, n_times in (("", 1), (", cohort found", N_TIMES)):
                taken = [command_s(*answer) for _ in range(n_times)]
                note = f"{1000 * min(taken) / n_candidates:>8.1f} ms each, at most {largest_mb():.0f} MB a process"
                row(f"readiness --all of {n_candidates}{what}", taken, floor, note)
            found.append(min(taken))
        each_ms = 1000 * (found[1] - found[0]) / (SIZES[1] - SIZES[0])
        note = target_ms("a candidate of readiness --all", each_ms, 1.5)
        print(f"{'each further candidate':<36}{each_ms:>8.1f} ms{note}")
        row("readiness of one among them", [command_s("readiness", "--candidate", "c7", "--db", file)], floor)
