"""Texts of the next action."""

from dataclasses import replace
from datetime import timedelta

from analytics.blueprints.parser import shipped_blueprints
from analytics.reports.overview import Action, overview_report
from analytics.reports.planning.study_next import StudyReason
from dashboard import formatting
from dashboard.text import overview as text
from dashboard.text import study_next
from dashboard.text import week as week_text
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam


def test_the_hours_to_go_are_those_of_the_week_and_the_domain_is_where_to_start() -> None:
    """A domain with a part of the week's hours is not said to have all of them."""
    counts = [(38, 40), (38, 40), (5, 40), (38, 40)]
    weak = [row for days in (3, 10, 17) for row in practice_exam(TODAY - timedelta(days=days), counts)]
    report = overview_report(fitted_from([plan(exam_on=TODAY + timedelta(weeks=6)), *weak]))
    answer, names = report.week.readiness.study_next, report.week.plan.domain_names
    assert (answer.reason, answer.domain_id) == (StudyReason.LARGEST_GAP, "3")
    assert answer.hours is not None
    assert answer.hours < report.situation.hours_to_go == 10.0
    heading = text.action_words(report, Action.LOG_STUDY).heading
    assert heading == f"10\u00a0h to go this week: start with {names['3']}"
    assert f"about {formatting.hours(answer.hours)} this week" in study_next.sentence(answer, names)


def test_in_the_weeks_of_the_audit_the_note_says_what_to_do() -> None:
    """An audit is no domain that one knows how to study."""
    audited = replace(plan(exam_on=TODAY + timedelta(weeks=12)), starts_on=TODAY, audit_weeks=2)
    report = overview_report(fitted_from([audited]))
    shown = text.action_words(report, Action.LOG_STUDY)
    assert shown.heading.endswith("to go this week: start with the audit")
    assert "Look through every domain and try some questions of each." in shown.note


def test_a_focus_of_ones_own_is_shown_as_it_is_written() -> None:
    """Its capitals stay, and no part of it is markup."""
    report = overview_report(fitted_from([plan(exam_on=TODAY + timedelta(weeks=6))]))
    ready = report.week.readiness
    answer = replace(ready.study_next, domain_id=None, focus="AWS [Glue](x)")
    shown = replace(report, week=replace(report.week, readiness=replace(ready, study_next=answer)))
    heading = text.action_words(shown, Action.LOG_STUDY).heading
    assert heading.endswith(f"start with {formatting.literal('AWS [Glue](x)')}")


def test_another_focus_names_only_what_would_change() -> None:
    """A domain that stays in the week is not said to be replaced by itself."""
    exam = practice_exam(TODAY - timedelta(days=3), [(38, 40)] * 4)
    own = overview_report(fitted_from([plan(exam_on=TODAY + timedelta(weeks=6)), *exam])).week
    week, names = own.plan.next_week, [formatting.literal(name) for name in own.plan.domain_names.values()]
    assert week is not None
    shown = replace(own, plan=replace(own.plan, weeks=(replace(week, parts={"4": 1.0}),)))
    assert week_text.change_of_focus(shown, ("1", "4")) == f"{names[0]} too"
    assert week_text.change_of_focus(shown, ("1",)) == f"{names[0]} instead of {names[3]}"
    both = replace(own, plan=replace(own.plan, weeks=(replace(week, parts={"1": 0.5, "4": 0.5}),)))
    assert week_text.change_of_focus(both, ("4",)) == f"only {names[3]}"


def test_a_focus_on_the_same_domains_in_another_order_is_no_change() -> None:
    """The domain with more hours is named first, but both stay."""
    report = overview_report(fitted_from([plan(exam_on=TODAY + timedelta(weeks=6))])).week.plan
    week = report.next_week
    assert week is not None
    fixed = replace(week, parts={"4": 0.5, "1": 0.5}, is_fixed=True)
    for by_gaps, other in ((("1", "4"), ()), (("1",), ("1",))):
        assert replace(report, weeks=(fixed,), next_by_gaps=by_gaps).other_foci == other


def test_a_booked_day_that_is_closed_is_moved_at_the_provider() -> None:
    """The plan alone is not all that there is to change."""
    day = TODAY + timedelta(days=2)
    planned = plan(exam_code="DVA-C03", exam_on=day)
    for booked_on, heading in ((None, "Change the exam day"), (day, "Move your exam from Fri\u00a027\u00a0Nov")):
        own = fitted_from([replace(planned, booked_exam_on=booked_on)], blueprint=shipped_blueprints()["DVA-C03"])
        assert text.action_words(overview_report(own), Action.CHANGE_EXAM_DATE).heading == heading
