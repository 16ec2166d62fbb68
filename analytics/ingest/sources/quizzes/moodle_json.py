"""The JSON of a Moodle report: sheets of rows, whose keys are the headers without blanks and marks."""

import re
from collections.abc import Iterator, Mapping, Sequence

from analytics.errors import UnreadableFileError
from analytics.ingest.tables.json_document import Json, elements, load_json, mapping, text
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.raw_table import RawRow

_HEADERS = {"startedon": "started on", "begonnenam": "begonnen am"}
_GRADE = re.compile(r"(grade|bewertung)([0-9]{1,10})")
_QUESTION = re.compile(r"[qf][0-9]{2,10}")
_DECIMALS = re.compile(r"[0-9]+[.,]([0-9]{1,5})")
_FORM = re.compile(r"[\s\ufeff]*\[\s*\[\s*\{")
_USUAL_DECIMALS = 2


def rows_of(opened: OpenedFile) -> list[RawRow]:
    """Return the header in lower case and the rows, empty if the file is no such report."""
    if not _FORM.match(opened.text) or not _GRADE.search(opened.text):
        return []
    rows = [mapping(row) for row in elements(next(iter(elements(load_json(opened))), None))]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    header = list(_headers(keys, rows))
    cells = (RawRow(str(at), [_cell(row.get(key)) for key in keys]) for at, row in enumerate(rows, start=1))
    return [RawRow("1", header), *cells] if rows else []


def _headers(keys: Sequence[str], rows: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    """Yield the header of each key; questions are numbered in their order.

    The key of "Q. 1 /0.79" is q1079, so its number and its points are told apart by the order
    and by the decimals of its cells.
    """
    number = 1
    for key in keys:
        grade = _GRADE.fullmatch(key)
        if grade is not None:
            yield f"{grade[1]}/{grade[2][:5]}"
        elif _QUESTION.fullmatch(key) and key[1:].startswith(str(number)) and len(key) > len(str(number)) + 1:
            points = int(key[1 + len(str(number)) :]) / 10 ** _n_decimals([_cell(row.get(key)) for row in rows])
            yield f"{key[0]}. {number} /{points:g}"
            number += 1
        else:
            yield _HEADERS.get(key, key)


def _n_decimals(cells: Sequence[str]) -> int:
    """Return how many decimals points have, by the first cell that has any."""
    found = next((found for cell in cells if (found := _DECIMALS.fullmatch(cell))), None)
    return _USUAL_DECIMALS if found is None else len(found[1])


def check_questions(file: str, header: Sequence[str]) -> None:
    """Refuse a report in which two questions have one key.

    Raises:
        UnreadableFileError: If a question is out of order, because its key is that of another.
    """
    if any(_QUESTION.fullmatch(name) for name in header):
        raise UnreadableFileError(file, "two of its questions have the same name in JSON. Download the report as CSV.")


def _cell(value: Json) -> str:
    return text(value) if isinstance(value, str) else "" if value is None else str(value)
