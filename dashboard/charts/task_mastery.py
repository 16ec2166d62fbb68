"""Chart of a domain's tasks, or of services: one row each, not ranked."""

import plotly.graph_objects as go

from analytics.reports.practice.task_mastery import TaskMasteryReport
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import mastery as text


def rows(report: TaskMasteryReport, level: str, domain_id: str | None) -> go.Figure:
    """Draw the expected share on new questions with its range, hollow with little evidence, and the raw share."""
    drawn = text.drawn(report, level, domain_id)
    names, entries = list(drawn), dict(enumerate(drawn.values()))
    figure = go.Figure()
    for is_hollow, name in ((False, text.OWN_LABEL), (True, text.LEANING_LABEL)):
        own = {row: entry for row, entry in entries.items() if entry.has_little_evidence is is_hollow}
        marks.ranges(
            figure,
            list(own),
            [entry.share.scaled(100) for entry in own.values()],
            hovers=[text.hover(layout.plain(names[row]), entry) for row, entry in own.items()],
            name=name,
            is_hollow=is_hollow,
        )
    marks.dots(
        figure,
        [100 * (entry.raw_share or 0.0) for entry in entries.values()],
        list(entries),
        marker={"symbol": "circle-open", "size": 9, "color": theme.TEXT, "line": {"width": 1.5}},
        hovers=[text.raw(entry) for entry in entries.values()],
        name=text.RAW_LABEL,
    )
    layout.finish(figure, x_title=text.ROWS.x_axis, height=layout.rows_height(len(names), names), has_legend=True)
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(range=[-4, 104])
    return layout.rows_from_top(figure, layout.row_names(names))
