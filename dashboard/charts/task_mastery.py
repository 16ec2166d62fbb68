"""Chart of tasks under their domains, or of services: one row each, not ranked."""

import plotly.graph_objects as go

from analytics.reports.practice.task_mastery import PooledMastery, TaskMasteryReport
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import task_mastery as text

ROW_PX = 32


def rows(report: TaskMasteryReport, level: str) -> go.Figure:
    """Draw the expected share on new questions with its range, hollow with little evidence, and the raw share."""
    labels, entries = _rows(report, level)
    figure = go.Figure()
    for is_hollow, name in ((False, text.OWN_LABEL), (True, text.LEANING_LABEL)):
        own = {row: entry for row, entry in entries.items() if entry.has_little_evidence is is_hollow}
        if own:
            hovers = [text.hover(labels[row], entry) for row, entry in own.items()]
            marks.ranges(
                figure,
                list(own),
                [entry.share.scaled(100) for entry in own.values()],
                hovers=hovers,
                is_hollow=is_hollow,
            )
            marks.legend_range(figure, name, is_hollow=is_hollow)
    marks.dots(
        figure,
        [100 * (entry.raw_share or 0.0) for entry in entries.values()],
        list(entries),
        marker={"symbol": "circle-open", "size": 9, "color": theme.TEXT, "line": {"width": 1.5}},
        hovers=[text.raw(entry) for entry in entries.values()],
        name=text.RAW_LABEL,
    )
    height = layout.FRAME_PX + ROW_PX * len(labels)
    layout.finish(figure, x_title=text.ROWS.x_axis, height=height, has_legend=True)
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(range=[-4, 104])
    return layout.rows_from_top(figure, labels)


def _rows(report: TaskMasteryReport, level: str) -> tuple[list[str], dict[int, PooledMastery]]:
    """Return the labels from the top, a domain's above its tasks, and the estimates by row."""
    if level != text.TASKS:
        services = report.services[: text.N_SERVICES_DRAWN]
        labels = [layout.wrapped(service.name) for service in services]
        return labels, {row: service.mastery for row, service in enumerate(services)}
    labels, entries = [], {}
    for domain_id, name in report.domain_names.items():
        tasks = [task for task in report.answered_tasks if task.domain_id == domain_id]
        if tasks:
            labels.append(f"<b>{layout.wrapped(name)}</b>")
        for task in tasks:
            entries[len(labels)] = task.mastery
            labels.append(layout.wrapped(text.task_name(task)))
    return labels, entries
