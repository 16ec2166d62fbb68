"""Chart of tasks or services: one row each, not ranked."""

import plotly.graph_objects as go

from analytics.reports.practice.task_mastery import PooledMastery, TaskMasteryReport
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import task_mastery as text

ROW_HEIGHT = 34
FRAME_HEIGHT = 96
BAR_WIDTH = 0.5
LIGHTEST, DARKEST = 0.15, 0.7
"""Opacity of a row for an expected share of 0 and of 1."""


def rows(report: TaskMasteryReport, level: str) -> go.Figure:
    """Draw the expected share on new questions with its range, and the raw share."""
    entries = _entries(report, level)
    figure = go.Figure()
    n = len(entries)
    for row, (name, mastery, color) in enumerate(entries):
        hover = text.hover(layout.plain(name), mastery)
        _shaded_range(figure, n - row, mastery, color, hover=hover)
    raw = [
        (n - row, share, mastery)
        for row, (_, mastery, _) in enumerate(entries)
        if (share := mastery.raw_share) is not None
    ]
    figure.add_scatter(
        x=[100 * share for _, share, _ in raw],
        y=[row for row, _, _ in raw],
        mode="markers",
        marker={"symbol": "circle-open", "size": 9, "color": theme.TEXT},
        name=text.RAW_LABEL,
        cliponaxis=False,
        customdata=[text.raw(mastery) for _, _, mastery in raw],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=True,
    )
    layout.finish(figure, x_title=text.ROWS.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * n, has_legend=True)
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(range=[0, 102])
    return layout.number_rows(figure, [layout.wrapped(name, width=26) for name, _, _ in entries])


def _shaded_range(figure: go.Figure, row: int, mastery: PooledMastery, color: str, *, hover: str) -> None:
    """Draw a range, darker for a larger share and hatched for little evidence, and its value."""
    share = mastery.share.scaled(100)
    figure.add_bar(
        x=[share.high - share.low],
        base=[share.low],
        y=[row],
        orientation="h",
        width=BAR_WIDTH,
        marker={
            "color": color,
            "opacity": LIGHTEST + (DARKEST - LIGHTEST) * mastery.share.value,
            "line": {"width": 0},
            "pattern": {
                "shape": "/" if mastery.has_little_evidence else "",
                "fillmode": "replace",
                "size": 5,
                "solidity": 0.4,
            },
        },
        hoverinfo="skip",
        showlegend=False,
    )
    marks.value_mark(figure, share.value, row, theme.TEXT, hover=hover)


def _entries(report: TaskMasteryReport, level: str) -> list[tuple[str, PooledMastery, str]]:
    """Return name, estimate and color of each row; a service of several domains has the text color."""
    colors = theme.domain_colors(list(report.domain_names))
    if level == text.TASKS:
        return [(text.short_name(task), task.mastery, colors[task.domain_id]) for task in report.answered_tasks]
    return [
        (s.name, s.mastery, colors[s.domain_ids[0]] if len(s.domain_ids) == 1 else theme.TEXT)
        for s in report.services[: text.N_SERVICES_DRAWN]
    ]
