"""Tests of the report on whether the scores have settled."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate, fit_candidate
from analytics.estimation.model_fit import share_interval
from analytics.models.intervals import wilson
from analytics.models.progress import BAND_PERCENT, StabilityVerdict
from analytics.records import Record
from analytics.reports.decision.verdict import StabilityGap, StatementVerdict
from analytics.reports.practice.stabilization import StabilizationReport, stabilization_report
from tests.inputs.builders import EXAM, TODAY, plan, practice_exam, store_with

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


def candidate_of(folder: Path, records: Iterable[Record], *, exam_code: str = EXAM) -> FittedCandidate:
    """Read and fit a file of some records."""
    store = store_with(folder, [plan(exam_code="OTHER"), *records])
    return fit_candidate(store, shipped_blueprints()[exam_code], "me", TODAY)


def report_of(folder: Path, records: Iterable[Record]) -> StabilizationReport:
    """Report on a file of some records."""
    return stabilization_report(candidate_of(folder, records))


def sat(days_ago: int, counts: list[tuple[int, int]] = COUNTS, *, provider: str | None = "Provider A") -> list[Record]:
    """Make a practice exam so many days ago."""
    return [*practice_exam(TODAY - timedelta(days=days_ago), counts, provider=provider)]


def steady(n: int, counts: list[tuple[int, int]] = COUNTS) -> list[Record]:
    """Make two practice exams a week of the same result, from two providers."""
    return [row for k in range(n) for row in sat(3 * k + 1, counts, provider=("Provider A", "Provider B")[k % 2])]


def test_without_a_practice_exam_there_is_one_day_and_no_statement(tmp_path: Path) -> None:
    """The path is what is usual on the present day, and everything is missing."""
    report = report_of(tmp_path, [])
    assert [point.day for point in report.path] == [TODAY]
    assert (report.points, report.next_exam, report.seen_effects, report.providers_in_window) == ((), None, (), ())
    assert report.readiness.stability.gaps == tuple(StabilityGap)
    assert report.readiness.inflation is None


def test_the_path_goes_from_the_first_exam_to_today(tmp_path: Path) -> None:
    """It has the first day, then days a week apart that end on the present one."""
    report = report_of(tmp_path, [*sat(17), *sat(2)])
    assert [(TODAY - point.day).days for point in report.path] == [17, 14, 7, 0]
    (tmp_path / "even").mkdir()
    even = report_of(tmp_path / "even", sat(14))
    assert [(TODAY - point.day).days for point in even.path] == [14, 7, 0]


def test_the_expected_score_is_the_domains_mixed_by_weight(tmp_path: Path) -> None:
    """The path by draws ends where quadrature by domain and the blueprint's weights put it."""
    candidate = candidate_of(tmp_path, steady(6))
    form = candidate.fitted.form
    mean, covariance = (part[0] for part in candidate.fitted.abilities_on([TODAY]).on(0))
    shares = [share_interval(mean[k], covariance[k, k], form.guess_floor).value for k in range(form.n_domains)]
    expected = sum(weight * share for weight, share in zip(form.shares, shares, strict=True))
    assert_allclose(stabilization_report(candidate).now.value, expected, atol=0.002)


def test_the_corridor_lies_around_today_over_three_weeks(tmp_path: Path) -> None:
    """It is the band of the statement, from the window's first day on, within 0 and 1."""
    report = report_of(tmp_path, steady(3))
    assert report.window_start == TODAY - timedelta(weeks=3)
    assert_allclose([report.now.value - report.band_low, report.band_high - report.now.value], [BAND_PERCENT / 100] * 2)
    (tmp_path / "top").mkdir()
    assert report_of(tmp_path / "top", steady(16, [(50, 50)] * 4)).band_high == 1.0


@pytest.mark.parametrize(
    ("records", "gaps"),
    [
        (sat(30) + sat(2), (StabilityGap.TOO_FEW_EXAMS,)),
        (sat(60) + sat(50) + sat(40), (StabilityGap.NONE_IN_WINDOW,)),
        (sat(9) + sat(5) + sat(2), (StabilityGap.NONE_BEFORE_WINDOW,)),
        (sat(40) + sat(21) + sat(2), ()),
        (sat(21) + sat(20) + sat(2), ()),
    ],
)
def test_what_is_missing_for_a_statement_is_named(
    tmp_path: Path, records: list[Record], gaps: tuple[StabilityGap, ...]
) -> None:
    """Three exams, one within the window and one from its first day or before; else it cannot be told."""
    report = report_of(tmp_path, records)
    assert report.readiness.stability.gaps == gaps
    if gaps:
        assert report.readiness.stability.verdict is StabilityVerdict.CANNOT_TELL


def test_a_long_record_of_the_same_result_is_stable_and_low(tmp_path: Path) -> None:
    """Settled far below the cut, the report says so; settled far above it does not."""
    low = report_of(tmp_path, steady(16, [(7, 13), (8, 16), (12, 23), (7, 13)]))
    assert (low.readiness.stability.verdict, low.readiness.ready) == (StabilityVerdict.STABLE, StatementVerdict.NO)
    assert low.is_stable_and_low
    (tmp_path / "high").mkdir()
    high = report_of(tmp_path / "high", steady(16, [(12, 13), (15, 16), (21, 23), (12, 13)]))
    assert high.readiness.stability.verdict is StabilityVerdict.STABLE
    assert not high.is_stable_and_low


def test_the_providers_of_the_window_are_those_with_new_questions(tmp_path: Path) -> None:
    """An earlier exam and one of seen questions alone do not count."""
    seen = [replace(row, n_seen_before=row.n_items) for row in practice_exam(TODAY, COUNTS, provider="Provider C")]
    report = report_of(tmp_path, [*sat(30, provider="Provider B"), *sat(21), *sat(2, provider=None), *seen])
    assert report.providers_in_window == ("Provider A", "")


def test_a_pair_needs_new_and_seen_questions_of_one_provider(tmp_path: Path) -> None:
    """Raw shares are pooled by provider; a provider of one kind has no pair."""
    seen = [replace(row, n_seen_before=row.n_items, n_correct=row.n_items) for row in practice_exam(TODAY, COUNTS)]
    report = report_of(tmp_path, [*sat(9), *sat(5), *sat(2, provider="Provider B"), *seen])
    (gap,) = report.seen_effects
    assert (gap.provider, gap.n_new, gap.n_seen) == ("Provider A", 130, 65)
    assert (gap.new, gap.seen) == (wilson(90, 130), wilson(65, 65))
    assert report.readiness.inflation is not None


def test_an_exam_of_another_day_is_not_in_sight(tmp_path: Path) -> None:
    """What comes after the day of the report does not move it."""
    store = store_with(tmp_path, [*sat(9), *sat(2)])
    blueprint = shipped_blueprints()[EXAM]
    early = stabilization_report(fit_candidate(store, blueprint, "me", date(2026, 11, 20)))
    assert len(early.points) == 1
