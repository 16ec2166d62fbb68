"""Chart of the final weeks: hours day by day up to the exam."""

from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go

from analytics.reports.study.final_week import SHOWN_WEEKS, FinalWeek
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import common
from dashboard.text import final_week as text


def days(report: FinalWeek) -> go.Figure:
    """Draw each day's hours, new material lowest, with practice exams and the final week."""
    figure = go.Figure()
    new, review = [day.new_hours for day in report.days], [day.review_hours for day in report.days]
    rest = [day.other_hours for day in report.days]
    for name, hours, color in (
        (text.NEW_LABEL, new, theme.ACTIVITY_STEPS[0]),
        (text.REVIEW_LABEL, review, theme.ACTIVITY_STEPS[3]),
        (text.REST_LABEL, rest, theme.BACKGROUND),
    ):
        figure.add_bar(
            x=[day.day for day in report.days],
            y=hours,
            name=name,
            marker={"color": color, "line": {"width": 1, "color": theme.QUIET}},
            hovertemplate=f"{layout.HOVER_DAY}: %{{y:.1f}} h, {name}<extra></extra>",
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
