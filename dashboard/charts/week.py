"""Charts of the weekly check-in."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.reports.decision.chance_by_day import ChanceOnDay
from analytics.reports.this_week import WeekReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import common
from dashboard.text import week as text


def chance_by_week(report: WeekReport) -> go.Figure:
    """Chance of passing as estimated in past weeks and expected in coming ones, with days that matter."""
    figure = go.Figure()
    if report.readiness.n_practice_exams:
        _add_ahead(figure, report.ahead)
        _add_history(figure, report.history)
    else:
        figure.update_xaxes(type="date", range=[report.ahead[0].day, report.ahead[-1].day])
    if report.planned_exam_on is not None and report.planned_exam_on <= report.ahead[-1].day:
        marks.vertical_day(figure, report.planned_exam_on, text.EXAM_DAY)
    marks.last_day(figure, report.last_day, [point.day for point in report.ahead])
    for day in report.failed_on:
        marks.vertical_day(figure, day, text.FAILED, line=1)
    layout.finish(figure, y_title=common.CHANCE_AXIS)
    return figure.update_xaxes(tickformat=layout.DAY_TICKS).update_yaxes(range=[0, 100])


def _add_ahead(figure: go.Figure, ahead: Sequence[ChanceOnDay]) -> None:
    figure.add_scatter(
        x=[point.day for point in ahead],
        y=[100 * point.chance.value for point in ahead],
        mode="lines",
        line={"color": theme.ESTIMATE, "width": 2, "dash": "dot"},
        hovertemplate=f"{layout.HOVER_DAY}: {layout.HOVER_Y} {text.EXPECTED}<extra></extra>",
        showlegend=False,
    )


def _add_history(figure: go.Figure, history: Sequence[ChanceOnDay]) -> None:
    figure.add_scatter(
        x=[point.day for point in history],
        y=[100 * point.chance.value for point in history],
        mode="lines+markers",
        line={"color": theme.ESTIMATE, "width": 2},
        marker={"size": 7},
        hovertemplate=f"{layout.HOVER_DAY}: {layout.HOVER_Y} {text.ESTIMATED_THEN}<extra></extra>",
        showlegend=False,
    )


def losses_and_hours(report: WeekReport) -> go.Figure:
    """A slope for each domain, from its share of the loss to its share of the hours since."""
    colors = theme.domain_colors([domain.domain_id for domain in report.last_exam_losses])
    figure = go.Figure()
    for domain in report.last_exam_losses:
        figure.add_scatter(
            x=[text.LOST_LABEL, text.SPENT_LABEL],
            y=[100 * domain.share_of_loss, 100 * domain.share_of_hours],
            mode="lines+markers+text",
            line={"color": colors[domain.domain_id], "width": 2},
            marker={"size": 8},
            text=[formatting.counted_percent(domain.share_of_loss), formatting.counted_percent(domain.share_of_hours)],
            textposition=["middle left", "middle right"],
            name=layout.wrapped(domain.name, width=36),
            hovertemplate=f"%{{fullData.name}}: {text.lost_of(domain)} {text.LOST_LABEL}<extra></extra>",
        )
    layout.finish(figure, y_title=text.LAST_EXAM.y_axis, has_legend=True)
    return figure.update_xaxes(range=[-0.4, 1.4])
