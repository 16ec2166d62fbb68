"""Labs and their counts."""

from dataclasses import replace

import pytest

from analytics.models.event_rates import rate_of_counts
from analytics.models.intervals import Interval
from analytics.models.random_walk_proportion import random_walk_proportions
from analytics.records import NO_DOMAIN, Activity, LabKind
from analytics.reports.study.labs import MIN_LABS, LabTransition
from tests.inputs.builders import session
from tests.inputs.labs import FREE, GUIDED, lab, report_of, week


def test_a_lab_is_of_the_activity_or_names_a_kind() -> None:
    """Each has what was recorded of it; a domain that the exam does not have counts as none."""
    report = report_of(
        lab(
            week(1), GUIDED, hours=2, n_errors_met=3, cost=1.5, currency=" usd ", domain_id="2", resource="r", note="n"
        ),
        lab(week(2), FREE, activity=Activity.PRACTICE, domain_id="77"),
        lab(week(3)),
        session(week(4), 5),
    )
    first, second, third = report.labs
    assert (first.day, first.kind, first.hours, first.n_errors) == (week(1), GUIDED, 2.0, 3)
    assert (first.cost, first.currency, first.domain_id, first.resource, first.note) == (1.5, "USD", "2", "r", "n")
    assert (second.kind, second.domain_id, second.n_errors, second.cost) == (FREE, NO_DOMAIN, None, None)
    assert (third.kind, report.n_with_kind, report.n_without_kind, report.n_without_cost) == (None, 2, 1, 2)
    assert report.n_from_requirements == 1


def test_weeks_count_the_kinds_and_are_smoothed_over_gaps() -> None:
    """From the first lab with a kind to the last; a week without labs has a smoothed share but no count."""
    rows = [lab(week(0), GUIDED), lab(week(0, day=6), GUIDED), lab(week(2), FREE), lab(week(2, day=1), GUIDED)]
    report = report_of(*rows, lab(week(4)))
    assert [(w.week_on, w.n_from_requirements, w.n_labs) for w in report.weeks] == [
        (week(0), 0, 2),
        (week(1), 0, 0),
        (week(2), 1, 2),
    ]
    assert [w.counted_share for w in report.weeks] == [0.0, None, 0.5]
    assert [w.smoothed for w in report.weeks] == random_walk_proportions([(0, 2), (0, 0), (1, 2)])


def test_when_one_kind_gave_way_is_between_two_weeks() -> None:
    """The last week of mostly guided labs and the first of the present run of others, both at 80 %."""
    kinds = [(GUIDED, 3), (GUIDED, 3), (FREE, 1), (FREE, 3), (FREE, 3)]
    rows = [lab(week(k, day=day), kind) for k, (kind, n) in enumerate(kinds) for day in range(n)]
    report = report_of(*rows)
    above = [w.smoothed.above_half for w in report.weeks]
    assert report.guided_until == max(w.week_on for w in report.weeks if w.smoothed.above_half <= 0.2)
    assert report.requirements_since == week(next(k for k in range(5) if min(above[k:]) >= 0.8))
    assert report.guided_until is not None
    assert report.requirements_since is not None
    assert report.guided_until < report.requirements_since
    assert report.transition is LabTransition.GAVE_WAY


def test_a_week_without_labs_begins_and_ends_no_run() -> None:
    """Its smoothed share leans on the weeks around it; nobody built labs from requirements in it."""
    kinds = [(0, GUIDED), (1, GUIDED), (5, FREE), (6, FREE)]
    report = report_of(*(lab(week(k, day=day), kind) for k, kind in kinds for day in range(3 if k == 6 else 7)))
    above = [w.smoothed.above_half for w in report.weeks]
    assert above[2] <= 0.2
    assert above[4] >= 0.8
    assert (report.guided_until, report.requirements_since) == (week(1), week(5))


def test_few_labs_show_no_transition() -> None:
    """One lab below the minimum is too few, however clear the change looks."""
    rows = [lab(week(0, day=day), FREE) for day in range(MIN_LABS)]
    few, enough = report_of(*rows[1:]), report_of(*rows)
    assert (few.has_enough_labs, few.requirements_since, few.guided_until) == (False, None, None)
    assert (enough.has_enough_labs, enough.requirements_since, enough.guided_until) == (True, week(0), None)
    guided = report_of(*(lab(week(0, day=day), GUIDED) for day in range(MIN_LABS)))
    assert (guided.requirements_since, guided.guided_until) == (None, week(0))
    turns = report_of(*(lab(week(0, day=day), (FREE, GUIDED)[day % 2]) for day in range(MIN_LABS)))
    assert [r.transition for r in (few, enough, guided, turns)] == [
        LabTransition.TOO_FEW_LABS,
        LabTransition.FROM_REQUIREMENTS,
        LabTransition.GUIDED_STILL,
        LabTransition.CANNOT_TELL,
    ]
    assert not report_of(lab(week(0))).weeks


def test_errors_per_hour_use_the_labs_that_record_them() -> None:
    """Two guided labs are too few; three of the other kind have the model's rate."""
    free = [lab(week(0, day=k), FREE, hours=k + 1, n_errors_met=k) for k in range(3)]
    guided = [lab(week(1, day=k), GUIDED, n_errors_met=1) for k in range(2)]
    report = report_of(*free, *guided, lab(week(2), FREE), lab(week(2), n_errors_met=9))
    led, own = report.errors
    assert (led.kind, led.n_labs, led.n_errors, led.per_hour) == (GUIDED, 2, 2, None)
    assert (own.kind, own.n_labs, own.n_errors, own.hours) == (FREE, 3, 3, 6.0)
    assert own.per_hour == rate_of_counts([0, 1, 2], [1.0, 2.0, 3.0])
    assert (report.rates_by_kind, report.can_compare_errors) == (((FREE, own.per_hour),), False)
    assert report.kind_with_more_errors is None


@pytest.mark.parametrize(("rates", "more"), [((1.0, 9.0), FREE), ((9.0, 1.0), GUIDED), ((1.0, 1.4), None)])
def test_a_kind_brings_more_errors_where_the_ranges_lie_apart(rates: tuple[float, float], more: LabKind | None) -> None:
    """With ranges of half an error either way, 1 and 9 are apart, 1 and 1.4 overlap."""
    report = report_of(lab(week(0), FREE))
    ranges = [Interval(rate, rate - 0.5, rate + 0.5) for rate in rates]
    errors = [replace(kind, per_hour=own) for kind, own in zip(report.errors, ranges, strict=True)]
    assert replace(report, errors=tuple(errors)).kind_with_more_errors is more
    assert replace(report, errors=(errors[0], report.errors[1])).kind_with_more_errors is None


def test_without_labs_the_report_is_empty() -> None:
    """There are no labs, no money and no plan; without a plan every lab counts."""
    report = report_of(session(week(0), 1))
    assert (report.labs, report.weeks, report.spending) == ((), (), None)
    assert (report.planned.plan, report.budget) == (None, None)
    unplanned = report_of(lab(week(-30), cost=3.0))
    assert unplanned.spending is not None
    assert (unplanned.spending.spent, dict(unplanned.outside_plan)) == (3.0, {})
