"""Charts of resources."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.models.intervals import Interval
from analytics.models.within_week_comparison import WithinWeekComparison
from analytics.reports.study.resources import ResourcesReport, resources_report
from dashboard import theme
from dashboard.charts import resources as charts
from tests.inputs.builders import TODAY, fitted_from, plan, session
from tests.inputs.drawn import drawn_ranges

SOME = Interval(0.02, -0.01, 0.05)


@pytest.fixture(scope="module")
def report() -> ResourcesReport:
    """Two resources, one whose name is markup; only that one is compared."""
    rows = [
        replace(session(TODAY, 3, domain_id="2"), resource="<b>x</b>"),
        replace(session(TODAY - timedelta(days=1), 1), resource="<b>x</b>"),
        replace(session(TODAY, 2, domain_id="1"), resource="book"),
    ]
    made = resources_report(fitted_from([plan(), *rows]))
    marked = replace(made.resources[0], change=WithinWeekComparison(SOME, SOME, SOME))
    return replace(made, resources=(marked, made.resources[1]))


def test_hours_are_bars_from_the_top(report: ResourcesReport) -> None:
    """The most used first, with its domains on hover; a name is escaped."""
    figure = charts.hours(report)
    (bars,) = figure.data
    assert (list(bars.x), bars.marker.color) == ([4, 2], theme.DONE)
    assert [hover.count("\u00a0h") for hover in bars.customdata] == [2, 1]
    axis = figure.layout.yaxis
    assert (list(axis.ticktext), list(axis.range)) == (["&lt;b&gt;x&lt;/b&gt;", "book"], [1.5, -0.5])
    assert figure.layout.xaxis.title.text == "Hours"


def test_the_difference_is_a_range_in_points(report: ResourcesReport) -> None:
    """Only compared resources have a row; the line of no difference is within the axis."""
    figure = charts.comparison(report)
    (row,) = drawn_ranges(figure)
    assert [row.low, row.high] == pytest.approx([-1.0, 5.0])
    assert figure.layout.shapes[0].x0 == 0
    low, high = figure.layout.xaxis.range
    assert low < -1 < 5 < high
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;x&lt;/b&gt;"]


def test_many_resources_are_drawn_up_to_a_dozen(report: ResourcesReport) -> None:
    """Only the tables have all of them."""
    many = replace(report, resources=report.resources * 10)
    assert len(charts.hours(many).to_dict()["layout"]["yaxis"]["ticktext"]) == charts.SHOWN
    empty = replace(report, resources=(replace(report.resources[0], change=None),))
    assert not charts.comparison(empty).to_dict().get("data")
