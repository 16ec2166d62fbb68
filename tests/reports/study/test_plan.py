"""The plan: fixed weeks, proposals from the gaps, and what was done."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.attempts import Attempt, Attempts
from analytics.estimation.exam_plan import ClosedExamDay, ClosedReason
from analytics.records import TOTAL_DOMAIN, Activity, ExamOutcome, PlannedWeek, Record, StudyPlan
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.study_next import study_next
from analytics.reports.study.hours import hours_report
from analytics.reports.study.plan import (
    PlanReport,
    WeekTime,
    days_ahead,
    plan_report,
    plan_to_adjust,
    with_start,
    with_weeks,
)
from analytics.reports.this_week import week_report
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, rating, session

EXAM = "DEA-C01"
MONDAY = date(2026, 11, 23)
EXAM_ON = date(2027, 2, 27)


def report_of(records: Iterable[Record], *, as_of: date = TODAY) -> PlanReport:
    return plan_report(fitted_from([plan(exam_code="OTHER"), *records], exam_code=EXAM, as_of=as_of))


def plan_of(*weeks: PlannedWeek, starts_on: date = MONDAY, audit_weeks: int = 0) -> StudyPlan:
    """Make a plan of 10 to 12 hours over fourteen weeks to a Saturday."""
    own = plan(exam_code=EXAM, starts_on=starts_on, exam_on=EXAM_ON)
    return replace(own, weeks=weeks, audit_weeks=audit_weeks)


def foci(report: PlanReport) -> list[str | None]:
    """Return the focus of each week."""
    return [week.focus for week in report.weeks]


def test_without_a_plan_there_is_no_week() -> None:
    """The exam's domains are listed anyway."""
    report = report_of([])
    assert (report.weeks, report.this_week, report.next_week, report.last_week) == ((), None, None, None)
    assert (report.n_weeks, report.is_over) == (None, False)
    assert list(report.domain_names) == ["1", "2", "3", "4"]


def test_before_anything_is_known_weeks_go_by_the_weights() -> None:
    """Thirteen weeks by the quotients of 34, 26, 22 and 18 % over 1, 3, 5 and 7, then the final week."""
    report = report_of([plan_of()])
    assert report.losses.basis is GapBasis.NOTHING
    assert foci(report) == [*"1234123142131", "review"]
    assert not report.losses.has_order
    assert report.domains_without_week == ()


def test_the_audit_comes_first_and_the_last_week_is_for_review() -> None:
    """Two weeks of audit are less than a sixth; the first practice exam ends them."""
    found = foci(report_of([plan_of(audit_weeks=2)]))
    assert (found[:3], found[-1]) == (["audit", "audit", "1"], "review")
    exam = practice_exam(TODAY, [(10, 20)] * 4, exam_code=EXAM)
    assert "audit" not in foci(report_of([plan_of(audit_weeks=2), *exam]))


def test_a_weak_domain_leads() -> None:
    """A rating of 1 beside 5, 5 and 4 is a gap above all others."""
    ratings = [rating("1", 5, on=MONDAY), rating("2", 1, on=MONDAY), rating("3", 5, on=MONDAY)]
    report = report_of([plan_of(), *ratings, rating("4", 4, on=MONDAY)])
    assert report.losses.basis is GapBasis.SELF_RATINGS
    assert foci(report)[0] == "2"


def test_a_week_fixed_by_hand_stays_and_counts() -> None:
    """Domain 1 is fixed for the fifth week, words for the third; the weeks before keep their order."""
    report = report_of([plan_of(PlannedWeek(5, "1"), PlannedWeek(3, "my own *words*"))])
    assert [week.number for week in report.weeks if week.is_fixed] == [3, 5]
    assert (foci(report)[2], foci(report)[4]) == ("my own *words*", "1")
    assert [foci(report)[k] for k in (0, 1, 3)] == ["1", "2", "3"]
    assert "1" not in report.weeks[5].foci  # 34/2.5 is the least: domain 1 has had its second turn, so it waits


def test_a_fixed_week_that_is_over_keeps_its_focus_and_an_open_one_has_none() -> None:
    """Past weeks get no proposal afterwards."""
    own = plan_of(PlannedWeek(1, "2"), PlannedWeek(3, "3"), starts_on=MONDAY - timedelta(weeks=3))
    spent = [session(MONDAY - timedelta(weeks=3), 3, domain_id="2"), session(MONDAY - timedelta(weeks=2), 2)]
    report = report_of([own, *spent])
    assert foci(report)[:3] == ["2", None, "3"]
    assert [week.time for week in report.weeks[2:5]] == [WeekTime.OVER, WeekTime.RUNNING, WeekTime.COMING]
    first, second, *_ = report.weeks
    assert (first.hours, first.hours_on_focus, second.hours, second.hours_on_focus) == (3, 3, 2, None)
    assert report.last_week == report.weeks[2]
    assert (report.this_week, report.next_week) == (report.weeks[3], report.weeks[4])


def test_hours_on_a_focus_need_hours_with_domains() -> None:
    """An hour for domain 2 is 0 for domain 1; an hour without a domain leaves it unknown."""
    own = plan_of(PlannedWeek(1, "2"), PlannedWeek(2, "2"), starts_on=MONDAY - timedelta(weeks=2))
    spent = [session(MONDAY - timedelta(weeks=2), 1, domain_id="1"), session(MONDAY - timedelta(weeks=1), 1)]
    report = report_of([own, *spent])
    assert [week.hours_on_focus for week in report.weeks[:2]] == [0, None]


def test_hours_without_a_domain_count_for_none() -> None:
    """Were they spread by the weights, the smallest domain would come first among equals."""
    totals = [replace(practice_exam(TODAY - timedelta(days=3), [(45, 65)], exam_code=EXAM)[0], domain_id=TOTAL_DOMAIN)]
    case: list[Record] = [plan(exam_code=EXAM, exam_on=EXAM_ON), *totals]
    sessions = [session(TODAY - timedelta(days=day), 2.0) for day in range(20)]
    without, with_hours = report_of(case), report_of([*case, *sessions])
    assert [week.parts for week in with_hours.weeks_left] == [week.parts for week in without.weeks_left]


def test_hours_since_the_evidence_make_a_domain_wait() -> None:
    """22 hours of domain 1 in the weeks before are two weeks of this plan, so it comes later."""
    own = plan_of(starts_on=MONDAY - timedelta(weeks=2))
    spent = [session(MONDAY - timedelta(weeks=k), 11, domain_id="1", activity=Activity.LAB) for k in (1, 2)]
    without = foci(report_of([own]))[2:]
    after = foci(report_of([own, *spent]))[2:]
    assert without[:4] == ["1", "2", "3", "4"]
    # 34 / 2.5 = 13.6 lies below 26, 22 and 18 over 1/2, and below 26 and 22 over 3/2
    assert after[:5] == ["2", "3", "4", "2", "3"]


def test_a_practice_exam_includes_the_effect_of_hours_before_it() -> None:
    """The same hours before a practice exam change the order of equals, and not the weeks of each beyond rounding."""
    own = plan_of(starts_on=MONDAY - timedelta(weeks=2))
    exam = practice_exam(date(2026, 11, 22), [(10, 20)] * 4, exam_code=EXAM)
    spent = [session(MONDAY - timedelta(weeks=k), 11, domain_id="1") for k in (1, 2)]
    without, after = (foci(report_of([own, *exam, *own_spent]))[2:] for own_spent in ([], spent))
    assert all(abs(without.count(name) - after.count(name)) <= 1 for name in "1234")
    assert (without[0], after[0]) == ("1", "2")


def test_a_result_changes_the_running_week_and_hours_spent_in_it_do_not() -> None:
    """A practice exam on Tuesday finds another gap; the 9 h studied on Monday leave the week as it was."""
    early = practice_exam(date(2026, 11, 20), [(2, 20), (18, 20), (18, 20), (18, 20)], exam_code=EXAM)
    late = practice_exam(
        date(2026, 11, 24), [(40, 40), (40, 40), (40, 40), (4, 40)], exam_code=EXAM, provider="Provider B"
    )
    own = replace(plan_of(starts_on=MONDAY - timedelta(weeks=1)), exam_on=date(2027, 1, 16))
    before = report_of([own, *early])
    studied = report_of([own, *early, session(MONDAY, 9, domain_id="1")])
    after = report_of([own, *early, *late])
    assert [week.parts for week in before.weeks[1:3]] == [week.parts for week in studied.weeks[1:3]]
    assert before.weeks[1].parts != after.weeks[1].parts


def test_a_first_rating_within_the_week_serves_that_week() -> None:
    """Without earlier evidence, the running week uses what is known now."""
    ratings = [rating(str(k), 1 if k == 4 else 5, on=TODAY) for k in range(1, 5)]
    assert foci(report_of([plan_of(), *ratings]))[0] == "4"


def test_a_plan_that_is_still_to_begin_has_only_weeks_to_come() -> None:
    """No week is running; the first is the next."""
    report = report_of([plan_of(starts_on=MONDAY + timedelta(weeks=1))])
    assert {week.time for week in report.weeks} == {WeekTime.COMING}
    assert report.next_week == report.weeks[0]


def test_a_plan_whose_exam_has_passed_is_over() -> None:
    """It has no more proposals, also of weeks that are over: nobody may have seen them."""
    report = report_of([plan_of()], as_of=EXAM_ON + timedelta(days=1))
    assert report.is_over
    assert foci(report) == [None] * 14


def test_a_pass_ends_the_plan() -> None:
    """Its weeks go up to the day of the pass and are all over."""
    written = plan_of(starts_on=MONDAY - timedelta(weeks=1))
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    for as_of in (TODAY, TODAY + timedelta(days=1)):
        report = report_of([written, passed], as_of=as_of)
        assert (report.is_over, report.n_weeks, report.planned.day_ahead) == (True, 2, None)
        assert report.weeks[-1].days.last_on == TODAY
        assert foci(report) == [None, None]


def test_a_plan_passed_on_its_first_day_has_no_entries() -> None:
    """Hours on that day are one."""
    over: list[Record] = [plan(exam_code=EXAM, starts_on=TODAY, exam_on=TODAY)]
    over.append(ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True))
    assert (report_of(over).has_entries, report_of([*over, session(TODAY, 2)]).has_entries) == (False, True)


def test_weeks_show_the_practice_exams_sat_in_them() -> None:
    """One on Tuesday of the running week."""
    exam = practice_exam(date(2026, 11, 24), [(10, 20)] * 4, exam_code=EXAM)
    report = report_of([plan_of(), *exam])
    assert [week.n_practice_exams for week in report.weeks] == [1, *[0] * 13]
    assert report.weeks[0].band == (10, 12)


def test_domains_without_a_week_are_named() -> None:
    """If every open week is fixed for domain 1, the others have none."""
    report = report_of([plan_of(*(PlannedWeek(number, "1") for number in range(1, 14)))])
    assert len(report.domains_without_week) == 3


def test_fixing_weeks_leaves_the_others_as_they_are() -> None:
    """One is changed, one removed, one added, one stays; they are in order."""
    own = plan_of(PlannedWeek(1, "audit"), PlannedWeek(2, "2"), PlannedWeek(9, "words"))
    assert with_weeks(own, {2: None, 1: "1", 4: "3"}).weeks == (
        PlannedWeek(1, "1"),
        PlannedWeek(4, "3"),
        PlannedWeek(9, "words"),
    )


def test_fixed_weeks_keep_their_dates_if_the_plan_begins_on_another_day() -> None:
    """Two weeks later, the third week is the first; two weeks earlier, it is the fifth."""
    own = plan_of(PlannedWeek(1, "audit"), PlannedWeek(3, "2"))
    later, earlier = (with_start(own, own.starts_on + timedelta(weeks=n)) for n in (2, -2))
    assert (later.starts_on, later.weeks) == (own.starts_on + timedelta(weeks=2), (PlannedWeek(1, "2"),))
    assert earlier.weeks == (PlannedWeek(3, "audit"), PlannedWeek(5, "2"))


def test_a_fixed_next_week_has_a_proposal_too() -> None:
    """It is the proposal of the same plan with that week open; after the last week there is none."""
    fixed = plan_of(PlannedWeek(2, "words"), PlannedWeek(4, "1"))
    free = report_of([with_weeks(fixed, {2: None})])
    report = report_of([fixed])
    assert foci(report)[1] == "words"
    assert report.next_by_gaps == free.weeks[1].foci == free.next_by_gaps
    assert report_of([fixed], as_of=EXAM_ON).next_by_gaps is None


LAST_DAY = date(2026, 12, 16)


@pytest.mark.parametrize(
    "own",
    [
        plan_of(),
        replace(plan_of(), exam_on=None),
        plan_of(PlannedWeek(2, "3"), PlannedWeek(9, "1")),
        replace(plan_of(PlannedWeek(9, "1")), exam_on=None),
    ],
)
def test_no_week_lies_after_the_last_day_of_the_exam(own: StudyPlan) -> None:
    """With a planned day after it, none at all, or fixed weeks; the last of four weeks ends on that Wednesday."""
    exam = replace(shipped_blueprints()[EXAM], last_day=LAST_DAY)
    candidate = fitted_from([own, session(TODAY, 3)], blueprint=exam)
    week = week_report(candidate)
    report = week.plan
    sundays = [date(2026, 11, 29) + timedelta(weeks=k) for k in range(3)]
    assert [one.days.last_on for one in report.weeks] == [*sundays, LAST_DAY]
    assert (report.n_weeks, week.week_number, week.n_weeks, report.planned.plan) == (4, 1, 4, own)
    assert (report.planned.day_ahead, report.is_over) == (own.exam_on, False)
    assert report.planned.closed_exam_day == (own.exam_on and ClosedExamDay(ClosedReason.AFTER_LAST_DAY, LAST_DAY))
    assert all(day.day <= LAST_DAY for day in days_ahead(report, exam))
    on_the_last_day = fitted_from([own, session(TODAY, 3)], blueprint=exam, as_of=LAST_DAY)
    last, hours = plan_report(on_the_last_day).this_week, hours_report(on_the_last_day).this_week
    assert last is not None and hours is not None
    assert last.band == hours.band == pytest.approx((10 * 3 / 7, 12 * 3 / 7))
    assert study_next(on_the_last_day).hours == 4.5


def test_a_plan_that_begins_after_the_last_day_of_the_exam_has_no_week() -> None:
    """The exam can still be taken, but not after any of the plan's days."""
    own = plan_of(starts_on=LAST_DAY + timedelta(weeks=1))
    report = plan_report(fitted_from([own], blueprint=replace(shipped_blueprints()[EXAM], last_day=LAST_DAY)))
    assert (report.weeks, report.this_week, report.next_by_gaps) == ((), None, None)


@pytest.mark.parametrize(("days", "begins_anew"), [(-14, False), (-13, True), (0, True), (3, True)])
def test_after_an_attempt_a_plan_begins_anew(days: int, *, begins_anew: bool) -> None:
    """On its exam day or later, or too late for a retake on that day; the hours and a fixed week ahead stay."""
    old = plan_of(PlannedWeek(2, "1"), PlannedWeek(16, "2"))
    today = MONDAY + timedelta(weeks=14)
    default = replace(plan(exam_code=EXAM, starts_on=today), audit_weeks=2, first_practice_exam_week=3)
    attempts = Attempts((Attempt(EXAM_ON + timedelta(days=days), is_passed=False),))
    new = replace(default, weeks=(PlannedWeek(2, "2"),))
    assert plan_to_adjust(old, default, attempts, shipped_blueprints()[EXAM]) == (new if begins_anew else old)


def test_a_plan_without_an_exam_day_goes_on() -> None:
    """Whatever the attempts; without any plan it is the default."""
    default, attempts = plan(exam_code=EXAM, starts_on=TODAY), Attempts((Attempt(TODAY, is_passed=False),))
    own = replace(plan_of(), exam_on=None)
    assert plan_to_adjust(own, default, attempts, shipped_blueprints()[EXAM]) == own
    assert plan_to_adjust(None, default, Attempts(), shipped_blueprints()[EXAM]) == default
