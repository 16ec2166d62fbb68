"""Chart of the plan: the focus of each week, and where the hours went."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from analytics.reports.study.plan import PlanReport, PlanWeek
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import plan as text

SQUARE = 16
HOURS_OF_LARGEST_DOT = 12.0
LARGEST_DOT = 16


def weeks(report: PlanReport) -> go.Figure:
    """A square for each week's focus, a dot for hours spent, and a diamond for practice exams."""
    figure = go.Figure()
    colors = theme.domain_colors(list(report.domain_names))
    with_focus = [week for week in report.weeks if week.focus is not None]
    for is_fixed, name in ((True, text.FIXED_LABEL), (False, text.PROPOSED_LABEL)):
        _add_squares(figure, report, [week for week in with_focus if week.is_fixed == is_fixed], name, colors)
    _add_hours(figure, report)
    _add_practice(figure, report.weeks)
    if report.this_week is not None:
        marks.vertical_day(figure, report.as_of, text.TODAY, line=1)
    if report.plan is not None and report.plan.exam_on is not None:
        marks.vertical_day(figure, report.plan.exam_on, text.EXAM_DAY)
    rows = [*report.domain_names, text.OTHER_ROW, text.PRACTICE_ROW]
    layout.finish(figure, height=layout.rows_height(len(rows)), has_legend=True)
    layout.legend_below(figure)
    return figure.update_xaxes(tickformat=layout.DAY_TICKS).update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        tickmode="array",
        tickvals=rows,
        ticktext=[layout.wrapped(report.domain_names.get(row, row)) for row in rows],
        range=[-0.6, len(rows) - 0.4],
    )


def _middle(week: PlanWeek) -> date:
    return week.days.first_on + (week.days.last_on - week.days.first_on) // 2


def _add_squares(
    figure: go.Figure, report: PlanReport, shown: Sequence[PlanWeek], name: str, colors: Mapping[str, str]
) -> None:
    """Draw what weeks are for: filled if the candidate fixed it, hollow if it is proposed."""
    if not shown:
        return
    squares = [
        (week, focus if focus in report.domain_names else text.OTHER_ROW) for week in shown for focus in week.foci
    ]
    rows = [row for _, row in squares]
    own_colors = [colors.get(str(row), theme.QUIET) for row in rows]
    marker = {
        "symbol": "square" if shown[0].is_fixed else "square-open",
        "size": SQUARE,
        "color": own_colors,
        "line": {"width": 2, "color": own_colors},
    }
    hovers = [layout.plain(text.week_hover(report, week)) for week, _ in squares]
    marks.dots(figure, [_middle(week) for week, _ in squares], rows, marker=marker, hovers=hovers, name=name)


def _add_hours(figure: go.Figure, report: PlanReport) -> None:
    """Draw a dot for each domain and week; its area grows with the hours."""
    spent = [
        (week, domain_id if domain_id in report.domain_names else text.OTHER_ROW, hours)
        for week in report.weeks
        for domain_id, hours in week.by_domain.items()
    ]
    if not spent:
        return
    marks.dots(
        figure,
        [_middle(week) for week, _, _ in spent],
        [row for _, row, _ in spent],
        marker={"size": [_dot_size(hours) for _, _, hours in spent], "color": theme.TEXT, "line": {"width": 0}},
        hovers=[text.spent_hover(week, hours) for week, _, hours in spent],
        name=text.SPENT_LABEL,
    )


def _dot_size(hours: float) -> float:
    return LARGEST_DOT * math.sqrt(min(1.0, hours / HOURS_OF_LARGEST_DOT))


def _add_practice(figure: go.Figure, shown: Sequence[PlanWeek]) -> None:
    """Draw a diamond for each week with a practice exam: filled if taken, hollow if planned."""
    marked = [week for week in shown if week.n_practice_exams or (week.days.practice_exam_on and not week.is_over)]
    if not marked:
        return
    symbols = ["diamond" if week.n_practice_exams else "diamond-open" for week in marked]
    marks.dots(
        figure,
        [_middle(week) for week in marked],
        [text.PRACTICE_ROW] * len(marked),
        marker={"symbol": symbols, "size": 12, "color": theme.TEXT},
        hovers=[text.practice_exam(week) for week in marked],
    )
