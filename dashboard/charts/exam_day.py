"""Charts of the exam day: what conditions add, and the domains afterwards."""

import plotly.graph_objects as go

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.outcomes.scored_outcomes import OutcomeEntry
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import exam_day as text

ROW_HEIGHT = 52
FRAME_HEIGHT = 80
DOMAIN_HEIGHT = 74
ROOM = 1.0
"""Axis padding, in percentage points."""
APART = 0.18
"""Offset of a domain's two ranges from the middle of its row."""


def effects(report: ExamDayReport) -> go.Figure:
    """Draw what each condition adds to a score, in percentage points with its range."""
    figure = go.Figure()
    names = [text.CONDITIONS[effect.condition] for effect in report.effects]
    for name, effect in zip(names, report.effects, strict=True):
        marks.range_bar(figure, name, effect.points, theme.ESTIMATE, hover=text.effect_hover(effect))
    marks.zero_line(figure)
    least = min(0.0, *(effect.points.low for effect in report.effects))
    most = max(effect.points.high for effect in report.effects)
    figure.update_xaxes(range=[least - ROOM, most + ROOM])
    layout.finish(figure, x_title=text.EFFECTS.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * len(names))
    return figure.update_yaxes(tickvals=names, ticktext=names, autorange="reversed")


def domains(entry: OutcomeEntry) -> go.Figure:
    """Draw each domain's share by the first audit and the day before, with its classification."""
    figure = go.Figure()
    for row, domain in enumerate(entry.domains):
        for share, name, color, apart in (
            (domain.audit_share, text.AUDIT_LABEL, theme.TEXT, -APART),
            (domain.share, text.BEFORE_LABEL, theme.ESTIMATE, APART),
        ):
            hover = f"{layout.plain(domain.name)}, {name}: {layout.HOVER_X}"
            marks.range_bar(figure, row + apart, share.scaled(100), color, hover=hover)
    marks.legend_square(figure, text.AUDIT_LABEL, theme.TEXT)
    marks.legend_square(figure, text.BEFORE_LABEL, theme.ESTIMATE)
    layout.finish(
        figure, x_title=text.DOMAINS.x_axis, height=FRAME_HEIGHT + DOMAIN_HEIGHT * len(entry.domains), has_legend=True
    )
    labels = [
        f"{layout.wrapped(domain.name, width=24)}<br><b>{layout.wrapped(domain.classification, width=22)}</b>"
        for domain in entry.domains
    ]
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(range=[0, 100])
    return layout.rows_from_top(figure, labels)
