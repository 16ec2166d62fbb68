"""The chart of the plan: what each week is for, and where the hours went."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from analytics.reports.study.plan import PlanReport, PlanWeek
from dashboard import theme
from dashboard.charts import marks
from dashboard.text import plan as text

ROW_HEIGHT, FRAME_HEIGHT = 44, 90
SQUARE = 16
HOURS_OF_LARGEST_DOT = 12.0
LARGEST_DOT = 16


def weeks(report: PlanReport) -> go.Figure:
    """Draw a square for what each week is for, a dot for hours spent, and a diamond for practice exams."""
    figure = go.Figure()
    colours = theme.domain_colors(list(report.domain_names))
    with_focus = [week for week in report.weeks if week.focus is not None]
    for is_fixed, name in ((True, text.FIXED_LABEL), (False, text.PROPOSED_LABEL)):
        _add_squares(figure, report, [week for week in with_focus if week.is_fixed == is_fixed], name, colours)
    _add_hours(figure, report)
    _add_practice(figure, report.weeks)
    if report.this_week is not None:
        marks.vertical_day(figure, report.as_of, text.TODAY, line=1)
    if report.plan is not None and report.plan.exam_on is not None:
        marks.vertical_day(figure, report.plan.exam_on, text.EXAM_DAY)
    rows = [*report.domain_names, text.OTHER_ROW, text.PRACTICE_ROW]
    marks.finish(figure, height=FRAME_HEIGHT + ROW_HEIGHT * len(rows), has_legend=True)
    return figure.update_xaxes(tickformat=marks.DAY_TICKS).update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        tickmode="array",
        tickvals=rows,
        ticktext=[marks.wrapped(report.domain_names.get(row, row), width=24) for row in rows],
        range=[-0.6, len(rows) + 0.1],  # room for the names of days
    )


def _middle(week: PlanWeek) -> date:
    return week.days.first_on + (week.days.last_on - week.days.first_on) // 2


def _add_squares(
    figure: go.Figure, report: PlanReport, shown: Sequence[PlanWeek], name: str, colours: Mapping[str, str]
) -> None:
    """Add what weeks are for: filled where the candidate fixed it, hollow where it is proposed."""
    if not shown:
        return
    rows = [week.focus if week.focus in report.domain_names else text.OTHER_ROW for week in shown]
    is_open = not shown[0].is_fixed
    own_colours = [colours.get(str(row), theme.QUIET) for row in rows]
    figure.add_scatter(
        x=[_middle(week) for week in shown],
        y=rows,
        mode="markers",
        marker={
            "symbol": "square-open" if is_open else "square",
            "size": SQUARE,
            "color": own_colours,
            "opacity": 1.0 if is_open else theme.PLANNED_OPACITY,
            "line": {"width": 2, "color": own_colours},
        },
        name=name,
        customdata=[marks.plain(text.week_hover(report, week)) for week in shown],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_hours(figure: go.Figure, report: PlanReport) -> None:
    """Add a dot for the hours that each domain had in each week; its area goes with the hours."""
    spent = [
        (week, domain_id if domain_id in report.domain_names else text.OTHER_ROW, hours)
        for week in report.weeks
        for domain_id, hours in week.by_domain.items()
    ]
    if not spent:
        return
    figure.add_scatter(
        x=[_middle(week) for week, _, _ in spent],
        y=[row for _, row, _ in spent],
        mode="markers",
        marker={
            "size": [_dot_size(hours) for _, _, hours in spent],
            "color": theme.TEXT,
            "line": {"width": 0},
        },
        name=text.SPENT_LABEL,
        customdata=[text.spent_hover(week, hours) for week, _, hours in spent],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _dot_size(hours: float) -> float:
    return LARGEST_DOT * math.sqrt(min(1.0, hours / HOURS_OF_LARGEST_DOT))


def _add_practice(figure: go.Figure, shown: Sequence[PlanWeek]) -> None:
    """Add a diamond for each week with a practice exam: filled where it was taken, hollow where it is planned."""
    marked = [week for week in shown if week.n_practice_exams or (week.days.practice_exam_on and not week.is_over)]
    if not marked:
        return
    figure.add_scatter(
        x=[_middle(week) for week in marked],
        y=[text.PRACTICE_ROW] * len(marked),
        mode="markers",
        marker={
            "symbol": ["diamond" if week.n_practice_exams else "diamond-open" for week in marked],
            "size": 12,
            "color": theme.TEXT,
        },
        customdata=[text.practice_exam(week) for week in marked],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
