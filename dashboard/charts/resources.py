"""Charts of resources: hours by domain, and the change that followed with its range."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.reports.study.resources import ResourcesReport, ResourceUse
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import common
from dashboard.text import resources as text

SHOWN = 10


def hours(report: ResourcesReport) -> go.Figure:
    figure = go.Figure()
    shown = report.resources[:SHOWN]
    figure.add_bar(
        x=[use.hours for use in shown],
        y=list(range(len(shown))),
        orientation="h",
        marker={"color": theme.DONE},
        customdata=[_domain_hours(report, use) for use in shown],
        hovertemplate="%{customdata}<extra></extra>",
    )
    layout.finish(figure, x_title=text.HOURS.x_axis, height=layout.rows_height(len(shown)))
    return layout.rows_from_top(figure, _row_labels(shown))


def comparison(report: ResourcesReport) -> go.Figure:
    """Difference of each compared resource with its range, ordered by hours."""
    figure = go.Figure()
    shown = report.compared[:SHOWN]
    found = {row: use.change.difference.scaled(100) for row, use in enumerate(shown) if use.change is not None}
    hovers = [f"{layout.plain(shown[row].name)}: {text.difference(shown[row])}" for row in found]
    marks.ranges(figure, list(found), list(found.values()), hovers=hovers)
    ends = [0.0, *(end for points in found.values() for end in (points.low, points.high))]
    marks.zero_line(figure)
    layout.finish(figure, x_title=text.COMPARISON.x_axis, height=layout.rows_height(len(shown)))
    figure.update_xaxes(range=[layout.ROOM * min(ends), layout.ROOM * max(ends)])
    return layout.rows_from_top(figure, _row_labels(shown))


def _domain_hours(report: ResourcesReport, use: ResourceUse) -> str:
    return "<br>".join(
        f"{layout.plain(common.domain_name(report.names, domain_id))}: {formatting.hours(spent)}"
        for domain_id, spent in use.by_domain.items()
    )


def _row_labels(uses: Sequence[ResourceUse]) -> list[str]:
    return [layout.plain(formatting.shortened(use.name, layout.NAME_CHARS)) for use in uses]
