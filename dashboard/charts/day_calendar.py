"""Chart of study time by day: weeks across, Monday to Sunday down."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import zip_longest

import plotly.graph_objects as go

from analytics.clock import WEEKDAYS, monday_of
from analytics.reports.study.hours import HoursReport
from analytics.reports.study.weekly_hours import DayHours
from dashboard import theme
from dashboard.charts import layout, marks, week_squares
from dashboard.text import common
from dashboard.text import hours as text

HEIGHT, LARGEST_RING = 250, 12
MIN_WEEKS = 14
"""Fewer weeks would make very wide cells."""
EDGE, PAD = timedelta(days=3), timedelta(days=4)
HALF_ROW = 0.44


def day_calendar(report: HoursReport) -> go.Figure:
    """Shade each day by its hours; ring practice exams, dot rest days and outline the exam day."""
    figure = go.Figure()
    rests = [day for day in report.days if day.is_rest and not day.hours]
    _add_hours(figure, [day for day in report.days if day.day <= report.as_of], rests)
    for day in rests:
        _outline(figure, day.day, theme.QUIET, width=1)
    _add_marks(figure, rests, theme.TEXT, 4, text.REST_DAY)
    ring = min(LARGEST_RING, week_squares.size(len(report.days) / 7))
    _add_marks(
        figure, [day for day in report.days if day.has_practice_exam], theme.BACKGROUND, ring, text.PRACTICE_EXAM
    )
    exam_on = report.plan.exam_on if report.plan and not report.audit.is_closed else None
    if exam_on is not None and report.days[0].day <= exam_on <= report.days[-1].day:
        _outline(figure, exam_on, theme.TEXT, width=2)
        name = common.NO_EXAM if report.is_exam_day_closed else common.EXAM_DAY
        marks.legend_key(figure, name, theme.TEXT, symbol="square-open")
    layout.finish(figure, height=HEIGHT, has_legend=True)
    layout.rows_from_top(figure, [name[:3].capitalize() for name in WEEKDAYS])
    return _name_mondays(figure, [day.day for day in report.days[::7]])


def _add_hours(figure: go.Figure, days: Sequence[DayHours], rests: Sequence[DayHours]) -> None:
    """Draw a cell for each day except rests, and the steps of shade in the legend."""
    by_week = [days[k : k + 7] for k in range(0, len(days), 7)]
    mondays = [week[0].day for week in by_week]
    rows = list(zip_longest(*by_week, [None] * 7))  # a last column without days, because one alone would have no width
    n = len(theme.DAY_SHADES)

    def shade(day: DayHours | None) -> int | None:
        return None if day is None or day in rests else min(n - 1, math.ceil(day.hours))

    figure.add_heatmap(
        x=[*mondays, mondays[-1] + timedelta(weeks=1)],
        y=list(range(7)),
        z=[list(map(shade, row)) for row in rows],
        zmin=-0.5,
        zmax=n - 0.5,
        colorscale=[[(step + end) / n, color] for step, color in enumerate(theme.DAY_SHADES) for end in (0, 1)],
        showscale=False,
        xgap=3,
        ygap=3,
        customdata=[["" if day is None else text.day_hover(day) for day in row] for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for color, name in zip(theme.DAY_SHADES, text.DAY_STEPS, strict=True):
        marks.legend_key(figure, name, color)


def _add_marks(figure: go.Figure, days: Sequence[DayHours], fill: str, size: int, name: str) -> None:
    if days:
        marks.dots(
            figure,
            [monday_of(day.day) for day in days],
            [day.day.weekday() for day in days],
            marker={"symbol": "circle", "size": size, "color": fill, "line": {"width": 2, "color": theme.TEXT}},
            hovers=[text.day_hover(day) for day in days],
            name=name,
        )


def _outline(figure: go.Figure, day: date, color: str, *, width: float) -> None:
    monday, row = monday_of(day), day.weekday()
    figure.add_shape(
        type="rect",
        x0=monday - EDGE,
        x1=monday + EDGE,
        y0=row - HALF_ROW,
        y1=row + HALF_ROW,
        line={"color": color, "width": width},
    )


def _name_mondays(figure: go.Figure, mondays: Sequence[date]) -> go.Figure:
    drawn = [mondays[0] + timedelta(weeks=k) for k in range(max(len(mondays), MIN_WEEKS))]
    named = [day for day in layout.named_weeks(drawn) if day <= mondays[-1]]
    ends = [drawn[0] - PAD, drawn[-1] + PAD]
    return figure.update_xaxes(range=ends, tickvals=named, ticktext=layout.days_in_two_lines(named), showgrid=False)
