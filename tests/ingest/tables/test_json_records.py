"""Lists of records in JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.tables import json_document
from analytics.ingest.tables.grid import Grid
from analytics.ingest.tables.json_document import record_lists
from analytics.ingest.tables.opened import OpenedFile

KEYS = st.sampled_from(["date", "minutes", "topic", "note"])
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.integers(), st.booleans(), st.none()
)


def lists_of(document: object) -> list[Grid]:
    """Return the lists of records of a document."""
    return record_lists(OpenedFile("study_log.json", json.dumps(document).encode()))


@given(st.lists(st.dictionaries(KEYS, VALUES), min_size=1, max_size=8), st.sampled_from(["list", "object", "lines"]))
def test_records_in_are_rows_out(records: list[dict[str, object]], form: str) -> None:
    """Each record is a row with its values under their keys, whatever the document's form."""
    if form == "lines":
        records = [*records, {"date": "2026-03-01"}]
        data = "\n".join(map(json.dumps, records))
    else:
        data = json.dumps(records if form == "list" else {"version": 1, "log": records})
    (grid,) = record_lists(OpenedFile("log", data.encode()))
    (_, header), *rows = grid.rows
    assert sorted(header) == sorted({key for record in records for key in record})
    assert [number for number, _ in rows] == list(range(1, len(records) + 1))
    for record, (_, cells) in zip(records, rows, strict=True):
        written = {key: "" if value is None else str(value).strip() for key, value in record.items()}
        written |= {key: str(value).lower() for key, value in record.items() if isinstance(value, bool)}
        assert dict(zip(header, cells, strict=True)) == dict.fromkeys(header, "") | written


def test_values_are_written_as_in_a_text_file() -> None:
    """A whole number, a fraction, a list of words; an object inside gives a column for each of its keys."""
    record = {
        "n": 45.0,
        "h": 0.75,
        "tags": ["a", "b", None],
        "topic": {"name": "EC2", "at": {"x": 1, "deep": {"y": 2}}},
    }
    (grid,) = lists_of([record])
    assert dict(zip(*(cells for _, cells in grid.rows), strict=True)) == {
        "n": "45", "h": "0.75", "tags": "a, b", "topic.name": "EC2", "topic.at.x": "1",
    }  # fmt: skip
    assert grid.notices == ("Lists inside a record were ignored: topic.at.deep.",)


def test_lists_inside_a_record_are_ignored_with_a_notice() -> None:
    """Unless another record has a plain value there."""
    (grid,) = lists_of([{"a": 1, "b": [{"c": 2}], "d": [[1]]}, {"a": 2, "b": "x"}])
    assert grid.rows == [(0, ["a", "b"]), (1, ["1", ""]), (2, ["2", "x"])]
    assert grid.notices == ("Lists inside a record were ignored: d.",)


def test_several_lists_are_several_tables() -> None:
    """Each is named by its keys."""
    document = {"study": [{"a": 1}], "exams": {"own": [{"b": 1}], "n": 2}}
    assert [grid.title for grid in lists_of(document)] == ["study", "exams.own"]
    assert [grid.title for grid in lists_of([{"a": 1}])] == ["records"]


@pytest.mark.parametrize("document", [{"a": 1}, [5], [], [{"a": 1}, 5], "x", {"a": {"b": {"c": {"d": [{"e": 1}]}}}}])
def test_other_documents_have_none(document: object) -> None:
    """A record alone, numbers, a mixture, and a list too deep inside."""
    assert lists_of(document) == []


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": 1}\n', '{"a": 1}\n{"b"\n', '{"a": 1}\n5\n', "a\nb\n", '{"a":' * 9000 + "\n{"]
)
def test_other_texts_have_none(text: str) -> None:
    """JSON Lines have a whole object in each of several lines."""
    assert record_lists(OpenedFile("log", text.encode())) == []


@pytest.mark.parametrize(
    ("limit", "what"), [("MAX_RECORDS", "records"), ("MAX_COLUMNS", "keys"), ("MAX_LISTS", "lists")]
)
def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, what: str) -> None:
    """The limits of other tables hold for JSON, too."""
    monkeypatch.setattr(json_document, limit, 1)
    with pytest.raises(UnreadableFileError, match=f"more than 1 .*{what}"):
        lists_of({"a": [{"x": 1}, {"y": 2}], "b": [{"x": 1}]})


def test_a_long_key_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys inside objects are prefixed with the object's key; a notice names only some of the lists."""
    monkeypatch.setattr(json_document, "MAX_COLUMNS", 2)
    (grid,) = lists_of([{"a": 1, **{f"b{number}": [[1]] for number in range(9)}}])
    assert grid.notices == ("Lists inside a record were ignored: b0, b1, b2.",)
    monkeypatch.setattr(json_document, "MAX_CELL_CHARS", 3)
    assert len(lists_of([{"a": {"b": 1}}])) == 1
    with pytest.raises(UnreadableFileError, match="longer than 3 characters"):
        lists_of([{"ab": {"b": 1}}])


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": 2}]', '{"a": 1}\n{"a": 2, "b": 3}\n'])
def test_a_document_of_too_many_values_is_not_parsed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Empty values take more than ten times as much memory as in the file."""
    opened = OpenedFile("log", text.encode())
    assert len(record_lists(opened)) == 1
    monkeypatch.setattr(json_document, "MAX_VALUES", 2)
    assert record_lists(opened) == []
    with pytest.raises(UnreadableFileError, match="values"):
        own_tables(opened)
