"""Card reviews count as study time, and neither as sessions nor toward readiness."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

from numpy.testing import assert_allclose, assert_equal

from analytics.records import Activity, CardReview, Record
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.hours import hours_report
from dashboard import formatting
from dashboard.text import hours
from tests.inputs.builders import fitted_from, plan, practice_exam, session

SITTING = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])


def reviews(day: date, n: int, *, seconds: float | None = 36, domain_id: str | None = "1") -> list[Record]:
    """Return reviews of one day, a minute apart."""
    first = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return [
        CardReview(
            review_id=f"anki:{day}-{number}",
            reviewed_at=first + timedelta(minutes=number),
            rating=3,
            response_time_s=seconds,
            domain_id=domain_id,
        )
        for number in range(n)
    ]


def test_reviews_are_hours_of_their_day_and_domain() -> None:
    """A hundred reviews of 36 seconds are one hour; reviews without a time add nothing."""
    day = date(2026, 11, 24)
    records = [*reviews(day, 100), *reviews(date(2026, 11, 23), 5, seconds=None), session(day, 2, domain_id="2")]
    report = hours_report(fitted_from(records))
    assert_allclose(report.hours, 3)
    assert report.this_week is not None
    assert_allclose(report.this_week.by_activity[Activity.REVIEW], 1)
    assert_allclose(report.this_week.by_domain["1"], 1)
    assert_allclose([report.days_this_week[date(2026, 11, 23)], report.days_this_week[day]], [0, 3])


def test_reviews_are_no_sessions() -> None:
    """Sessions of seconds would make the median session short."""
    day = date(2026, 11, 24)
    week = hours_report(fitted_from([*reviews(day, 100), session(day, 2)])).this_week
    assert week is not None
    assert (week.n_sessions, week.median_session_min) == (1, 120)


def test_reviews_do_not_change_readiness() -> None:
    """They add hours to the gap audit; the chance of passing stays the same."""
    results = []
    for more in ([], reviews(date(2026, 11, 20), 300)):
        rows = [*SITTING, session(date(2026, 11, 20), 4, domain_id="2"), *more]
        candidate = fitted_from(rows)
        results.append((readiness_of_fit(candidate.fitted), gap_audit(candidate).recent_hours))
    (without, hours_without), (with_them, hours_with) = results
    for field in fields(without):
        assert_equal(getattr(with_them, field.name), getattr(without, field.name))
    assert_allclose([hours_without, hours_with], [4, 7])


def test_a_week_of_reviews_alone_is_described_by_its_hours() -> None:
    """It has no sessions but is not empty."""
    records: list[Record] = [plan(starts_on=date(2026, 10, 26)), session(date(2026, 10, 27), 1)]
    rows = [*records, *reviews(date(2026, 11, 3), 200)]
    report = hours_report(fitted_from(rows))
    assert any(f"The week after: {formatting.hours(2)}." in line for line in hours.low_hour_weeks(report))
