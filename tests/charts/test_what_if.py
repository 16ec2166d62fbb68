"""The charts of what would move the answer: what stands on which axis."""

from numpy.testing import assert_allclose

from dashboard.charts import what_if as charts
from dashboard.text import what_if as text
from tests.text.test_what_if import EXAMS, HOURS, moves_with


def test_gains_are_ranges_in_points_by_domain() -> None:
    """The first domain of the blueprint stands above, with its range and its value."""
    figure = charts.hours(moves_with())
    bar, value = figure.data[-2:]
    assert_allclose(bar.x, [0.4, 4])
    assert_allclose(value.x, [100 * HOURS[0].whole_week.value])
    assert value.y[0] == HOURS[0].domain_id
    assert figure.layout.yaxis.ticktext[0] == "One *x*"
    assert value.hovertemplate.startswith("2.0 (0.4 to 4.0) points")
    assert figure.layout.xaxis.title.text == text.HOURS_AXIS


def test_what_exams_leave_open_stands_beside_what_is_open_now() -> None:
    """A line marks the present; the axis begins at 0, so that lengths can be compared."""
    figure = charts.exams(moves_with())
    values = [trace.x[0] for trace in figure.data if trace.mode == "markers"]
    assert values == [gain.half_width.value for gain in reversed(EXAMS)]
    assert figure.layout.shapes[0].x0 == 11.9
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 11.9
    assert figure.layout.xaxis.title.text == text.EXAMS_AXIS
    names = [trace.y[0].replace("<br>", " ") for trace in figure.data if trace.mode == "markers"]
    assert names[0] == "seen questions of A_B"
