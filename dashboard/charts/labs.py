"""Charts of labs: guided and independent ones over time, and errors per hour."""

import plotly.graph_objects as go

from analytics.reports.study.labs import LabsReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import labs as text
from dashboard.text.names import LAB_KINDS

SMALLEST_DOT, PER_LAB = 6, 2


def kinds(report: LabsReport) -> go.Figure:
    """Smoothed share of independent labs with its range, and each week's share as a dot."""
    figure = go.Figure()
    days = [week.week_on + marks.MIDDLE_OF_WEEK for week in report.weeks]
    shares = [week.smoothed.share for week in report.weeks]
    marks.share_band(figure, days, shares)
    marks.level(figure, 50, text.HALF_LABEL, "bottom right")
    marks.line(figure, days, [100 * share.value for share in shares])
    counted = [(week, week.counted_share) for week in report.weeks if week.counted_share is not None]
    marks.dots(
        figure,
        [week.week_on + marks.MIDDLE_OF_WEEK for week, _ in counted],
        [100 * share for _, share in counted],
        marker={"color": theme.TEXT, "size": [SMALLEST_DOT + PER_LAB * week.n_labs for week, _ in counted]},
        hovers=[text.week_hover(week) for week, _ in counted],
    )
    layout.finish(figure, y_title=text.KIND_SHARES.y_axis)
    return layout.day_axis(figure, days[0], days[-1]).update_yaxes(range=[-6, 106])


def errors(report: LabsReport) -> go.Figure:
    """Errors per hour of each kind with their range."""
    figure = go.Figure()
    rates = report.rates_by_kind
    names = [LAB_KINDS[kind] for kind, _ in rates]
    hovers = [f"{LAB_KINDS[kind]}: {formatting.decimal().with_range(per_hour)}" for kind, per_hour in rates]
    marks.ranges(figure, names, [per_hour for _, per_hour in rates], hovers=hovers)
    layout.finish(figure, x_title=text.ERRORS.x_axis, height=layout.rows_height(len(rates)))
    figure.update_xaxes(range=[0, layout.ROOM * max(per_hour.high for _, per_hour in rates)])
    return figure.update_yaxes(tickvals=names, ticktext=[layout.wrapped(name) for name in names], autorange="reversed")
