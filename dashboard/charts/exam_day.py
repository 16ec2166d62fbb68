"""The charts of the exam day: what conditions add, and the domains after it."""

import plotly.graph_objects as go

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.outcomes.scored_outcomes import OutcomeEntry
from dashboard import theme
from dashboard.charts import marks
from dashboard.text import exam_day as text

ROW_HEIGHT = 52
FRAME_HEIGHT = 80
DOMAIN_HEIGHT = 74
ROOM = 1.0
"""Points that the axis shows beyond what is drawn."""
APART = 0.18
"""The two ranges of a domain lie so far above and below its middle."""


def effects(report: ExamDayReport) -> go.Figure:
    """Draw what each condition adds to a score, in percent points with its range."""
    figure = go.Figure()
    names = [text.CONDITIONS[found.condition] for found in report.effects]
    for name, found in zip(names, report.effects, strict=True):
        marks.range_bar(figure, name, found.points, theme.ESTIMATE, hover=text.effect_hover(found))
    figure.add_vline(x=0, line={"color": theme.QUIET, "width": 1})
    least = min(0.0, *(found.points.low for found in report.effects))
    most = max(found.points.high for found in report.effects)
    figure.update_xaxes(range=[least - ROOM, most + ROOM])
    marks.finish(figure, x_title=text.EFFECTS_AXIS, height=FRAME_HEIGHT + ROW_HEIGHT * len(names))
    return figure.update_yaxes(tickvals=names, ticktext=names, autorange="reversed")


def domains(entry: OutcomeEntry) -> go.Figure:
    """Draw each classified domain's share as the first audit and the day before had it, with the result's word."""
    figure = go.Figure()
    rows = range(len(entry.domains))
    for row, domain in zip(rows, entry.domains, strict=True):
        for share, name, colour, apart in (
            (domain.audit_share, text.AUDIT_LABEL, theme.TEXT, -APART),
            (domain.share, text.BEFORE_LABEL, theme.ESTIMATE, APART),
        ):
            hover = f"{marks.plain(domain.name)}, {name}: {marks.HOVER_X}"
            marks.range_bar(figure, row + apart, share.scaled(100), colour, hover=hover)
    marks.legend_square(figure, text.AUDIT_LABEL, theme.TEXT)
    marks.legend_square(figure, text.BEFORE_LABEL, theme.ESTIMATE)
    marks.finish(
        figure, x_title=text.SHARE_AXIS, height=FRAME_HEIGHT + DOMAIN_HEIGHT * len(entry.domains), has_legend=True
    )
    labels = [
        f"{marks.wrapped(domain.name, width=24)}<br><b>{marks.wrapped(domain.classification, width=22)}</b>"
        for domain in entry.domains
    ]
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(range=[0, 100])
    bottom = len(labels) - 0.5
    return figure.update_yaxes(
        tickvals=list(rows), ticktext=labels, range=[bottom, -0.5], showgrid=False, zeroline=False
    )
