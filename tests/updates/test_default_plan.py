"""The study plan that a candidate starts from."""

from datetime import date

from analytics.updates.default_plan import default_exam_day, default_plan
from tests.inputs.builders import TODAY


def test_without_a_practice_exam_the_plan_begins_with_an_audit() -> None:
    plan = default_plan("DEA-C01", TODAY, has_practiced=False)
    assert (plan.starts_on, plan.audit_weeks, plan.first_practice_exam_week) == (TODAY, 2, None)


def test_with_a_practice_exam_it_goes_on_with_practice() -> None:
    plan = default_plan("DEA-C01", TODAY, has_practiced=True)
    assert (plan.audit_weeks, plan.first_practice_exam_week) == (0, 1)


def test_the_exam_day_is_a_saturday_fourteen_weeks_on() -> None:
    """From Wednesday, 25 November 2026."""
    assert default_exam_day(TODAY) == date(2027, 2, 27)
