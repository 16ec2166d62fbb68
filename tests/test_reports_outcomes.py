"""Real results in the file, and what they do to the chances of others."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.models.calibration import NO_CALIBRATION, OutcomeCalibration, fit_outcome_calibration
from analytics.records import ExamOutcome, Record, Row
from analytics.reports import outcomes
from analytics.reports.candidate_exam import known_blueprints
from analytics.reports.cohort import NO_COHORT
from analytics.reports.exam_form import exam_form
from analytics.reports.readiness import readiness
from analytics.reports.verdict import Reason
from analytics.store import Store
from tests.builders import MADE_AT, TODAY, practice_exam, store_with

EXAM = "DEA-C01"
SAT_ON = TODAY - timedelta(days=30)
COUNTS = [(11, 13), (13, 16), (19, 23), (11, 13)]


def renamed(records: list[Record], candidate: str) -> list[Record]:
    """Give the same rows to another candidate."""
    return [replace(record, candidate_id=candidate) for record in records]


def others(n: int, *, n_passed: int, taken_on: date = SAT_ON) -> list[Record]:
    """Make candidates with the same good practice exam, of whom only some passed."""
    rows: list[Record] = []
    for k in range(n):
        exam: list[Record] = list(practice_exam(taken_on - timedelta(days=3), COUNTS, exam_code=EXAM))
        result = ExamOutcome(taken_on=taken_on, exam_code=EXAM, is_passed=k < n_passed)
        rows += renamed([*exam, result], f"c{k:03}")
    return rows


def calibration_of(store: Store) -> OutcomeCalibration:
    """Give the correction as of the tests' day."""
    blueprint = known_blueprints(store)[EXAM]
    return outcomes.outcome_calibrations(store, blueprint, exam_form(blueprint), TODAY, NO_COHORT)[0]


def test_few_results_correct_nothing(tmp_path: Path) -> None:
    """Below twenty real results, and so for one candidate alone, chances stay."""
    assert calibration_of(store_with(tmp_path, others(19, n_passed=3))) is NO_CALIBRATION


def test_results_without_practice_before_them_do_not_count(tmp_path: Path) -> None:
    """Twenty results, but practice exams only of nineteen before their day: nothing is corrected."""
    rows = others(20, n_passed=3)
    late = renamed(list(practice_exam(TODAY, COUNTS, exam_code=EXAM)), "c000")
    rows = [row for row in rows if row.candidate_id != "c000" or isinstance(row, ExamOutcome)] + late
    assert calibration_of(store_with(tmp_path, rows)) is NO_CALIBRATION


def test_surprising_fails_lower_the_chance_of_others(tmp_path: Path) -> None:
    """Where most who practised as well as the candidate failed, the chance comes down, and it is said.

    The expected score stays: a scaled mark does not tell how many questions were answered rightly.
    """
    everybody: list[Record] = [
        *practice_exam(TODAY - timedelta(days=2), COUNTS, exam_code=EXAM),
        *practice_exam(TODAY - timedelta(days=9), COUNTS, exam_code=EXAM, provider="Provider B"),
        *others(120, n_passed=30),
    ]
    told = store_with(tmp_path, everybody)
    untold = Store(tmp_path / "untold.duckdb")
    with untold.batch("all", made_at=MADE_AT) as batch:
        batch.add([Row("2", record) for record in everybody if not isinstance(record, ExamOutcome)])
    blueprint = known_blueprints(told)[EXAM]
    before, after = (readiness(store, blueprint, "me", TODAY) for store in (untold, told))
    assert after.pass_probability.value < before.pass_probability.value - 0.15
    assert Reason.CORRECTED_BY_REAL_RESULTS in after.reasons
    assert Reason.CORRECTED_BY_REAL_RESULTS not in before.reasons
    assert after.percent_correct == before.percent_correct
    assert (before.cohort.n_outcomes, after.cohort.n_outcomes, after.cohort.n_scores) == (0, 120, 0)


def test_each_chance_is_from_before_its_attempt(tmp_path: Path) -> None:
    """The correction rests on what `readiness` said the day before, candidate by candidate."""
    rows = others(25, n_passed=10)
    later = [
        r for k in range(25) for r in renamed(list(practice_exam(TODAY, [(1, 13)] * 4, exam_code=EXAM)), f"c{k:03}")
    ]
    store = store_with(tmp_path, [*rows, *later])
    blueprint = known_blueprints(store)[EXAM]
    day_before = SAT_ON - timedelta(days=1)
    chances = [
        readiness(store, blueprint, f"c{k:03}", day_before, exam_on=SAT_ON).pass_probability.value for k in range(25)
    ]
    expected = fit_outcome_calibration(np.array(chances), (np.arange(25) < 10).astype(float))
    found = calibration_of(store)
    assert found.intercept == pytest.approx(expected.intercept, abs=1e-6)
    assert found.slope == pytest.approx(expected.slope, abs=1e-6)
