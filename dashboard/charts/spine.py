"""The whole preparation on one time axis: chance, practice exams, and hours with what they were for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.clock import monday_of
from analytics.reports.overview import OverviewReport
from analytics.reports.planning.plan_weeks import PlannedHours
from analytics.reports.study.final_week import SHOWN_WEEKS, DayStudy
from analytics.reports.this_week import PreparationState, WeekReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks, week_squares
from dashboard.charts.week_squares import Square
from dashboard.text import common
from dashboard.text import hours as hours_text
from dashboard.text import overview as text
from dashboard.text import plan as plan_text

HEIGHT, OUTLINE_HEIGHT = 460, 300
CHANCE, EXAMS, HOURS = "y", "y2", "y3"
DOMAINS: Mapping[str, tuple[float, float]] = {HOURS: (0.0, 0.26), EXAMS: (0.335, 0.565), CHANCE: (0.655, 1.0)}
"""The lanes, as parts of the height that leave room for their names."""

CHANCE_DOT = 7
ROOM = 0.1
"""Room above 100 %, as a part of the axis below, so that the largest mark is not cut."""

LABELS_APART = 18
DAYS_AFTER = timedelta(days=3)
CLOSE, AT_EDGE = 0.4, 0.18
"""Parts of the axis: closer labels would meet on a phone and take different lines, and one closer to its end stands
before its day."""

BAR_OPACITY = 0.75
HATCH = {"size": 5, "solidity": 0.15}
"""Inside the bar of a week without a fixed domain, since gray areas mean the cut score."""


def spine(report: OverviewReport) -> go.Figure:
    figure, shown = go.Figure(), report.week
    if shown.practice_exams:
        marks.practice_dots(figure, shown.practice_exams, has_whiskers=True)
        if shown.next_forecast is not None:
            marks.bracket(figure, shown.next_forecast.day, shown.next_forecast.percent, text.EXPECTED)
    else:
        _say(figure, EXAMS, text.NO_EXAMS)
    _move_to(figure, EXAMS)
    if report.state is PreparationState.FINAL_WEEK:
        _add_days(figure, report.final_week.days)
    else:
        first, last = _ends(shown)
        _add_weeks(figure, shown, (last - first) / timedelta(weeks=1))
    _move_to(figure, HOURS)
    _add_chance(figure, shown)
    hours_lane = text.DAY_HOURS_LANE if report.state is PreparationState.FINAL_WEEK else text.HOURS_LANE
    chance_lane = text.CHANCE_LANE if report.week.planned_exam_on is None else text.EXAM_CHANCE_LANE
    for lane, name in ((CHANCE, chance_lane), (EXAMS, text.EXAMS_LANE), (HOURS, hours_lane)):
        _name_lane(figure, lane, name)
    _mark_days(figure, shown)
    return layout.finish(_with_axes(figure, report), height=HEIGHT)


def _move_to(figure: go.Figure, lane: str) -> None:
    for trace in figure.data:
        trace.yaxis = trace.yaxis or lane


def is_of_practice_exams(figure: go.Figure, trace: int) -> bool:
    return bool(figure.data[trace].yaxis == EXAMS and figure.data[trace].customdata is not None)


def outline() -> go.Figure:
    figure = go.Figure()
    for lane, name, words in (
        (CHANCE, text.CHANCE_LANE, text.NO_CHANCE),
        (EXAMS, text.EXAMS_LANE, text.NO_EXAMS),
        (HOURS, text.HOURS_LANE, text.NO_HOURS),
    ):
        base, line = DOMAINS[lane][0], {"color": theme.LINE, "width": 1}
        figure.add_shape(type="line", xref="paper", yref="paper", x0=0, x1=1, y0=base, y1=base, line=line)
        _say(figure, lane, words, at=0.5)
        _name_lane(figure, lane, name)
    layout.finish(figure, height=OUTLINE_HEIGHT)
    return figure.update_xaxes(visible=False).update_yaxes(visible=False)


def _add_chance(figure: go.Figure, report: WeekReport) -> None:
    if report.readiness.is_prior_only:
        _say(figure, CHANCE, text.NO_CHANCE_THEN if report.has_ended else text.NO_CHANCE)
        return
    marks.reference_line(figure, 100 * report.readiness.target)
    history = report.history
    if not history:
        _say(figure, CHANCE, text.NO_CHANCE_THEN)
    if not report.has_ended:
        ends = [report.as_of, report.readiness.exam_on]
        marks.line(figure, ends, [100 * report.readiness.pass_probability.value] * 2, dash="dot")
        marks.bracket(figure, report.as_of, text.movable(report).scaled(100), text.MOVABLE)
    marks.line(
        figure,
        [point.day for point in history],
        [100 * point.on_exam_day.value for point in history],
        f"{layout.HOVER_DAY}: {layout.HOVER_Y} {text.ESTIMATED_THEN}",
        mode="lines+markers",
        marker={"size": CHANCE_DOT},
        cliponaxis=False,
    )
    failed_on = report.attempts.failed_on
    figure.add_scatter(
        x=list(failed_on),
        y=[8] * len(failed_on),
        mode="markers+text",
        marker={"symbol": "x-thin", "size": 10, "line": {"width": 2, "color": theme.TEXT}},
        text=[text.FAILED] * len(failed_on),
        textposition="middle left",  # today may be close at the right
        hovertemplate=f"{layout.HOVER_DAY}: {text.FAILED}<extra></extra>",
    )


def _say(figure: go.Figure, lane: str, words: str, *, at: float = 1 / 6) -> None:
    """Write what an empty lane is waiting for, off the line in its middle."""
    low, high = DOMAINS[lane]
    place = {"xref": "paper", "yref": "paper", "yanchor": "middle", "bgcolor": theme.BACKGROUND}  # over today's rule
    layout.note(figure, 0.5, low + at * (high - low), words, **place)


def _name_lane(figure: go.Figure, lane: str, name: str) -> None:
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 0, "align": "left"}
    layout.note(figure, 0, DOMAINS[lane][1], name, bgcolor=theme.BACKGROUND, borderpad=0, **place)


def _mark_days(figure: go.Figure, report: WeekReport) -> None:
    """Draw today, the exam day and the exam's last day across all lanes, with labels above."""
    first, last = _ends(report)
    exam_on = report.readiness.passed_on or report.planned_exam_on
    exam = text.EXAM_DAY if report.plan.planned.closed_exam_day is None else common.NO_EXAM
    today = None if report.has_passed else report.as_of
    named = [
        (today, common.TODAY, "dash"),
        (exam_on, text.PASSED if report.has_passed else exam, "solid"),
        (report.exam_last_day, common.LAST_DAY, "dash"),
    ]
    days = sorted((day, name, dash) for day, name, dash in named if day is not None and first <= day <= last)
    line, before = 1, first - (last - first)
    for day, name, dash in days:
        line = line + 1 if (day - before) / (last - first) < CLOSE else 1
        before = day
        rule = {"color": theme.QUIET, "width": 1, "dash": dash}
        figure.add_shape(type="line", xref="x", yref="paper", x0=day, x1=day, y0=0, y1=1, line=rule, layer="below")
        xanchor = "right" if (last - day) / (last - first) < AT_EDGE else "center"
        layout.label_above(figure, day, name, xanchor=xanchor, line=line)


def _ends(report: WeekReport) -> tuple[date, date]:
    exam_on, to_see = report.planned_exam_on, _last_day(report)
    last = max(to_see + DAYS_AFTER, monday_of(to_see) + timedelta(days=6))  # the mark of its week is in the middle
    if report.state is PreparationState.FINAL_WEEK and exam_on is not None:
        return exam_on - timedelta(weeks=SHOWN_WEEKS, days=1), last  # a day more, so that no mark is cut
    starts = [week.days.first_on for week in report.plan.weeks] + [week.week_on for week in report.hours.weeks]
    starts += [point.day for point in report.practice_exams]
    return monday_of(min([*starts, report.as_of, to_see])), last


def _last_day(report: WeekReport) -> date:
    """Return the last day to draw; nothing lies ahead after a pass or the exam's last day."""
    ready, exam_on = report.readiness, report.planned_exam_on
    if ready.passed_on is not None:
        return ready.passed_on
    if report.exam_last_day is not None and report.exam_last_day < report.as_of:
        return max([report.exam_last_day, *(point.day for point in report.practice_exams)])
    planned = [*([exam_on] if exam_on else []), *(week.days.last_on for week in report.plan.weeks)]
    next_on = [report.next_forecast.day] if report.next_forecast else []
    return max([report.as_of, ready.exam_on, *planned, *next_on])


def _with_axes(figure: go.Figure, report: OverviewReport) -> go.Figure:
    shown = report.week
    scores = [100 * point.share.low for point in shown.practice_exams] + [shown.readiness.cut_percent.low]
    if shown.next_forecast is not None:
        scores.append(shown.next_forecast.percent.low)
    cut = shown.readiness.cut_percent
    edge = {"color": theme.QUIET, "width": 2 * (cut.low == cut.high)}  # an exact one is all edge
    band = {"fillcolor": theme.CUT, "line": edge, "layer": "between"}  # its name is on a grid line
    first, last = _ends(shown)
    figure.add_shape(type="rect", yref=EXAMS, x0=first, x1=last, y0=cut.low, y1=cut.high, **band)
    least = max(0, 10 * (min(*scores, cut.value - LABELS_APART) // 10))
    scores_named = {least: f"{least:.0f}", cut.value: layout.in_two_lines(common.CUT)}
    if cut.value + LABELS_APART <= 100:
        scores_named[100] = "100"
    target = round(100 * shown.readiness.target)
    percents = [0, 50, 100] if target in {0, 50, 100} else [0, 50, target, 100]
    names = [text.target(shown) if value == target else str(value) for value in percents]
    figure.update_layout(
        showlegend=False,
        xaxis={
            "range": [first, last],
            "type": "date",
            **layout.day_ticks(first, last),
            "showgrid": False,
            "anchor": HOURS,
        },
        yaxis={"domain": DOMAINS[CHANCE], "range": [-2, 103], "tickvals": percents, "ticktext": names},
        yaxis2={
            "domain": DOMAINS[EXAMS],
            "range": [least, 100 + ROOM * (100 - least)],
            "tickvals": list(scores_named),
            "ticktext": list(scores_named.values()),
        },
        yaxis3={"domain": DOMAINS[HOURS], "zeroline": False},
    )
    return figure


@dataclass(frozen=True, slots=True)
class _Week:
    """A week in the lane of hours; `is_set` is False if its focus is only proposed."""

    monday: date
    hours: float
    band: PlannedHours | None = None
    focus: str | None = None
    is_set: bool = True
    hover: str = ""

    @property
    def middle(self) -> date:
        return self.monday + timedelta(days=3)


def _weeks(report: WeekReport) -> Iterator[_Week]:
    """Yield the plan's weeks with all hours logged in them, and the other weeks with hours."""
    logged = {week.week_on: week for week in report.hours.weeks if week.hours}
    for week in report.plan.weeks:
        monday = monday_of(week.days.first_on)
        own = logged.pop(monday, None)
        studied = hours_text.week_hours(own) if own else formatting.hours(0)
        hover = plan_text.week_hover(report.plan, week) + (f", {studied}" if monday <= report.as_of else "")
        spent = own.hours if own else 0.0
        yield _Week(monday, spent, band=week.band, focus=week.focus, is_set=week.is_fixed, hover=hover)
    for own in logged.values():
        yield _Week(own.week_on, own.hours, hover=formatting.hours(own.hours))


def _add_weeks(figure: go.Figure, report: WeekReport, n_weeks: float) -> None:
    """Draw hours, plan and focus on an axis of `n_weeks`; the bar of a fixed focus has its color."""
    weeks = list(_weeks(report))
    if not (weeks or report.has_ended):
        _say(figure, HOURS, text.NO_HOURS, at=0.5)
    colors = theme.domain_colors(list(report.plan.domain_names))
    top = max([1.0, *(max(week.hours, week.band.high if week.band else 0.0) for week in weeks)])
    studied = [week for week in weeks if week.hours]
    own = [colors.get(week.focus or "", theme.QUIET) if week.is_set else theme.QUIET for week in studied]
    figure.add_bar(
        x=[week.middle for week in studied],
        y=[week.hours for week in studied],
        width=marks.WEEK_BAR_MS,
        marker={
            "color": own,
            "opacity": BAR_OPACITY,
            "line": {"width": 1.5, "color": own},
            "pattern": {"shape": ["/" if color == theme.QUIET else "" for color in own], **HATCH},
        },
        customdata=[layout.hover_lines(layout.plain(week.hover)) for week in studied],
        hovertemplate="%{customdata}<extra></extra>",
    )
    marks.plan_steps(figure, {week.monday: week.band for week in weeks if week.band}, has_edge=False)
    squares = [
        Square(week.middle, -0.14 * top, week.focus, week.is_set, week.hover)
        for week in weeks
        if week.focus is not None
    ]
    week_squares.add(figure, squares, list(report.plan.domain_names), n_weeks)
    figure.update_layout(yaxis3={"range": [-0.42 * top, 1.15 * top], "tickvals": [0, int(top)] if weeks else []})


def _add_days(figure: go.Figure, days: Sequence[DayStudy]) -> None:
    top = max([1.0, *(day.hours for day in days)])
    figure.add_bar(
        x=[day.day for day in days],
        y=[day.hours for day in days],
        marker={"color": theme.DONE},
        customdata=[formatting.hours(day.hours) for day in days],
        hovertemplate=f"{layout.HOVER_DAY}: %{{customdata}}<extra></extra>",
    )
    figure.update_layout(yaxis3={"range": [0, 1.15 * top], "tickvals": [0, int(top)]})
