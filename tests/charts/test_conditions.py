"""Chart of easier conditions: the right field on the right axis."""

from analytics.reports.outcomes.exam_day import exam_day_report
from dashboard.charts import exam_day as charts
from dashboard.text import exam_day as text
from tests.inputs.builders import TODAY, fitted_from, practice_exam
from tests.inputs.drawn import drawn_ranges


def test_effects_are_ranges_in_points() -> None:
    """Each condition has a row in points, and there is a line at 0."""
    report = exam_day_report(fitted_from(practice_exam(TODAY, [(8, 13)] * 4)))
    figure = charts.effects(report)
    assert [(row.place, row.low, row.high) for row in drawn_ranges(figure)] == [
        (text.CONDITIONS[effect.condition], effect.points.low, effect.points.high) for effect in report.effects
    ]
    assert figure.layout.shapes[0].x0 == 0
    assert figure.layout.xaxis.title.text == text.EFFECTS.x_axis
