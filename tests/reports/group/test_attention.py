"""Who needs attention, rule by rule."""

from datetime import date, timedelta
from typing import Any

import pytest

from analytics.reports.group.attention import RULES, Concern, Member, by_attention
from tests.inputs.builders import TODAY


def member(**other: Any) -> Member:
    """Make a member without concerns."""
    usual: dict[str, Any] = {
        "candidate_id": "Ann",
        "as_of": TODAY,
        "target": 0.8,
        "chance": 0.9,
        "hours": 20.0,
        "planned_hours": (20.0, 24.0),
        "last_on": TODAY,
        "exam_on": TODAY + timedelta(days=30),
        "n_practice_exams": 3,
    }
    return Member(**usual | other)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


CASES = [
    (
        Concern.RESULT_DUE,
        {"awaited_result_on": ago(1), "exam_on": None},
        {"awaited_result_on": TODAY, "exam_on": TODAY},
    ),
    (Concern.FAILED_WITHOUT_NEW_DAY, {"failed_on": ago(3), "exam_on": None}, {"failed_on": ago(3)}),
    (
        Concern.EXAM_DAY_CLOSED,
        {"exam_on": ago(-3), "is_exam_day_closed": True, "chance": 0.1},
        {"exam_on": ago(-15), "chance": 0.1},
    ),
    (Concern.LAST_DAY_NEAR, {"exam_on": None, "last_day": ago(-28)}, {"exam_on": None, "last_day": ago(-29)}),
    (Concern.EXAM_SOON_TOO_EARLY_TO_TELL, {"exam_on": ago(-14), "chance": None}, {"exam_on": ago(-15), "chance": None}),
    (Concern.EXAM_SOON_BELOW_TARGET, {"exam_on": ago(-14), "chance": 0.79}, {"exam_on": ago(-14), "chance": 0.8}),
    (Concern.INACTIVE, {"last_on": ago(14)}, {"last_on": ago(13)}),
    (Concern.NO_PRACTICE_EXAM, {"n_practice_exams": 0}, {"n_practice_exams": 1}),
    (Concern.LOW_HOURS, {"hours": 9.9}, {"hours": 10.0}),
]


@pytest.mark.parametrize(("concern", "holding", "just_not"), CASES, ids=[case[0] for case in CASES])
def test_each_rule_holds_up_to_its_limit(concern: Concern, holding: dict[str, Any], just_not: dict[str, Any]) -> None:
    """One step beyond, there is no concern."""
    assert member(**holding).concerns == (concern,)
    assert member(**just_not).concerns == ()


def test_every_rule_has_a_case_in_its_order() -> None:
    assert [case[0] for case in CASES] == [concern for concern, _ in RULES] == list(Concern)


def test_without_a_plan_or_a_date_those_rules_are_silent() -> None:
    """A member without any activity is inactive all the same."""
    assert member(exam_on=None, planned_hours=None, chance=0.1, hours=0.0).concerns == ()
    assert member(last_on=None).concerns == (Concern.INACTIVE,)
    assert member(last_day=TODAY + timedelta(days=5), exam_on=TODAY + timedelta(days=3)).concerns == ()
    assert member(last_day=ago(1), exam_on=None).concerns == ()


def test_what_a_plan_has_for_later_is_not_due() -> None:
    """Nobody is inactive before the plan's third week, or without a practice exam before the day of its first one."""
    assert member(last_on=None, starts_on=ago(13)).concerns == ()
    assert member(last_on=ago(20), starts_on=ago(14)).concerns == (Concern.INACTIVE,)
    assert member(n_practice_exams=0, practice_from=TODAY).concerns == ()
    assert member(n_practice_exams=0, practice_from=ago(1)).concerns == (Concern.NO_PRACTICE_EXAM,)


def test_a_new_exam_day_since_the_fail_may_have_a_due_result() -> None:
    """Then the result is asked for, not a new day."""
    again = member(failed_on=ago(30), exam_on=None, awaited_result_on=ago(1))
    assert again.concerns == (Concern.RESULT_DUE,)


def test_from_the_exam_day_on_only_the_result_is_asked_for() -> None:
    """On the day itself nothing, whatever was missed before it."""
    quiet: dict[str, Any] = {"last_on": ago(20), "hours": 0.0, "chance": 0.1, "n_practice_exams": 0}
    assert member(**quiet, exam_on=None, awaited_result_on=ago(1)).concerns == (Concern.RESULT_DUE,)
    assert member(**quiet, exam_on=TODAY, awaited_result_on=TODAY).concerns == ()


def test_nobody_who_has_passed_or_can_no_longer_take_the_exam_needs_attention() -> None:
    """The result of an exam taken before it closed is still due."""
    assert member(passed_on=ago(1), last_on=None, n_practice_exams=0).concerns == ()
    assert member(is_closed=True, failed_on=ago(1), exam_on=None).concerns == ()
    last = member(is_closed=True, awaited_result_on=ago(1), exam_on=None, last_on=None)
    assert last.concerns == (Concern.RESULT_DUE,)


def test_order_is_by_rule_then_exam_day_then_name_and_never_by_chance() -> None:
    quiet = [member(candidate_id=name, chance=chance) for name, chance in (("a", 0.99), ("b", 0.81), ("c", 0.9))]
    later = member(candidate_id="d", last_on=None, exam_on=ago(-40), chance=0.1)
    sooner = member(candidate_id="e", last_on=None, exam_on=ago(-20), chance=0.95)
    first = member(candidate_id="f", awaited_result_on=ago(1), exam_on=None, chance=0.99)
    undated = member(candidate_id="A", exam_on=None, chance=0.0)
    ordered = sorted([undated, *quiet, later, sooner, first], key=by_attention)
    assert "".join(one.candidate_id for one in ordered) == "fedabcA"


def test_change_needs_both_days() -> None:
    change = member(chance=0.75, chance_week_ago=0.5).change
    assert change is not None
    assert (change.was, change.now) == (0.5, 0.75)
    assert member(chance=0.75).change is None
    assert member(chance=None, chance_week_ago=0.5).change is None
