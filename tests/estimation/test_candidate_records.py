"""One candidate's rows in one value: the same as the file's, and those of an earlier day."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.estimation.candidate_records import CandidateRecords, read_candidate_records
from analytics.records import ME, Activity, CheckIn, ExamOutcome, PlannedSession, Record, StudyPlan
from analytics.store import Store
from tests.inputs.builders import EXAM, TODAY, plan, practice_exam, rating, responses, session, store_with

EARLIER = TODAY - timedelta(days=10)
OF_EXAM = {"response_log", "exam_times", "exam_conditions"}


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


def read(store: Store, as_of: date) -> CandidateRecords:
    with store.candidate_rows(ME) as rows:
        return read_candidate_records(rows, ME, EXAM, as_of)


def test_copied_rows_answer_as_the_file_does(store: Store) -> None:
    """Every table equals the query of the whole file, and only the candidate's rows of the exam are in it."""
    found = read(store, TODAY)
    for field in fields(CandidateRecords):
        table = getattr(found, field.name)
        if isinstance(table, pd.DataFrame):
            exam = {"exam_code": EXAM} if field.name in OF_EXAM else {}
            assert len(table)
            assert_frame_equal(table, store.query(field.name, candidate_id=ME, as_of=TODAY, **exam))
    assert [row.taken_on for row in found.outcomes] == [EARLIER, TODAY]
    assert [row.note for row in found.check_ins] == ["note 1", "note 2"]
    assert found.forecasts == ()
    with store.candidate_rows(ME) as rows:
        assert rows.records(StudyPlan) == store.records(StudyPlan, ME)


@pytest.mark.parametrize("day", [EARLIER, EARLIER - timedelta(days=1), TODAY - timedelta(days=1)])
def test_earlier_rows_equal_reading_on_that_day(store: Store, day: date) -> None:
    """The records of an earlier day have no later rows, in any table."""
    back, then = read(store, TODAY).until(day), read(store, day)
    for field in fields(CandidateRecords):
        ours, theirs = getattr(back, field.name), getattr(then, field.name)
        if isinstance(ours, pd.DataFrame):
            assert_frame_equal(ours, theirs, check_dtype=False)  # a table without rows has no types
        else:
            assert ours == theirs


def test_copies_end_with_their_use(store: Store, tmp_path: Path) -> None:
    """After the copies of one candidate the file still answers for everybody."""
    read(store, TODAY)
    assert set(store.query("study_hours", as_of=TODAY, candidate_id=None).candidate_id) == {"me", "you"}
    assert len(read(store_with(tmp_path, []), TODAY).study_time) == 0
