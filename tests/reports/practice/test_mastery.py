"""Mastery by domain: paths, trends and their evidence."""

from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from analytics.records import TOTAL_DOMAIN, Record
from analytics.reports.decision.readiness import readiness_of
from analytics.reports.practice.mastery import MasteryReport, TrendDirection, mastery_report
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])


def _report(records: Iterable[Record]) -> MasteryReport:
    return mastery_report(fitted_from(records))


def _weekly(first: int, change: int) -> list[Record]:
    """Take a practice exam a week for eight weeks, with the correct answers of 40 given for each domain."""
    days = [TODAY - timedelta(weeks=8 - k) for k in range(9)]
    return [r for k, day in enumerate(days) for r in practice_exam(day, [(first + change * k, 40)] * 4)]


def test_a_steady_climb_is_rising_and_a_steady_fall_is_falling() -> None:
    """Three more, or three fewer, correct of forty each week give a certain trend."""
    rising, falling = _report(_weekly(10, 3)), _report(_weekly(38, -3))
    assert rising.moving(TrendDirection.RISING) == rising.domains
    assert falling.moving(TrendDirection.FALLING) == falling.domains
    assert all(domain.trend_per_week.low > 0 for domain in rising.domains)


@pytest.mark.parametrize("n_days", [7, 14, 21, 28])
def test_the_trend_is_a_week_of_the_path(n_days: int) -> None:
    """It is over three weeks, or since the first practice exam if that is later."""
    exams = [practice_exam(TODAY - timedelta(days=ago), [(n, 40)] * 4) for ago, n in ((n_days, 20), (0, 34))]
    candidate = fitted_from([row for exam in exams for row in exam])
    domain = mastery_report(candidate).domains[0]
    share = {point.day: point.share.value for point in domain.path}
    n_weeks = min(n_days, 21) / 7
    a_week = (share[TODAY] - share[TODAY - timedelta(weeks=n_weeks)]) / n_weeks
    assert domain.trend_per_week.value == pytest.approx(a_week, abs=2e-4)
    assert readiness_of(candidate).domains[0].trend_per_week.value == pytest.approx(a_week, abs=2e-4)


def test_one_practice_exam_has_no_direction() -> None:
    """One practice exam has no trend, however good it was."""
    report = _report(ONE_EXAM)
    assert report.moving(TrendDirection.CANNOT_TELL) == report.domains
    assert not any(domain.has_direction for domain in report.domains)


def test_a_level_row_of_scores_cannot_tell() -> None:
    """The trend's range includes zero."""
    report = _report(_weekly(26, 0))
    assert report.domains[0].has_direction
    assert report.moving(TrendDirection.CANNOT_TELL) == report.domains


def test_a_path_runs_from_the_first_practice_exam_to_four_weeks_ahead() -> None:
    """Its days are weekly and include today and the first day."""
    days = [point.day for point in _report(ONE_EXAM).domains[0].path]
    assert (days[0], days[-1]) == (date(2026, 11, 14), TODAY + timedelta(weeks=4))
    assert TODAY in days
    assert {(b - a).days for a, b in pairwise(days[1:])} == {7}


def test_the_path_meets_the_present_estimate() -> None:
    """The path's point of today equals today's estimate."""
    domain = _report(ONE_EXAM).domains[2]
    today = next(point.share for point in domain.path if point.day == TODAY)
    assert astuple(today) == pytest.approx(astuple(domain.now), rel=1e-12)


def test_without_practice_exams_the_path_is_the_priors() -> None:
    """The path begins today, is equal for all domains, and has no evidence."""
    report = _report([plan()])
    assert (report.counts.n_items, report.counts.n_exams) == (0, 0)
    assert len({domain.now for domain in report.domains}) == 1
    assert report.domains[0].path[0].day == TODAY


def test_questions_known_only_as_a_whole_belong_to_no_domain() -> None:
    """They count in the report but in no domain."""
    total = replace(ONE_EXAM[0], practice_exam_id="whole", domain_id=TOTAL_DOMAIN, n_items=20)
    report = _report([*ONE_EXAM, total])
    assert (report.counts.n_items, report.n_items_without_domain) == (85, 20)
    assert [domain.n_items for domain in report.domains] == [13, 16, 23, 13]


def test_seen_questions_are_counted_over_all_providers() -> None:
    """The report counts them once, over all domains."""
    later = practice_exam(date(2026, 11, 20), [(9, 13)] * 4, provider="Provider B", n_seen=3)
    report = _report([*later, *ONE_EXAM])
    assert report.counts.n_seen == 12
