"""Charts of the forecasts of practice exams."""

import plotly.graph_objects as go

from analytics.reports.outcomes.forecast_record import ForecastRecord
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import forecasts as text


def ranges(report: ForecastRecord) -> go.Figure:
    """Draw each forecast range over time, its middle, and the actual score."""
    figure, write = go.Figure(), formatting.percent_correct.with_range
    marks.horizontal_cut(figure, report.cut)
    for is_hollow, name in ((False, text.STORED), (True, text.COMPUTED)):
        forecasts = [e.scored.forecast for e in report.entries if e.scored.is_prospective is not is_hollow]
        marks.ranges(
            figure,
            [forecast.day for forecast in forecasts],
            [forecast.percent for forecast in forecasts],
            hovers=[f"{formatting.day(one.day)}: {text.FORECAST} {write(one.percent)}, {name}" for one in forecasts],
            is_hollow=is_hollow,
            is_vertical=True,
        )
    points = [entry.scored.exam for entry in report.entries]
    marks.practice_dots(figure, points, has_whiskers=False)
    layout.finish(figure, y_title=text.RANGES.y_axis)
    days = [point.day for point in points]
    layout.day_axis(figure, min(days), max(days))
    return figure.update_yaxes(layout.percents_of_marks(report.cut.low, report.cut.high))


def key(report: ForecastRecord) -> str:
    scored = [entry.scored for entry in report.entries]
    kinds = [("range", text.STORED)] * any(one.is_prospective for one in scored)
    kinds += [("hollow", text.COMPUTED)] * any(not one.is_prospective for one in scored)
    return marks.exam_key([one.exam for one in scored], kinds)


def reliability(report: ForecastRecord) -> go.Figure:
    """Draw the observed coverage of ranges against their level, with the diagonal."""
    figure = go.Figure()
    marks.line(figure, [0, 100], [0, 100], color=theme.QUIET, dash="dash")
    shares = [coverage.share for coverage in report.reliability]
    figure.add_scatter(
        x=[100 * coverage.level for coverage in report.reliability],
        y=[100 * share.value for share in shares],
        mode="markers",
        marker={"color": theme.ESTIMATE, "size": 9},
        error_y=marks.whiskers(shares, theme.ESTIMATE),
        hovertemplate=f"{text.CLAIMED} {layout.HOVER_X}, {text.HELD} {layout.HOVER_Y}<extra></extra>",
    )
    layout.finish(figure, x_title=text.RELIABILITY.x_axis, y_title=text.RELIABILITY.y_axis, height=layout.SECONDARY)
    return figure.update_xaxes(range=[0, 102]).update_yaxes(range=[0, 104])
