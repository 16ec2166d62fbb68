"""Charts of the final weeks, of the domains after the real exam, and of what easier practice conditions add."""

from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.outcomes.scored_outcomes import ScoredOutcome
from analytics.reports.study.final_week import SHOWN_WEEKS, FinalWeek
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import common
from dashboard.text import exam_day as text

DOMAIN_PX = 60
APART = 0.18
"""Offset of a domain's two ranges from the middle of its row."""


def final_weeks(report: FinalWeek) -> go.Figure:
    """Draw each day's hours, new material lowest, with practice exams and the final week."""
    figure = go.Figure()
    for name, hours, color in (
        (text.NEW_LABEL, [day.new_hours for day in report.days], theme.ACTIVITY_STEPS[0]),
        (text.REVIEW_LABEL, [day.review_hours for day in report.days], theme.ACTIVITY_STEPS[3]),
        (text.REST_LABEL, [day.other_hours for day in report.days], theme.BACKGROUND),
    ):
        figure.add_bar(
            x=[day.day for day in report.days],
            y=hours,
            name=name,
            marker={"color": color, "line": {"width": 1, "color": theme.QUIET}},
            customdata=[*map(formatting.hours, hours)],
            hovertemplate=f"{layout.HOVER_DAY}: %{{customdata}}, {name}<extra></extra>",
        )
    by_day = {day.day: day.hours for day in report.days}
    longest = max(1.0, *by_day.values())
    figure.add_scatter(
        x=list(report.practice_exams),
        y=[by_day[day] + 0.1 * longest for day in report.practice_exams],  # a little above their bars
        mode="markers",
        marker={"symbol": "circle", "size": 10, "color": theme.TEXT},
        name=text.PRACTICE_LABEL,
        hovertemplate=f"{layout.HOVER_DAY}: {text.PRACTICE_LABEL}<extra></extra>",
    )
    if report.exam_on is not None and report.first_on is not None:
        _frame(figure, report.first_on, report.exam_on)
    layout.finish(figure, y_title=text.DAYS.y_axis, has_legend=True)
    figure.update_yaxes(range=[0, 1.3 * longest])  # marks and labels fit above the longest day
    figure.update_layout(barmode="stack", bargap=0.2)
    return layout.legend_below(figure)


def _frame(figure: go.Figure, first_on: date, exam_on: date) -> None:
    """Show all weeks up to the exam, the last one outlined; a bar reaches from noon to noon."""
    figure.add_vrect(
        x0=_noon_before(first_on),
        x1=_noon_before(exam_on),
        line={"color": theme.PLAN, "width": 1},
        annotation_text=text.WEEK_LABEL,
        annotation_position="top left",
    )
    marks.vertical_day(figure, exam_on, common.EXAM_DAY)
    edges = [exam_on - timedelta(weeks=SHOWN_WEEKS), exam_on + timedelta(days=1)]
    figure.update_xaxes(range=[_noon_before(day) for day in edges], **layout.day_ticks(*edges))


def _noon_before(day: date) -> str:
    return datetime.combine(day - timedelta(days=1), time(12)).isoformat()


def domains(entry: ScoredOutcome) -> go.Figure:
    """Draw each domain's share by the first audit and the day before, with its classification."""
    figure = go.Figure()
    for name, shares, apart, is_hollow in (
        (text.AUDIT_LABEL, [domain.audit_share for domain in entry.domains], -APART, True),
        (text.BEFORE_LABEL, [domain.share for domain in entry.domains], APART, False),
    ):
        marks.ranges(
            figure,
            [row + apart for row in range(len(shares))],
            [share.scaled(100) for share in shares],
            hovers=[
                f"{layout.plain(domain.name)}, {name}: {formatting.percent.with_range(share)}"
                for domain, share in zip(entry.domains, shares, strict=True)
            ],
            name=name,
            is_hollow=is_hollow,
        )
    height = layout.FRAME_PX + DOMAIN_PX * len(entry.domains)
    layout.finish(figure, x_title=text.DOMAINS.x_axis, height=height, has_legend=True)
    words = [(layout.wrapped(domain.name), layout.wrapped(domain.classification)) for domain in entry.domains]
    figure.update_layout(legend={"itemclick": False})
    figure.update_xaxes(layout.percents_of_marks())
    return layout.rows_from_top(figure, [f"{name}<br><b>{classification}</b>" for name, classification in words])


def effects(report: ExamDayReport) -> go.Figure:
    figure = go.Figure()
    names = [text.CONDITIONS[effect.condition] for effect in report.effects]
    points = [effect.points for effect in report.effects]
    hovers = [f"{name}: {formatting.points.with_range(found)}" for name, found in zip(names, points, strict=True)]
    marks.ranges(figure, names, points, hovers=hovers)
    marks.zero_line(figure)
    least, most = min(0.0, *(effect.low for effect in points)), max(effect.high for effect in points)
    figure.update_xaxes(range=[least - 1, most + 1])
    layout.finish(figure, x_title=text.EFFECTS.x_axis, height=layout.rows_height(len(names)))
    return figure.update_yaxes(tickvals=names, ticktext=names, autorange="reversed", showgrid=False)
