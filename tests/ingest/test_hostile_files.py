"""Small files that once did harm end with a result or a sentence, in bounded time.

A file that fuzzing or a user finds goes into the folder `hostile`, with a line on what it did.
"""

import signal
import sys
import tomllib
from pathlib import Path

import pytest

from dashboard.cli.main import main

FOLDER = Path(__file__).with_name("hostile")
LINES = tomllib.loads((FOLDER / "what_they_did.toml").read_text(encoding="utf-8"))
MAX_CPU_S = 20
"""Each takes less than one on a computer of today."""


def _stop(*_: object) -> None:
    raise TimeoutError


def test_each_file_has_a_line() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"what_they_did.toml"} == set(LINES)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no timer of CPU time")
@pytest.mark.parametrize("name", LINES)
def test_a_file_ends_with_a_result_or_a_sentence(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even if the guesses are used as answers."""
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, MAX_CPU_S)
    try:
        code = main(["import", str(FOLDER / name), "--yes", "--dry-run", "--db", str(tmp_path / "x.duckdb")])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    output = capsys.readouterr()
    assert code in {0, 1, 2}
    assert (output.out + output.err).strip()
