"""xAPI statements: answers by attempt."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.quizzes import xapi
from analytics.ingest.tables import json_document
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.quiz_files import xapi_statement

GIVEN = replace(CONTEXT, exam_code=EXAM, mapping=FileMapping(domain={"storage": "1", "q2": "2"}))


def read(document: object, context: ReadingContext = GIVEN) -> Import:
    """Read a document that is recognized."""
    data = document if isinstance(document, str) else json.dumps(document)
    opened = OpenedFile("statements.json", data.encode())
    assert xapi.SOURCE.recognizes(opened)
    return xapi.SOURCE.read(opened, context)


def responses(result: Import) -> list[ItemResponse]:
    return [row.record for row in result.rows if isinstance(row.record, ItemResponse)]


THREE = [
    xapi_statement(2, object={"id": "https://lms.example/q2"}),
    xapi_statement(1),
    xapi_statement(3, verb="experienced"),
    xapi_statement(4),
    xapi_statement(5, verb="voided", object={"objectType": "StatementRef", "id": "id-4"}),
    xapi_statement(1),
]


@pytest.mark.parametrize("form", ["list", "store", "lines"])
def test_answers_of_an_attempt_are_one_practice_exam(form: str) -> None:
    """Other, voided and repeated statements are left out."""
    lines = "\n".join(json.dumps(one) for one in THREE)
    result = read({"list": THREE, "store": {"statements": THREE, "more": ""}, "lines": f"{lines}\n\n"}[form])
    first, second = responses(result)
    assert (first.domain_id, first.is_correct, first.position, first.response_time_s) == ("1", True, 1, 90.5)
    assert (second.domain_id, second.is_correct, second.position) == ("2", False, 2)
    assert first.practice_exam_id == second.practice_exam_id
    assert first.taken_at == datetime(2026, 3, 1, 9, 1, tzinfo=UTC)
    assert (result.n_read, result.n_passed_over) == (6, 4)
    assert [row.line for row in result.rows] == ["2", "1"]
    assert "example" not in str(result)


def test_a_registration_is_an_attempt() -> None:
    """Without domains each is one total."""
    attempts = [xapi_statement(n, context={"registration": f"r{n}"}) for n in (1, 2)]
    rows = read(attempts, replace(GIVEN, mapping=FileMapping())).rows
    records = [row.record for row in rows if isinstance(row.record, DomainResult)]
    assert [(r.n_correct, r.n_items) for r in records] == [(1, 1), (0, 1)]
    assert records[0].practice_exam_id != records[1].practice_exam_id


def test_a_single_statement_is_read() -> None:
    """Its time may be the time of storage; the zone is asked for if it has none."""
    one = xapi_statement(
        1, timestamp=None, stored="2026-03-01T09:00:00+01:00", result={"success": True, "duration": "PT0S"}
    )
    (response,) = responses(read(one))
    assert response.taken_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert response.response_time_s is None
    without = xapi_statement(1, timestamp="2026-03-01T09:00:00", result={"success": True})
    with pytest.raises(OpenQuestionError):
        read(without)
    (response,) = responses(read(without, replace(GIVEN, is_zone_given=True)))
    assert response.taken_at == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_an_unreadable_statement_is_a_problem() -> None:
    """The others are imported."""
    broken = [
        xapi_statement(1),
        xapi_statement(2, result={}),
        xapi_statement(3, object={}),
        xapi_statement(4, timestamp="soon"),
    ]
    result = read("\n".join([*(json.dumps(one) for one in broken), "no json"]))
    assert len(result.rows) == 1
    assert [problem.line for problem in result.problems] == ["2", "3", "4", "5"]
    assert result.n_read == 5


def test_too_many_statements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of a whole platform is not read."""
    monkeypatch.setattr(xapi, "MAX_STATEMENTS", 1)
    with pytest.raises(UnreadableFileError, match="more than 1 statements"):
        read([xapi_statement(1), xapi_statement(2)])


@pytest.mark.parametrize("data", [b"", b"[]", b'["actor", "verb", "object"]', b'{"actor":1,"verb":2,"object":3}',
                                  b'"actor""verb""object"' + b"[" * 100_000])  # fmt: skip
def test_other_documents_are_not_recognized(data: bytes) -> None:
    """This includes JSON that is nested too deeply."""
    assert not xapi.SOURCE.recognizes(OpenedFile("x.json", data))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=10)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["id", "actor", "verb", "object", "result", "timestamp", "stored", "context"])


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=4))
def test_any_values_are_read_or_refused(changes: list[dict[str, object]]) -> None:
    """Nothing but a refusal is raised, and every statement is accounted for."""
    document = [xapi_statement(1), *({**xapi_statement(2), **change} for change in changes)]
    try:
        result = read(document)
    except UnreadableFileError:
        return
    assert result.n_read == len(result.rows) + result.n_failed + result.n_passed_over


def test_lines_of_too_many_values_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is then not recognized as statements."""
    text = "\n".join(json.dumps(xapi_statement(number)) for number in range(2))
    assert xapi.SOURCE.recognizes(OpenedFile("log", text.encode()))
    monkeypatch.setattr(json_document, "MAX_VALUES", 2)
    assert not xapi.SOURCE.recognizes(OpenedFile("log", text.encode()))
