"""Charts of study hours: by week, by domain, and by day as a calendar."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import zip_longest

import plotly.graph_objects as go

from analytics.clock import WEEKDAYS, monday_of
from analytics.records import NO_DOMAIN
from analytics.reports.study.hours import DomainHours, HoursReport
from analytics.reports.study.weekly_hours import DayHours, WeekHours
from dashboard import formatting, theme
from dashboard.charts import layout, marks, plain_marks, week_squares
from dashboard.text import common
from dashboard.text import hours as text
from dashboard.text.hours import Stack

MARGIN = 0.04
CELL_EDGE, CALENDAR_PAD = timedelta(days=3), timedelta(days=4)
HALF_ROW = 0.44


def weeks(report: HoursReport, stack: Stack) -> go.Figure:
    """Hours of each week, stacked by activity or by domain, under the plan's range."""
    figure = go.Figure()
    if stack is Stack.ACTIVITY:
        for (name, group), color in zip(common.ACTIVITY_GROUPS.items(), theme.ACTIVITY_STEPS, strict=True):
            hours = [sum(week.by_activity.get(activity, 0.0) for activity in group) for week in report.weeks]
            _add_bars(figure, report.weeks, hours, name, color)
    else:
        colors = theme.domain_colors([domain.domain_id for domain in report.domains])
        names = {domain.domain_id: domain.name for domain in report.domains}
        for domain_id, color in {**colors, NO_DOMAIN: theme.BACKGROUND}.items():
            hours = [week.by_domain.get(domain_id, 0.0) for week in report.weeks]
            _add_bars(figure, report.weeks, hours, names.get(domain_id, common.NO_DOMAIN), color)
    bands = {week.week_on: week.band for week in report.weeks if week.band is not None}
    if bands:
        marks.plan_steps(figure, bands)
        first = min(bands)
        layout.note(figure, first, bands[first].high, text.PLAN, xanchor="left", yanchor="bottom")
    angle = -90 if 36 * len(report.weeks) > layout.PHONE_PX else 0  # pixels that a level label takes
    for week in report.weeks:
        if label := text.week_label(week, has_ended=report.audit.has_ended):
            middle = week.week_on + marks.MIDDLE_OF_WEEK
            layout.note(figure, middle, week.hours, label, yanchor="bottom", textangle=angle)
    layout.finish(figure.update_layout(barmode="stack"), y_title=text.WEEKS.y_axis, has_legend=stack is Stack.ACTIVITY)
    if stack is Stack.ACTIVITY:
        layout.legend_below(figure)
    return _name_mondays(figure, [week.week_on for week in report.weeks])


def key(report: HoursReport) -> str:
    """Draw the colors of domains; in a legend, long names would leave no room on a phone."""
    shown = {domain_id for week in report.weeks for domain_id, hours in week.by_domain.items() if hours}
    names = {domain.domain_id: domain.name for domain in report.domains}
    return plain_marks.domain_key(names, shown, common.NO_DOMAIN)


def _name_mondays(figure: go.Figure, mondays: Sequence[date]) -> go.Figure:
    named = layout.named_weeks(mondays)
    middles = [day + marks.MIDDLE_OF_WEEK for day in named]
    return figure.update_xaxes(tickvals=middles, ticktext=layout.days_in_two_lines(named))


def _add_bars(figure: go.Figure, weeks: Sequence[WeekHours], hours: Sequence[float], name: str, color: str) -> None:
    marks.week_bars(
        figure,
        [week.week_on for week in weeks],
        hours,
        color,
        name=name,
        hover="%{fullData.name}: %{customdata}<extra></extra>",
        customdata=[
            f"{formatting.hours(own)}<br>{text.week_hover(week)}" for week, own in zip(weeks, hours, strict=True)
        ],
    )


def spent_and_recommended(report: HoursReport) -> go.Figure:
    """Recommended hours of each domain as a range, and the hours spent as a dot."""
    figure = go.Figure()
    rows = [domain.domain_id for domain in report.domains]
    recommended = [domain.recommended_hours for domain in report.domains]
    hovers = [_hover(one, one.recommended_hours.value, "recommended") for one in report.domains]
    marks.ranges(figure, rows, recommended, hovers=hovers)
    marks.dots(
        figure,
        [domain.hours for domain in report.domains],
        rows,
        marker={"size": 11, "color": theme.TEXT},
        hovers=[_hover(domain, domain.hours, "spent") for domain in report.domains],
    )
    names = {domain.domain_id: domain.name for domain in report.domains}
    layout.finish_rows(figure, names, x_title=text.DOMAINS.x_axis)
    most = max(max(domain.hours, domain.recommended_hours.high) for domain in report.domains)
    return figure.update_xaxes(range=[-MARGIN * most, (1 + MARGIN) * most]).update_yaxes(autorange="reversed")


def _hover(domain: DomainHours, hours: float, what: str) -> str:
    return f"{layout.plain(domain.name)}: {formatting.hours(hours)} {what}"


def cumulative(report: HoursReport) -> go.Figure:
    figure = go.Figure()
    if report.cumulative_band:
        days, bands = list(report.cumulative_band), list(report.cumulative_band.values())
        marks.plan_rules(figure, days, [band.low for band in bands], [band.high for band in bands])
        layout.note(figure, days[-1], bands[-1].high, text.PLAN, xanchor="right", yanchor="bottom")
    hover = f"{layout.HOVER_DAY}: %{{customdata}} {text.CUMULATIVE.title.lower()}"
    days, hours = list(report.cumulative), list(report.cumulative.values())
    written = [*map(formatting.hours, hours)]
    marks.line(figure, days, hours, hover, color=theme.DONE, line_shape="hv", customdata=written)
    layout.finish(figure, y_title=text.CUMULATIVE.y_axis, height=layout.SECONDARY)
    return figure.update_xaxes(layout.day_ticks(days[0], days[-1]))


def consistency(report: HoursReport) -> go.Figure:
    judged = [week for week in report.weeks if week.consistency is not None]
    figure = go.Figure()
    marks.line(
        figure,
        [week.week_on + marks.MIDDLE_OF_WEEK for week in judged],
        [100 * week.consistency for week in judged if week.consistency is not None],
        f"%{{text}}: {layout.HOVER_Y}",
        color=theme.DONE,
        mode="lines+markers",
        text=[text.week_hover(week) for week in judged],
    )
    layout.finish(figure, y_title=text.CONSISTENCY.y_axis, height=layout.SECONDARY)
    return _name_mondays(figure.update_yaxes(range=[0, 105]), [week.week_on for week in judged])


def day_calendar(report: HoursReport) -> go.Figure:
    """Shade each day by its hours, with weeks across; ring practice exams, dot rest days, outline the exam day."""
    figure = go.Figure()
    rests = [day for day in report.days if day.is_rest and not day.hours]
    _add_cells(figure, [day for day in report.days if day.day <= report.planned.as_of], rests)
    for day in rests:
        _outline(figure, day.day, theme.QUIET, width=1)
    _add_day_marks(figure, rests, theme.TEXT, 4, text.REST_DAY)
    ring = min(12, week_squares.size(len(report.days) / 7))
    exams = [day for day in report.days if day.has_practice_exam]
    _add_day_marks(figure, exams, theme.BACKGROUND, ring, text.PRACTICE_EXAM)
    exam_on = None if report.audit.is_closed else report.planned.plan_day
    if exam_on is not None and report.days[0].day <= exam_on <= report.days[-1].day:
        _outline(figure, exam_on, theme.TEXT, width=2)
        name = common.NO_EXAM if report.planned.closed_exam_day else common.EXAM_DAY
        marks.legend_key(figure, name, theme.TEXT, symbol="square-open")
    layout.finish(figure, height=250, has_legend=True)
    layout.rows_from_top(figure, [name[:3].capitalize() for name in WEEKDAYS])
    mondays = [day.day for day in report.days[::7]]
    n_drawn = max(len(mondays), 14)  # fewer weeks would make very wide cells
    drawn = [mondays[0] + timedelta(weeks=k) for k in range(n_drawn)]
    named = [day for day in layout.named_weeks(drawn) if day <= mondays[-1]]
    ends = [drawn[0] - CALENDAR_PAD, drawn[-1] + CALENDAR_PAD]
    return figure.update_xaxes(range=ends, tickvals=named, ticktext=layout.days_in_two_lines(named), showgrid=False)


def _add_cells(figure: go.Figure, days: Sequence[DayHours], rests: Sequence[DayHours]) -> None:
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


def _add_day_marks(figure: go.Figure, days: Sequence[DayHours], fill: str, size: int, name: str) -> None:
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
        x0=monday - CELL_EDGE,
        x1=monday + CELL_EDGE,
        y0=row - HALF_ROW,
        y1=row + HALF_ROW,
        line={"color": color, "width": width},
    )
