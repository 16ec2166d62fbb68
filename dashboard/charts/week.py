"""The charts of the weekly check-in."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.reports.decision.pass_chances import ChanceOnDay
from analytics.reports.this_week import WeekReport
from dashboard import formatting, theme
from dashboard.charts import marks
from dashboard.text import common
from dashboard.text import week as text


def chance_by_week(report: WeekReport) -> go.Figure:
    """Draw the chance of passing as said in past weeks and as expected for coming ones, with the days that matter."""
    figure = go.Figure()
    if report.readiness.n_practice_exams:
        _add_fan(figure, report.ahead, theme.ESTIMATE)
        _add_said(figure, report.history)
    else:
        figure.update_xaxes(type="date", range=[report.ahead[0].day, report.ahead[-1].day])
    if report.planned_exam_on is not None and report.planned_exam_on <= report.ahead[-1].day:
        marks.vertical_day(figure, report.planned_exam_on, text.EXAM_DAY)
    marks.last_day(figure, report.last_day, [point.day for point in report.ahead])
    for day in report.failed_on:
        marks.vertical_day(figure, day, text.FAILED, line=1)
    marks.finish(figure, y_title=common.CHANCE_AXIS, height=300)
    return figure.update_xaxes(tickformat=marks.DAY_TICKS).update_yaxes(range=[0, 100])


def _add_fan(figure: go.Figure, ahead: Sequence[ChanceOnDay], colour: str) -> None:
    days = [point.day for point in ahead]
    marks.band(
        figure,
        days,
        [100 * point.chance.low for point in ahead],
        [100 * point.chance.high for point in ahead],
        colour,
    )
    figure.add_scatter(
        x=days,
        y=[100 * point.chance.value for point in ahead],
        mode="lines",
        line={"color": colour, "width": 2, "dash": "dot"},
        hovertemplate=f"{marks.HOVER_DAY}: {marks.HOVER_Y} {text.EXPECTED}<extra></extra>",
        showlegend=False,
    )


def _add_said(figure: go.Figure, history: Sequence[ChanceOnDay]) -> None:
    days = [point.day for point in history]
    low, high = [100 * point.chance.low for point in history], [100 * point.chance.high for point in history]
    marks.band(figure, days, low, high, theme.QUIET)
    figure.add_scatter(
        x=days,
        y=[100 * point.chance.value for point in history],
        mode="lines+markers",
        line={"color": theme.ESTIMATE, "width": 2},
        marker={"size": 7},
        customdata=list(zip(low, high, strict=True)),
        hovertemplate=f"{marks.HOVER_DAY}: {marks.HOVER_Y} {marks.HOVER_RANGE} {text.SAID_THEN}<extra></extra>",
        showlegend=False,
    )


def exposed_and_hours(report: WeekReport) -> go.Figure:
    """Draw a slope for each domain from its part of the loss to its part of the hours since."""
    colours = theme.domain_colors([domain.domain_id for domain in report.last_exam_losses])
    figure = go.Figure()
    for domain in report.last_exam_losses:
        figure.add_scatter(
            x=[text.LOST_LABEL, text.SPENT_LABEL],
            y=[100 * domain.share_of_loss, 100 * domain.share_of_hours],
            mode="lines+markers+text",
            line={"color": colours[domain.domain_id], "width": 2},
            marker={"size": 8},
            text=[formatting.counted_percent(domain.share_of_loss), formatting.counted_percent(domain.share_of_hours)],
            textposition=["middle left", "middle right"],
            name=marks.wrapped(domain.name, width=36),
            hovertemplate=f"%{{fullData.name}}: {text.lost_of(domain)} {text.LOST_LABEL}<extra></extra>",
        )
    marks.finish(figure, y_title=text.EXPOSED.y_axis, height=300, has_legend=True)
    return figure.update_xaxes(range=[-0.4, 1.4])
