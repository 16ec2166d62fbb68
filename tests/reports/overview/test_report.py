"""The landing page's report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import CheckIn, ErrorCause, ExamOutcome, PlannedWeek, Record, StudyPlan
from analytics.reports.decision.verdict import Missing
from analytics.reports.outcomes.exam_day import exam_day_report
from analytics.reports.overview import Action, OverviewReport, overview_report
from analytics.reports.planning.next_practice_exam import next_day_of, next_forecast
from analytics.reports.practice.mistakes import mistakes_report
from analytics.reports.practice.stabilization import stabilization_report
from analytics.reports.study.final_week import ChecklistItem, final_week_report
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.hours import hours_report
from analytics.reports.study.plan import plan_report
from analytics.reports.this_week import PreparationState
from tests.inputs.builders import fitted_from, plan, practice_exam, rating, responses, session

EXAM_CODE = "DEA-C01"
AS_OF = date(2026, 11, 25)
"""A Wednesday, in week 8 of a plan from 5 October."""
COUNTS = [(8, 13), (12, 16), (16, 23), (12, 13)]
FAR = date(2027, 1, 9)


def report_of(records: Sequence[Record], as_of: date = AS_OF) -> OverviewReport:
    return overview_report(fitted_from(records, exam_code=EXAM_CODE, as_of=as_of))


def taken(day: date, provider: str = "Provider A") -> list[Record]:
    return [*practice_exam(day, COUNTS, exam_code=EXAM_CODE, provider=provider)]


def the_plan(exam_on: date | None = FAR, foci: Sequence[tuple[int, str]] = ()) -> StudyPlan:
    return replace(
        plan(exam_code=EXAM_CODE, exam_on=exam_on), weeks=tuple(PlannedWeek(number, focus) for number, focus in foci)
    )


def test_each_number_is_that_of_its_page() -> None:
    """Chance, forecasts, hours, gaps, plan, causes and checklist are the values of the pages they lead to."""
    answered = [replace(answer, exam_code=EXAM_CODE) for answer in responses("P", date(2026, 11, 20), "+--+---+" * 3)]
    caused = [
        replace(answer, error_cause=cause)
        for answer, cause in zip(answered, [*ErrorCause, *ErrorCause, *[None] * 14], strict=True)
    ]
    records = [
        the_plan(),
        *taken(date(2026, 11, 3)),
        *taken(date(2026, 11, 17), "Provider B"),
        *caused,
        session(date(2026, 11, 24), 3.0, domain_id="2"),
    ]
    candidate = fitted_from(records, exam_code=EXAM_CODE, as_of=AS_OF)
    report, mistakes = overview_report(candidate), mistakes_report(candidate)
    week = report.week
    assert (report.as_of, report.state) == (AS_OF, week.state)
    assert week.readiness.percent_correct == stabilization_report(candidate).readiness.percent_correct
    assert week.readiness.moves_to == stabilization_report(candidate).readiness.moves_to
    assert week.practice_exams == stabilization_report(candidate).practice_exams
    assert week.next_forecast == next_forecast(candidate)
    assert week.readiness.next_practice_exam_on == next_day_of(candidate, candidate.evidence, 0)
    assert week.hours.audit.total_lost == gap_audit(candidate).total_lost
    assert week.hours.audit.domains == gap_audit(candidate).domains
    assert week.hours.days_this_week == hours_report(candidate).days_this_week
    assert week.plan.weeks == plan_report(candidate).weeks
    assert report.final_week == final_week_report(candidate)
    assert report.causes.n_without_cause == len(mistakes.without_cause) > 0
    assert report.causes.n_with_cause == mistakes.n_with_cause > 0
    assert [*report.causes.shares.items()] == [(share.cause, share.share) for share in mistakes.causes]


def test_a_pass_is_compared_with_the_chance_of_the_day_before() -> None:
    """It is that of the page of the result; without a practice exam by then there is none."""
    passed = ExamOutcome(taken_on=AS_OF, exam_code=EXAM_CODE, is_passed=True)
    candidate = fitted_from([the_plan(), *taken(date(2026, 11, 17)), passed], exam_code=EXAM_CODE, as_of=AS_OF)
    (entry,) = exam_day_report(candidate).scored_outcomes
    assert overview_report(candidate).chance_before == entry.chance
    assert report_of([the_plan(), passed]).chance_before is None


def test_without_anything_there_is_a_setup_to_do() -> None:
    """With neither plan nor rating the setup comes first; a plan and a rating are enough."""
    assert report_of([]).actions[0] is Action.SET_UP
    rated = [rating(str(k), 2, exam_code=EXAM_CODE) for k in range(1, 5)]
    assert report_of([the_plan()]).actions[0] is Action.SET_UP
    assert report_of(rated).actions[0] is Action.SET_UP
    assert report_of([the_plan(), *rated]).actions[0] is not Action.SET_UP


def test_a_planned_practice_exam_is_overdue_until_one_comes() -> None:
    """That of Saturday 21 November is overdue on the Wednesday after; one in its week or later settles it."""
    first = taken(date(2026, 10, 20))
    assert report_of([the_plan(), *first]).situation.overdue_exam_on == date(2026, 11, 22)
    assert report_of([the_plan(), *first, *taken(date(2026, 11, 17))]).situation.overdue_exam_on is None
    assert report_of([the_plan(), *first, *taken(AS_OF)]).situation.overdue_exam_on is None
    fail = ExamOutcome(taken_on=date(2026, 11, 22), exam_code=EXAM_CODE, is_passed=False)
    assert report_of([the_plan(), *first, fail]).situation.overdue_exam_on is None
    assert report_of([the_plan(), *first], as_of=date(2026, 11, 4)).situation.overdue_exam_on is None


@pytest.mark.parametrize(("exam_on", "expected"), [(FAR, ()), (None, (Missing.EXAM_DATE,))])
def test_before_the_first_planned_practice_exam_only_the_date_is_missing(
    exam_on: date | None, expected: tuple[Missing, ...]
) -> None:
    """What a practice exam would give is not asked for before its day."""
    report = report_of([the_plan(exam_on)], as_of=date(2026, 10, 8))
    assert report.state is PreparationState.STARTING
    assert report.situation.missing == expected


def test_no_practice_exam_is_asked_for_that_would_hardly_move_the_chance() -> None:
    """Of questions from one set alone: whether they are nearly all wrong or about half of them."""
    for n_correct, missing in ((1, ()), (6, (Missing.SECOND_FORM_OR_PROVIDER,))):
        exams = [
            row
            for days in (3, 10)
            for row in practice_exam(AS_OF - timedelta(days=days), [(n_correct, 12)] * 4, exam_code=EXAM_CODE)
        ]
        report = report_of([the_plan(AS_OF + timedelta(weeks=3)), *exams])
        assert report.situation.missing == missing
        assert report.week.readiness.missing == (Missing.SECOND_FORM_OR_PROVIDER,)


def test_hours_to_go_are_up_to_the_minimum() -> None:
    """Of 10 to 12 hours 3 are done, so 7 are to go; in the final week, and without a plan, none are."""
    done = session(date(2026, 11, 24), 3.0)
    assert report_of([the_plan(), done]).situation.hours_to_go == pytest.approx(7.0)
    assert report_of([the_plan(), replace(done, time_on_task_min=660)]).situation.hours_to_go == 0.0
    assert report_of([the_plan(AS_OF + timedelta(days=5)), done]).situation.hours_to_go == 0.0
    assert report_of([done]).situation.hours_to_go == 0.0
    assert report_of([the_plan(AS_OF - timedelta(days=1))]).situation.hours_to_go == 0.0  # it has ended


def test_another_focus_is_named_only_where_the_next_week_was_set_by_hand() -> None:
    """A week that follows the gaps, or agrees with them, is left alone."""
    exams = taken(date(2026, 11, 17))
    proposed = report_of([the_plan(), *exams])
    assert proposed.situation.other_foci == ()
    by_gaps = proposed.week.plan.next_by_gaps
    assert by_gaps is not None
    report = report_of([the_plan(foci=[(9, "my own notes")]), *exams])
    assert report.situation.other_foci == by_gaps
    assert report_of([the_plan()], as_of=date(2027, 1, 5)).situation.other_foci == ()


def test_a_closed_exam_day_comes_first() -> None:
    """Before a retake opens, if it is booked, or after the exam's last day, all pages are about that day.

    One that is not booked comes second: the pages are about the first day of the retake.
    """
    failed = ExamOutcome(taken_on=AS_OF - timedelta(days=2), exam_code=EXAM_CODE, is_passed=False)
    soon = the_plan(AS_OF + timedelta(days=5))
    booked = replace(soon, booked_exam_on=soon.exam_on)
    assert report_of([booked, *taken(date(2026, 11, 17)), failed]).actions[0] is Action.CHANGE_EXAM_DATE
    actions = report_of([soon, *taken(date(2026, 11, 17)), failed]).actions
    assert actions[:2] == (Action.SEE_GAPS, Action.CHANGE_EXAM_DATE)
    assert Action.SET_EXAM_DATE not in actions
    assert Action.CHANGE_EXAM_DATE not in report_of([the_plan(), *taken(date(2026, 11, 17)), failed]).actions
    exam = replace(shipped_blueprints()[EXAM_CODE], last_day=FAR - timedelta(days=1))
    report = overview_report(fitted_from([the_plan()], as_of=AS_OF, blueprint=exam))
    assert report.actions[0] is Action.CHANGE_EXAM_DATE


def test_the_final_week_names_its_first_open_item() -> None:
    """In the final week the first item that can be done today is due, and before it none."""
    report = report_of([the_plan(AS_OF + timedelta(days=5)), *taken(date(2026, 11, 17))])
    assert report.state is PreparationState.FINAL_WEEK
    assert report.situation.due_check is ChecklistItem.NEW_MATERIAL
    assert report.situation.has_recent_note is False
    noted = CheckIn(on=AS_OF, note="calm")
    assert report_of([the_plan(), noted]).situation.has_recent_note
    assert report_of([the_plan(), noted]).situation.due_check is None
