"""Sentences of the command line that need no report."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from analytics.errors import counted, refusal

DESCRIPTION = "Where you stand before a certification exam, what to study next, and whether to book."
NO_PROBLEMS = "No problems found."
ONLY_ROWS = "The rows have no problems. The indexes of a read-only file cannot be checked, but those of a copy can."
STOPPED = "Stopped. Anything unfinished was not saved."
ENDED = "Stopped at a question. Nothing was imported."
DECLINED = "Nothing was imported."
SKIP = "s"
WAYS_OUT = f"Enter {SKIP} to skip this file, or press Ctrl+C to stop. Nothing is imported before the last question."
NOT_YES_OR_NO = "Enter y or n."
NO_DASK = "Dask is not installed. Install it with: pip install 'cutscore[dask]'"
CLUSTER_FOR_ALL = "A cluster works on many candidates. Add --all, or leave out --on and --scheduler."
CLUSTER_LOST = "The cluster failed. The lines above are complete. Try again, or leave out --on and --scheduler."
FOLDER_FOR_ALL = "{path} is a folder. Only readiness --all can read a folder of Parquet parts."
NO_SCHEDULER = (
    "No Dask scheduler answers at {address}. Check the address, and that the scheduler is running. "
    "A tls:// address also needs Dask's TLS settings."
)
CANNOT_BE_CHANGED = "{path} or its folder is read-only, so you can look but not change anything."
PORT_TAKEN = "Port {port} is in use. Choose another with --port, or omit --port."
EXAM_DAY_HAS_PASSED = "The exam day {exam_on} is before {as_of}. The answer is for {as_of} instead."
DEADLINE_HAS_PASSED = "The deadline {deadline} is before {as_of}, so there is no day left to book. Choose a later one."
NOT_VALID = "{value!r} is not a valid {what}; use {example}"
NOT_UTF_8 = "{value!r} is not valid UTF-8; use another name"
OUTSIDE_YEARS = "{value} is out of range; use a year from {first} to {last}"
DASHBOARD_ADDRESS = "Cutscore is open at {address}  (press Ctrl+C to stop)"
NOBODY_PREPARES = "No candidate in this file is preparing for {exam_code}. Omit --exam to see every exam in the file."
NOT_A_NUMBER = "Enter a number from 1 to {n_choices}."
OPTION = "{n:>4}  {words}"
GOING_ON = "{what} ({seconds} s)"
READING = "Reading {file}"
REPORT_WRITTEN = "Saved to {path}"
NOTHING_TO_EXPORT = "There is nothing to export in this file yet. Add data with: cutscore import FILE"
BACKUP_WAS_REPLACED = "{path}: replaced the backup that was there."
EXPORT_WAS_COMPLETED = "{folder} had only part of this export, perhaps after an interruption. Now it is complete."
NUMBER, NUMBERS = "Number", "Numbers, * for all"


def no_workers(address: str) -> str:
    return f"The scheduler at {address} has no worker. Start one with: dask worker {shlex.quote(address)}"


def other_versions(own: str, others: Sequence[str]) -> str:
    return f"The workers have Cutscore {', '.join(others)}, but this is {own}. Install the same version everywhere."


def literal(text: str) -> str:
    """Escape control characters, so that the terminal does not run them."""
    return "\n".join(map(on_one_line, text.replace("\u00a0", " ").split("\n")))


def on_one_line(text: object) -> str:
    """Escape all that a terminal would not show as it is, also line breaks."""
    line = str(text)
    return line if line.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def cannot_use(error: OSError) -> str:
    """Describe a system error; without a file name, it is one of the output."""
    if not error.filename:
        return f"Cannot print the result: {refusal(error)}. What the command changed is saved."
    return f"Cannot use {error.filename}: {refusal(error)}. You can choose another location."


def made_private(paths: Sequence[Path]) -> str:
    return f"Other users could open {', '.join(map(str, paths))}. Now only you can."


def sample_location(path: Path) -> str:
    return f"The sample is in {path}. Open it with: cutscore dashboard --db {shlex.quote(str(path))}"


def prompt(question: str, *, can_skip: bool) -> str:
    return f"{question} ({SKIP} skips the file):" if can_skip else f"{question}:"


def yes_or_no(question: str, *, guess: bool) -> str:
    return f"{question} [{'Y/n' if guess else 'y/N'}]"


def value(question: str, guess: object) -> str:
    return question if guess is None else f"{question} [{guess}]"


def answering(n_candidates: int) -> str:
    return f"Answering for {counted(n_candidates, 'candidate')}"


def importing(n_files: int) -> str:
    return f"Importing {counted(n_files, 'file')}"
