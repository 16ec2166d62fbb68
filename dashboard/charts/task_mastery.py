"""Chart of tasks or services: one row each, not ranked."""

import plotly.graph_objects as go

from analytics.reports.practice.task_mastery import PooledMastery, TaskMasteryReport
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import task_mastery as text

ROW_PX = 32


def rows(report: TaskMasteryReport, level: str) -> go.Figure:
    """Draw the expected share on new questions with its range, hollow with little evidence, and the raw share."""
    entries = _entries(report, level)
    figure = go.Figure()
    n = len(entries)
    for is_hollow in (False, True):
        own = {n - row: entry for row, entry in enumerate(entries) if entry[1].has_little_evidence is is_hollow}
        marks.ranges(
            figure,
            list(own),
            [mastery.share.scaled(100) for _, mastery in own.values()],
            hovers=[text.hover(layout.plain(name), mastery) for name, mastery in own.values()],
            is_hollow=is_hollow,
        )
    raw = [
        (n - row, share, mastery)
        for row, (_, mastery) in enumerate(entries)
        if (share := mastery.raw_share) is not None
    ]
    figure.add_scatter(
        x=[100 * share for _, share, _ in raw],
        y=[row for row, _, _ in raw],
        mode="markers",
        marker={"symbol": "circle-open", "size": 9, "color": theme.TEXT, "line": {"width": 1.5}},
        name=text.RAW_LABEL,
        cliponaxis=False,
        customdata=[text.raw(mastery) for _, _, mastery in raw],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=True,
    )
    layout.finish(figure, x_title=text.ROWS.x_axis, height=layout.FRAME_PX + ROW_PX * n, has_legend=True)
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(range=[0, 102])
    return layout.number_rows(figure, [layout.wrapped(name) for name, _ in entries])


def _entries(report: TaskMasteryReport, level: str) -> list[tuple[str, PooledMastery]]:
    """Return name and estimate of each row."""
    if level == text.TASKS:
        return [(text.short_name(task), task.mastery) for task in report.answered_tasks]
    return [(service.name, service.mastery) for service in report.services[: text.N_SERVICES_DRAWN]]
