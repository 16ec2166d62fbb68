"""The canonical tables. If a test has no other rule, its docstring is the file."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest.canonical.columns import DERIVED_FIELDS, LIMITS, LONG_TEXTS
from analytics.ingest.canonical.reader import READERS
from analytics.ingest.files import EMPTY
from analytics.records import (
    Activity,
    CheckIn,
    Confidence,
    DomainResult,
    ErrorCause,
    ExamOutcome,
    ItemResponse,
    LabKind,
    SelfRating,
    StudySession,
)
from tests.inputs.canonical_rows import (
    OUTCOMES,
    RATINGS,
    RESPONSES,
    SESSIONS,
    keys,
    records,
    rows_of,
)
from tests.inputs.ingest_inputs import EXAM, found, lines, read_text


def test_every_column_of_a_practice_exam_is_read() -> None:
    """Every column of the contract becomes its field."""
    result = rows_of(
        "candidate,practice_exam_id,taken_at,exam_code,provider,form,sitting,is_timed,is_closed_book,place,"
        "duration_min,domain_id,n_items,n_correct,n_seen_before,n_correct_seen_before",
        "anna,pe-1,2026-03-01T09:00Z,SAA-C03,Shop,A,2,yes,no,home,130,1,20,15,4,3",
    )
    assert result.format == "practice_exams"
    assert records(result) == [
        DomainResult(
            candidate_id="anna",
            practice_exam_id="pe-1",
            taken_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
            exam_code="SAA-C03",
            provider="Shop",
            form="A",
            sitting=2,
            is_timed=True,
            is_closed_book=False,
            place="home",
            duration_min=130.0,
            domain_id="1",
            n_items=20,
            n_correct=15,
            n_seen_before=4,
            n_correct_seen_before=3,
        )
    ]


def test_responses_are_read_whole() -> None:
    """
    candidate,practice_exam_id,taken_at,exam_code,provider,form,sitting,is_timed,is_closed_book,position,item_id,domain_id,task_id,services,is_correct,response_time_s,is_flagged,is_revisited,confidence,error_cause,chosen,correct_answer
    anna,pe-1,2026-03-01,SAA-C03,Shop,A,1,1,0,3,q-7,1,1.2,S3;EC2,false,71.5,true,no,Unsure,confused_pair,B,C
    """
    result = read_text(test_responses_are_read_whole.__doc__)
    assert result.format == "item_responses"
    assert records(result) == [
        ItemResponse(
            candidate_id="anna",
            practice_exam_id="pe-1",
            response_key="item:q-7",
            taken_at=date(2026, 3, 1),
            exam_code="SAA-C03",
            provider="Shop",
            form="A",
            sitting=1,
            is_timed=True,
            is_closed_book=False,
            position=3,
            item_id="q-7",
            domain_id="1",
            task_id="1.2",
            services="S3;EC2",
            is_correct=False,
            response_time_s=71.5,
            is_flagged=True,
            is_revisited=False,
            confidence=Confidence.UNSURE,
            error_cause=ErrorCause.CONFUSED_PAIR,
            chosen="B",
            correct_answer="C",
        )
    ]


def test_study_sessions_are_read_whole() -> None:
    """
    started_at,time_on_task_min,activity,domain_id,task_id,resource,is_new_material,lab_kind,n_errors_met,cost,currency,note
    2026-03-01T09:00,50,lab,1,1.2,Course,yes,from_requirements,3,4.20,EUR,"two
    lines"
    """
    result = read_text(test_study_sessions_are_read_whole.__doc__)
    (session,) = records(result)
    assert isinstance(session, StudySession)
    assert dataclasses.replace(session, session_key="") == StudySession(
        session_key="",
        started_at=datetime(2026, 3, 1, 8, tzinfo=UTC),
        time_on_task_min=50.0,
        activity=Activity.LAB,
        domain_id="1",
        task_id="1.2",
        resource="Course",
        is_new_material=True,
        lab_kind=LabKind.FROM_REQUIREMENTS,
        n_errors_met=3,
        cost=4.2,
        currency="EUR",
        note="two\nlines",
    )
    assert result.notices == ("Times without an offset were read in the time zone Europe/Berlin.",)


def test_every_column_of_the_small_tables_is_read() -> None:
    """Ratings, outcomes and check-ins have days, not moments."""
    day = date(2026, 3, 1)
    rating = rows_of("candidate,rated_on,domain_id,task_id,rating,note", "anna,2026-03-01,1,1.1,4,fair")
    outcome = rows_of(
        "candidate,taken_on,exam_code,scaled_score,is_passed,domain_id,classification",
        "anna,2026-03-01,SAA-C03,790,true,,",
        "anna,2026-03-01,SAA-C03,,true,2,Meets Competencies",
    )
    check_in = rows_of("candidate,on,sleep_h,exercise_min,evening_screen_min,note", "anna,2026-03-01,7.5,30,0,fine")
    assert records(rating) == [
        SelfRating(candidate_id="anna", rated_on=day, domain_id="1", task_id="1.1", rating=4, note="fair")
    ]
    whole = ExamOutcome(candidate_id="anna", taken_on=day, exam_code="SAA-C03", scaled_score=790.0, is_passed=True)
    part = dataclasses.replace(whole, scaled_score=None, domain_id="2", classification="Meets Competencies")
    assert records(outcome) == [whole, part]
    assert records(check_in) == [
        CheckIn(candidate_id="anna", on=day, sleep_h=7.5, exercise_min=30.0, evening_screen_min=0.0, note="fine")
    ]
    assert [r.format for r in (rating, outcome, check_in)] == ["self_ratings", "exam_outcomes", "check_ins"]


def test_every_number_has_limits_and_every_name_is_a_column() -> None:
    """No new column is forgotten, and no old one remains."""
    columns = {column.name: column for reader in READERS for column in reader.columns}
    numbers = {name for name, column in columns.items() if column.types & {int, float}}
    assert numbers == set(LIMITS)
    assert set(columns) >= LONG_TEXTS
    assert not set(columns) & DERIVED_FIELDS


def test_missing_is_not_zero() -> None:
    """Blank, a dash and N/A in an optional column mean "not known"."""
    result = rows_of("on,sleep_h,exercise_min,evening_screen_min,note", "2026-03-01,-,N/A,,n/a")
    assert records(result) == [CheckIn(on=date(2026, 3, 1))]


def test_a_row_without_a_candidate_belongs_to_me() -> None:
    """An empty cell and a missing column mean the same."""
    result = rows_of("candidate,on", ",2026-03-01", "me,2026-03-01")
    assert records(result) == [CheckIn(on=date(2026, 3, 1))] * 2


def test_one_apostrophe_of_the_export_is_removed() -> None:
    """Exactly one, in numbers too, so that a round trip is exact."""
    result = rows_of("on,sleep_h,note", "2026-03-01,'+7,'=1+1", "2026-03-02,7,''@x", "2026-03-03,7,'tis")
    assert [r.note for r in records(result) if isinstance(r, CheckIn)] == ["=1+1", "'@x", "'tis"]
    assert found(rows_of("on,sleep_h", "2026-03-01,'-3")) == [("2", "sleep_h", "'-3")]


def test_a_note_keeps_its_blanks_and_an_id_loses_them() -> None:
    """An id with a blank at its end would be another id."""
    result = rows_of(f"{SESSIONS},domain_id,note", "2026-03-01,50, video ,1 , a ")
    (session,) = records(result)
    assert isinstance(session, StudySession)
    assert (session.domain_id, session.note) == ("1", " a ")


def test_unknown_columns_are_left_out_with_a_notice() -> None:
    """The order of the columns does not matter."""
    result = rows_of("mood,on,weather,", "good,2026-03-01,sun,x")
    assert records(result) == [CheckIn(on=date(2026, 3, 1))]
    assert result.notices == ("Unrecognized columns were ignored: mood, weather.",)


def test_a_header_alone_is_noticed() -> None:
    """It is not a mistake, but the notice says that there are no rows."""
    result = rows_of(RATINGS)
    assert (result.n_read, result.notices) == (0, (EMPTY,))


def test_the_given_exam_replaces_a_missing_one() -> None:
    """It fills a missing column and an empty cell, and overrides no value."""
    absent = rows_of("taken_on,is_passed", "2026-03-01,yes", exam_code=EXAM)
    empty = rows_of(OUTCOMES, "2026-03-01,,yes", "2026-03-01,OTHER,yes", exam_code=EXAM)
    codes = [r.exam_code for r in records(absent) + records(empty) if isinstance(r, ExamOutcome)]
    assert codes == [EXAM, EXAM, "OTHER"]


def test_a_missing_exam_is_asked_for_with_its_option() -> None:
    """The refusal names the option; an empty cell costs its row."""
    with pytest.raises(UnreadableFileError, match="--exam"):
        rows_of("taken_on,is_passed", "2026-03-01,yes")
    assert found(rows_of(OUTCOMES, "2026-03-01,,yes")) == [("2", "exam_code", "")]


def test_equal_sessions_both_count_and_the_same_file_twice_gives_the_same_keys() -> None:
    """A key is the contents of the row and its occurrence."""
    rows = ["2026-03-01T09:00+01:00,50,video", "2026-03-01T09:00+01:00,50,video", "2026-03-02,50,video"]
    first = keys(rows_of(SESSIONS, *rows))
    assert len(set(first)) == 3
    assert keys(rows_of(SESSIONS, *rows)) == first
    assert keys(rows_of(SESSIONS, *rows[1:])) == [first[0], first[2]]


def test_a_session_has_one_key_however_it_is_written() -> None:
    """Order of columns, missing columns, offset and number format do not matter."""
    plain = keys(rows_of(SESSIONS, "2026-03-01T09:00+01:00,50,video"))
    assert keys(rows_of("note,activity,time_on_task_min,started_at", ",Video,50.0,2026-03-01 08:00Z")) == plain
    assert keys(rows_of(f"candidate,{SESSIONS}", "me,2026-03-01T09:00,50,video")) == plain
    assert keys(rows_of(f"candidate,{SESSIONS}", "you,2026-03-01T09:00,50,video")) != plain


def test_a_question_without_a_domain_counts_for_the_whole_exam() -> None:
    """The column may be empty or missing, and the lines are named."""
    some = rows_of(RESPONSES, "pe,2026-03-01,SAA-C03,,1", "pe,2026-03-01,SAA-C03,2,0", "pe,2026-03-01,SAA-C03,total,0")
    none = rows_of("practice_exam_id,taken_at,exam_code,is_correct", "pe,2026-03-01,SAA-C03,1")
    domains = [[one.domain_id for one in records(each) if isinstance(one, ItemResponse)] for each in (some, none)]
    assert domains == [["total", "2", "total"], ["total"]]
    assert some.notices == ("Questions without a domain count for the exam as a whole. Lines: 2, 4.",)
    assert not some.problems


def test_a_response_key_is_its_item_else_position_else_row() -> None:
    """Two equal rows without either are two responses."""
    result = rows_of(
        f"{RESPONSES},item_id,position",
        "pe,2026-03-01,SAA-C03,1,1,q1,7",
        "pe,2026-03-01,SAA-C03,1,1,,7",
        "pe,2026-03-01,SAA-C03,1,1,,",
        "pe,2026-03-01,SAA-C03,1,1,,",
    )
    item, position, one, other = keys(result)
    assert (item, position) == ("item:q1", "position:7")
    assert one.startswith("row:")
    assert one != other


def test_an_open_quote_hides_no_rows() -> None:
    """
    started_at,time_on_task_min,activity,note
    2026-03-01,50,video,"never closed
    2026-03-02,50,video,fine
    2026-03-03,50,video,"closed"
    2026-03-04,50,video,"three
    or
    lines, one, with, commas
    and an end"
    2026-03-09,50,video,"open
    2026-03-10,50,video,fine
    2026-03-11,50,video,stray"
    """
    result = read_text(test_an_open_quote_hides_no_rows.__doc__)
    assert lines(result) == ["3", "4", "5", "10", "11"]
    assert [problem.line for problem in result.problems] == ["2", "9"]


def test_the_number_of_notices_is_limited() -> None:
    """A file of a thousand exams does not produce a thousand sentences; those of another kind are not cut."""
    result = rows_of(f"{OUTCOMES},mood", *(f"2026-03-01,X-{i},1,good" for i in range(1000)))
    assert result.notices[0] == "Unrecognized columns were ignored: mood."
    assert len(result.notices) == 1 + 5 + 1
    assert result.notices[-1] == "And 995 more notices like these."


def test_a_stray_control_character_in_a_note_does_not_cost_the_row() -> None:
    """Some programs write U+0085 as the end of a line; it is replaced with a notice, as in other programs' files."""
    result = rows_of(f"{SESSIONS},note", "2026-03-01,50,lab,first\x85second", "2026-03-02,50,lab,\x07")
    assert [getattr(row.record, "note", "") for row in result.rows] == ["first\ufffdsecond", "\ufffd"]
    assert "Invalid characters were replaced by \ufffd." in result.notices
    named = rows_of(f"{SESSIONS},source_id", "2026-03-01,50,lab,a\x85b")
    assert [problem.column for problem in named.problems] == ["source_id"]
