"""Attempts at the real exam, and what they leave open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.blueprints.model import CutScore, ExamBlueprint, ExamStatus, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.attempts import NO_ATTEMPTS, Attempt, Attempts
from analytics.estimation.candidate import fit_candidate, fit_candidates
from analytics.estimation.exam_form import CutBelief
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.booking_costs import DecisionInputs
from analytics.reports.decision.readiness import Readiness, readiness_of_all
from analytics.reports.decision.verdict import Reason, Verdict
from tests.inputs.builders import EXAM, TODAY, practice_exam, readiness_in, store_with

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
    return readiness_in(store, blueprint, "me", asked.get("as_of", TODAY), exam_on=asked.get("exam_on"))


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
    assert Reason.FAILED_ATTEMPT_IS_COUNTED in answer.reasons
    assert answer.costs is not None
    assert np.isfinite(answer.costs.expected_cost[:4]).tolist() == [False, False, True, True]
    assert answer.costs.saved_by_waiting == np.inf
    later = readiness_after(tmp_path, exam_on=TODAY + timedelta(days=14))
    assert later.verdict is Verdict.BOOK


def readiness_after(folder: Path, *, exam_on: date) -> Readiness:
    """Ask again for another exam day."""
    return readiness_in(store_with(folder, []), OPEN, "me", TODAY, exam_on=exam_on)


def failed_with(score: float | None, days_ago: int = 20, domain_id: str | None = None) -> ExamOutcome:
    """Make one row of a failed attempt."""
    taken_on = TODAY - timedelta(days=days_ago)
    return ExamOutcome(taken_on=taken_on, exam_code=EXAM, is_passed=False, scaled_score=score, domain_id=domain_id)


def test_a_failed_attempt_is_evidence(tmp_path: Path) -> None:
    """It lowers the chance, the expected score and every domain; by how much goes by the score where it is known."""
    found = {}
    for name, records in (
        ("none", []),
        ("bare", [failed_with(None)]),
        ("near", [failed_with(745)]),
        ("far", [failed_with(500)]),
    ):
        (tmp_path / name).mkdir()
        found[name] = answer_of(tmp_path / name, records)
    chances = {name: answer.pass_probability.value for name, answer in found.items()}
    assert chances["none"] > chances["near"] > chances["far"]
    assert chances["none"] > chances["bare"] > chances["far"]
    assert found["none"].percent_correct.value > found["bare"].percent_correct.value
    for before, after in zip(found["none"].domains, found["bare"].domains, strict=True):
        assert after.mastery.value < before.mastery.value
    assert found["none"].cut_percent == found["bare"].cut_percent


def test_the_rows_of_domains_of_a_result_are_no_scores(tmp_path: Path) -> None:
    """A report by domain is one attempt, whose score is that of the whole."""
    whole = failed_with(700)
    parts = [failed_with(900, domain_id=domain_id) for domain_id in ("1", "2")]
    (tmp_path / "parts").mkdir()
    alone = answer_of(tmp_path, [whole]).pass_probability
    assert answer_of(tmp_path / "parts", [whole, *parts]).pass_probability == alone


def test_an_attempt_of_another_preparation_is_not_counted(tmp_path: Path) -> None:
    """One longer than half a year before the first practice exam changes nothing, and the answer says so."""
    found = {}
    for name, days_ago in (("none", None), ("within", 22 + 182), ("before", 22 + 183)):
        (tmp_path / name).mkdir()
        found[name] = answer_of(tmp_path / name, [] if days_ago is None else [failed_with(None, days_ago)])
    assert found["before"].pass_probability == found["none"].pass_probability
    assert found["within"].pass_probability.value < found["none"].pass_probability.value
    reasons = {Reason.FAILED_ATTEMPT_IS_COUNTED, Reason.FAILED_ATTEMPT_IS_NOT_COUNTED}
    assert {name: reasons & set(answer.reasons) for name, answer in found.items()} == {
        "none": set(),
        "within": {Reason.FAILED_ATTEMPT_IS_COUNTED},
        "before": {Reason.FAILED_ATTEMPT_IS_NOT_COUNTED},
    }


def test_a_score_that_contradicts_its_result_is_left_out(tmp_path: Path) -> None:
    """Failed with a passing score: the fail counts, the number does not."""
    found = []
    for name, score in (("bare", None), ("odd", 900)):
        (tmp_path / name).mkdir()
        found.append(answer_of(tmp_path / name, [failed_with(score)]).pass_probability)
    assert found[0] == found[1]


def test_a_score_stands_between_the_lowest_mark_and_the_highest() -> None:
    """The pass mark is 0 and either side linear; what lies off the scale is its end; without a scale there is none."""
    scaled = CutScore(PassKind.SCALED, 750, 100, 1000)
    assert [scaled.standing_of(score) for score in (50, 100, 425, 750, 875, 1000)] == [-1, -1, -0.5, 0, 0.5, 1]
    assert CutScore(PassKind.SCALED, 700, None, 1000).standing_of(350) == -0.5
    assert CutScore(PassKind.PERCENT, 100, 0, 100).standing_of(100) == 0
    assert CutScore(PassKind.PASS_FAIL_ONLY, None, None, None).standing_of(50) is None


def test_what_a_score_says_goes_with_the_cut_that_is_believed(tmp_path: Path) -> None:
    """A nearer miss promises more, wherever the candidate puts the cut; so does the lower cut."""
    found = {}
    for name, score in (("near", 740), ("far", 300)):
        (tmp_path / name).mkdir()
        store = store_with(tmp_path / name, [*three_good_exams(), failed_with(score)])
        for cut in (0.7, 0.9):
            inputs = DecisionInputs(cut=CutBelief(cut, 0.02))
            found[name, cut] = readiness_in(store, OPEN, "me", TODAY, inputs=inputs).pass_probability.value
    assert found["near", 0.9] > found["far", 0.9]
    assert found["near", 0.7] > found["far", 0.7]
    assert found["far", 0.7] > found["far", 0.9]


def test_the_longer_ago_a_fail_the_less_it_says(tmp_path: Path) -> None:
    """Much may have been learnt since: it lowers the chance less, and never raises it; before it, nothing is known."""
    found = []
    for days_ago in (2, 22, 60, 120, 200):
        (tmp_path / str(days_ago)).mkdir()
        found.append(answer_of(tmp_path / str(days_ago), [failed_with(None, days_ago)]).pass_probability.value)
    (tmp_path / "none").mkdir()
    found.append(answer_of(tmp_path / "none", []).pass_probability.value)
    assert found == sorted(found)
    known = fit_candidate(store_with(tmp_path, [*three_good_exams(), failed_with(None, 50)]), OPEN, "me", TODAY)
    then = known.until(TODAY - timedelta(days=51))
    assert then.evidence.counted.day_numbers.shape == (1, 0)


def test_where_the_scale_is_not_known_a_score_tells_no_more_than_the_result(tmp_path: Path) -> None:
    """An exam that publishes no passing mark takes the fail and leaves the number."""
    rules = replace(OPEN, cut=CutScore(PassKind.PASS_FAIL_ONLY, None, None, None))
    (tmp_path / "scored").mkdir()
    bare = answer_of(tmp_path, [failed_with(None)], rules).pass_probability
    assert answer_of(tmp_path / "scored", [failed_with(500)], rules).pass_probability == bare


def test_a_pass_leaves_nothing_to_book(tmp_path: Path) -> None:
    """Once passed the answer says so; as of the day before it is as if nothing had been."""
    answer = answer_of(tmp_path, results(1, is_passed=True))
    assert (answer.verdict, answer.reasons[0]) == (Verdict.WAIT, Reason.ALREADY_PASSED)
    before = readiness_in(store_with(tmp_path, []), OPEN, "me", TODAY - timedelta(days=2))
    assert before.verdict is Verdict.BOOK


def test_a_pass_long_before_the_latest_practice_ends_an_earlier_preparation(tmp_path: Path) -> None:
    """Whoever passed once and prepares again may book; fails before that pass close no week and cost no free retake."""
    old = [
        *practice_exam(TODAY - timedelta(days=500), GOOD, provider="Old"),
        *results(490),
        *results(480, is_passed=True),
    ]
    again = answer_of(tmp_path, old)
    assert again.verdict is Verdict.BOOK
    known = fit_candidate(store_with(tmp_path, []), OPEN, "me", TODAY)
    assert known.attempts == NO_ATTEMPTS
    then = known.until(TODAY - timedelta(days=400)).attempts
    assert (then.passed_on, then.failed_on) == (TODAY - timedelta(days=480), (TODAY - timedelta(days=490),))
    (tmp_path / "idle").mkdir()
    never_again = store_with(tmp_path / "idle", results(480, is_passed=True))
    assert fit_candidate(never_again, OPEN, "me", TODAY).attempts.passed_on == TODAY - timedelta(days=480)


def test_a_free_retake_is_the_second_attempt_and_no_other(tmp_path: Path) -> None:
    """After one fail the next attempt costs nothing; after two it costs the fee again."""
    rules = replace(OPEN, retake_wait_d=(1,), attempt_limit=None)
    costs = []
    for name, records in (("none", []), ("one", results(60)), ("two", results(60, 40))):
        (tmp_path / name).mkdir()
        store = store_with(tmp_path / name, [*three_good_exams(), *records])
        inputs = DecisionInputs(fee=300.0, is_retake_free=True)
        found = readiness_in(store, rules, "me", TODAY, inputs=inputs).costs
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
    found = {
        answer.candidate: answer
        for answer in readiness_of_all(fit_candidates(store, OPEN, ["me", "other"], TODAY), exam_days={})
    }
    assert found["other"].reasons[0] is Reason.NO_LATER_WEEK_IS_CHEAPER
    assert found["me"].reasons[0] is Reason.RETAKE_IS_NOT_OPEN_YET
    alone = readiness_of_all(fit_candidates(store, OPEN, ["other"], TODAY), exam_days={})
    assert next(iter(alone)).pass_probability.value == pytest.approx(found["other"].pass_probability.value, abs=1e-12)
    assert found["me"].pass_probability.value < found["other"].pass_probability.value
    known = fit_candidate(store, OPEN, "me", TODAY)
    assert known.fitted.form.calibration.n_outcomes == 0
    same = readiness_in(store, OPEN, "me", TODAY).pass_probability.value
    assert same == pytest.approx(found["me"].pass_probability.value, abs=1e-12)
    assert known.evidence.attempts_of(0).failed_on == (TODAY - timedelta(days=3),)
    assert known.until(TODAY - timedelta(days=4)).evidence.attempts_of(0) == NO_ATTEMPTS


@pytest.mark.parametrize("n_before", [1, 2, 3])
def test_when_all_attempts_are_used_up_the_answer_is_to_wait(tmp_path: Path, n_before: int) -> None:
    """Attempts allowed for life that are all gone leave no day; fewer do."""
    rules = replace(OPEN, retake_wait_d=(1,), attempt_limit=3, attempt_window_d=None)
    answer = answer_of(tmp_path, results(*(30 * k for k in range(1, n_before + 1))), rules)
    assert (answer.verdict is Verdict.WAIT) == (n_before == 3)


def test_the_answer_tells_the_chance_without_the_attempt_and_the_day_it_opens(tmp_path: Path) -> None:
    """The chance from practice alone is the one without the result; whoever has not tried has neither."""
    (tmp_path / "none").mkdir()
    none, failed_once = answer_of(tmp_path / "none", []), answer_of(tmp_path, results(3))
    assert failed_once.chance_by_practice == none.pass_probability
    assert failed_once.open_from == TODAY + timedelta(days=11)
    assert (none.chance_by_practice, none.open_from) == (None, None)
    assert not failed_once.is_prior_only


def test_a_fail_alone_is_no_starting_assumption(tmp_path: Path) -> None:
    """Without practice an attempt is all that is known, and it is something; for a verdict it is too little."""
    answer = readiness_in(store_with(tmp_path, results(20)), OPEN, "me", TODAY)
    assert (answer.verdict, answer.is_prior_only) == (Verdict.TOO_LITTLE_DATA, False)
