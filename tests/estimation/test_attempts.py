"""Attempts at the real exam as evidence and by the retake rules."""

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
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs
from analytics.estimation.exam_form import CutBelief
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.readiness import readiness_of, readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import Caveat, Reason, Verdict
from analytics.store import Store
from tests.inputs.builders import EXAM, TODAY, fitted_from, practice_exam, readiness_in, store_with

OPEN = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
GOOD = [(12, 13), (15, 16), (21, 23), (12, 13)]
DAY = date(2026, 1, 10)


def failed(*days: date) -> Attempts:
    return Attempts(tuple(Attempt(day, is_passed=False) for day in days))


def results(*days_ago: int, is_passed: bool = False) -> list[Record]:
    """Make real results of the exam so many days ago."""
    return [
        ExamOutcome(taken_on=TODAY - timedelta(days=days), exam_code=EXAM, is_passed=is_passed) for days in days_ago
    ]


def failed_with(score: float | None, days_ago: int = 20, domain_id: str | None = None) -> ExamOutcome:
    """Make one row of a failed attempt."""
    taken_on = TODAY - timedelta(days=days_ago)
    return ExamOutcome(taken_on=taken_on, exam_code=EXAM, is_passed=False, scaled_score=score, domain_id=domain_id)


def three_good_exams() -> list[Record]:
    """Make three practice exams at 92 % from two providers."""
    return [
        row for k in (22, 12, 2) for row in practice_exam(TODAY - timedelta(days=k), GOOD, provider=f"Provider {k % 3}")
    ]


def after_three_good_exams(**cases: Sequence[Record]) -> list[Record]:
    """Make one candidate a case: three good practice exams, and the records of the case."""
    return [
        replace(record, candidate_id=name)
        for name, records in cases.items()
        for record in [*three_good_exams(), *records]
    ]


def readiness_by_candidate(
    store: Store,
    blueprint: ExamBlueprint = OPEN,
    *,
    exam_on: date | None = None,
    inputs: DecisionInputs = STANDARD_INPUTS,
) -> dict[str, Readiness]:
    """Return the readiness of every candidate of a store."""
    fitted = fit_candidates(store, blueprint, store.candidates(), TODAY, given=inputs)
    exam_days = dict.fromkeys(store.candidates(), exam_on) if exam_on else {}
    return {answer.candidate: answer for answer in readiness_of_all(fitted, exam_days=exam_days)}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store of candidates with the same practice exams and other attempts."""
    records = after_three_good_exams(
        none=[],
        bare=[failed_with(None)],
        near=[failed_with(745)],
        far=[failed_with(500)],
        odd=[failed_with(900)],
        within=[failed_with(None, 22 + 182)],
        before=[failed_with(None, 22 + 183)],
        whole=[failed_with(700)],
        parts=[failed_with(700), *(failed_with(900, domain_id=domain_id) for domain_id in ("1", "2"))],
        recent=results(3),
        passed=results(1, is_passed=True),
        one=results(60),
        two=results(60, 40),
        three=results(30, 60, 90),
        **{f"days_{days}": [failed_with(None, days)] for days in (2, 22, 60, 120, 200)},
    )
    return store_with(tmp_path_factory.mktemp("attempts"), records)


@pytest.fixture(scope="module")
def readiness(cases: Store) -> dict[str, Readiness]:
    """The readiness of each candidate of the store."""
    return readiness_by_candidate(cases)


def test_without_attempts_it_may_be_sat_on_any_day() -> None:
    """Without attempts every day is open."""
    assert (NO_ATTEMPTS.retake_from(OPEN), NO_ATTEMPTS.passed_on, NO_ATTEMPTS.failed_on) == (date.min, None, ())


def test_after_a_fail_the_days_of_the_blueprint_are_waited() -> None:
    """The wait depends on the number of fails; the last value repeats."""
    rules = replace(OPEN, retake_wait_d=(14, 30), attempt_limit=None)
    assert failed(DAY).retake_from(rules) == DAY + timedelta(days=14)
    assert failed(date(2025, 1, 1), DAY).retake_from(rules) == DAY + timedelta(days=30)
    assert failed(date(2024, 1, 1), date(2025, 1, 1), DAY).retake_from(rules) == DAY + timedelta(days=30)


def test_where_attempts_are_limited_the_window_has_to_pass() -> None:
    """With two attempts a year a third is allowed a year after the first; without a window never."""
    rules = replace(OPEN, retake_wait_d=(14,), attempt_limit=2, attempt_window_d=365)
    twice = failed(date(2026, 1, 10), date(2026, 2, 10))
    assert twice.retake_from(rules) == date(2027, 1, 10)
    assert failed(date(2025, 1, 10), date(2026, 2, 10)).retake_from(rules) == date(2026, 2, 24)
    assert twice.retake_from(replace(rules, attempt_window_d=None)) == date.max


def test_later_attempts_are_hidden_on_an_earlier_day() -> None:
    """On a day only the attempts up to it are known."""
    both = Attempts((Attempt(DAY, is_passed=False), Attempt(DAY + timedelta(days=20), is_passed=True)))
    assert both.passed_on == DAY + timedelta(days=20)
    assert both.until(DAY) == failed(DAY)
    assert both.until(DAY - timedelta(days=1)) == NO_ATTEMPTS


def test_a_fail_closes_the_weeks_of_the_wait(cases: Store, readiness: dict[str, Readiness]) -> None:
    """Three days after a fail with a wait of fourteen, the default day is the first open one; none before is."""
    default, opens = readiness["recent"], TODAY + timedelta(days=11)
    assert OPEN.wait_after_fail_d(1) == 14
    assert (default.exam_on, default.open_from, default.outlook.days[0]) == (opens, opens, opens)
    assert (default.verdict, default.reasons[0]) == (Verdict.BOOK, Reason.CHANCE_REACHES_TARGET)
    assert Caveat.FAILED_ATTEMPT_IS_COUNTED in default.reasons
    assert default.costs is not None
    assert np.isfinite(default.costs.expected_cost[:4]).tolist() == [False, False, True, True]
    early = readiness_in(cases, OPEN, "recent", TODAY, exam_on=opens - timedelta(days=1))
    assert (early.verdict, early.reasons[0]) == (Verdict.WAIT, Reason.RETAKE_IS_NOT_OPEN_YET)


def test_a_deadline_within_the_wait_leaves_no_day(cases: Store) -> None:
    """The retake still opens on its day; neither the last day of the wait nor that day is one to take the exam."""
    opens = TODAY + timedelta(days=11)
    inputs = DecisionInputs(deadline=opens - timedelta(days=1))
    for exam_on, why in ((inputs.deadline, Reason.RETAKE_IS_NOT_OPEN_YET), (opens, Reason.EXAM_DAY_IS_TOO_LATE)):
        closed = readiness_in(cases, OPEN, "recent", TODAY, exam_on=exam_on, inputs=inputs)
        assert (closed.reasons[0], closed.open_from, closed.last_day) == (why, opens, inputs.deadline)
        assert closed.outlook.days == ()


@pytest.mark.parametrize("practice", [[], three_good_exams()])
@pytest.mark.parametrize(("attempt_limit", "days_left"), [(1, None), (None, 10)])
def test_without_a_day_for_a_retake_there_is_nothing_to_wait_for(
    practice: Sequence[Record], attempt_limit: int | None, days_left: int | None
) -> None:
    """No attempt is left, or the exam's last day comes within the wait of eleven more days; with any practice."""
    last_day = None if days_left is None else TODAY + timedelta(days=days_left)
    rules = replace(OPEN, attempt_limit=attempt_limit, attempt_window_d=None, last_day=last_day)
    closed = readiness_of(fitted_from([*practice, *results(3)], blueprint=rules))
    assert (closed.verdict, closed.reasons[0]) == (Verdict.WAIT, Reason.NO_RETAKE_LEFT)
    assert closed.is_closed
    assert closed.outlook.days == ()


def test_a_failed_attempt_is_evidence(readiness: dict[str, Readiness]) -> None:
    """A fail lowers the chance, the expected score and every domain, by its score if that is known."""
    none, bare = readiness["none"], readiness["bare"]
    chances = {name: readiness[name].pass_probability.value for name in ("none", "bare", "near", "far")}
    assert chances["none"] > chances["near"] > chances["far"]
    assert chances["none"] > chances["bare"] > chances["far"]
    assert none.percent_correct.value > bare.percent_correct.value
    for before, after in zip(none.domains, bare.domains, strict=True):
        assert after.mastery.value < before.mastery.value
    assert none.cut_percent == bare.cut_percent


def test_the_rows_of_domains_of_a_result_are_no_scores(readiness: dict[str, Readiness]) -> None:
    """A report by domain is one attempt with the score of the whole."""
    assert readiness["parts"].pass_probability == readiness["whole"].pass_probability


def test_an_attempt_of_another_preparation_is_not_counted(readiness: dict[str, Readiness]) -> None:
    """An attempt more than half a year before the first practice exam changes nothing, with a reason."""
    assert readiness["before"].pass_probability == readiness["none"].pass_probability
    assert readiness["within"].pass_probability.value < readiness["none"].pass_probability.value
    reasons = {Caveat.FAILED_ATTEMPT_IS_COUNTED, Caveat.FAILED_ATTEMPT_IS_NOT_COUNTED}
    assert {name: reasons & set(readiness[name].reasons) for name in ("none", "within", "before")} == {
        "none": set(),
        "within": {Caveat.FAILED_ATTEMPT_IS_COUNTED},
        "before": {Caveat.FAILED_ATTEMPT_IS_NOT_COUNTED},
    }


def test_a_score_that_contradicts_its_result_is_left_out(readiness: dict[str, Readiness]) -> None:
    """Of a fail with a passing score only the fail counts."""
    assert readiness["odd"].pass_probability == readiness["bare"].pass_probability


def test_where_sections_have_minimums_the_chance_never_falls_with_the_score_of_a_fail(cases: Store) -> None:
    """A fail above the passing score counts as one at it, not as one without a score; a pass below it is a mistake."""
    found = readiness_by_candidate(cases, replace(OPEN, is_compensatory=False))
    chances = [found[name].pass_probability.value for name in ("far", "near", "odd")]
    assert chances == sorted(chances)
    assert chances[2] > found["bare"].pass_probability.value
    by_rule = {(score, passed): OPEN.may_score(score, passed) for score in (700, 800) for passed in (True, False)}
    assert by_rule == {(700, True): False, (700, False): True, (800, True): True, (800, False): False}
    assert not replace(OPEN, is_compensatory=False).may_score(700, is_passed=True)
    assert replace(OPEN, cut=CutScore(PassKind.PASS_FAIL_ONLY, None, None, None)).may_score(10, is_passed=True)


def test_a_score_stands_between_the_lowest_mark_and_the_highest() -> None:
    """The passing score is 0, either side is linear and clipped to the scale; without a scale there is none."""
    scaled = CutScore(PassKind.SCALED, 750, 100, 1000)
    assert [scaled.standing_of(score) for score in (50, 100, 425, 750, 875, 1000)] == [-1, -1, -0.5, 0, 0.5, 1]
    assert CutScore(PassKind.SCALED, 700, None, 1000).standing_of(350) == -0.5
    assert CutScore(PassKind.PERCENT, 80, None, None).standing_of(40) == -0.5
    assert CutScore(PassKind.PERCENT, 100, 0, 100).standing_of(100) == 0
    assert CutScore(PassKind.PASS_FAIL_ONLY, None, None, None).standing_of(50) is None


def test_a_score_is_read_by_the_believed_cut(cases: Store) -> None:
    """A nearer miss means a higher chance at any believed cut, and so does a lower cut."""
    found = {cut: readiness_by_candidate(cases, inputs=DecisionInputs(cut=CutBelief(cut, 0.02))) for cut in (0.7, 0.9)}
    low, high = ({name: answer.pass_probability.value for name, answer in found[cut].items()} for cut in (0.7, 0.9))
    assert high["near"] > high["far"]
    assert low["near"] > low["far"]
    assert low["far"] > high["far"]


def test_the_longer_ago_a_fail_the_less_it_says(tmp_path: Path, readiness: dict[str, Readiness]) -> None:
    """An older fail lowers the chance less, and never raises it; before its day it is unknown."""
    names = [*(f"days_{days}" for days in (2, 22, 60, 120, 200)), "none"]
    found = [readiness[name].pass_probability.value for name in names]
    assert found == sorted(found)
    candidate = fit_candidate(store_with(tmp_path, [*three_good_exams(), failed_with(None, 50)]), OPEN, "me", TODAY)
    assert candidate.until(TODAY - timedelta(days=51)).evidence.counted.day_numbers.shape == (1, 0)


def test_where_the_scale_is_not_known_a_score_adds_nothing_to_the_result(cases: Store) -> None:
    """Without a published passing score the fail counts and its score does not."""
    rules = replace(OPEN, cut=CutScore(PassKind.PASS_FAIL_ONLY, None, None, None))
    found = readiness_by_candidate(cases, rules)
    assert found["far"].pass_probability == found["bare"].pass_probability


def test_a_pass_leaves_nothing_to_book(cases: Store, readiness: dict[str, Readiness]) -> None:
    """After a pass nothing is missing and no day or cost is named; the day before is as if there were no attempt."""
    answer = readiness["passed"]
    assert (answer.verdict, answer.reasons[0]) == (Verdict.WAIT, Reason.ALREADY_PASSED)
    assert (answer.missing, answer.costs, answer.outlook.reaches_target_on, answer.outlook.levels_off_at) == (
        (),
        None,
        None,
        None,
    )
    assert readiness_in(cases, OPEN, "passed", TODAY - timedelta(days=2)).verdict is Verdict.BOOK


def test_a_pass_long_before_the_latest_practice_ends_an_earlier_preparation(tmp_path: Path) -> None:
    """After an old pass one may book again; fails before it close no week and use up no free retake."""
    old = [
        *practice_exam(TODAY - timedelta(days=500), GOOD, provider="Old"),
        *results(490),
        *results(480, is_passed=True),
    ]
    idle = [replace(record, candidate_id="idle") for record in results(480, is_passed=True)]
    store = store_with(tmp_path, [*three_good_exams(), *old, *idle])
    assert readiness_in(store, OPEN, "me", TODAY).verdict is Verdict.BOOK
    candidate = fit_candidate(store, OPEN, "me", TODAY)
    assert candidate.attempts == NO_ATTEMPTS
    then = candidate.until(TODAY - timedelta(days=400)).attempts
    assert (then.passed_on, then.failed_on) == (TODAY - timedelta(days=480), (TODAY - timedelta(days=490),))
    assert fit_candidate(store, OPEN, "idle", TODAY).attempts.passed_on == TODAY - timedelta(days=480)


def test_a_free_retake_is_the_second_attempt_and_no_other(cases: Store) -> None:
    """After one fail the next attempt costs no fee; after two it does again."""
    rules = replace(OPEN, retake_wait_d=(1,), attempt_limit=None)
    found = readiness_by_candidate(cases, rules, inputs=DecisionInputs(fee=300.0, is_retake_free=True))
    none, one, two = (found[name].costs for name in ("none", "one", "two"))
    assert none is not None
    assert one is not None
    assert two is not None
    assert one.expected_cost[0] < none.expected_cost[0] - 200
    assert two.expected_cost[0] > one.expected_cost[0] + 200


def test_each_candidate_has_attempts_of_their_own(cases: Store, readiness: dict[str, Readiness]) -> None:
    """Of many in a file the one who failed has to wait and the other does not, read together or alone."""
    assert (readiness["none"].open_from, readiness["recent"].open_from) == (None, TODAY + timedelta(days=11))
    assert readiness["recent"].pass_probability.value < readiness["none"].pass_probability.value
    for name in ("none", "recent"):
        alone = readiness_in(cases, OPEN, name, TODAY).pass_probability.value
        assert alone == pytest.approx(readiness[name].pass_probability.value, abs=1e-12)
    candidate = fit_candidate(cases, OPEN, "recent", TODAY)
    assert candidate.fitted.form.calibration.n_outcomes == 0
    assert candidate.evidence.attempts_of(0).failed_on == (TODAY - timedelta(days=3),)
    assert candidate.until(TODAY - timedelta(days=4)).evidence.attempts_of(0) == NO_ATTEMPTS


def test_when_all_attempts_are_used_up_the_answer_is_to_wait(cases: Store) -> None:
    """If all attempts for life are used up no day is left; after fewer there is one."""
    rules = replace(OPEN, retake_wait_d=(1,), attempt_limit=3, attempt_window_d=None)
    found = readiness_by_candidate(cases, rules)
    assert [found[name].verdict is Verdict.WAIT for name in ("one", "two", "three")] == [False, False, True]


def test_the_answer_has_the_chance_without_the_attempt(cases: Store, readiness: dict[str, Readiness]) -> None:
    """The chance from practice alone is that without the result on the same day; without an attempt there is none."""
    none, failed_once = readiness["none"], readiness["recent"]
    same_day = readiness_in(cases, OPEN, "none", TODAY, exam_on=failed_once.exam_on)
    assert failed_once.chance_by_practice == same_day.pass_probability
    assert none.chance_by_practice is None
    assert not failed_once.is_prior_only


def test_a_fail_alone_is_no_starting_assumption(tmp_path: Path) -> None:
    """An attempt without practice is evidence, but too little for a verdict."""
    answer = readiness_in(store_with(tmp_path, results(20)), OPEN, "me", TODAY)
    assert (answer.verdict, answer.is_prior_only) == (Verdict.TOO_LITTLE_DATA, False)
