"""All sources together: each recognizes its own file and no other, and survives damage."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.file_reading import SourceReader
from analytics.ingest.sources import SOURCES
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.genuine_files import GENUINE_FILES
from tests.inputs.genuine_results import ANKI_FILES, RESULTS
from tests.inputs.ingest_inputs import EXAM, read_bytes, workbook
from tests.inputs.source_files import REFUSED_FORMATS, SOURCE_FILES
from tests.inputs.tracker_inputs import context_with

CONTEXT = replace(context_with(FileMapping(study=("*",), taken_on=date(2026, 3, 1), domain={"*": "1"})), exam_code=EXAM)


def test_every_format_has_a_file_and_its_own_name() -> None:
    """A file can be forced to be of a format by the name."""
    assert sorted(SOURCE_FILES) == sorted(source.format for source in SOURCES)


EVERY_VERSION: Mapping[str, tuple[str, bytes]] = {
    **{name: (name, data) for name, data in SOURCE_FILES.items()},
    **{f"version: {name}": (file.format, file.written()) for name, file in GENUINE_FILES.items()},
    **{f"version: {name}": result for name, result in RESULTS.items()},
    **{f"version: {name}": ("anki", data) for name, data in ANKI_FILES.items()},
}
"""By name, the format and the file, with all versions and languages."""


@pytest.mark.parametrize("name", sorted(EVERY_VERSION))
def test_a_file_is_recognized_by_one_source(name: str) -> None:
    """So the order in which the sources are asked does not matter."""
    source_format, data = EVERY_VERSION[name]
    opened = OpenedFile("results.txt", data)
    assert [source.format for source in SOURCES if source.recognizes(opened)] == [source_format]


@pytest.mark.parametrize("name", sorted(set(SOURCE_FILES) - REFUSED_FORMATS))
def test_the_same_file_gives_the_same_rows(name: str) -> None:
    """Every row is accounted for, and reading twice gives the same keys."""
    first, second = (read_bytes(SOURCE_FILES[name], "results.txt", CONTEXT) for _ in range(2))
    assert first.rows == second.rows != ()
    assert (first.format, first.n_read) == (name, len(first.rows) + first.n_passed_over + first.n_failed)


@pytest.mark.parametrize("name", ["moodle", "canvas", "google_forms"])
def test_a_workbook_gives_the_same_results(name: str) -> None:
    """Its lines are named by sheet."""
    rows = [*csv.reader(io.StringIO(SOURCE_FILES[name].decode())), []]
    read = read_bytes(workbook(rows), "results.xlsx", CONTEXT)
    assert [row.record for row in read.rows] == [
        row.record for row in read_bytes(SOURCE_FILES[name], "x", CONTEXT).rows
    ]
    assert read.rows[0].line == "Results!2"


def test_a_formula_without_a_value_is_a_problem() -> None:
    """It is not a missing answer; a missing cell at the end of a row is one."""
    rows = [*csv.reader(io.StringIO(SOURCE_FILES["moodle"].decode()))]
    formula, missing = [*rows[1][:-1], "=1+1"], rows[1][:-1]
    read = read_bytes(workbook([rows[0], formula, missing]), "results.xlsx", CONTEXT)
    assert "a formula without a stored value" in read.problems[0].reason
    assert [row.line for row in read.rows] == ["Results!3"]


DAMAGED_FILES = {
    **{name: data for name, (_, data) in EVERY_VERSION.items()},
    "activitywatch table": b"timestamp,duration,app,title\n2026-03-01T10:00:00+00:00,90,Anki,AWS\n",
    "toggl workbook": workbook(
        [line.split(",") for line in SOURCE_FILES["toggl"].decode().replace('"video, exam"', "x").splitlines()]
    ),
}
del DAMAGED_FILES["aws_score_report"]  # its reader is another process, and has tests of its own

PIECES = st.binary(max_size=4) | st.sampled_from(
    [b'"', b",", b";", b":", b"\n", b"\r\n", b"\t", b"=", b"-", b"9" * 20, b"{", b"]", b"null", b"\x00", b"\xff",
     b"1e999", "\u202e".encode(), "\u2028".encode(), b"\xef\xbb\xbf", b"<b>", b"+99:99", b"%", b"\\", b"13/13/2026",
     b"BEGIN:VEVENT\r\n"]
)  # fmt: skip


@given(
    st.sampled_from(sorted(DAMAGED_FILES)),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 40), PIECES), max_size=8),
)
@example("anki", [(4, 1, b"")])
@example("toggl workbook", [(4, 1, b"")])  # a byte less, so that the members of the archive lie elsewhere
def test_a_damaged_file_is_read_or_refused(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    """Every row is accounted for once, or the file is refused in one sentence."""
    data = DAMAGED_FILES[name]
    for at, n_cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + n_cut :]
    try:
        result = read_bytes(data, "results.txt", CONTEXT)
    except UnreadableFileError as error:
        assert "\n" not in str(error)
        return
    assert result.n_read == len(result.rows) + result.n_failed + result.n_passed_over
    assert not {problem.line for problem in result.problems} & {row.line for row in result.rows}
    assert all(left_out.n_rows >= 0 <= left_out.minutes for left_out in result.left_out.values())


@given(st.binary(max_size=300), st.sampled_from(SOURCES))
def test_any_bytes_are_read_or_refused(data: bytes, source: SourceReader) -> None:
    """Recognizing never raises, and reading what is recognized raises nothing but a refusal."""
    opened = OpenedFile("file", data)
    if source.recognizes(opened):
        try:
            source.read(opened, CONTEXT)
        except UnreadableFileError as error:
            assert "\n" not in str(error)
