"""Small changes to own tables and results: each row is stored, left out or a problem, and no minute is lost."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from tests.inputs.accountable_files import RESULTS, SESSIONS, File, Record
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes, total_of

GARBAGE = "\u00a7"
"""It is in no number, date or word that a reader knows."""

EDITS = st.lists(
    st.tuples(st.sampled_from(["drop", "repeat", "swap", "break"]), st.integers(0, 9), st.integers(0, 200)), max_size=5
)


def edited(file: File, edits: Sequence[tuple[str, int, int]]) -> list[Record]:
    """Return the records after some edits."""
    records = list(file.records)
    for what, number, place in edits:
        at = number % len(records)
        text = records[at].text
        if what == "drop" and len(records) > file.n_least:
            del records[at]
        elif what == "repeat" and file.can_repeat:
            records.insert(place % len(records), records[at])
        elif what == "swap":
            other = place % len(records)
            records[at], records[other] = records[other], records[at]
        elif what == "break":
            cut = _places(text)[place % len(_places(text))]
            records[at] = replace(records[at], text=f"{text[:cut]}{GARBAGE}{text[cut:]}")
    return records


def _places(text: str) -> list[int]:
    """Return where a line can be broken: an empty cell would be one more row, a line without its bullet no note."""
    begin = len("- ") if text.startswith("- ") else 0
    return [k for k, mark in enumerate(text) if k >= begin and mark not in ",;\t"]


def check(file: File, records: Sequence[Record]) -> None:
    """Read a file and account for its rows and for what they hold.

    A changed row that is left out, as of another person, may hold nothing that can be read.
    """
    text = f"{file.between}\n".join(record.text for record in records) + "\n"
    context = replace(CONTEXT, exam_code=EXAM, is_zone_given=True, mapping=file.mapping)
    try:
        read = read_bytes(f"{file.head}{text}{file.tail}{file.end}".encode(), "export", context)
    except UnreadableFileError as error:
        assert GARBAGE in text, error
        return
    n_records = sum(len(record.holds) for record in records) + len(file.tail.splitlines())
    assert read.n_read == n_records == len(read.rows) + read.n_passed_over + read.n_failed
    failed = {problem.line for problem in read.problems}
    first = 1 if file.end else len(file.head.splitlines()) + 1
    kept = [
        (held, GARBAGE in record.text)
        for line, record in enumerate(records, start=first)
        for behind, held in record.holds
        if f"{line}{behind}" not in failed
    ]
    left_out = sum(rows.minutes for rows in read.left_out.values())
    least = sum(held for held, is_changed in kept if not is_changed)
    assert least - 1e-6 <= total_of(read) + left_out <= sum(held for held, _ in kept) + 1e-6


@pytest.mark.parametrize("name", [*SESSIONS, *RESULTS])
def test_unchanged_files_lose_nothing(name: str) -> None:
    """Each is read without a problem."""
    file = {**SESSIONS, **RESULTS}[name]
    check(file, file.records)


@given(st.sampled_from(sorted(SESSIONS)), EDITS)
@example("a grid of weeks", [("break", 0, 14)])
def test_no_minute_of_an_own_table_is_lost(name: str, edits: list[tuple[str, int, int]]) -> None:
    """All minutes are stored or left out with a reason, except those of problems."""
    check(SESSIONS[name], edited(SESSIONS[name], edits))


@given(st.sampled_from(sorted(RESULTS)), EDITS)
@example("UWorld", [("break", 0, 0)])
@example("pasted lines", [("break", 0, 31)])
def test_no_result_is_lost(name: str, edits: list[tuple[str, int, int]]) -> None:
    """All right answers are stored, except those of problems."""
    check(RESULTS[name], edited(RESULTS[name], edits))
