"""Charts of what would change the chance of passing: fields, axes and titles."""

from dataclasses import replace

from numpy.testing import assert_allclose

from dashboard.charts import booking as charts
from dashboard.charts import layout
from dashboard.text import booking as text
from tests.inputs.drawn import drawn_ranges
from tests.inputs.moves import EXAMS, HOURS, moves_with


def test_gains_are_ranges_in_points_by_domain() -> None:
    """Domains are in blueprint order from the top, each with its range and value in points."""
    figure = charts.gain_by_hours(moves_with())
    row = drawn_ranges(figure)[-1]
    assert_allclose((row.low, row.value, row.high), (0.4, 100 * HOURS[0].whole_week.value, 4))
    assert row.place == HOURS[0].domain_id
    assert figure.layout.yaxis.ticktext[0] == "One *x*"
    assert row.hover.startswith("2.0 (0.4 to 4.0) points")
    assert figure.layout.xaxis.title.text.replace("<br>", " ") == text.HOURS.x_axis


def test_exams_are_compared_with_today() -> None:
    """A line marks the uncertainty of today, and the axis begins at 0."""
    figure = charts.gain_by_exams(moves_with())
    rows = drawn_ranges(figure)
    assert [row.value for row in rows] == [gain.half_width.value for gain in reversed(EXAMS)]
    assert figure.layout.shapes[0].x0 == 11.9
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 11.9
    assert figure.layout.xaxis.title.text.replace("<br>", " ") == text.EXAMS.x_axis
    assert str(rows[0].place).replace("<br>", " ") == "repeated questions from A_B"
    many = moves_with()
    many = replace(many, exams=tuple(replace(EXAMS[0], provider=f"Provider with a name {k}") for k in range(9)))
    assert charts.gain_by_exams(many).layout.height == layout.FRAME_PX + 9 * 34  # two lines of 15 px, and space between
