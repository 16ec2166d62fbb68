"""Chart of the domains after the real exam."""

import plotly.graph_objects as go

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
    figure.update_xaxes(range=layout.percents_from(lowest))
    return layout.rows_from_top(figure, labels)
