"""The charts of resources: hours by domain, and what followed with its range."""

import plotly.graph_objects as go

from analytics.reports.study.resources import ResourcesReport
from analytics.reports.study.weekly_hours import NO_DOMAIN
from dashboard import formatting, theme
from dashboard.charts import marks
from dashboard.text import resources as text

SHOWN = 12
"""So many of the most used resources are drawn; all stand in the tables."""

NAME_CHARS = 34
"""So much of a name fits on the two lines of a row."""

ROW_HEIGHT = 44
FRAME_HEIGHT = 120


def hours(report: ResourcesReport) -> go.Figure:
    """Draw the hours of each resource, the most used first, divided by domain in its colour."""
    figure = go.Figure()
    shown = report.resources[:SHOWN]
    rows = list(range(len(shown)))
    for domain_id, colour in {**theme.domain_colors(list(report.names)), NO_DOMAIN: theme.QUIET}.items():
        spent = [use.by_domain.get(domain_id, 0.0) for use in shown]
        if any(spent):
            figure.add_bar(
                x=spent,
                y=rows,
                orientation="h",
                marker={"color": colour},
                name=marks.wrapped(text.domain_name(report, domain_id), width=36),
                hovertemplate="%{x:.1f} h<extra>%{fullData.name}</extra>",
            )
    marks.finish(figure, x_title=text.HOURS.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * len(shown), has_legend=True)
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"})
    return _name_rows(figure, [use.name for use in shown])


def followed(report: ResourcesReport) -> go.Figure:
    """Draw the difference of each compared resource with its range, in the order of hours."""
    figure = go.Figure()
    shown = report.compared[:SHOWN]
    ends = [0.0]
    for row, use in enumerate(shown):
        if use.followed is not None:
            found = use.followed.difference.scaled(100)
            ends += [found.low, found.high]
            hover = f"{marks.plain(use.name)}: {text.difference(use)}"
            marks.range_bar(figure, row, found, theme.ESTIMATE, hover=hover)
    figure.add_vline(x=0, line={"color": theme.QUIET, "width": 1})
    marks.finish(figure, x_title=text.FOLLOWED.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * len(shown))
    figure.update_xaxes(range=[marks.ROOM * min(ends), marks.ROOM * max(ends)])
    return _name_rows(figure, [use.name for use in shown])


def _name_rows(figure: go.Figure, names: list[str]) -> go.Figure:
    """Name the rows from the top down, long names cut."""
    return figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[marks.wrapped(formatting.cut(name, NAME_CHARS)) for name in names],
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )
