"""Each domain's share of the last practice exam's losses beside its share of the hours since."""

import plotly.graph_objects as go

from analytics.reports.this_week import WeekReport
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import week as text


def losses_and_hours(report: WeekReport) -> go.Figure:
    """A dumbbell for each domain, from its share of the loss, hollow, to its share of the hours, filled."""
    rows, figure = report.last_exam_losses, go.Figure()
    ids = [row.domain_id for row in rows]
    for row in rows:
        ends = [100 * row.share_of_loss, 100 * row.share_of_hours]
        marks.line(figure, ends, [row.domain_id] * 2, color=theme.QUIET)
    for name, symbol, shares in (
        (text.LOST_LABEL, "circle-open", [row.share_of_loss for row in rows]),
        (text.SPENT_LABEL, "circle", [row.share_of_hours for row in rows]),
    ):
        figure.add_scatter(
            x=[100 * share for share in shares],
            y=ids,
            mode="markers",
            marker={"symbol": symbol, "size": 12, "color": theme.TEXT, "line": {"width": 2, "color": theme.TEXT}},
            name=name,
            hovertemplate=f"{layout.HOVER_X} %{{fullData.name}}<extra></extra>",
        )
    height = layout.rows_height(len(rows), [row.name for row in rows])
    layout.finish(figure, x_title=text.LAST_EXAM.x_axis, height=height, has_legend=True)
    layout.name_rows(figure, {row.domain_id: row.name for row in rows})
    return figure.update_yaxes(autorange="reversed").update_xaxes(rangemode="tozero")
