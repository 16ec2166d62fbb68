"""Charts of the forecast record: the right field on the right axis."""

from datetime import timedelta

import pytest
from numpy.testing import assert_allclose

from analytics.reports.outcomes.forecast_record import ForecastRecord, forecast_record
from dashboard import theme
from dashboard.charts import record as charts
from dashboard.text import common
from dashboard.text import record as text
from tests.inputs.builders import TODAY, add_on, candidate_of, store_with, total_of


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ForecastRecord:
    """Return a record of eleven forecasts, the last one prospective."""
    folder = tmp_path_factory.mktemp("record")
    rows = [total_of(TODAY - timedelta(weeks=k), 40 + k % 4, 65, provider=f"Provider {k // 2 % 2}") for k in range(12)]
    store = store_with(folder, rows[2:])
    add_on(store, rows[1:2], TODAY - timedelta(weeks=1))
    add_on(store, rows[:1], TODAY)
    return forecast_record(candidate_of(store))


def test_ranges_are_bars_and_what_came_is_a_dot(report: ForecastRecord) -> None:
    """A bar spans its forecast on the day of the exam, with a name and color for prospective ones."""
    figure = charts.ranges(report)
    bars = {trace.name: trace for trace in figure.data if trace.mode == "lines"}
    assert set(bars) == {text.KEPT, text.WORKED_OUT}
    assert (bars[text.KEPT].line.color, bars[text.WORKED_OUT].line.color) == (theme.ESTIMATE, theme.QUIET)
    last = report.entries[-1].scored.forecast
    assert list(bars[text.KEPT].x) == [last.day, last.day, None]
    assert list(bars[text.KEPT].y) == [last.percent.low, last.percent.high, None]
    dots = [y for trace in figure.data if str(trace.name).startswith("Provider") for y in trace.y]
    assert_allclose(sorted(dots), sorted(100 * entry.scored.point.share.value for entry in report.entries))
    assert figure.layout.yaxis.title.text == common.SCORE_AXIS


def test_the_middle_of_each_forecast_is_marked(report: ForecastRecord) -> None:
    """The middle of a forecast is marked, with its range on hover."""
    middles = [trace for trace in charts.ranges(report).data if trace.marker.symbol == "line-ew"]
    entries = [entry.scored.forecast.percent for entry in report.entries]
    assert sorted(y for trace in middles for y in trace.y) == sorted(percent.value for percent in entries)
    assert list(middles[0].customdata[0]) == [entries[-1].low, entries[-1].high]


def test_everything_lies_on_the_chart(report: ForecastRecord) -> None:
    """The axis includes the lowest range and dot."""
    low, high = charts.ranges(report).layout.yaxis.range
    for entry in report.entries:
        assert low < min(entry.scored.forecast.percent.low, 100 * entry.scored.point.share.value)
    assert high > 100


def test_reliability_compares_coverage_with_the_level(report: ForecastRecord) -> None:
    """Coverage and level are in percent, with ranges and the diagonal."""
    figure = charts.reliability(report)
    diagonal, dots = figure.data
    assert list(diagonal.x) == list(diagonal.y) == [0, 100]
    assert_allclose(dots.x, [100 * coverage.level for coverage in report.reliability])
    share = report.reliability[0].share
    assert_allclose(dots.y[0] + dots.error_y.array[0], 100 * share.high)
    assert_allclose(dots.y[0] - dots.error_y.arrayminus[0], 100 * share.low)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == (
        text.RELIABILITY.x_axis,
        text.RELIABILITY.y_axis,
    )
