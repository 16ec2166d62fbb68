"""Forty tables as candidates write them, in nine languages: the guesses, and the rows read with them.

Half of them were written before the guesses and half after.
"""

import tomllib
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import OpenQuestionError, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.guesses.column_guesses import Guess
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import normalized_name
from analytics.updates.import_preview import table_head
from analytics.updates.import_reading import read_labeled
from tests.inputs.ingest_inputs import CONTEXT, EXAM, total_of

FOLDER = Path(__file__).parents[2] / "inputs" / "own_tables"
TABLES: dict[str, dict[str, Any]] = {
    f"{table['language']}, {table['name']}": table
    for path in sorted(FOLDER.glob("*.toml"))
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["table"]
}
N_RIGHT = 36
"""Of 40 tables, at least these need no change of a column."""


def opened(text: str) -> OpenedFile:
    return OpenedFile("log.csv", text.lstrip("\n").encode())


@cache
def guess_of(text: str) -> Guess:
    head = table_head(opened(text))
    assert head is not None
    return head.guess(exam=CONTEXT.blueprints[EXAM])


def is_right(table: dict[str, Any]) -> bool:
    """Whether kind and columns are as a reader of the table would choose them."""
    guess = guess_of(table["text"])
    head = table_head(opened(table["text"]))
    assert head is not None
    expected = {normalized_name(name): target.split("|") for name, target in table["columns"].items()}
    given = {name: guess.columns.get(name, "") for name in head.header if name}
    return guess.kind == table["kind"] and all(target in expected.get(name, [""]) for name, target in given.items())


def read_as_guessed(table: dict[str, Any]) -> Import | UnreadableFileError:
    """Read a table with its guess; all of its rows are study."""
    guess = guess_of(table["text"])
    mapping = FileMapping(kind=guess.kind, columns=guess.columns, study=("*",))
    context = replace(CONTEXT, exam_code=EXAM, is_zone_given=True, mapping=mapping)
    return read_labeled(opened(table["text"]), context)


def day_of(record: object) -> date:
    moment = next(getattr(record, name) for name in ("started_at", "taken_at", "rated_on") if hasattr(record, name))
    assert isinstance(moment, date)
    return moment.date() if isinstance(moment, datetime) else moment


def outcome(read: Import) -> dict[str, object]:
    days = sorted(day_of(row.record) for row in read.rows)
    return {"rows": len(read.rows), "skipped": read.n_passed_over, "total": total_of(read), "days": [days[0], days[-1]]}


def expected_outcome(table: dict[str, Any]) -> dict[str, object]:
    total = sum(float(part) for part in table["total"].split(" + "))
    return {
        "rows": table["rows"],
        "skipped": table.get("skipped", 0),
        "total": round(total, 6),
        "days": table["days"],
    }


def test_there_are_forty_tables_in_at_least_eight_languages() -> None:
    """Each table has its own name."""
    assert len(TABLES) == 40
    assert len({table["language"] for table in TABLES.values()}) >= 8


def test_nearly_all_tables_need_no_change_of_a_column() -> None:
    """The kind and every column are guessed as expected."""
    wrong = [name for name, table in TABLES.items() if not is_right(table)]
    assert len(TABLES) - len(wrong) >= N_RIGHT, wrong


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_in_as_it_is_or_with_a_question(name: str) -> None:
    """Rows, days and sums equal those added by hand; a table that was guessed otherwise is asked about or refused."""
    table = TABLES[name]
    read = read_as_guessed(table)
    if isinstance(read, Import):
        assert outcome(read) == expected_outcome(table)
        records = [row.record for row in read.rows]
        if "domains" in table:
            assert [getattr(record, "domain_id", None) for record in records] == table["domains"]
        if "activities" in table:
            assert [getattr(record, "activity", None) for record in records] == table["activities"]
    else:
        assert not is_right(table) or isinstance(read, OpenQuestionError), read
