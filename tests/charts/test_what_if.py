"""Charts of what would change the chance of passing: fields, axes and titles."""

from numpy.testing import assert_allclose

from dashboard.charts import what_if as charts
from dashboard.text import what_if as text
from tests.inputs.moves import EXAMS, HOURS, moves_with


def test_gains_are_ranges_in_points_by_domain() -> None:
    """Domains are in blueprint order from the top, each with its range and value in points."""
    figure = charts.hours(moves_with())
    bar, value = figure.data[-2:]
    assert_allclose(bar.x, [0.4, 4])
    assert_allclose(value.x, [100 * HOURS[0].whole_week.value])
    assert value.y[0] == HOURS[0].domain_id
    assert figure.layout.yaxis.ticktext[0] == "One *x*"
    assert value.hovertemplate.startswith("2.0 (0.4 to 4.0) points")
    assert figure.layout.xaxis.title.text == text.HOURS.x_axis


def test_exams_are_compared_with_today() -> None:
    """A line marks the uncertainty of today, and the axis begins at 0."""
    figure = charts.exams(moves_with())
    values = [trace.x[0] for trace in figure.data if trace.mode == "markers"]
    assert values == [gain.half_width.value for gain in reversed(EXAMS)]
    assert figure.layout.shapes[0].x0 == 11.9
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 11.9
    assert figure.layout.xaxis.title.text == text.EXAMS.x_axis
    names = [trace.y[0].replace("<br>", " ") for trace in figure.data if trace.mode == "markers"]
    assert names[0] == "seen questions of A_B"
