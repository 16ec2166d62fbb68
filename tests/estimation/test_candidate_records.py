"""One candidate's rows in one value: the same as the file's, and those of an earlier day."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.candidate import fit_group
from analytics.estimation.candidate_records import CandidateRecords, read_candidate_records
from analytics.estimation.evidence import read_evidence
from analytics.estimation.study_hours import read_study_hours
from analytics.records import ME, Activity, CardReview, CheckIn, ExamOutcome, PlannedSession, Record, StudyPlan
from analytics.store import ColumnTable, Store
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, plan, practice_exam, rating, responses, session, store_with
from tests.inputs.sizes import full
from tests.inputs.tables import rows_of

EARLIER = TODAY - timedelta(days=10)
NOT_OF_EXAM = {"planned_days"}
STUDY_TABLES = ("study_time", "session_lengths", "study_days", "resource_time", "lab_sessions")
OF_SOME = ("response_log", "self_ratings")


def records_of(day: date, number: int) -> list[Record]:
    """Make a row of every kind on a day."""
    lab = replace(session(day, 1.5, activity=Activity.LAB, domain_id="1"), cost=4.0, currency="USD", resource="Labs")
    planned = PlannedSession(
        planned_key=f"plan {number}", starts_at=day, duration_min=30.0, activity=Activity.READING, title="Read"
    )
    exam = [replace(row, duration_min=100.0, place="home") for row in practice_exam(day, [(9, 13), (11, 16)])]
    return [
        *exam,
        *responses(f"quiz {number}", day, "+-+", item_ids=["a", "b", f"c{number}"]),
        lab,
        session(day, 0.25, domain_id="2", number=number),
        planned,
        rating("1", 2 + number, on=day),
        ExamOutcome(taken_on=day, exam_code=EXAM, is_passed=False),
        ExamOutcome(taken_on=day, exam_code="AZ-900", is_passed=True),
        CheckIn(on=day, note=f"note {number}"),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two candidates with rows on two days."""
    mine = [plan(), *records_of(EARLIER, 1), *records_of(TODAY, 2)]
    return store_with(tmp_path_factory.mktemp("records"), [*mine, *(replace(r, candidate_id="you") for r in mine)])


def read(store: Store, as_of: date, exam: ExamBlueprint = OPEN_EXAM) -> CandidateRecords:
    with store.candidate_rows(ME) as rows:
        return read_candidate_records(rows, read_evidence(rows, exam, [ME], as_of))


def test_copied_rows_answer_as_the_file_does(store: Store) -> None:
    """Every table equals the query of the whole file, and only the candidate's rows of the exam are in it."""
    found = read(store, TODAY)
    for field in fields(CandidateRecords):
        table = getattr(found, field.name)
        if isinstance(table, pd.DataFrame):
            exam: dict[str, object] = {} if field.name in NOT_OF_EXAM else {"exam_code": EXAM}
            exam |= {"ends": []} if field.name in STUDY_TABLES else {}
            who = {"candidate_ids": [ME]} if field.name in OF_SOME else {"candidate_id": ME}
            assert len(table)
            assert_frame_equal(table, store.query(field.name, as_of=TODAY, **exam, **who))
    assert rows_of(found.self_ratings) == rows_of(
        store.table("self_ratings", as_of=TODAY, exam_code=EXAM, ends=[], candidate_ids=[ME])
    )
    assert [row.taken_on for row in found.outcomes] == [EARLIER, TODAY]
    assert [row.note for row in found.check_ins] == ["note 1", "note 2"]
    assert found.forecasts == ()
    with store.candidate_rows(ME) as rows:
        assert rows.records(StudyPlan, ME) == store.records(StudyPlan, ME)


@pytest.mark.parametrize("day", [EARLIER, EARLIER - timedelta(days=1), TODAY - timedelta(days=1)])
def test_earlier_rows_equal_reading_on_that_day(store: Store, day: date) -> None:
    """The records of an earlier day have no later rows, in any table."""
    back, then = read(store, TODAY).until(day), read(store, day)
    for field in fields(CandidateRecords):
        ours, theirs = getattr(back, field.name), getattr(then, field.name)
        if isinstance(ours, pd.DataFrame):
            assert_frame_equal(ours, theirs, check_dtype=False)  # a table without rows has no types
        elif isinstance(ours, ColumnTable):
            assert rows_of(ours) == rows_of(theirs)
        else:
            assert ours == theirs


def test_study_counts_for_its_exam_and_without_one_for_all(tmp_path: Path) -> None:
    """A session or self-rating of another exam is in no table of this one, and adds no hours to its fit."""
    lab = replace(session(TODAY, 2.0, activity=Activity.LAB, domain_id="1"), cost=4.0, currency="USD")
    of_all, of_this, of_other = (
        replace(lab, session_key=str(code), time_on_task_min=minutes, exam_code=code)
        for code, minutes in ((None, 60), (EXAM, 120), ("AZ-900", 240))
    )
    ratings = [rating("1", 2, on=TODAY), rating("1", 4, on=TODAY, exam_code=EXAM), rating("1", 5, exam_code="AZ-900")]
    store = store_with(tmp_path, [of_all, of_this, of_other, *ratings])
    found = read(store, TODAY)
    for name in STUDY_TABLES:
        table = getattr(found, name)
        hours = table.hours if "hours" in table else table.time_on_task_min / 60
        assert hours.sum() == pytest.approx(3.0), name
    assert list(found.self_ratings.rating) == [2, 4]
    (hours_of_exam,) = read_study_hours(store, OPEN_EXAM, [ME], TODAY, ends=[])
    assert hours_of_exam is not None
    assert hours_of_exam.hours.sum() == pytest.approx(3.0)


PASSED = ExamOutcome(taken_on=EARLIER, exam_code=EXAM, is_passed=True)
FAILED = replace(PASSED, is_passed=False)
NEVER_AGAIN = replace(OPEN_EXAM, attempt_limit=1, attempt_window_d=None)
TWO_YEARS_AGO = EARLIER - timedelta(days=730)


@pytest.mark.parametrize(
    ("records", "exam", "is_over"),
    [
        ([PASSED, *practice_exam(EARLIER, [(9, 13)])], OPEN_EXAM, True),
        ([], replace(OPEN_EXAM, last_day=EARLIER), True),
        ([FAILED], NEVER_AGAIN, True),
        ([FAILED], OPEN_EXAM, False),
        ([], replace(OPEN_EXAM, last_day=TODAY), False),
        ([PASSED, plan(starts_on=TODAY)], OPEN_EXAM, False),
        *full(
            [
                ([PASSED], OPEN_EXAM, True),
                ([], replace(OPEN_EXAM, listed_status=ExamStatus.RETIRED), False),
                ([replace(PASSED, taken_on=TWO_YEARS_AGO), *practice_exam(EARLIER, [(9, 13)])], OPEN_EXAM, False),
            ]
        ),
    ],
)
def test_study_without_an_exam_counts_until_the_exam_is_over(
    tmp_path: Path, records: Sequence[Record], exam: ExamBlueprint, *, is_over: bool
) -> None:
    """That of the pass or the last possible day counts; what follows is for the next exam, unless it names this one.

    A fail with a retake ahead ends nothing, nor does a pass before the plan or of an earlier preparation, or a
    retirement on an unknown day.
    """
    lab = replace(session(EARLIER, 1.0, activity=Activity.LAB, domain_id="1"), cost=4.0, currency="USD")
    after = replace(lab, session_key="after", started_at=TODAY, time_on_task_min=120)
    named = replace(after, session_key="named", time_on_task_min=240, exam_code=EXAM)
    card = CardReview(
        review_id="one", reviewed_at=datetime(2026, 11, 25, 9, tzinfo=UTC), rating=3, response_time_s=3600
    )
    ratings = [rating("1", 2, on=EARLIER), rating("1", 4, on=TODAY), rating("2", 5, on=TODAY, exam_code=EXAM)]
    store = store_with(tmp_path, [lab, after, named, card, *ratings, *records])
    found = read(store, TODAY, exam)
    for name in STUDY_TABLES:
        table = getattr(found, name)
        hours = table.hours if "hours" in table else table.time_on_task_min / 60
        expected = 5.0 if is_over else 8.0 if name == "study_time" else 7.0
        assert hours.sum() == pytest.approx(expected), name
    assert list(found.self_ratings.rating) == ([2, 5] if is_over else [2, 4, 5])
    (of_fit,) = read_evidence(store, exam, [ME], TODAY).hours
    assert of_fit is not None
    assert of_fit.hours.sum() == pytest.approx(5.0 if is_over else 7.0)
    (group,) = fit_group(store, exam, [ME], TODAY)
    assert list(group.activity.hours) == pytest.approx([5.0 if is_over else 8.0])
    assert len(group.now.study.self_ratings) == len(found.self_ratings)


def test_copies_end_with_their_use(store: Store, tmp_path: Path) -> None:
    """After the copies of one candidate the file still answers for everybody."""
    read(store, TODAY)
    hours = store.query("study_hours", as_of=TODAY, exam_code=EXAM, ends=[], candidate_ids=None)
    assert set(hours.candidate_id) == {"me", "you"}
    assert len(read(store_with(tmp_path, []), TODAY).study_time) == 0
