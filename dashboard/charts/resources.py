"""Charts of resources: hours by domain, and the change that followed with its range."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.reports.study.resources import ResourcesReport, ResourceUse
from analytics.reports.study.weekly_hours import NO_DOMAIN
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import common
from dashboard.text import resources as text

SHOWN = 12
"""A chart with more rows is hard to read; the tables have all resources."""

NAME_CHARS = 34
"""This much fits on the two lines of a row."""

ROW_HEIGHT = 44
FRAME_HEIGHT = 120


def hours(report: ResourcesReport) -> go.Figure:
    """Hours of each resource, the most used first, stacked by domain."""
    figure = go.Figure()
    shown = report.resources[:SHOWN]
    rows = list(range(len(shown)))
    for domain_id, color in {**theme.domain_colors(list(report.names)), NO_DOMAIN: theme.QUIET}.items():
        spent = [use.by_domain.get(domain_id, 0.0) for use in shown]
        if any(spent):
            figure.add_bar(
                x=spent,
                y=rows,
                orientation="h",
                marker={"color": color},
                name=layout.wrapped(common.domain_name(report.names, domain_id), width=36),
                hovertemplate="%{x:.1f} h<extra>%{fullData.name}</extra>",
            )
    layout.finish(figure, x_title=text.HOURS.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * len(shown), has_legend=True)
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"})
    return layout.rows_from_top(figure, _row_labels(shown))


def comparison(report: ResourcesReport) -> go.Figure:
    """Difference of each compared resource with its range, ordered by hours."""
    figure = go.Figure()
    shown = report.compared[:SHOWN]
    ends = [0.0]
    for row, use in enumerate(shown):
        if use.followed is not None:
            found = use.followed.difference.scaled(100)
            ends += [found.low, found.high]
            hover = f"{layout.plain(use.name)}: {text.difference(use)}"
            marks.range_bar(figure, row, found, theme.ESTIMATE, hover=hover)
    marks.zero_line(figure)
    layout.finish(figure, x_title=text.COMPARISON.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * len(shown))
    figure.update_xaxes(range=[layout.ROOM * min(ends), layout.ROOM * max(ends)])
    return layout.rows_from_top(figure, _row_labels(shown))


def _row_labels(uses: Sequence[ResourceUse]) -> list[str]:
    return [layout.wrapped(formatting.cut(use.name, NAME_CHARS)) for use in uses]
