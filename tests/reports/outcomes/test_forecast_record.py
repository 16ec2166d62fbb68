"""The record of past forecasts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models.intervals import Interval, wilson
from analytics.models.scoring import same_as_last
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.chance_by_day import chances_on
from analytics.reports.decision.scored_forecasts import scored_forecasts
from analytics.reports.outcomes.forecast_record import (
    MIN_FORECASTS,
    Claim,
    ForecastRecord,
    ReferenceComparison,
    ScoreLine,
    forecast_record,
)
from analytics.reports.planning.expected_losses import GapBasis
from analytics.store import Store
from tests.inputs.builders import (
    EXAM,
    TODAY,
    add_on,
    candidate_of,
    fitted_from,
    practice_exam,
    rating,
    store_with,
    total_of,
)

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def exams(n: int) -> list[Record]:
    """Make a practice exam a week, the last one yesterday, each a little different."""
    return [
        row
        for k in range(n)
        for row in practice_exam(TODAY - timedelta(days=1 + 7 * k), [(right - k % 3, asked) for right, asked in COUNTS])
    ]


def record_of(store: Store, as_of: date = TODAY) -> ForecastRecord:
    return forecast_record(candidate_of(store, as_of=as_of))


def record_with(records: Sequence[Record], as_of: date = TODAY) -> ForecastRecord:
    return forecast_record(fitted_from(records, as_of=as_of))


def test_nothing_is_scored_before_a_second_practice_exam() -> None:
    """There is no summary, plot or claim."""
    found = record_with(exams(1))
    assert (found.entries, found.summary, found.prospective, found.reliability, found.scored_outcomes) == (
        (),
        None,
        None,
        (),
        (),
    )
    assert (found.n_practice_exams, found.n_prospective, found.claim) == (1, 0, Claim.TOO_LITTLE_DATA)


def test_the_summary_counts_what_fell_within() -> None:
    """With Wilson's range; whole scores make the expected coverage differ slightly from the level."""
    found = record_with(exams(5))
    assert found.summary is not None
    n_within = sum(entry.scored.is_within for entry in found.entries)
    assert (found.summary.n_forecasts, found.summary.n_within) == (4, n_within)
    assert found.summary.coverage == wilson(n_within, 4)
    likeliest = max(float(entry.scored.forecast.probabilities.max()) for entry in found.entries)
    assert found.summary.expected_within == pytest.approx(4 * found.level, abs=4 * likeliest)


def test_each_forecast_is_scored_by_its_definition() -> None:
    """The chance of the cut, Brier, log and ranked probability scores are computed by hand."""
    found = record_with(exams(3))
    entry = found.entries[-1]
    probabilities = entry.scored.forecast.probabilities
    least = next(k for k in range(66) if k / 65 >= found.cut.value / 100)
    right = entry.scored.exam.n_correct
    assert_allclose(entry.cut_chance, probabilities[least:].sum())
    assert entry.reached_cut is (right >= least)
    assert_allclose(entry.scores.brier, (entry.cut_chance - entry.reached_cut) ** 2)
    assert_allclose(entry.scores.log, -np.log(probabilities[right]))
    below = np.cumsum(probabilities)[:-1]
    assert_allclose(entry.scores.ranked_points, 100 / 65 * sum((below[k] - (k >= right)) ** 2 for k in range(65)))


def test_the_reference_is_the_last_exam_of_an_earlier_day() -> None:
    """Another exam of the same day is no reference."""
    rows = [total_of(TODAY - timedelta(days=k), right, 50) for k, right in ((9, 30), (2, 35))]
    rows.append(total_of(TODAY - timedelta(days=2), 50, 50, provider="Provider B"))
    found = record_with(rows)
    expected = same_as_last(30, 50, 50)
    assert [entry.scored.exam.n_correct for entry in found.entries] == [35, 50]
    for entry, right in zip(found.entries, (35, 50), strict=True):
        assert_allclose(entry.reference.log, -np.log(expected[right]))


def test_scores_are_compared_exam_by_exam() -> None:
    """The difference of means is the mean difference; ranges hold only possible scores."""
    found = record_with(exams(5)).summary
    assert found is not None
    for line in (found.ranked_points, found.brier, found.log):
        assert_allclose(line.mean.value - line.reference.value, line.difference.value)
        assert line.mean.low >= 0
        assert line.is_behind_reference == (line.mean.value > line.reference.value)
    assert found.brier.mean.high <= 1
    assert found.ranked_points.mean.high <= 100
    alone = record_with(exams(2)).summary
    assert alone is not None
    assert (alone.brier.mean.low, alone.brier.mean.high, alone.log.mean.high) == (0, 1, np.inf)
    assert alone.brier.comparison is ReferenceComparison.CANNOT_TELL


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-2, -1, ReferenceComparison.BETTER), (1, 2, ReferenceComparison.WORSE), (-1, 1, ReferenceComparison.CANNOT_TELL)],
)
def test_better_is_said_only_beyond_doubt(low: float, high: float, expected: ReferenceComparison) -> None:
    """Lower is better; a range across zero or few forecasts decide nothing."""
    some = Interval(0, 0, 0)
    line = ScoreLine(MIN_FORECASTS, some, some, Interval((low + high) / 2, low, high))
    assert line.comparison is expected
    assert replace(line, n_forecasts=MIN_FORECASTS - 1).comparison is ReferenceComparison.CANNOT_TELL


def test_reliability_is_shown_from_ten_forecasts_on() -> None:
    """Fewer forecasts have no reliability."""
    assert record_with(exams(MIN_FORECASTS)).reliability == ()
    assert len(record_with(exams(MIN_FORECASTS + 1)).reliability) == 5


def test_only_prospective_forecasts_make_a_claim(tmp_path: Path) -> None:
    """Forecasts computed afterwards make no claim; prospective ones are summarized separately."""
    rows = exams(MIN_FORECASTS + 2)
    store = store_with(tmp_path, rows[8:])
    add_on(store, rows[4:8], TODAY - timedelta(days=8))
    add_on(store, rows[:4], TODAY)
    found = record_of(store)
    assert (len(found.entries), found.n_prospective, found.claim) == (MIN_FORECASTS + 1, 1, Claim.TOO_LITTLE_DATA)
    assert found.prospective is not None
    assert found.prospective.n_within == found.entries[-1].scored.is_within


@pytest.mark.parametrize(
    ("n_within", "claim"), [(3, Claim.TOO_NARROW), (10, Claim.HOLDS), (11, Claim.HOLDS), (30, Claim.TOO_WIDE)]
)
def test_a_claim_compares_observed_and_expected_coverage(n_within: int, claim: Claim) -> None:
    """The expected coverage must lie in the range of the observed one."""
    summary = record_with(exams(2)).summary
    assert summary is not None
    n = 30 if n_within == 30 else 12
    held = replace(summary, n_forecasts=n, n_within=n_within, expected_within=0.84 * n, coverage=wilson(n_within, n))
    assert held.claim is claim
    assert replace(held, n_forecasts=9).claim is Claim.TOO_LITTLE_DATA


def outcome(day: date, *, is_passed: bool = True, domain_id: str | None = None, word: str | None = None) -> ExamOutcome:
    """Make a real result, or its part of a domain."""
    return ExamOutcome(taken_on=day, exam_code=EXAM, is_passed=is_passed, domain_id=domain_id, classification=word)


def test_the_real_result_is_compared_with_the_forecast_of_the_day_before(tmp_path: Path) -> None:
    """Practice exams of the same day or later do not count."""
    day = TODAY - timedelta(days=8)
    store = store_with(tmp_path, [*exams(4), outcome(day, is_passed=False)])
    (entry,) = record_of(store).scored_outcomes
    (expected,) = chances_on(candidate_of(store).fitted_until(day - timedelta(days=1)), [day])
    assert entry.chance == expected
    assert (entry.taken_on, entry.is_passed) == (day, False)


def test_only_attempts_that_could_be_forecast_are_scored(tmp_path: Path) -> None:
    """Attempts before the first practice exam, of other exams, or after the day are left out."""
    others = [replace(outcome(TODAY), exam_code="X-1"), outcome(TODAY - timedelta(days=40))]
    attempts = [outcome(TODAY), outcome(TODAY - timedelta(days=4), is_passed=False)]
    store = store_with(tmp_path, [*exams(4), *others, *attempts])
    assert [entry.is_passed for entry in record_of(store).scored_outcomes] == [False, True]
    assert [entry.is_passed for entry in record_of(store, TODAY - timedelta(days=1)).scored_outcomes] == [False]
    assert record_with(attempts).scored_outcomes == ()


def test_the_first_audit_is_what_was_thought_before_any_evidence() -> None:
    """It uses ratings if there are any; the domains have the result's words."""
    first = TODAY - timedelta(days=22)
    ratings = [rating(str(k), 5 if k < 4 else 1, on=first - timedelta(days=3)) for k in (1, 2, 3, 4)]
    words = [outcome(TODAY, domain_id=str(k), word=f"word {k}") for k in (1, 3, 4)]
    (entry,) = record_with([*exams(4), *ratings, outcome(TODAY), *words]).scored_outcomes
    assert (entry.audit_on, entry.audit_basis) == (first - timedelta(days=1), GapBasis.SELF_RATINGS)
    assert [domain.classification for domain in entry.domains] == ["word 1", "word 3", "word 4"]


def test_without_ratings_the_first_practice_exam_is_the_audit() -> None:
    """Later ratings, or those of other exams, do not count."""
    rows = [rating("1", 5, on=TODAY), rating("of another exam", 5, on=TODAY - timedelta(days=90))]
    (entry,) = record_with([*exams(4), *rows, outcome(TODAY)]).scored_outcomes
    assert (entry.audit_on, entry.audit_basis) == (TODAY - timedelta(days=22), GapBasis.PRACTICE_EXAMS)
    assert entry.domains == ()


def test_the_record_is_of_the_day_shown(tmp_path: Path) -> None:
    """Later practice exams are hidden; the entries are those of the forecasts."""
    store = store_with(tmp_path, exams(5))
    found = record_of(store, TODAY - timedelta(days=8))
    assert [entry.scored.exam.day for entry in found.entries] == [TODAY - timedelta(days=days) for days in (22, 15, 8)]
    assert tuple(entry.scored for entry in record_of(store).entries) == scored_forecasts(candidate_of(store))
