"""Hours compared with the plan and with the gaps."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from numpy.testing import assert_allclose

from analytics.records import NO_DOMAIN, Activity, PlannedSession, Record
from analytics.reports.study.hours import HoursReport, hours_report
from tests.inputs.builders import OPEN_EXAM, TODAY, fitted_from, plan, practice_exam, rating, session

MONDAY = date(2026, 11, 23)
RATINGS = [rating("1", 1), rating("2", 4), rating("3", 4), rating("4", 4)]


def report_of(records: Iterable[Record], *, as_of: date = TODAY) -> HoursReport:
    return hours_report(fitted_from([plan(exam_code="OTHER"), *records], as_of=as_of))


def test_without_anything_there_is_no_week_and_no_claim() -> None:
    """Without sessions and plan there are no hours, no range and no short domain."""
    report = report_of([])
    assert (report.hours, report.weeks, report.this_week, report.audit.weekly_hours) == (0, (), None, None)
    assert (report.consistency, report.furthest_behind, report.recent.planned) == (None, None, None)
    assert (report.cumulative_band, report.activities) == ({}, ())
    assert [*report.cumulative.values()] == [0.0, 0.0]


def test_planned_hours_of_four_weeks_count_only_the_plans_days() -> None:
    """Of the last 28 days a plan that began on 16 Nov covers ten."""
    report = report_of([plan(starts_on=date(2026, 11, 16)), session(date(2026, 11, 10), 3)])
    assert report.recent.n_days == 10
    assert_allclose(report.recent.planned or (), [100 / 7, 120 / 7])
    assert (report.hours, report.audit.recent_hours) == (3.0, 3.0)
    assert [*report.cumulative.values()][-1] == 0


def test_only_hours_on_the_plans_days_are_compared_with_it() -> None:
    """Ten hours before a plan of ten days do not exceed it; with six days of a plan nothing is compared."""
    sessions = [session(date(2026, 11, 10), 10), session(date(2026, 11, 20), 3)]
    report = report_of([plan(starts_on=date(2026, 11, 16)), *sessions])
    assert_allclose([report.audit.recent_hours, report.recent.spent], [13.0, 3.0])
    assert not report.recent.is_plan_new
    new = report_of([plan(starts_on=date(2026, 11, 20)), *sessions])
    assert (new.recent.n_days, new.recent.is_plan_new) == (6, True)


def test_a_plan_that_is_still_to_begin_has_no_line() -> None:
    """Hours before a later plan are weeks outside it, with no line and no range."""
    report = report_of([plan(starts_on=date(2026, 12, 7)), session(MONDAY, 3)])
    assert (report.cumulative, report.cumulative_band) == ({}, {})
    assert report.this_week is not None
    assert (report.this_week.band, report.consistency) == (None, None)


def test_a_plan_made_after_the_exams_last_day_asks_for_nothing() -> None:
    """It has no day on which the exam can be taken, so its hours have no range."""
    retired = replace(OPEN_EXAM, last_day=date(2026, 3, 31))
    late = plan(starts_on=date(2026, 11, 9), exam_on=date(2026, 12, 6))
    assert hours_report(fitted_from([late], blueprint=retired)).cumulative_band == {}


def test_hours_add_up_beside_the_plans_ends() -> None:
    """The plan's range spans the day before the start to the exam day; the hours end today."""
    sessions = [
        session(date(2026, 11, 10), 2),
        session(date(2026, 11, 10), 1, number=2),
        session(date(2026, 11, 20), 4),
    ]
    exam_on = date(2026, 12, 6)
    report = report_of([plan(starts_on=date(2026, 11, 9), exam_on=exam_on), *sessions])
    assert [(day.day, hours) for day, hours in report.cumulative.items()] == [(8, 0), (10, 3), (20, 7), (25, 7)]
    assert report.cumulative_band == {date(2026, 11, 8): (0, 0), exam_on: (40, 48)}


def test_without_an_exam_day_the_band_ends_today() -> None:
    """A plan without an exam day is drawn up to today."""
    report = report_of([plan(starts_on=date(2026, 11, 12)), session(MONDAY, 3)])
    assert report.cumulative_band[TODAY].low == 20


def test_without_a_plan_the_hours_begin_with_the_first_session() -> None:
    """They have no range."""
    report = report_of([session(MONDAY, 3)])
    assert next(iter(report.cumulative)) == MONDAY - timedelta(days=1)
    assert report.cumulative_band == {}


def test_recommended_hours_split_the_recent_hours_as_the_audit_proposes() -> None:
    """They add to the hours with a domain, and each has the range of its own gap."""
    sessions = [session(MONDAY, 6, domain_id="2"), session(MONDAY, 4, domain_id="3"), session(MONDAY, 5)]
    report = report_of([*RATINGS, *sessions])
    gaps = report.audit.domains
    assert_allclose(sum(domain.recommended_hours.value for domain in report.domains), 10)
    others = sum(gap.lost.value for gap in gaps[1:])
    first = report.domains[0].recommended_hours
    assert_allclose(first.low, 10 * gaps[0].lost.low / (gaps[0].lost.low + others))
    assert_allclose(first.high, 10 * gaps[0].lost.high / (gaps[0].lost.high + others))
    assert report.audit.recent_hours_without_domain == 5


def test_only_hours_with_a_domain_can_be_split() -> None:
    """Without any, the gaps have nothing to recommend a split of."""
    assert report_of([*RATINGS, session(MONDAY, 6, domain_id="2"), session(MONDAY, 5)]).has_recent_domains
    assert not report_of([*RATINGS, session(MONDAY, 5)]).has_recent_domains


def test_a_domain_is_short_only_beyond_its_range() -> None:
    """A weak domain without hours is short; one at the low end of its recommendation is not."""
    report = report_of([*RATINGS, session(MONDAY, 10, domain_id="2")])
    assert report.furthest_behind is not None
    assert report.furthest_behind.domain_id == "1"
    spent = [replace(d, hours=d.recommended_hours.low) for d in report.domains]
    assert replace(report, domains=tuple(spent)).furthest_behind is None


def test_no_domain_is_short_where_nothing_is_known_of_gaps() -> None:
    """Without ratings and practice exams the split is only a prior."""
    assert report_of([session(MONDAY, 10, domain_id="2")]).furthest_behind is None


def test_hours_outside_the_last_four_weeks_count_in_all() -> None:
    """The 28th day back is not recent."""
    sessions = [session(TODAY - timedelta(28), 4, domain_id="1"), session(TODAY - timedelta(27), 2, domain_id="1")]
    report = report_of([*practice_exam(MONDAY, [(5, 10)] * 4), *sessions])
    assert (report.domains[0].hours, report.domains[0].total_hours) == (2.0, 6.0)


def test_a_domain_that_the_exam_does_not_have_counts_as_none() -> None:
    """Sessions of another exam's domain are hours without a domain."""
    report = report_of([session(MONDAY, 2, domain_id="9")])
    assert report.this_week is not None
    assert report.this_week.by_domain == {NO_DOMAIN: 2.0}


def test_the_mix_lists_what_was_done_and_what_was_planned() -> None:
    """Every activity of either is listed, with its share of all hours and its planned share."""
    planned = replace(plan(), activity_share={"video": 0.75, "lab": 0.25, "notes": 0.0})
    sessions = [session(MONDAY, 3, activity=Activity.VIDEO), session(MONDAY, 1)]
    mix = report_of([planned, *sessions]).activities
    assert [(a.activity, a.share, a.planned_share) for a in mix] == [
        (Activity.READING, 0.25, 0.0),
        (Activity.VIDEO, 0.75, 0.75),
        (Activity.LAB, 0.0, 0.25),
    ]


def test_without_planned_shares_the_mix_has_none() -> None:
    """A plan may leave the activities open; a plan without sessions has a mix of zero hours."""
    mix = report_of([plan(), session(MONDAY, 1)]).activities
    assert [a.planned_share for a in mix] == [None]
    empty = report_of([replace(plan(), activity_share={"lab": 1.0})], as_of=date(2026, 11, 22))
    assert [(a.share, a.planned_share) for a in empty.activities] == [(0.0, 1.0)]


def test_each_day_of_the_week_has_its_hours() -> None:
    """Monday to Sunday, including days without a session; sessions of one day add up."""
    sessions = [session(MONDAY, 2), session(MONDAY, 1, number=2), session(MONDAY - timedelta(1), 5)]
    report = report_of(sessions)
    assert list(report.days_this_week.values()) == [3, 0, 0, 0, 0, 0, 0]
    assert report.this_week is not None
    assert (report.this_week.hours, report.this_week.n_sessions, report.this_week.median_session_min) == (3, 2, 90)


def test_planned_sessions_of_the_calendar_are_planned_days() -> None:
    """Two days of last week were planned and one was used; a session after the day does not count."""
    days = [date(2026, 11, 17), date(2026, 11, 19), date(2026, 11, 26)]
    planned = [PlannedSession(planned_key=str(day), starts_at=day, duration_min=60) for day in days]
    report = report_of([plan(starts_on=date(2026, 11, 16)), *planned, session(days[0], 1)])
    assert report.last_week_over is not None
    assert (report.last_week_over.n_planned_days, report.consistency) == (2, 0.5)
