"""Pasted results: lines, headings, counts and the exam they are of."""

from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.exam_domains import matching_domains
from analytics.ingest.sources.quizzes.pasted_lines import Heading, heading
from analytics.ingest.sources.quizzes.pasted_results import SOURCE
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found
from tests.inputs.quiz_files import read_pasted

ONE = replace(CONTEXT, exam_code=EXAM)
MANY = replace(CONTEXT, blueprints=shipped_blueprints())


def read(text: str | None, context: ReadingContext = ONE) -> Import:
    """Read a text written in a test."""
    return read_pasted(dedent(text or "").strip("\n"), context)


def counts(result: Import) -> dict[str, tuple[int, int]]:
    """Return correct answers and questions by domain."""
    records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    return {record.domain_id: (record.n_correct, record.n_items) for record in records}


@pytest.mark.parametrize(
    "line",
    [
        "- attempt 1: 61.54% (40/65) 2026-03-01",
        "2026-03-01 attempt 1: 40/65",
        "Attempt 1 - 61.54 % (40/65), (2026-03-01)",
    ],
)
def test_the_day_of_an_attempt_may_stand_before_or_after_it(line: str) -> None:
    """Some people add it after the result."""
    (row,) = read(f"Practice Set 3\n{line}").rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.taken_at, row.record.sitting, row.record.form) == (date(2026, 3, 1), 1, "Practice Set 3")
    assert (row.record.n_correct, row.record.n_items) == (40, 65)


def test_results_below_two_days_are_refused() -> None:
    """One of the days belongs to a practice exam without results, and nobody knows which."""
    text = "2026-03-07 Set 2\n{}2026-03-08\nDesign Secure Architectures: 52.38 % (11/21)"
    for gap in ("", "\n"):
        with pytest.raises(UnreadableFileError, match="2026-03-07 and 2026-03-08"):
            read(text.format(gap))
    assert len(read(text.format("Design Resilient Architectures: 50 % (5/10)\n\n")).rows) == 2


def test_each_line_is_the_result_of_a_domain() -> None:
    """
    2026-03-01 Tutorials Dojo, Practice Set 3
    Design Secure Architectures: 52.38% (11/21)
    CSAA - Design Resilient Architectures:100% (17/17)
    3 | 75 % (12/16)
    Domain 4: Design Cost-Optimized Architectures (20%) 90,91 % (10 of 11)
    """
    result = read(test_each_line_is_the_result_of_a_domain.__doc__)
    assert counts(result) == {"1": (11, 21), "2": (17, 17), "3": (12, 16), "4": (10, 11)}
    first = result.rows[0]
    assert first.line == "2"
    assert first.record == DomainResult(
        practice_exam_id="pasted:Tutorials Dojo:Practice Set 3:2026-03-01",
        taken_at=date(2026, 3, 1),
        exam_code=EXAM,
        provider="Tutorials Dojo",
        form="Practice Set 3",
        domain_id="1",
        n_items=21,
        n_correct=11,
    )
    assert result.problems == ()
    assert result.notices == (
        "Read as: 2026-03-01, SAA-C03, set 'Practice Set 3', provider 'Tutorials Dojo'.",
        "'CSAA - Design Resilient Architectures' was imported as domain 2, 'Design Resilient Architectures'.",
        "'Domain 4: Design Cost-Optimized Architectures (20%)' was imported as domain 4, "
        "'Design Cost-Optimized Architectures'.",
    )


def test_attempts_are_sittings_of_one_set() -> None:
    """
    Tutorials Dojo Set 1
    - attempt 1 (2026-03-01): 61.54%
    - attempt 2 (2026-03-08): 87.69% (57/65)
    Design Secure Architectures: 80% (16/20)
    """
    result = read(test_attempts_are_sittings_of_one_set.__doc__)
    records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert [(r.taken_at, r.sitting, r.domain_id, r.n_correct, r.n_items) for r in records] == [
        (date(2026, 3, 1), 1, TOTAL_DOMAIN, 40, 65),
        (date(2026, 3, 8), 2, TOTAL_DOMAIN, 57, 65),
        (date(2026, 3, 8), 2, "1", 16, 20),
    ]
    assert {record.form for record in records} == {"Set 1"}
    assert len({record.practice_exam_id for record in records}) == 2


def test_the_same_text_gives_the_same_keys() -> None:
    """Two nameless results of one day are numbered in order."""
    text = """
        2026-03-01
        72% (36/50)

        2026-03-01
        80% (40/50)
        """
    one, two = read(text), read(text)
    assert one.rows == two.rows
    ids = [row.record.practice_exam_id for row in one.rows if isinstance(row.record, DomainResult)]
    assert ids == ["pasted:2026-03-01", "pasted:2026-03-01#2"]


@pytest.mark.parametrize(
    ("line", "n_correct", "n_items"),
    [
        ("Total\t61/65", 61, 65), ("93.8% (61/65)", 61, 65), ("93% (61/65)", 61, 65), ("94 % 61/65", 61, 65),
        ("Total: 61/65 (93.85%)", 61, 65), ("score = 61 of 65 correct", 61, 65), ("Overall – 61 out of 65", 61, 65),
        ("100%", 65, 65), ("0 %", 0, 65), ("62%", 40, 65), ("Overall score: 61.54 % correct", 40, 65),
    ],
)  # fmt: skip
def test_counts_and_percentages_of_the_whole(line: str, n_correct: int, n_items: int) -> None:
    """A percentage of a known number of questions becomes the count that matches."""
    assert counts(read(f"2026-03-01, Set 1, 65 questions\n{line}")) == {TOTAL_DOMAIN: (n_correct, n_items)}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("total: 86% (61/65)", "61 of 65 is 93.85 %, not 86 %"),
        ("total: 62.4%", "62.4 % is not possible with 400 questions"),
        ("total: 101%", "more than 100, so it is not a percentage"),
        ("total: 72% (720/1000)", "720 of 1000 is a score on the scale of SAA-C03"),
        ("total: 12% (66/65)", "not possible"),
        ("total: 0% (0/0)", "not possible"),
        ("EC2: 100% (8/8)", "is not a domain of SAA-C03, which has: 1 Design Secure"),
        ("Architectures: 50% (4/8)", "could be one of several domains"),
    ],
)
def test_an_unreadable_result_is_a_problem_with_its_reason(line: str, reason: str) -> None:
    """Other lines are imported."""
    result = read(f"2026-03-01, 400 questions\nDesign Resilient Architectures: 50% (4/8)\n{line}")
    (problem,) = result.problems
    assert reason in problem.reason
    assert (problem.line, problem.value) in {("3", line), ("3", "1000")}
    assert counts(result) == {"2": (4, 8)}


def test_a_line_between_results_is_a_problem() -> None:
    """
    2026-03-01
    Design Secure Architectures: 50% (10/20)
    felt tired
    Design Secure Architectures: 60% (12/20)
    """
    result = read(test_a_line_between_results_is_a_problem.__doc__)
    assert found(result) == [("3", "", "felt tired"), ("4", "", "Design Secure Architectures: 60% (12/20)")]
    assert "already listed above" in result.problems[1].reason


def test_a_day_begins_the_next_practice_exam() -> None:
    """
    2026-03-01
    Design Secure Architectures: 50% (10/20)
    2026-03-08
    Design Secure Architectures: 60% (12/20)
    """
    result = read(test_a_day_begins_the_next_practice_exam.__doc__)
    days = [row.record.taken_at for row in result.rows if isinstance(row.record, DomainResult)]
    assert days == [date(2026, 3, 1), date(2026, 3, 8)]


@pytest.mark.parametrize("day", ["2026-03-01", "Completed on 1 March 2026", "Date taken: 2026-03-01 10:15 AM"])
def test_the_day_may_stand_between_the_total_and_the_domains(day: str) -> None:
    """As on results pages; below the total of another set, or above a second total, it begins the next exam."""
    total, domain = "Overall score: 50%", "Design Secure Architectures: 50% (10/20)"
    for text in (f"Set 2\n\n{total}\n{day}\n\n{domain}", f"Set 2\n{total}\n\n{day}\n{domain}"):
        records = [row.record for row in read(text).rows if isinstance(row.record, DomainResult)]
        assert {(record.taken_at, record.form) for record in records} == {(date(2026, 3, 1), "Set 2")}
        assert len({record.practice_exam_id for record in records}) == 1
    for below in (f"Set 3, {day}\n{domain}", f"{day}\n{total}"):
        with pytest.raises(OpenQuestionError, match="the date is missing"):
            read(f"Set 2\n{total}\n{below}")


def test_the_day_is_asked_for() -> None:
    """The answer is a line above the results, or comes with the file."""
    with pytest.raises(OpenQuestionError, match="Write it on a line above") as caught:
        read("last week Set 1\nTotal: 60% (39/65)")
    assert caught.value.question is Question.DAY
    answered = replace(ONE, mapping=FileMapping(taken_on=date(2026, 3, 1)))
    (row,) = read("Set 1\nTotal: 60% (39/65)", answered).rows
    assert isinstance(row.record, DomainResult)
    assert row.record.taken_at == date(2026, 3, 1)


def test_a_future_or_impossible_day_is_a_problem() -> None:
    """The rules of canonical files hold."""
    for day in ("2027-01-01", "2026-02-30"):
        (problem,) = read(f"{day}\nTotal: 60% (39/65)").problems
        assert (problem.line, problem.column) == ("2", "date")


SECURE = "2026-03-01\nDesign Secure Architectures: 50% (10/20)"


def test_the_exam_comes_from_the_text_the_choice_or_the_domains() -> None:
    """If several fit, the exam is asked for; a notice names an exam found by its domains."""

    def exam(text: str, context: ReadingContext) -> str:
        (row,) = read(text, context).rows
        assert isinstance(row.record, DomainResult)
        return row.record.exam_code

    assert exam("CISSP Boson 2026-03-01\nTotal: 50% (10/20)", replace(MANY, exam_code=EXAM)) == "CISSP"
    assert exam(SECURE, replace(MANY, exam_code="X-1")) == "X-1"
    assert exam("2026-03-01\nTotal: 50% (10/20)", replace(MANY, exams_of={"me": [EXAM]})) == EXAM
    assert exam(SECURE, MANY) == EXAM
    assert "Imported for SAA-C03, the only exam with these domains." in read(SECURE, MANY).notices
    with pytest.raises(OpenQuestionError) as caught:
        read("2026-03-01\n1: 50% (10/20)", MANY)
    assert caught.value.question is Question.EXAM
    assert set(caught.value.found) == set(MANY.blueprints)
    with pytest.raises(OpenQuestionError) as caught:
        read("2026-03-01\nEC2: 50% (10/20)", replace(MANY, exams_of={"me": ["PMP", EXAM]}))
    assert list(caught.value.found) == ["PMP", EXAM]


def test_a_pattern_sets_the_domain_of_a_name() -> None:
    """The name may be that of a service."""
    result = read("2026-03-01\nEC2: 100% (8/8)", replace(ONE, mapping=FileMapping(domain={"ec2": "3"})))
    assert counts(result) == {"3": (8, 8)}


def test_names_of_an_exam_without_blueprint_are_its_domains() -> None:
    """They are checked as soon as it has one."""
    result = read("2026-03-01\nKnots: 100% (8/8)", replace(ONE, exam_code="X-1"))
    assert counts(result) == {"Knots": (8, 8)}
    assert any("no blueprint for the exam 'X-1'" in notice for notice in result.notices)


@pytest.mark.parametrize(
    ("name", "domains"),
    [
        ("1", ("1",)), ("Domain 2", ("2",)), ("content domain 3", ("3",)), ("Domain 9", ()), ("", ()),
        ("Domain 1: Design Secure Architectures", ("1",)),
        ("1. Design Secure Architectures (30%)", ("1",)),
        ("Domain 3: Design Secure Architectures", ("1", "3")),
        ("Domain 3: Specify Secure Applications", ()),
        ("Domain 9: Design Secure Architectures", ("1",)),
        ("design COST optimized architectures", ("4",)),
        ("Secure", ()), ("Resilient Architectures", ("2",)), ("Design", ()), ("Architectures", ("1", "2", "3", "4")),
    ],
)  # fmt: skip
def test_a_name_may_match_several_domains(name: str, domains: tuple[str, ...]) -> None:
    """A number that contradicts the name after it is ignored."""
    assert matching_domains(name, shipped_blueprints()[EXAM]) == domains


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Set 3 – Whizlabs – 2026-03-01"], Heading("2026-03-01", None, "Set 3", "Whizlabs")),
        (["Whizlabs | 2026-03-01", "Set 3"], Heading("2026-03-01", None, "Set 3", "Whizlabs")),
        (["2026-03-01; Set 3; My Course"], Heading("2026-03-01", None, "Set 3", "My Course")),
        (["exam: SAA-C03", "provider: Other", "set: B", "date: 2026-03-01"],
         Heading("2026-03-01", "SAA-C03", "B", "Other")),
        (["a, b, c", "date: soon"], Heading(None, None, "a", "b")),
        (["65 questions"], Heading(n_items=65)),
        ([], Heading()),
    ],
)  # fmt: skip
def test_a_heading_has_its_parts_in_any_order(lines: list[str], expected: Heading) -> None:
    """Known providers are recognized by name; of other words the set comes before the provider."""
    assert heading(lines, (EXAM,)) == expected


def test_a_text_without_results_is_refused() -> None:
    """So is one that is too long."""
    for text, words in (
        ("nothing here", "no result in the text"),
        ("", "no result in the text"),
        ("x" * 50_001, "longer than"),
    ):
        with pytest.raises(UnreadableFileError, match=words):
            read(text)


@pytest.mark.parametrize(
    ("text", "is_pasted"),
    [
        ("2026-03-01\nTotal: 60% (39/65)", True), ("EC2\t100%", True), ("a\nb\nTotal: 60%", False), ("", False),
        ("Domain,Score\nDesign,60%", False),
        ("Whizlabs test 2, 78 %, 21 Oct", True), ("Date,Test,Score\n2026-03-01,Test 1,72%", False),
        ("Day;Score\n21 Oct;78%\n28 Oct;80%", False), ("21 Oct;78%\n28 Oct;80%", True),
        ('Day,Score,Note\n21 Oct,78%,"good, at last"\n28 Oct,80%,\n', False),
        ("| Day | Test | Score |\n|---|---|---|\n| 21 Oct | A | 78% |\n| 28 Oct | B | 80% |", False),
        ("x" * 50_001, False), ("a" * 201 + " 60%", False),
    ],
)  # fmt: skip
def test_a_file_is_recognized_by_its_lines(text: str, is_pasted: bool) -> None:
    """At least half of them are results, and it is not a table."""
    assert SOURCE.recognizes(OpenedFile("notes.txt", text.encode())) is is_pasted


def test_a_file_is_read_like_pasted_text() -> None:
    """Its problems name the file."""
    result = SOURCE.read(OpenedFile("notes.txt", b"2026-03-01\nTotal: 101%"), ONE)
    assert (result.format, result.problems[0].file) == ("pasted_results", "notes.txt")


PIECES = st.sampled_from(
    ["2026-03-01", "10/12", "29.2.", "last Sunday", "two weeks ago", "yesterday",
     "Set 1", "Design Secure Architectures", ":", "–", "\t", " ", "52.38%", "(11/21)", "attempt 2", "\n",
     "\n\n", "65 questions", "0 questions", "100%", "0/0", "Whizlabs", ",", "SAA-C03", "٣%", "\x00"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but a refusal is raised, and every result is accounted for."""
    try:
        result = read_pasted(text, ONE)
    except UnreadableFileError:
        return
    assert result.n_read == len(result.rows) + result.n_failed


def test_a_number_without_a_sign_is_a_percentage_with_a_notice() -> None:
    """Unless a word before it means something else; such lines alone do not make a file recognized."""
    text = "2026-03-07 Set 2\nQuestions: 65\n\nDesign Secure Architectures, 72\nDesign Resilient Architectures - 81\n"
    result = read(text)
    assert counts(result) == {"1": (14, 19), "2": (14, 17)}  # of 19 and 17 questions by weight
    assert "Numbers without a % sign were read as percent." in result.notices
    with pytest.raises(UnreadableFileError):
        read_opened(OpenedFile("f.txt", b"Thing,72\nOther,65\n"), ONE)
