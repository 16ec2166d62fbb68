"""Charts of labs and their cost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.models.intervals import Interval
from analytics.reports.study.lab_spending import SpendForecast
from analytics.reports.study.labs import LabsReport, labs_report
from dashboard import theme
from dashboard.charts import labs as charts
from dashboard.text import labs as text
from tests.inputs.builders import TODAY, fitted_from, plan
from tests.inputs.drawn import drawn_ranges
from tests.inputs.labs import FREE, GUIDED, lab

EXAM_ON = date(2026, 12, 9)


@pytest.fixture(scope="module")
def report() -> LabsReport:
    """Eight weeks of labs, guided ones first, each with errors and a cost, and a week without any."""
    rows = [
        lab(
            TODAY - timedelta(weeks=k, days=half),
            GUIDED if k > 4 else FREE,
            n_errors_met=1 + half,
            cost=2.0 + k,
            currency="<b>",
            domain_id=str(1 + half) if k else None,
        )
        for k in (0, 1, 2, 4, 5, 6, 7)
        for half in (0, 1)
    ]
    return labs_report(fitted_from([replace(plan(exam_on=EXAM_ON), lab_budget=80.0), *rows]))


def test_the_share_is_a_band_with_a_line_and_counted_dots(report: LabsReport) -> None:
    """In percent by week; a week without labs has no dot, and more labs have a larger one."""
    low, high, line, dots = charts.kinds(report).to_dict()["data"]
    shares = [week.smoothed.share for week in report.weeks]
    assert list(low["y"]) == [100 * share.low for share in shares]
    assert list(high["y"]) == [100 * share.high for share in shares]
    assert (high["fillcolor"], high["line"]["color"]) == (theme.RANGE, theme.ESTIMATE)
    assert list(line["y"]) == [100 * share.value for share in shares]
    counted = [week for week in report.weeks if week.n_labs]
    assert len(counted) < len(report.weeks)
    assert list(dots["y"]) == [100 * week.n_from_requirements / week.n_labs for week in counted]
    assert len(set(dots["marker"]["size"])) == len({week.n_labs for week in counted})
    assert charts.kinds(report).to_dict()["layout"]["yaxis"]["title"]["text"] == text.KIND_SHARES.y_axis


def test_errors_per_hour_are_ranges_by_kind(report: LabsReport) -> None:
    """A kind without a rate has no row."""
    figure = charts.errors(report)
    rates = {rate.kind: rate.per_hour for rate in report.errors if rate.per_hour is not None}
    assert [(row.place, row.low, row.high) for row in drawn_ranges(figure)] == [
        ("guided", rates[GUIDED].low, rates[GUIDED].high),
        ("independent", rates[FREE].low, rates[FREE].high),
    ]
    one = replace(report, errors=(replace(report.errors[0], per_hour=None), report.errors[1]))
    assert len(drawn_ranges(charts.errors(one))) == 1
    assert figure.layout.xaxis.title.text == text.ERRORS.x_axis


def test_cumulative_cost_has_the_budget_and_the_forecast(report: LabsReport) -> None:
    """A step line to today, a range to the exam day, the budget as a line; the currency is escaped."""
    own = report.spending
    assert own and own.forecast
    figure = charts.money(report, own).to_dict()
    steps = next(trace for trace in figure["data"] if trace.get("line", {}).get("shape") == "hv")
    assert list(zip(steps["x"], steps["y"], strict=True)) == list(own.days)
    assert steps["x"][-1] == TODAY
    mark = next(trace for trace in figure["data"] if trace["mode"] == "markers")
    assert (list(mark["x"]), list(mark["y"])) == ([EXAM_ON], [own.forecast.total.value])
    assert 80.0 in [shape.get("y0") for shape in figure["layout"]["shapes"]]
    assert figure["layout"]["yaxis"]["range"][1] > max(80.0, own.forecast.total.high)
    assert "<b>" not in figure["layout"]["yaxis"]["title"]["text"]


def test_a_forecast_for_the_first_day_of_a_retake_is_on_the_axis(report: LabsReport) -> None:
    """The planned exam day may lie before it."""
    own, retake_on = report.spending, EXAM_ON + timedelta(days=30)
    assert own
    assert own.forecast
    later = replace(own, forecast=replace(own.forecast, exam_on=retake_on))
    assert charts.money(report, later).layout.xaxis.range[1] > retake_on


def test_ends_of_a_range_of_costs_are_written_like_the_cost() -> None:
    """Thousands have a comma in each."""
    found = SpendForecast(EXAM_ON, Interval(6820.4, 1202.2, 15748.0, 0.8), 3, 0.0, 701.0)
    assert text.forecast_hover(found, "EUR").endswith(": 6,820\u00a0EUR (1,202 to 15,748)")


def test_costs_under_the_pointer_name_their_currency(report: LabsReport) -> None:
    """As the page does, escaped for Plotly."""
    own = report.spending
    assert own
    for figure in (charts.money(report, own), charts.week_costs(report, own)):
        written = [str(value) for trace in figure.data if trace.customdata is not None for value in trace.customdata]
        assert written
        assert all(value.endswith("\u00a0&lt;B&gt;") for value in written)


def test_without_budget_forecast_and_exam_only_the_cost_is_drawn(report: LabsReport) -> None:
    """The step line is the only trace."""
    own = report.spending
    assert own
    bare = replace(report, budget=None, planned=replace(report.planned, written_plan=None))
    figure = charts.money(bare, replace(own, forecast=None)).to_dict()
    assert len(figure["data"]) == 1
    assert not figure["layout"].get("shapes")


def test_weeks_are_stacked_by_domain_in_its_color(report: LabsReport) -> None:
    """Domains without a cost have no bar; cost without a domain is hollow."""
    own = report.spending
    assert own
    bars = charts.week_costs(report, own).to_dict()
    colors = [bar["marker"]["color"] for bar in bars["data"]]
    known = theme.domain_colors(list(report.names))
    assert colors == [known["1"], known["2"], theme.BACKGROUND]
    assert sum(sum(bar["y"]) for bar in bars["data"]) == own.spent
    assert bars["layout"]["barmode"] == "stack"
    key = charts.key(report, own)
    assert [f'cs-{kind}"' in key for kind in ("domain-0", "domain-1", "domain-2", "hollow-bar")] == [
        True,
        True,
        False,
        True,
    ]
