"""Chart of the plan: each week's focus, and hours outside it."""

import math
from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.reports.study.plan import PlanReport, PlanWeek
from dashboard import formatting, theme
from dashboard.charts import layout, marks, week_squares
from dashboard.charts.week_squares import Square
from dashboard.text import common
from dashboard.text import plan as text

HOURS_OF_LARGEST_DOT = 12.0
LARGEST_DOT, CIRCLE = 10, 0.6
"""In pixels, and as a part of a square."""
BEFORE, AFTER, AT_EDGE = timedelta(days=1), timedelta(days=3), 0.12
"""Padding of the time axis, and the part at its start where a label stands right of its day."""
LEAST_WEEKS, LEAST_OVER = layout.PHONE_PX // (week_squares.SMALLEST_NUMBERED + week_squares.APART), 4
"""Numbered weeks that fit on a phone, and past weeks to draw even if there are more."""
NAME_PX, NAME_CHARS, ROW_PX, CLOSE_PX, MOST_APART = 9, 58, 46, 37, 10
"""Names stand above their rows, to leave a phone's width to the weeks; more rows than the last are closer."""


def weeks(report: PlanReport) -> go.Figure:
    """Draw each week's focus, other hours and practice exams; a long plan is cut at its start, to keep marks large."""
    n_over, n_weeks = sum(week.is_over for week in report.weeks), len(report.weeks)
    n_left_out = max(0, min(n_over - LEAST_OVER, n_weeks - LEAST_WEEKS))
    report, planned, figure = replace(report, weeks=report.weeks[n_left_out:]), report.planned, go.Figure()
    for is_fixed, name in ((True, text.FIXED_LABEL), (False, text.PROPOSED_LABEL)):
        squares = [
            Square(_middle(week), _row(report, focus), focus, is_fixed, text.week_hover(report, week))
            for week in report.weeks
            for focus in week.foci
            if week.is_fixed == is_fixed
        ]
        week_squares.add(figure, squares, list(report.domain_names), len(report.weeks), name)
    _add_hours(figure, report)
    _add_practice(figure, report)
    if report.this_week is not None:
        first, last = report.weeks[0].days.first_on, report.weeks[-1].days.last_on
        side = "left" if planned.as_of - first < AT_EDGE * (last - first) else "right"
        marks.vertical_day(figure, planned.as_of, common.TODAY, line=1, xanchor=side)
    if planned.plan_day is not None and not planned.is_closed:
        marks.exam_day(figure, planned.plan_day, is_closed=planned.closed_exam_day is not None)
    names = {domain_id: f"{k}  {name}" for k, (domain_id, name) in enumerate(report.domain_names.items(), start=1)}
    names |= {text.OTHER_ROW: text.OTHER_ROW, text.PRACTICE_ROW: text.PRACTICE_ROW}
    rows = list(names)
    where = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": NAME_PX}
    look = {"showarrow": False, "bgcolor": theme.BACKGROUND, "borderpad": 0}
    words = [layout.plain(formatting.shortened(name, NAME_CHARS)) for name in reversed(names.values())]
    notes = [{"y": place, "text": name, **where, **look} for place, name in enumerate(words)]  # ids are not places
    figure.layout.annotations = [*figure.layout.annotations, *notes]  # at once: each one added copies all others
    row_px = ROW_PX if len(rows) <= MOST_APART else CLOSE_PX
    layout.finish(figure, height=layout.FRAME_PX + row_px * len(rows), has_legend=True)
    layout.legend_below(figure)
    if report.weeks:
        edges = [report.weeks[0].days.first_on - BEFORE, report.weeks[-1].days.last_on + AFTER]
        figure.update_xaxes(range=edges, **layout.day_ticks(*edges))
    return figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        showticklabels=False,
        range=[-0.4, len(rows) - 0.2],
    )


def _middle(week: PlanWeek) -> date:
    return week.days.first_on + (week.days.last_on - week.days.first_on) // 2


def _past(report: PlanReport, week: PlanWeek) -> date:
    """Return where what is over in a week stands: never after today."""
    return min(_middle(week), report.planned.as_of)


def _row(report: PlanReport, focus: str) -> str:
    return focus if focus in report.domain_names else text.OTHER_ROW


def _add_hours(figure: go.Figure, report: PlanReport) -> None:
    """Draw a dot for each domain and week without a square; its area grows with the hours."""
    spent = []
    for week in report.weeks:
        with_square = {_row(report, focus) for focus in week.foci}
        rows = [(_row(report, domain_id), hours) for domain_id, hours in week.by_domain.items()]
        spent += [(week, row, hours) for row, hours in rows if row not in with_square]
    if not spent:
        return
    marks.dots(
        figure,
        [_past(report, week) for week, _, _ in spent],
        [row for _, row, _ in spent],
        marker={
            "size": [LARGEST_DOT * math.sqrt(min(1.0, hours / HOURS_OF_LARGEST_DOT)) for _, _, hours in spent],
            "color": theme.QUIET,
            "line": {"width": 0},
        },
        hovers=[f"Week {week.number}: {formatting.hours(hours)}" for week, _, hours in spent],
        name=text.SPENT_LABEL,
    )


def _add_practice(figure: go.Figure, report: PlanReport) -> None:
    """Draw a circle for each week with a practice exam: filled if taken, hollow if planned."""
    planned = {week.days for week in report.weeks_left if week.days.practice_exam_on}
    marked = [week for week in report.weeks if week.n_practice_exams or week.days in planned]
    if not marked:
        return
    symbols = ["circle" if week.n_practice_exams else "circle-open" for week in marked]
    marks.dots(
        figure,
        [_past(report, week) if week.n_practice_exams else _middle(week) for week in marked],
        [text.PRACTICE_ROW] * len(marked),
        marker={"symbol": symbols, "size": CIRCLE * week_squares.size(len(report.weeks)), "color": theme.TEXT},
        hovers=[text.practice_exam(report, week) for week in marked],
    )
