"""Attempts at the real exam, and what they leave open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.blueprint import ExamBlueprint, ExamStatus
from analytics.blueprint_file import shipped_blueprints
from analytics.records import ExamOutcome, Record
from analytics.reports.attempts import NO_ATTEMPTS, Attempt, Attempts
from analytics.reports.booking_costs import DecisionInputs
from analytics.reports.candidate_exam import read_candidate_exam
from analytics.reports.readiness import Readiness, readiness, readiness_of_all
from analytics.reports.verdict import Reason, Verdict
from tests.builders import EXAM, TODAY, practice_exam, store_with

OPEN = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
GOOD = [(12, 13), (15, 16), (21, 23), (12, 13)]
DAY = date(2026, 1, 10)


def failed(*days: date) -> Attempts:
    """Make attempts that were all failed."""
    return Attempts(tuple(Attempt(day, is_passed=False) for day in days))


def results(*days_ago: int, is_passed: bool = False) -> list[Record]:
    """Make real results of the exam so many days ago."""
    return [
        ExamOutcome(taken_on=TODAY - timedelta(days=days), exam_code=EXAM, is_passed=is_passed) for days in days_ago
    ]


def three_good_exams() -> list[Record]:
    """Make three practice exams at 92 % from two providers."""
    return [
        row for k in (22, 12, 2) for row in practice_exam(TODAY - timedelta(days=k), GOOD, provider=f"Provider {k % 3}")
    ]


def answer_of(folder: Path, records: Sequence[Record], blueprint: ExamBlueprint = OPEN, **asked: date) -> Readiness:
    """Ask with these results in the file."""
    store = store_with(folder, [*three_good_exams(), *records])
    return readiness(store, blueprint, "me", asked.get("as_of", TODAY), exam_on=asked.get("exam_on"))


def test_without_attempts_it_may_be_sat_on_any_day() -> None:
    """Nothing has to be waited for, and nothing was passed."""
    assert (NO_ATTEMPTS.open_from(OPEN), NO_ATTEMPTS.passed_on, NO_ATTEMPTS.failed_on) == (date.min, None, ())


def test_after_a_fail_the_days_of_the_blueprint_are_waited() -> None:
    """The wait goes by how often it was failed; the last value repeats."""
    rules = replace(OPEN, retake_wait_d=(14, 30), attempt_limit=None)
    assert failed(DAY).open_from(rules) == DAY + timedelta(days=14)
    assert failed(date(2025, 1, 1), DAY).open_from(rules) == DAY + timedelta(days=30)
    assert failed(date(2024, 1, 1), date(2025, 1, 1), DAY).open_from(rules) == DAY + timedelta(days=30)


def test_where_attempts_are_limited_the_window_has_to_pass() -> None:
    """Two attempts in a year: a third a year after the first of them; without a window never."""
    rules = replace(OPEN, retake_wait_d=(14,), attempt_limit=2, attempt_window_d=365)
    twice = failed(date(2026, 1, 10), date(2026, 2, 10))
    assert twice.open_from(rules) == date(2027, 1, 10)
    assert failed(date(2025, 1, 10), date(2026, 2, 10)).open_from(rules) == date(2026, 2, 24)
    assert twice.open_from(replace(rules, attempt_window_d=None)) == date.max


def test_later_attempts_are_hidden_on_an_earlier_day() -> None:
    """What is known on a day ends with it."""
    both = Attempts((Attempt(DAY, is_passed=False), Attempt(DAY + timedelta(days=20), is_passed=True)))
    assert both.passed_on == DAY + timedelta(days=20)
    assert both.until(DAY) == failed(DAY)
    assert both.until(DAY - timedelta(days=1)) == NO_ATTEMPTS


def test_a_fail_closes_the_weeks_of_the_wait(tmp_path: Path) -> None:
    """Failed three days ago with fourteen to wait: today and next week are closed, and the answer says why."""
    answer = answer_of(tmp_path, results(3))
    assert OPEN.wait_after_fail_d(1) == 14
    assert (answer.verdict, answer.reasons[0]) == (Verdict.WAIT, Reason.RETAKE_IS_NOT_OPEN_YET)
    assert Reason.FAILED_ATTEMPT_IS_NOT_COUNTED in answer.reasons
    assert answer.costs is not None
    assert np.isfinite(answer.costs.expected_cost[:4]).tolist() == [False, False, True, True]
    assert answer.costs.saved_by_waiting == np.inf
    later = readiness_after(tmp_path, exam_on=TODAY + timedelta(days=14))
    assert later.verdict is Verdict.BOOK


def readiness_after(folder: Path, *, exam_on: date) -> Readiness:
    """Ask again for another exam day."""
    return readiness(store_with(folder, []), OPEN, "me", TODAY, exam_on=exam_on)


def test_a_pass_leaves_nothing_to_book(tmp_path: Path) -> None:
    """Once passed the answer says so; as of the day before it is as if nothing had been."""
    answer = answer_of(tmp_path, results(1, is_passed=True))
    assert (answer.verdict, answer.reasons[0]) == (Verdict.WAIT, Reason.ALREADY_PASSED)
    before = readiness(store_with(tmp_path, []), OPEN, "me", TODAY - timedelta(days=2))
    assert before.verdict is Verdict.BOOK


def test_a_free_retake_is_the_second_attempt_and_no_other(tmp_path: Path) -> None:
    """After one fail the next attempt costs nothing; after two it costs the fee again."""
    rules = replace(OPEN, retake_wait_d=(1,), attempt_limit=None)
    costs = []
    for name, records in (("none", []), ("one", results(60)), ("two", results(60, 40))):
        (tmp_path / name).mkdir()
        store = store_with(tmp_path / name, [*three_good_exams(), *records])
        inputs = DecisionInputs(fee=300.0, is_retake_free=True)
        found = readiness(store, rules, "me", TODAY, inputs=inputs).costs
        assert found is not None
        costs.append(found.expected_cost[0])
        assert found.saved_by_waiting == found.expected_cost[0] - found.waiting_cost
    assert costs[1] < costs[0] - 200
    assert costs[2] > costs[1] + 200


def test_each_candidate_has_attempts_of_their_own(tmp_path: Path) -> None:
    """With many in the file the one who failed waits and the other does not; pages and the list agree."""
    mine = [*three_good_exams(), *results(3)]
    theirs = [replace(record, candidate_id="other") for record in three_good_exams()]
    store = store_with(tmp_path, [*mine, *theirs])
    found = {answer.candidate: answer for answer in readiness_of_all(store, OPEN, ["me", "other"], TODAY, exam_days={})}
    assert found["other"].reasons[0] is Reason.NO_LATER_WEEK_IS_CHEAPER
    assert found["me"].reasons[0] is Reason.RETAKE_IS_NOT_OPEN_YET
    known = read_candidate_exam(store, OPEN, "me", TODAY)
    assert known.evidence.attempts_of(0).failed_on == (TODAY - timedelta(days=3),)
    assert known.until(TODAY - timedelta(days=4)).evidence.attempts_of(0) == NO_ATTEMPTS


@pytest.mark.parametrize("n_before", [1, 2, 3])
def test_when_all_attempts_are_used_up_the_answer_is_to_wait(tmp_path: Path, n_before: int) -> None:
    """Attempts allowed for life that are all gone leave no day; fewer do."""
    rules = replace(OPEN, retake_wait_d=(1,), attempt_limit=3, attempt_window_d=None)
    answer = answer_of(tmp_path, results(*(30 * k for k in range(1, n_before + 1))), rules)
    assert (answer.verdict is Verdict.WAIT) == (n_before == 3)
