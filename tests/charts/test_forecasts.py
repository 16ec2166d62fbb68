"""Charts of the forecasts: the right field on the right axis."""

from dataclasses import replace
from datetime import timedelta

import pytest
from numpy.testing import assert_allclose

from analytics.reports.outcomes.forecast_record import ForecastRecord, forecast_record
from dashboard.charts import forecasts as charts
from dashboard.charts import layout, marks
from dashboard.text import common
from dashboard.text import forecasts as text
from tests.inputs.builders import TODAY, add_on, candidate_of, store_with, total_of
from tests.inputs.drawn import drawn_ranges


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
    """A bar spans its forecast on the day of the exam; one computed afterwards is hollow."""
    figure = charts.ranges(report)
    entries = [entry.scored for entry in report.entries]
    ordered = sorted(entries, key=lambda scored: not scored.is_prospective)
    drawn = [(row.place, row.low, row.value, row.high, row.is_hollow) for row in drawn_ranges(figure)]
    percents = [(scored.forecast.percent, scored) for scored in ordered]
    assert drawn == [(s.forecast.day, p.low, p.value, p.high, not s.is_prospective) for p, s in percents]
    key = charts.key(report)
    assert key.index(f'cs-range"></div>{text.STORED}') < key.index(f'cs-hollow"></div>{text.COMPUTED}')
    assert drawn_ranges(figure)[0].hover.endswith(text.STORED)
    dots = [y for trace in figure.data if str(trace.name).startswith("Provider") for y in trace.y]
    assert_allclose(sorted(dots), sorted(100 * entry.scored.exam.share.value for entry in report.entries))
    assert figure.layout.yaxis.title.text == "Correct answers (%)"


def test_everything_lies_on_the_chart(report: ForecastRecord) -> None:
    """The axis includes the passing score, which is no mark, and its name stands beside it."""
    figure = charts.ranges(report)
    assert figure.layout.yaxis.autorangeoptions.include == (report.cut.low, report.cut.high)
    (name,) = figure.layout.annotations
    assert (name.text, name.xref, name.x, name.xanchor) == (layout.in_two_lines(common.CUT), "paper", 1, "left")
    assert figure.layout.margin.r == layout.BESIDE_PX


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


def test_many_forecasts_have_narrower_bars(report: ForecastRecord) -> None:
    """Else they overlap on a phone."""
    few, many = (
        max(trace.line.width or 0.0 for trace in charts.ranges(replace(report, entries=report.entries * n)).data)
        for n in (1, 20)
    )
    assert many < few == marks.RANGE_WIDTH + 2
