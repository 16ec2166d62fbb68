"""Chart of what easier conditions add to a score."""

import plotly.graph_objects as go

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import formatting
from dashboard.charts import layout, marks
from dashboard.text import exam_day as text

ROOM = 1.0
"""Axis padding, in percentage points."""


def effects(report: ExamDayReport) -> go.Figure:
    """Draw what each condition adds to a score, in percentage points with its range."""
    figure = go.Figure()
    names = [text.CONDITIONS[effect.condition] for effect in report.effects]
    points = [effect.points for effect in report.effects]
    hovers = [f"{name}: {formatting.points.with_range(found)}" for name, found in zip(names, points, strict=True)]
    marks.ranges(figure, names, points, hovers=hovers)
    marks.zero_line(figure)
    least = min(0.0, *(effect.low for effect in points))
    most = max(effect.high for effect in points)
    figure.update_xaxes(range=[least - ROOM, most + ROOM])
    layout.finish(figure, x_title=text.EFFECTS.x_axis, height=layout.rows_height(len(names)))
    return figure.update_yaxes(tickvals=names, ticktext=names, autorange="reversed", showgrid=False)
