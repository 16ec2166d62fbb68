"""Moodle: the grades report as JSON, with the same contents as the table."""

import csv
import io
import json
import re
from dataclasses import replace
from textwrap import dedent

import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.quizzes import moodle
from analytics.ingest.tables.opened import OpenedFile
from tests.ingest.sources.quizzes.test_moodle import GERMAN, GIVEN, REPORT


def as_json(table: str) -> str:
    """Return a table as Moodle writes it in JSON: of a header, the letters and digits in lower case."""
    header, *rows = csv.reader(io.StringIO(dedent(table).strip("\n")))
    keys = [re.sub(r"[^0-9a-z]", "", name.lower()) for name in header]
    return json.dumps([[dict(zip(keys, row, strict=False)) for row in rows]])


def read(text: str, mapping: FileMapping | None = None) -> Import:
    """Read a document that is recognized."""
    opened = OpenedFile("grades.json", text.encode())
    assert moodle.SOURCE.recognizes(opened)
    return moodle.SOURCE.read(opened, replace(GIVEN, mapping=mapping or FileMapping()))


@pytest.mark.parametrize("table", [REPORT, GERMAN])
@pytest.mark.parametrize("mapping", [FileMapping(), FileMapping(domain={"*": "1"})])
def test_the_document_gives_the_records_of_the_table(table: str, mapping: FileMapping) -> None:
    """The number of a question and its points are told apart."""
    rows = [line for line in table.splitlines() if not line.endswith("Finished")]  # a document has no short rows
    of_table = moodle.SOURCE.read(
        OpenedFile("grades.csv", dedent("\n".join(rows)).strip("\n").encode()), replace(GIVEN, mapping=mapping)
    )
    result = read(as_json("\n".join(rows)), mapping)
    assert [row.record for row in result.rows] == [row.record for row in of_table.rows] != []
    assert result.left_out == of_table.left_out
    assert [int(one.line) + 1 for one in result.problems] == [int(one.line) for one in of_table.problems]


def test_the_tenth_question_is_not_the_first() -> None:
    """Eleven questions of one point: q1100 is the first, q10100 the tenth; a number may stand without quotes."""
    header = ",".join(f"Q. {at} /1.00" for at in range(1, 12))
    points = ",".join("1.00" if at in {1, 10} else "-" for at in range(1, 12))
    table = f"State,Started on,Grade/11.00,{header}\nFinished,1 November 2017,2.00,{points}\n"
    result = read(as_json(table).replace('"2.00"', "2"), FileMapping(domain={"*": "1"}))
    assert [getattr(row.record, "position", 0) for row in result.rows] == list(range(1, 12))
    assert [getattr(row.record, "is_correct", False) for row in result.rows] == [at in {1, 10} for at in range(1, 12)]


def test_questions_with_one_key_are_refused() -> None:
    """The first question of 11 points and the eleventh of one would both be q11100."""
    document = (
        '[[{"state": "Finished", "startedon": "1 November 2017", "grade200": 2, "q1100": "1.00", "q3100": null}]]'
    )
    with pytest.raises(UnreadableFileError, match="as CSV"):
        read(document)


@pytest.mark.parametrize("text", ["[[{", '[[{"grade1000": 1}]]', "[[]]", '[[{"a": 1}]]', '[[{"grade100": 1}', "[]"])
def test_other_documents_are_not_recognized(text: str) -> None:
    """A report has a state, a start and a grade."""
    assert not moodle.SOURCE.recognizes(OpenedFile("x.json", text.encode()))
