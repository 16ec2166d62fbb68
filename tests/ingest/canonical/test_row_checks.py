"""What is checked in rows of canonical tables, alone and against each other."""

import dataclasses
from datetime import date

import pytest

from analytics.blueprints.model import CutScore, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.reading import ADD_BLUEPRINT
from analytics.records import (
    DomainResult,
    SelfRating,
    StudySession,
)
from tests.inputs.canonical_rows import (
    COUNTS,
    EXAMS,
    OUTCOMES,
    RATINGS,
    RESPONSES,
    SESSIONS,
    WITH_EXAM,
    records,
    rows_of,
)
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found, lines, read_text


@pytest.mark.parametrize(
    ("header", "row", "column", "reason"),
    [
        (EXAMS, "pe,2026-03-01,SAA-C03,1,0,0", "n_items", "between 1 and 100000"),
        (EXAMS, "pe,2026-03-01,SAA-C03,1,100001,0", "n_items", "between 1"),
        (EXAMS, "pe,2026-03-01,SAA-C03,1,20,-1", "n_correct", "between 0"),
        (EXAMS, "pe,2026-03-01,SAA-C03,1,20,1.5", "n_correct", "whole"),
        (EXAMS, "pe,2026-03-01,SAA-C03,1,20,nan", "n_correct", "finite"),
        (EXAMS, "pe,2026-03-01,SAA-C03,1,20,", "n_correct", "is required"),
        (EXAMS, "-,2026-03-01,SAA-C03,1,20,1", "practice_exam_id", "is required"),
        (EXAMS, "pe,2026-11-26,SAA-C03,1,20,1", "taken_at", "future"),
        (EXAMS, "pe,1989-12-31,SAA-C03,1,20,1", "taken_at", "1990"),
        (EXAMS, "pe,03/01/2026,SAA-C03,1,20,1", "taken_at", "write it as 2026-03-01"),
        (EXAMS, "pe,2026-03-01,SAA-C03,9,20,1", "domain_id", "it has: 1, 2, 3, 4"),
        (EXAMS, "pe,2026-03-01,SAA-C03,1,20,21", "n_correct", "21 of 20"),
        (COUNTS, "pe,2026-03-01,SAA-C03,1,20,10,21,5", "n_seen_before", "21 of 20"),
        (COUNTS, "pe,2026-03-01,SAA-C03,1,20,10,4,5", "n_correct_seen_before", "5 of 4"),
        (COUNTS, "pe,2026-03-01,SAA-C03,1,20,10,15,11", "n_correct_seen_before", "all correct answers"),
        (COUNTS, "pe,2026-03-01,SAA-C03,1,20,15,10,4", "n_correct_seen_before", "11 correct answers for 10"),
        (COUNTS, "pe,2026-03-01,SAA-C03,1,20,10,,5", "n_correct_seen_before", "needs n_seen_before"),
        (RESPONSES, "pe,2026-03-01,SAA-C03,9,1", "domain_id", "it has: 1, 2, 3, 4"),
        (RESPONSES, "pe,2026-03-01,SAA-C03,5,1", "domain_id", "it has: 1, 2, 3, 4"),
        (RESPONSES, "pe,2026-03-01,SAA-C03,1,perhaps", "is_correct", "true or false"),
        (f"{RESPONSES},confidence", "pe,2026-03-01,SAA-C03,1,1,high", "confidence", "guess, unsure"),
        (f"{RESPONSES},error_cause", "pe,2026-03-01,SAA-C03,1,0,luck", "error_cause", "knowledge, conf"),
        (f"{RESPONSES},response_time_s", "pe,2026-03-01,SAA-C03,1,0,0", "response_time_s", "above 0"),
        (f"{RESPONSES},response_time_s", "pe,2026-03-01,SAA-C03,1,0,86401", "response_time_s", "86400"),
        (SESSIONS, "2026-11-26,50,video", "started_at", "future"),
        (SESSIONS, "2026-03-01,0,video", "time_on_task_min", "above 0"),
        (SESSIONS, "2026-03-01,10081,video", "time_on_task_min", "at most 10080"),
        (SESSIONS, "2026-03-01,50,dancing", "activity", "reading, video, lab"),
        (f"{SESSIONS},lab_kind", "2026-03-01,50,lab,free", "lab_kind", "guided, from_requirements"),
        (f"{SESSIONS},note", f"2026-03-01,50,lab,{'x' * 2001}", "note", "2000"),
        (RATINGS, "2026-03-01,1,6", "rating", "between 1 and 5"),
        (RATINGS, "2026-11-26,1,5", "rated_on", "future"),
        (OUTCOMES, "2026-11-26,SAA-C03,1", "taken_on", "future"),
        (f"{OUTCOMES},domain_id", "2026-03-01,SAA-C03,1,9", "domain_id", "it has: 1, 2, 3, 4"),
        (f"{OUTCOMES},scaled_score", "2026-03-01,SAA-C03,1,79", "scaled_score", "100 to 1000"),
        ("on,sleep_h", "2026-03-01,25", "sleep_h", "between 0 and 24"),
        ("on,sleep_h", "2026-11-26,7", "on", "future"),
    ],
)
def test_a_contradictory_row_is_a_problem(header: str, row: str, column: str, reason: str) -> None:
    """It has line, column, value and reason, and nothing of it is imported."""
    result = rows_of(header, row)
    assert (result.rows, result.n_read) == ((), 1)
    (problem,) = result.problems
    assert (problem.line, problem.column) == ("2", column)
    assert problem.value.removesuffix("…") in row
    assert reason in problem.reason


def test_one_bad_row_loses_no_other_and_shows_all_its_problems() -> None:
    """
    started_at,time_on_task_min,activity
    2026-03-01,50,video
    yesterday,fifty,video
    2026-03-03,50,lab
    """
    result = read_text(test_one_bad_row_loses_no_other_and_shows_all_its_problems.__doc__)
    assert lines(result) == ["2", "4"]
    assert found(result) == [("3", "started_at", "yesterday"), ("3", "time_on_task_min", "fifty")]
    assert (result.n_read, result.n_failed) == (3, 1)


def test_counts_are_valid_up_to_their_limits() -> None:
    """All seen, none seen, all correct, none correct."""
    result = rows_of(
        COUNTS,
        "a,2026-03-01,SAA-C03,1,20,20,20,20",
        "b,2026-03-01,SAA-C03,1,20,0,0,0",
        "c,2026-03-01,SAA-C03,1,20,10,10,0",
        "d,2026-03-01,SAA-C03,1,20,10,5,",
    )
    assert len(records(result)) == 4


def test_a_problem_of_an_absent_column_has_no_value() -> None:
    """The exam was given beside the file, so there is no cell to show."""
    result = rows_of(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct,n_correct_seen_before",
        "pe,2026-03-01,SAA-C03,1,20,10,4",
    )
    assert found(result) == [("2", "n_correct_seen_before", "4")]


def test_rows_of_one_practice_exam_agree() -> None:
    """Another day or exam under the same id is a problem of the later row, unless the candidate differs."""
    result = rows_of(
        f"candidate,{EXAMS}",
        "a,pe,2026-03-01,SAA-C03,1,20,10",
        "a,pe,2026-03-02,SAA-C03,2,20,10",
        "a,pe,2026-03-01,OTHER,3,20,10",
        "b,pe,2026-03-09,SAA-C03,1,20,10",
    )
    assert lines(result) == ["2", "5"]
    assert found(result) == [("3", "taken_at", "2026-03-02"), ("4", "exam_code", "OTHER")]
    assert "line 2 has the same practice_exam_id on 2026-03-01" in result.problems[0].reason


def test_a_refused_row_does_not_define_its_practice_exam() -> None:
    """Later rows must agree with the first valid row."""
    result = rows_of(
        EXAMS,
        "pe,2026-03-01,SAA-C03,9,20,10",
        "pe,2026-03-02,SAA-C03,1,20,10",
        "pe,2026-03-01,SAA-C03,2,20,10",
    )
    assert lines(result) == ["3"]
    assert found(result) == [("2", "domain_id", "9"), ("4", "taken_at", "2026-03-01")]
    assert "line 3 has the same practice_exam_id on 2026-03-02" in result.problems[1].reason


def test_a_date_time_in_a_column_of_days_is_noticed() -> None:
    """Its day is the one in the zone of reading."""
    result = rows_of(RATINGS, "2026-03-01T09:00,1,4", exam_code=EXAM)
    assert records(result) == [SelfRating(rated_on=date(2026, 3, 1), domain_id="1", rating=4)]
    assert result.notices == ("Times without an offset were read in the time zone Europe/Berlin.",)


def test_a_whole_number_may_have_a_decimal_comma() -> None:
    """12,0 is 12 if the comma is not the delimiter; 1,000 may be a thousand, so it is refused."""
    semicolons = EXAMS.replace(",", ";")
    result = rows_of(semicolons, "a;2026-03-01;SAA-C03;1;20,0;12,00", "b;2026-03-01;SAA-C03;1;1,000;12")
    (row,) = result.rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.n_items, row.record.n_correct) == (20, 12)
    assert found(result) == [("3", "n_items", "1,000")]


def test_a_row_without_an_exam_must_fit_one_of_its_candidates_exams() -> None:
    """It may belong to any of them; a domain that none of them has is a mistake."""
    blueprint = CONTEXT.blueprints[EXAM]
    context = dataclasses.replace(CONTEXT, blueprints={EXAM: blueprint, "B": blueprint}, exams_of={"me": (EXAM, "B")})
    result = read_text(f"{RATINGS}\n2026-03-01,1,4\n2026-03-01,9,4\n", context=context)
    assert lines(result) == ["2"]
    assert found(result) == [("3", "domain_id", "9")]


def test_responses_of_one_practice_exam_may_have_times_of_their_own() -> None:
    """Each question has its own minute, and the exam is still one."""
    result = rows_of(
        RESPONSES,
        "pe,2026-03-01T09:00Z,SAA-C03,1,1",
        "pe,2026-03-01T09:01Z,SAA-C03,1,1",
        "pe,2026-03-01T09:02Z,OTHER,1,1",
    )
    assert found(result) == [("4", "exam_code", "OTHER")]


@pytest.mark.parametrize(
    ("total", "column"),
    [("39,30", "n_items"), ("40,24", "n_correct"), ("42,28", "n_correct"), ("50,30", None)],
)
def test_a_total_includes_its_domains(total: str, column: str | None) -> None:
    """With 40 of 50 questions in domains, the total has at most 10 more correct answers."""
    result = rows_of(
        EXAMS,
        f"pe,2026-03-01,SAA-C03,total,{total}",
        "pe,2026-03-01,SAA-C03,1,20,10",
        "pe,2026-03-01,SAA-C03,2,20,15",
        "other,2026-03-01,SAA-C03,total,5,5",
    )
    value = total.split(",")[0 if column == "n_items" else 1]
    assert found(result) == ([] if column is None else [("2", column, value)])
    assert result.n_read == 4


def test_a_repeated_domain_counts_once_in_the_total() -> None:
    """The later row replaces the earlier one."""
    result = rows_of(
        EXAMS,
        "pe,2026-03-01,SAA-C03,total,20,10",
        "pe,2026-03-01,SAA-C03,1,20,9",
        "pe,2026-03-01,SAA-C03,1,20,10",
    )
    assert len(records(result)) == 3


def test_an_exam_without_a_blueprint_is_kept_and_named_once() -> None:
    """Its domains cannot be checked yet."""
    result = rows_of(
        EXAMS,
        "a,2026-03-01,NEW-1,north,20,10",
        "a,2026-03-01,NEW-1,south,20,10",
        "b,2026-03-01,NEW-1,total,20,10",
    )
    assert len(records(result)) == 3
    (notice,) = result.notices
    assert "'NEW-1'" in notice
    assert notice.endswith(f"{ADD_BLUEPRINT}.")  # the page and the command say how
    assert len(rows_of(f"{OUTCOMES},scaled_score", "2026-03-01,NEW-1,1,7").rows) == 1


def test_a_session_or_rating_is_checked_against_the_exam_that_it_names() -> None:
    """The given exam and the candidate's other exams do not matter, and an unknown exam is noticed."""
    blueprint = CONTEXT.blueprints[EXAM]
    other = shipped_blueprints()["SY0-701"]
    blueprints = {EXAM: blueprint, other.code: other}
    context = dataclasses.replace(WITH_EXAM, blueprints=blueprints, exams_of={"me": (EXAM,), "eve": (other.code,)})
    ratings = f"candidate,exam_code,{RATINGS}\nme,SY0-701,2026-03-01,5,4\nme,{EXAM},2026-03-01,5,4\n"
    sessions = (
        f"candidate,exam_code,{SESSIONS},domain_id\nme,SY0-701,2026-03-01,50,video,5\nme,X,2026-03-01,50,video,\n"
    )
    assert found(read_text(ratings, context=context)) == [("3", "domain_id", "5")]
    read = read_text(sessions, context=context)
    assert [row.record.exam_code for row in read.rows if isinstance(row.record, StudySession)] == ["SY0-701", "X"]
    assert any("'X'" in notice for notice in read.notices)
    theirs = read_text(f"candidate,{RATINGS}\neve,2026-03-01,5,4\neve,2026-03-01,9,4\n", context=context)
    assert found(theirs) == [("3", "domain_id", "9")]


def test_a_given_exam_does_not_become_the_exam_of_sessions_and_ratings() -> None:
    """Without an exam they count for all; so the same file has the same keys, whatever exam is given with it."""
    for header, row in ((RATINGS, "2026-03-01,1,3"), (f"{SESSIONS},domain_id", "2026-03-01,50,video,1")):
        assert records(rows_of(header, row, exam_code=EXAM)) == records(rows_of(header, row))


def test_sessions_and_ratings_without_an_exam_are_checked_against_the_given_one() -> None:
    """With no exam known they are not checked."""
    ratings = RATINGS, "2026-03-01,9,3"
    sessions = f"{SESSIONS},domain_id", "2026-03-01,50,video,9", "2026-03-01,50,video,"
    assert found(rows_of(*ratings, exam_code=EXAM)) == [("2", "domain_id", "9")]
    assert found(rows_of(*sessions, exam_code=EXAM)) == [("2", "domain_id", "9")]
    assert len(records(rows_of(*ratings))) == 1
    assert len(records(rows_of(*sessions))) == 2


def test_a_task_that_is_not_listed_is_a_notice_only() -> None:
    """Lists of tasks can be incomplete."""
    result = rows_of(f"{RATINGS},task_id", "2026-03-01,1,3,1.1", "2026-03-01,1,3,2.9", exam_code=EXAM)
    assert len(records(result)) == 2
    (notice,) = result.notices
    assert "'2.9'" in notice


def test_a_score_that_contradicts_its_result_is_noticed() -> None:
    """The row is kept, and the notice names the contradiction."""
    for row, words in (
        ("0,760", "says failed with a score of 760, but the passing score of SAA-C03 is 720"),
        ("1,700", "says passed with a score of 700"),
    ):
        result = rows_of(f"{OUTCOMES},scaled_score", f"2026-03-01,SAA-C03,{row}")
        (notice,) = result.notices
        assert len(result.rows) == 1
        assert words in notice
    assert rows_of(f"{OUTCOMES},scaled_score", "2026-03-01,SAA-C03,0,700").notices == ()


def test_a_score_beside_a_domain_is_noticed() -> None:
    """The row is kept; the exam's score belongs to the row of the whole exam."""
    result = rows_of(f"{OUTCOMES},scaled_score,domain_id", "2026-03-01,SAA-C03,1,760,1", "2026-03-01,SAA-C03,1,,2")
    assert len(result.rows) == 2
    assert result.notices == (
        "The score beside a domain is not used. Give the exam's score in a row without domain_id.",
    )


def test_a_fail_above_the_passing_score_is_no_mistake_where_sections_have_minimums() -> None:
    """A pass below it is one."""
    exam = dataclasses.replace(CONTEXT.blueprints[EXAM], is_compensatory=False)
    context = dataclasses.replace(CONTEXT, blueprints={EXAM: exam})
    for row, words in (("0,760", "A section may be below its minimum"), ("1,700", "Correct whichever is wrong")):
        (notice,) = read_text(f"{OUTCOMES},scaled_score\n2026-03-01,SAA-C03,{row}\n", context=context).notices
        assert words in notice


@pytest.mark.parametrize(("kind", "n_kept"), [(PassKind.SCALED, 2), (PassKind.PERCENT, 1)])
def test_a_score_is_checked_against_its_scale(kind: PassKind, n_kept: int) -> None:
    """An exam that publishes no scale accepts any score; a percentage goes to 100 without being told."""
    blueprint = CONTEXT.blueprints[EXAM]
    bare = dataclasses.replace(blueprint, cut=CutScore(kind, 70, None, None))
    context = dataclasses.replace(CONTEXT, blueprints={EXAM: bare})
    result = read_text(f"{OUTCOMES},scaled_score\n2026-03-01,SAA-C03,1,79\n2026-03-02,SAA-C03,1,101", context=context)
    assert len(result.rows) == n_kept


def test_a_session_of_more_than_twelve_hours_is_noticed() -> None:
    """A timer may have been left running."""
    result = rows_of(SESSIONS, "2026-03-01,720,video", "2026-03-02,721,video")
    assert len(records(result)) == 2
    (notice,) = result.notices
    assert "Lines: 3." in notice
