"""Run the `cutscore` command: results on stdout, all else on stderr; exit code 0, 1 (with problems) or 2 (not run)."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from analytics.errors import EXHAUSTED, TOO_LARGE_TO_HOLD, CutscoreError, ExitCode
from dashboard.cli.dialogue import print_message
from dashboard.cli.parser import parse
from dashboard.text import terminal


def main(arguments: Sequence[str] | None = None) -> int:
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the command
            nothing = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115  (to the end)
            setattr(sys, name, nothing)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without a character still gets the answer
    try:
        run = parse(arguments)
        with _private_new_files():
            code = run()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.DONE
    except CutscoreError as error:
        why = str(error)
    except EXHAUSTED:
        why = TOO_LARGE_TO_HOLD
    except OSError as error:
        why = terminal.cannot_use(error)
    except KeyboardInterrupt:
        why = terminal.STOPPED
    print_message(why)
    return ExitCode.COULD_NOT_RUN


@contextmanager
def _private_new_files() -> Iterator[None]:
    """Make new files and folders private, whatever the system's umask."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
