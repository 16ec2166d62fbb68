"""QTI: the results of one test."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.ingest.sources.quizzes import qti_results
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.qti_files import item, results

GIVEN = replace(CONTEXT, exam_code=EXAM)
BY_NAME = replace(GIVEN, mapping=FileMapping(domain={"sec": "1", "net": "2"}))


def read(data: bytes, context: ReadingContext = GIVEN) -> Import:
    """Read a file that is recognized."""
    opened = OpenedFile("result.xml", data)
    assert qti_results.SOURCE.recognizes(opened)
    return qti_results.SOURCE.read(opened, context)


def total_of(*items: str) -> tuple[int, int]:
    """Return the correct answers of all of a test without domains."""
    (row,) = read(results(*items)).rows
    assert isinstance(row.record, DomainResult)
    return row.record.n_correct, row.record.n_items


@pytest.mark.parametrize("version", ["v2p1", "v2p2", "of nobody"])
def test_a_test_is_one_practice_exam(version: str) -> None:
    """Two of three answers are the correct ones, whatever the namespace."""
    (row,) = read(results(item("a"), item("b"), item("c", ["B"]), version=version)).rows

    assert isinstance(row.record, DomainResult)
    assert (row.record.n_correct, row.record.n_items) == (2, 3)
    assert row.record.taken_at == datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "n_correct"),
    [
        (item("a", ["A", "B"], ["B", "A"], cardinality="multiple"), 1),
        (item("a", ["A", "B"], ["B", "A"], cardinality="ordered"), 0),
        (item("a", ["B"], ["A"], points="2", maximum="2"), 1),
        (item("a", ["A"], ["A"], points="1", maximum="2"), 0),
        (item("a", ["A"], ["A"], points="1"), 1),
        (item("a", ["A"], ["A"], points="much", maximum="1"), 1),
        (item("a", ["A"], ["A"], points="nan", maximum="1"), 1),
        (item("a", [], ["A"]), 0),
        (
            item("a", ["B"]).replace(
                "</itemResult>",
                '<outcomeVariable identifier="SCORE" normalMaximum="1"><value>1</value></outcomeVariable></itemResult>',
            ),
            1,
        ),
    ],
)
def test_points_decide_before_answers(question: str, n_correct: int) -> None:
    """With all points a question is correct; without a maximum the answers decide, in order if that counts."""
    assert total_of(question) == (n_correct, 1)


def test_questions_of_known_domains_are_rows() -> None:
    """A pattern in the identifier is the domain; the time and the answers are kept, and impossible times are not."""
    found = read(results(item("sec-1"), item("net-1", ["B"], seconds="0"), item("sec-2", seconds="long")), BY_NAME)

    records = [row.record for row in found.rows if isinstance(row.record, ItemResponse)]
    assert [(one.domain_id, one.is_correct, one.response_time_s, one.chosen) for one in records] == [
        ("1", True, 45.5, "A"),
        ("2", False, None, "B"),
        ("1", True, None, "A"),
    ]
    assert len({one.item_id for one in records}) == 3


def test_unanswered_questions_are_left_out_and_counted() -> None:
    """Questions that were only shown or are not judged yet are not answers."""
    found = read(results(item("a"), item("b", status="initial"), item("c", status="pendingSubmission")))

    assert found.left_out == {LeftOutReason.NO_ANSWER: LeftOut(2)}
    assert found.n_read == 3


def test_a_question_without_name_or_result_is_a_problem() -> None:
    """Both say what is missing; the others are read."""
    found = read(results(item(""), item("b", correct=()), item("c")))

    assert [problem.line for problem in found.problems] == ["1", "2"]
    assert "identifier" in found.problems[0].reason
    assert "maximum" in found.problems[1].reason
    assert len(found.rows) == 1


def test_the_time_of_a_question_stands_in_for_that_of_the_test() -> None:
    """Without an offset it is in the candidate's zone; an answered day comes first; without either it is asked for."""
    (row,) = read(results(item("a"), stamp=None), replace(GIVEN, zone="Europe/Berlin", is_zone_given=True)).rows
    assert isinstance(row.record, DomainResult)
    assert row.record.taken_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    answered = replace(GIVEN, mapping=FileMapping(taken_on=date(2026, 2, 1)))
    (row,) = read(results(item("a")), answered).rows
    assert isinstance(row.record, DomainResult)
    assert row.record.taken_at == date(2026, 2, 1)
    with pytest.raises(OpenQuestionError) as error:
        read(results(item("a").replace(' datestamp="2026-03-01T10:00:00"', ""), stamp=None))
    assert error.value.question is Question.DAY


def test_a_test_without_a_name_has_the_form_of_its_questions() -> None:
    """The same questions are the same form."""
    data = results(item("a"), item("b")).replace(b' identifier="Mock 1"', b"")
    forms = {row.record.form for row in read(data).rows if isinstance(row.record, DomainResult)}
    again = {row.record.form for row in read(data).rows if isinstance(row.record, DomainResult)}
    assert forms == again
    assert all(form and form.startswith("set ") for form in forms)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (results(item("a"))[:-20], "damaged"),
        (results(item("a")).replace(b"<assess", b"<!DOCTYPE a [<!ENTITY b 'c'>]><assess", 1), "document type"),
        (results(item("a")).replace(b"assessmentResult", b"x:assessmentResults"), "damaged"),
        (b"<results><assessmentResult/></results>", "not a QTI result"),
        (results(item("a"), stamp="yesterday"), "not a time"),
    ],
)
def test_other_xml_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    """Damaged XML, a document type, another root and a time that is none."""
    with pytest.raises(UnreadableFileError, match=reason):
        read(data)


def test_a_very_long_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree of a long text takes many times its memory."""
    monkeypatch.setattr(qti_results, "MAX_BYTES", 100)
    with pytest.raises(UnreadableFileError, match="bytes"):
        read(results(item("a")))


def test_other_files_are_not_recognized() -> None:
    """Neither a table nor other XML nor a PDF."""
    for data in (b"a,b\n1,2\n", b"<html></html>", b"%PDF-1.7"):
        assert not qti_results.SOURCE.recognizes(OpenedFile("file", data))
