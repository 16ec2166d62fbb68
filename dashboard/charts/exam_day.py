"""Charts of the domains after the real exam, and of what easier practice conditions add."""

import plotly.graph_objects as go

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.outcomes.scored_outcomes import OutcomeEntry
from dashboard import formatting
from dashboard.charts import layout, marks
from dashboard.text import exam_day as text

DOMAIN_PX = 60
APART = 0.18
"""Offset of a domain's two ranges from the middle of its row."""


def domains(entry: OutcomeEntry) -> go.Figure:
    """Draw each domain's share by the first audit and the day before, with its classification."""
    figure = go.Figure()
    for name, shares, apart, is_hollow in (
        (text.AUDIT_LABEL, [domain.audit_share for domain in entry.domains], -APART, True),
        (text.BEFORE_LABEL, [domain.share for domain in entry.domains], APART, False),
    ):
        marks.ranges(
            figure,
            [row + apart for row in range(len(shares))],
            [share.scaled(100) for share in shares],
            hovers=[
                f"{layout.plain(domain.name)}, {name}: {formatting.percent.with_range(share)}"
                for domain, share in zip(entry.domains, shares, strict=True)
            ],
            name=name,
            is_hollow=is_hollow,
        )
    height = layout.FRAME_PX + DOMAIN_PX * len(entry.domains)
    layout.finish(figure, x_title=text.DOMAINS.x_axis, height=height, has_legend=True)
    labels = [
        f"{layout.wrapped(domain.name)}<br><b>{layout.wrapped(domain.classification)}</b>" for domain in entry.domains
    ]
    figure.update_layout(legend={"itemclick": False})
    lowest = min(100 * share.low for domain in entry.domains for share in (domain.audit_share, domain.share))
    figure.update_xaxes(range=layout.percent_range_from(lowest))
    return layout.rows_from_top(figure, labels)


def effects(report: ExamDayReport) -> go.Figure:
    figure = go.Figure()
    names = [text.CONDITIONS[effect.condition] for effect in report.effects]
    points = [effect.points for effect in report.effects]
    hovers = [f"{name}: {formatting.points.with_range(found)}" for name, found in zip(names, points, strict=True)]
    marks.ranges(figure, names, points, hovers=hovers)
    marks.zero_line(figure)
    least, most = min(0.0, *(effect.low for effect in points)), max(effect.high for effect in points)
    figure.update_xaxes(range=[least - 1, most + 1])
    layout.finish(figure, x_title=text.EFFECTS.x_axis, height=layout.rows_height(len(names)))
    return figure.update_yaxes(tickvals=names, ticktext=names, autorange="reversed", showgrid=False)
