"""Corrections of chances and scores by the real results in the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal, assert_equal

from analytics.blueprints.model import ExamBlueprint, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.cohort import NO_COHORT
from analytics.estimation.evidence import read_evidence
from analytics.estimation.exam_form import exam_form
from analytics.estimation.model_fit import fit_model
from analytics.estimation.outcome_calibration import outcome_calibrations, read_first_results
from analytics.estimation.selection import known_blueprints
from analytics.models.calibration import NO_CALIBRATION, OutcomeCalibration, fit_outcome_calibration
from analytics.records import ExamOutcome, Record, Row
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import Caveat
from analytics.store import Store
from tests.inputs.builders import MADE_AT, TODAY, practice_exam, readiness_in, store_with
from tests.inputs.store_files import new_store
from tests.inputs.tables import rows_of

EXAM = "DEA-C01"
SAT_ON = TODAY - timedelta(days=30)
COUNTS = [(11, 13), (13, 16), (19, 23), (11, 13)]


def renamed(records: Sequence[Record], candidate: str) -> list[Record]:
    """Make the rows those of another candidate."""
    return [replace(record, candidate_id=candidate) for record in records]


def others(n: int, *, n_passed: int, taken_on: date = SAT_ON) -> list[Record]:
    """Make candidates with the same good practice exam, of whom some passed."""
    rows: list[Record] = []
    for k in range(n):
        exam: list[Record] = list(practice_exam(taken_on - timedelta(days=3), COUNTS, exam_code=EXAM))
        result = ExamOutcome(taken_on=taken_on, exam_code=EXAM, is_passed=k < n_passed)
        rows += renamed([*exam, result], f"c{k:03}")
    return rows


def calibration_of(store: Store, day: date = TODAY) -> OutcomeCalibration:
    """Return the correction of chances as of a day."""
    blueprint = known_blueprints(store)[EXAM]
    results = read_first_results(store, blueprint, day, NO_COHORT)
    return outcome_calibrations(exam_form(blueprint), results, NO_COHORT)[0]


def test_results_given_by_domain_alone_count(tmp_path: Path) -> None:
    """A first attempt of which only the domains are known is a result like any other."""
    rows = others(30, n_passed=3)
    by_domain = [replace(row, domain_id="1") if isinstance(row, ExamOutcome) else row for row in rows]
    found, same = (calibration_of(store_with(tmp_path / name, own)) for name, own in (("a", rows), ("b", by_domain)))
    assert found.n_outcomes == 30
    assert found == same


def test_few_results_correct_nothing(tmp_path: Path) -> None:
    """Below thirty real results chances are not corrected."""
    assert calibration_of(store_with(tmp_path, others(29, n_passed=3))) is NO_CALIBRATION


def test_results_without_practice_before_them_do_not_count(tmp_path: Path) -> None:
    """Thirty results of whom only twenty-nine practiced before correct nothing.

    Practice on the day itself does not count: whether it was before the exam is unknown.
    """
    rows = others(30, n_passed=3)
    late = renamed(list(practice_exam(SAT_ON, COUNTS, exam_code=EXAM)), "c000")
    rows = [row for row in rows if row.candidate_id != "c000" or isinstance(row, ExamOutcome)] + late
    assert calibration_of(store_with(tmp_path, rows)) is NO_CALIBRATION


def test_surprising_fails_lower_the_chance_of_others(tmp_path: Path) -> None:
    """If most who practiced as well failed, the chance is lower, with a reason.

    The expected score stays: a scaled score is no share of correct answers.
    """
    everybody: list[Record] = [
        *practice_exam(TODAY - timedelta(days=2), COUNTS, exam_code=EXAM),
        *practice_exam(TODAY - timedelta(days=9), COUNTS, exam_code=EXAM, provider="Provider B"),
        *others(60, n_passed=15),
    ]
    with_results = store_with(tmp_path, everybody)
    without = new_store(tmp_path / "without.duckdb")
    with without.batch("all", made_at=MADE_AT) as batch:
        batch.add([Row("2", record) for record in everybody if not isinstance(record, ExamOutcome)])
    blueprint = known_blueprints(with_results)[EXAM]
    before, after = (readiness_in(store, blueprint, "me", TODAY) for store in (without, with_results))
    assert after.pass_probability.value < before.pass_probability.value - 0.15
    assert Caveat.CORRECTED_BY_REAL_RESULTS in after.reasons
    assert Caveat.CORRECTED_BY_REAL_RESULTS not in before.reasons
    assert after.percent_correct == before.percent_correct
    assert (before.cohort.n_outcomes, after.cohort.n_outcomes, after.cohort.n_scores) == (0, 60, 0)


def test_each_chance_is_from_before_its_attempt(tmp_path: Path) -> None:
    """The correction uses the predictions of the day before each attempt."""
    before = [row for row in varied() if not isinstance(row, ExamOutcome)]
    later = [
        row for k in range(30) for row in renamed(list(practice_exam(TODAY, [(1, 13)] * 4, exam_code=EXAM)), f"c{k:03}")
    ]
    store, ending = store_with(tmp_path, [*varied(), *later]), new_store(tmp_path / "ending.duckdb")
    with ending.batch("all", made_at=MADE_AT) as batch:
        batch.add([Row("2", record) for record in before])
    blueprint, day = known_blueprints(store)[EXAM], np.array([float(SAT_ON.toordinal())])
    names = [f"c{k:03}" for k in range(30)]
    evidence = read_evidence(ending, blueprint, names, SAT_ON - timedelta(days=1))
    predicted = fit_model(evidence, exam_form(blueprint)).draws_with_baseline(np.repeat(day, 30))
    now, baseline = (draws.pass_probability() for draws in predicted)
    expected = fit_outcome_calibration(now, baseline, (np.arange(30) % 3 == 0).astype(float))
    found = calibration_of(store)
    assert found.n_outcomes == 30
    assert float(found.intercept) == pytest.approx(float(expected.intercept), abs=1e-4)
    assert found.slope == pytest.approx(expected.slope, abs=1e-4)


def varied(*, code: str = EXAM, score: float | None = None) -> list[Record]:
    """Make thirty candidates of two practice exams each, of different strength; every third passes.

    With a `score` each scores that many percentage points less than in practice, and passes from 70 on.
    """
    rows: list[Record] = []
    for k in range(30):
        right = [(min(n, 5 + k // 4 + n // 3), n) for _, n in COUNTS]
        share = sum(y for y, _ in right) / sum(n for _, n in right)
        exams = [row for days in (3, 24) for row in practice_exam(SAT_ON - timedelta(days=days), right, exam_code=code)]
        scaled = None if score is None else round(100 * share - score)
        is_passed = k % 3 == 0 if scaled is None else scaled >= 70
        result = ExamOutcome(taken_on=SAT_ON, exam_code=code, is_passed=is_passed, scaled_score=scaled)
        rows += renamed([*exams, result], f"c{k:03}")
    return rows


def own_exam() -> ExamBlueprint:
    """Return an exam with a cut of 70 % of the questions."""
    shipped = shipped_blueprints()[EXAM]
    cut = replace(shipped.cut, kind=PassKind.PERCENT, scale_min=0.0, scale_max=100.0, pass_score=70.0)
    return replace(shipped, code="OWN-1", cut=cut)


def readiness_beside(folder: Path, rows: Sequence[Record]) -> Readiness:
    """Return the readiness of a candidate at 75 % beside others."""
    mine = practice_exam(TODAY - timedelta(days=2), [(9, 12), (12, 16), (18, 24), (9, 12)], exam_code="OWN-1")
    return readiness_in(store_with(folder, [*mine, *rows]), own_exam(), "me", TODAY)


@pytest.fixture(scope="module")
def uncorrected(tmp_path_factory: pytest.TempPathFactory) -> Readiness:
    """The readiness beside others without results."""
    rows = [row for row in varied(code="OWN-1") if not isinstance(row, ExamOutcome)]
    return readiness_beside(tmp_path_factory.mktemp("uncorrected"), rows)


def test_scores_of_a_percent_exam_move_the_score_of_others(tmp_path: Path, uncorrected: Readiness) -> None:
    """If everybody scored fifteen points less than in practice, a lower score is expected."""
    corrected = readiness_beside(tmp_path, varied(code="OWN-1", score=15))
    assert (corrected.cohort.n_outcomes, corrected.cohort.n_scores) == (30, 30)
    assert corrected.percent_correct.value < uncorrected.percent_correct.value - 5
    assert corrected.pass_probability.value < uncorrected.pass_probability.value - 0.1


def test_a_score_that_contradicts_its_result_corrects_as_the_result_alone(tmp_path: Path) -> None:
    """Thirty fails far above the passing score lower the chance of others as thirty fails without a score do."""
    rows = varied(code="OWN-1")
    odd, bare = (
        [replace(row, is_passed=False, scaled_score=own) if isinstance(row, ExamOutcome) else row for row in rows]
        for own in (95, None)
    )
    found, same = (readiness_beside(tmp_path / name, own) for name, own in (("odd", odd), ("bare", bare)))
    assert found.cohort.n_scores == 0
    assert found.pass_probability == same.pass_probability


def test_results_without_a_score_share_the_correction_of_those_with_one(tmp_path: Path) -> None:
    """Beside thirty known scores, thirty results that agree with them move the slopes little.

    They have no wide prior of their own, which would let chance decide.
    """
    scored = varied(code="OWN-1", score=0)
    others = [replace(row, candidate_id=f"other {row.candidate_id}") for row in scored]
    bare = [replace(row, scaled_score=None) if isinstance(row, ExamOutcome) else row for row in others]
    blueprint, slopes = own_exam(), []
    for name, rows in (("scored", scored), ("both", [*scored, *bare])):
        results = read_first_results(store_with(tmp_path / name, rows), blueprint, TODAY, NO_COHORT)
        chances, of_scores = outcome_calibrations(exam_form(blueprint), results, NO_COHORT)
        slopes.append([chances.slope, chances.baseline_slope])
    assert (chances.n_outcomes, of_scores.n_scores) == (60, 30)
    assert_allclose(slopes[1], slopes[0], atol=0.2)


def test_passes_and_fails_alone_widen_the_score_at_most(tmp_path: Path, uncorrected: Readiness) -> None:
    """Results unrelated to practice widen the range of the score and keep its middle."""
    corrected = readiness_beside(tmp_path, varied(code="OWN-1"))
    both = (uncorrected, corrected)
    widths = [answer.percent_correct.high - answer.percent_correct.low for answer in both]
    assert (corrected.cohort.n_outcomes, corrected.cohort.n_scores) == (30, 0)
    assert widths[1] > widths[0] + 2
    medians = [int(np.searchsorted(answer.score_probabilities.cumsum(), 0.5)) for answer in both]
    assert abs(medians[0] - medians[1]) <= 1


def test_results_of_later_days_do_not_leak(tmp_path: Path) -> None:
    """Results count from their own day on."""
    store = store_with(tmp_path, varied())
    assert calibration_of(store, SAT_ON - timedelta(days=1)) is NO_CALIBRATION
    assert calibration_of(store, SAT_ON).n_outcomes == 30


def test_earlier_results_equal_reading_on_that_day(tmp_path: Path) -> None:
    """Results of an earlier day have no later rows, of the same candidates or of others."""
    late = [replace(row, candidate_id=f"late {row.candidate_id}") for row in others(2, n_passed=1, taken_on=TODAY)]
    again = renamed(list(practice_exam(TODAY, COUNTS, exam_code=EXAM)), "c003")
    store = store_with(tmp_path, [*varied(), *late, *again])
    blueprint = known_blueprints(store)[EXAM]
    now = read_first_results(store, blueprint, TODAY, NO_COHORT)
    back, then = now.until(SAT_ON), read_first_results(store, blueprint, SAT_ON, NO_COHORT)
    assert len(now.outcomes) == 32
    assert_equal(rows_of(back.outcomes), rows_of(then.outcomes))
    assert back.evidence is not None
    assert then.evidence is not None
    assert_equal(rows_of(back.evidence.table), rows_of(then.evidence.table))
    assert_array_equal(back.evidence.n_correct, then.evidence.n_correct)
    assert now.until(SAT_ON - timedelta(days=1)).evidence is None
