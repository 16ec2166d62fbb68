"""Udemy: practice tests saved by a browser extension."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.map_file import parse_map
from analytics.ingest.sources.quizzes import udemy
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found
from tests.inputs.quiz_files import udemy_question

TAKEN_ON = date(2026, 3, 1)
GIVEN = replace(CONTEXT, exam_code=EXAM, mapping=FileMapping(taken_on=TAKEN_ON))
NAME = "quiz-data-1772409600000.json"  # 2026-03-02 in Berlin


QUIZ = [
    udemy_question(1, "Correct", correctAnswer=["Amazon S3"], yourAnswer=["Amazon S3"]),
    udemy_question(2, "Incorrect", "2"),
    udemy_question(3, "Skipped", yourAnswer=None, correctAnswer=["a", "b"]),
]


def read(document: object, context: ReadingContext = GIVEN, name: str = NAME) -> Import:
    """Read a document that is recognized."""
    opened = OpenedFile(name, json.dumps(document).encode())
    assert udemy.SOURCE.recognizes(opened)
    return udemy.SOURCE.read(opened, context)


def responses(result: Import) -> list[ItemResponse]:
    return [row.record for row in result.rows if isinstance(row.record, ItemResponse)]


def test_each_question_is_a_response() -> None:
    """Its text is hashed, a short answer is kept, and a skipped question is not correct."""
    result = read(QUIZ)
    first, second, third = responses(result)
    assert (first.is_correct, second.is_correct, third.is_correct) == (True, False, False)
    assert [one.domain_id for one in (first, second, third)] == ["1", "2", "1"]
    assert [one.position for one in (first, second, third)] == [1, 2, 3]
    assert (second.chosen, second.correct_answer) == ("Amazon Kinesis Data Streams", "Amazon Data Firehose")
    assert (first.chosen, third.chosen, third.correct_answer) == ("Amazon S3", None, None)
    assert (first.taken_at, first.exam_code, first.provider) == (TAKEN_ON, EXAM, "Udemy")
    assert len({one.item_id for one in (first, second, third)}) == 3
    assert "Which service" not in str(result)
    assert "own text" not in str(result)
    assert result.notices == ("1 question was skipped; unanswered questions count as wrong.",)
    assert [row.line for row in result.rows] == ["1", "2", "3"]


def test_markup_does_not_change_the_identity_of_a_question() -> None:
    """The same test taken later is another practice exam of the same form."""
    again = [udemy_question(n, "Correct", question=f"<div>which  SERVICE &#38; why? ({n})</div>") for n in (3, 1, 2)]
    one = responses(read(QUIZ))
    two = responses(read(again, replace(GIVEN, mapping=FileMapping(taken_on=date(2026, 3, 8)))))
    assert {r.item_id for r in one} == {r.item_id for r in two}
    assert {r.form for r in one} == {r.form for r in two}
    assert {r.practice_exam_id for r in one}.isdisjoint({r.practice_exam_id for r in two})
    assert read(QUIZ).rows == read(QUIZ).rows


def test_questions_may_differ_at_their_end() -> None:
    """A long scenario may begin several questions."""
    long = "scenario " * 500
    quiz = [udemy_question(n, "Correct", question=f"{long} {n}") for n in (1, 2)]
    assert len({one.item_id for one in responses(read(quiz))}) == 2


def test_the_day_is_asked_for() -> None:
    """The day in the file name is that of the export, so it is only a hint."""
    with pytest.raises(OpenQuestionError, match="2026-03-02, but that may be the day of the export") as caught:
        read(QUIZ, CONTEXT)
    assert (caught.value.question, caught.value.found) == (Question.DAY, {"2026-03-02": 1})
    for name in ("quiz.json", "quiz-data-9999999999999.json"):
        with pytest.raises(OpenQuestionError, match="taken_on = 2026-03-01") as caught:
            read(QUIZ, CONTEXT, name)
        assert caught.value.found == {}
    assert parse_map("taken_on = 2026-03-01").taken_on == TAKEN_ON


def test_without_domains_the_exam_is_one_total() -> None:
    """Unless a pattern sets one domain for all."""
    quiz = [udemy_question(1, "Correct", "No domain specified"), udemy_question(2, "Incorrect", "")]
    result = read(quiz)
    (row,) = result.rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.domain_id, row.record.n_correct, row.record.n_items) == (TOTAL_DOMAIN, 1, 2)
    assert any("one result of the whole" in notice for notice in result.notices)
    answers = FileMapping(taken_on=TAKEN_ON, domain={"*": "4"})
    assert [one.domain_id for one in responses(read(quiz, replace(GIVEN, mapping=answers)))] == ["4", "4"]


def test_questions_without_a_domain_count_for_the_whole_exam() -> None:
    """52 of 65 questions have a domain; all are responses, 13 of them without a domain."""
    domains = {n: "No domain specified" if n % 5 == 0 else str(1 + n % 4) for n in range(1, 66)}
    quiz = [udemy_question(n, "Correct" if n % 3 else "Incorrect", domain) for n, domain in domains.items()]
    result = read(quiz)
    assert (len(result.rows), result.problems) == (65, ())
    found_domains = Counter(one.domain_id for one in responses(result))
    assert found_domains == {"1": 13, "2": 13, "3": 13, "4": 13, TOTAL_DOMAIN: 13}
    (notice,) = result.notices
    assert notice.startswith("Questions without a domain count for the exam as a whole. Lines: 5, 10, 15")


def test_an_unreadable_question_is_a_problem() -> None:
    """The others are imported."""
    quiz = [
        *QUIZ,
        udemy_question(4, "Maybe"),
        udemy_question(5, "Correct", question=" <br> "),
        udemy_question(1, "Correct"),
        udemy_question(7, "Correct", "Cooking"),
        7,
    ]
    result = read(quiz)
    assert len(result.rows) == 3
    assert [(line, column) for line, column, _ in found(result)] == [
        ("4", "status"),
        ("5", "question"),
        ("8", "status"),
        ("6", "domain"),
        ("7", "domain"),
    ]
    assert result.n_read == len(quiz)


def test_without_a_readable_question_there_is_no_practice_exam() -> None:
    """There are problems and no rows."""
    result = read([udemy_question(1, "Maybe")])
    assert (result.rows, result.n_failed) == ((), 1)


def test_a_bank_of_questions_is_refused() -> None:
    """It has no results, and nothing to import."""
    with pytest.raises(UnreadableFileError, match="questions but no results"):
        read([{"question": "Which?", "options": ["a", "b"], "correct_answer": "a"}])
    with pytest.raises(UnreadableFileError, match="more than 2,000 questions"):
        read([udemy_question(1, "Correct")] * 2001)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"question": 1}', b'["question"]', b'[{"prompt": {}}]', b'[{"question": "x"', b"[" * 200_000,
     b'"question' + b"[" * 200_000],
)  # fmt: skip
def test_other_documents_are_not_recognized(data: bytes) -> None:
    """This includes JSON that is nested too deeply."""
    assert not udemy.SOURCE.recognizes(OpenedFile(NAME, data))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["questionNumber", "status", "question", "domain", "yourAnswer", "correctAnswer", "allOptions"])


@given(st.lists(st.dictionaries(KEYS, VALUES | st.sampled_from(["Correct", "Skipped", "1"])), max_size=5))
def test_any_values_are_read_or_refused(document: list[dict[str, object]]) -> None:
    """Nothing but a refusal is raised, and every question is accounted for."""
    opened = OpenedFile(NAME, json.dumps([udemy_question(1, "Correct"), *document]).encode())
    try:
        result = udemy.SOURCE.read(opened, GIVEN)
    except UnreadableFileError:
        return
    assert result.n_read == len(document) + 1
