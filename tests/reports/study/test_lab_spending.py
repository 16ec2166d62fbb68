"""Lab spending, added up by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from numpy.testing import assert_allclose

from analytics.models.event_rates import sum_ahead
from analytics.records import NO_DOMAIN
from analytics.reports.study.labs import BudgetOutlook, labs_report
from tests.inputs.builders import OPEN_EXAM, TODAY, fitted_from, plan, session
from tests.inputs.labs import EXAM_ON, MONDAY, lab, report_of, week


def test_money_is_added_up_by_domain_and_week_within_the_plan() -> None:
    """10 and 5 in the plan, 4 before it, 30 for other sessions."""
    report = report_of(
        replace(plan(starts_on=MONDAY), lab_budget=60.0),
        lab(week(-1), cost=4.0, currency="USD"),
        lab(week(-2), cost=0.0, currency="EUR"),
        lab(week(1), hours=2, cost=10.0, currency="USD", domain_id="1"),
        lab(week(3, day=2), cost=5.0, currency="USD"),
        lab(week(3, day=2), hours=3, cost=0.0, currency="EUR", domain_id="1"),
        replace(session(week(2), 1), cost=30.0, currency="EUR"),
    )
    own = report.spending
    assert own is not None
    assert (own.currency, own.spent, report.budget) == ("USD", 15.0, 60.0)
    assert dict(own.weeks) == {week(1): {"1": 10.0}, week(3): {NO_DOMAIN: 5.0}}
    assert own.days == ((week(0, day=6), 0.0), (week(1), 10.0), (week(3, day=2), 15.0), (TODAY, 15.0))
    assert [(d.domain_id, d.cost, d.hours) for d in own.domains] == [
        ("1", 10.0, 5.0),
        ("2", 0.0, 0.0),
        ("3", 0.0, 0.0),
        ("4", 0.0, 0.0),
        (NO_DOMAIN, 5.0, 1.0),
    ]
    assert (dict(report.outside_plan), dict(report.other_costs)) == ({"USD": 4.0}, {"EUR": 30.0})
    assert (own.forecast, report.budget_outlook) == (None, None)


@pytest.mark.parametrize(
    ("given", "exam_currency", "expected"),
    [(["EUR"], "USD", ["EUR", "EUR"]), (["EUR", "USD"], "GBP", ["EUR", "USD", "GBP"]), ([], "", [""])],
)
def test_a_cost_without_a_currency_is_in_that_of_the_others_else_the_exams(
    given: list[str], exam_currency: str, expected: list[str]
) -> None:
    """It is marked as assumed, and no currency is made up for it."""
    exam = replace(OPEN_EXAM, currency=exam_currency)
    rows = [*(lab(week(k), cost=1.0, currency=code) for k, code in enumerate(given)), lab(week(5), cost=4.0)]
    found = labs_report(fitted_from(rows, blueprint=exam)).labs
    assert [one.currency for one in found] == expected
    assert [one.is_currency_given for one in found] == [*(True for _ in given), False]


def test_currencies_are_never_added_up() -> None:
    """The one with most labs is compared with the budget, and the other left out."""
    report = report_of(
        replace(plan(starts_on=MONDAY), lab_budget=60.0),
        lab(week(0), cost=9.0, currency="EUR"),
        lab(week(1), cost=1.0, currency="USD"),
        lab(week(2), cost=2.0, currency="USD"),
        lab(week(3), cost=4.0),
    )
    assert report.spending is not None
    assert (report.spending.currency, report.spending.spent) == ("USD", 7.0)
    assert dict(report.other_currencies) == {"EUR": 9.0}


def test_the_forecast_adds_weeks_like_the_last_ones() -> None:
    """It uses seven-day weeks back from today, at most six, none that begins before the first paid lab."""
    rows = [lab(TODAY - timedelta(days=days), cost=cost, currency="USD") for days, cost in ((0, 4), (8, 6), (27, 2))]
    planned = plan(starts_on=MONDAY, exam_on=EXAM_ON)
    report = report_of(planned, *rows)
    own = report.spending
    assert own is not None
    assert own.forecast
    ahead = sum_ahead([4, 6, 0, 2], 2)
    assert own.forecast.exam_on == EXAM_ON
    assert_allclose(
        [own.forecast.total.value, own.forecast.total.low, own.forecast.total.high],
        [12 + ahead.value, 12 + ahead.low, 12 + ahead.high],
    )
    assert (own.forecast.n_weeks, own.forecast.lowest_week, own.forecast.highest_week) == (4, 0, 6)
    budgets = {
        BudgetOutlook.EXCEEDED: 11.0,
        BudgetOutlook.CANNOT_TELL: 12 + ahead.value,
        BudgetOutlook.SUFFICES: 999.0,
    }
    for outlook, budget in budgets.items():
        assert replace(report, budget=budget).budget_outlook is outlook
    steady = report_of(planned, *(lab(TODAY - timedelta(weeks=k), cost=2, currency="USD") for k in range(6)))
    assert replace(steady, budget=12.0).budget_outlook is BudgetOutlook.RUNS_OUT
    assert replace(steady, spending=None, budget=12.0).budget_outlook is None
    early = lab(TODAY - timedelta(days=45), cost=50.0, currency="USD")
    longer = report_of(planned, *rows, early).spending
    assert longer is not None
    assert longer.forecast
    assert (longer.spent, longer.forecast.n_weeks, longer.forecast.highest_week) == (62.0, 6, 6.0)


def test_the_forecast_ends_with_the_exams_last_day() -> None:
    """The plan has no week after it, even if the planned day is later."""
    rows = [lab(TODAY - timedelta(days=days), cost=4.0, currency="USD") for days in (0, 8, 27)]
    ending = replace(OPEN_EXAM, last_day=TODAY + timedelta(days=7))
    report = labs_report(fitted_from([plan(starts_on=MONDAY, exam_on=EXAM_ON), *rows], blueprint=ending))
    assert report.spending is not None
    forecast = report.spending.forecast
    assert forecast is not None
    assert (forecast.exam_on, forecast.total.value) == (ending.last_day, 12 + sum_ahead([4, 4, 0, 4], 1).value)


@pytest.mark.parametrize("exam_on", [None, TODAY - timedelta(days=1), TODAY, EXAM_ON])
def test_no_forecast_without_a_day_ahead_or_with_few_weeks(exam_on: date | None) -> None:
    """There is none without a future exam day, or after two weeks of labs."""
    days = 19 if exam_on == EXAM_ON else 40
    rows = [lab(TODAY - timedelta(days=days), cost=4.0, currency="USD")]
    report = report_of(plan(starts_on=MONDAY, exam_on=exam_on), *rows)
    assert report.spending is not None
    assert report.spending.forecast is None


def test_after_the_exam_day_no_lab_counts_against_the_budget() -> None:
    """Later labs belong to another preparation."""
    rows = [lab(week(0), cost=4.0, currency="USD"), lab(week(6), cost=7.0, currency="USD")]
    report = report_of(plan(starts_on=MONDAY, exam_on=week(5)), *rows)
    assert report.spending is not None
    assert (report.spending.spent, dict(report.outside_plan)) == (4.0, {"USD": 7.0})
