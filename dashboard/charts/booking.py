"""Charts of booking: the score, chance and cost by day, and what would change the chance."""

from collections.abc import Mapping
from datetime import date, timedelta

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.reports.decision.booking import BookingReport, Side
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.chance_by_day import Outlook
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import Reason, Verdict
from analytics.reports.decision.what_if import WhatIf
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import booking as text
from dashboard.text import common, verdicts

HEIGHT = 320
STACK_PX = 200


def equally_likely_scores(report: BookingReport) -> go.Figure:
    """Draw a hundred equally likely scores against the cut: hollow below it, pale within, solid above."""
    figure = go.Figure()
    highest = max(dot.height for dot in report.scores)
    size = min(14, STACK_PX / highest)
    fills: Mapping[Side, str] = {Side.BELOW: theme.BACKGROUND, Side.WITHIN: theme.RANGE, Side.ABOVE: theme.ESTIMATE}
    for side, fill in fills.items():
        dots = [dot for dot in report.scores if dot.side is side]
        places = [dot.percent for dot in dots]
        if dots:
            figure.add_scatter(
                x=places,
                y=[dot.height for dot in dots],
                mode="markers",
                marker={"size": size - 1, "color": fill, "line": {"color": theme.ESTIMATE, "width": 1}},
                hovertemplate=f"{layout.HOVER_X}<extra></extra>",
                showlegend=False,
            )
            top = max(dot.height for dot in dots)
            count = f"<b>{len(dots)} {side.value}</b>"
            layout.note(figure, sum(places) / len(places), top, count, yanchor="bottom", yshift=8)
    marks.vertical_cut(figure, report.readiness.cut_percent)
    layout.finish(figure, x_title=text.SCORE.x_axis, height=HEIGHT)
    return figure.update_yaxes(visible=False, range=[0.4, STACK_PX / size * 1.35]).update_xaxes(showgrid=False)


def chance_and_cost(report: BookingReport) -> go.Figure:
    """Draw the chance of passing in the coming weeks, and below it the expected cost, on one time axis."""
    ready, costs = report.readiness, report.readiness.own_costs
    figure = make_subplots(
        rows=1 if costs is None else 2,
        shared_xaxes=True,
        vertical_spacing=0.14,
        row_heights=None if costs is None else [0.55, 0.45],
    )
    _chance(figure, ready.outlook, ready.exam_on)
    if costs is not None:
        _cost(figure, ready, costs)
    marks.exam_day(figure, ready.exam_on, is_closed=ready.exam_on not in report.open_days)
    days, last = ready.outlook.days, report.open_days.last
    if last is not None and days[0] <= last <= days[-1]:
        marks.vertical_day(figure, last, common.LAST_DAY, line=2)
    layout.finish(figure, height=HEIGHT)
    figure.update_yaxes(range=[0, 104], tickvals=[0, 50, 100], title_text=text.CHANCE_ROW, row=1, col=1)
    if costs is not None:
        name = layout.plain(common.in_currency(text.COST_ROW, costs.currency))
        figure.update_yaxes(title_text=name, nticks=4, row=2, col=1)
    dtick = layout.DAY_MS if days[-1] - days[0] < timedelta(days=5) else None  # else a day may be named twice
    return figure.update_xaxes(tickformat=layout.DAY_TICKS, nticks=5, dtick=dtick, showgrid=False)


def _chance(figure: go.Figure, outlook: Outlook, exam_on: date) -> None:
    """Draw the chance of each day, and the target with its name away from the chances and the exam day."""
    chances, hover = [100 * chance for chance in outlook.chances], f"{layout.HOVER_DAY}: {layout.HOVER_Y}"
    marks.line(figure, outlook.days, chances, hover, mode="lines+markers", row=1, col=1)
    end, side = (0, "left") if exam_on - outlook.days[0] > outlook.days[-1] - exam_on else (-1, "right")
    at = f"{'bottom' if outlook.chances[end] > outlook.target else 'top'} {side}"
    marks.reference_line(figure, 100 * outlook.target, text.target_label(outlook.target), at, row=1, col=1)


def _cost(figure: go.Figure, ready: Readiness, costs: BookingCosts) -> None:
    """Draw the expected cost of each open week and of stopping, and mark the cheapest week unless waiting is better."""
    days, expected = zip(*costs.open_weeks, strict=True)
    hover = f"{layout.HOVER_DAY}: %{{y:,.0f}} {layout.plain(costs.currency)}"
    marks.line(figure, days, expected, hover, mode="lines+markers", row=2, col=1)
    if costs.stopping_cost <= 1.2 * max(expected) and not ready.booked_on:  # a booked exam's fee is paid
        over_rules = {"annotation_bgcolor": theme.BACKGROUND, "annotation_borderpad": 0}
        marks.reference_line(figure, costs.stopping_cost, text.STOPPING, "top left", **over_rules, row=2, col=1)
    says_book = ready.verdict is Verdict.BOOK
    is_earlier_advised = says_book or Reason.AN_EARLIER_WEEK_IS_CHEAPER in ready.reasons
    cheapest = costs.cheapest_week(includes_today=says_book and ready.exam_on == ready.as_of)
    if cheapest and (is_earlier_advised or cheapest.day >= ready.exam_on):
        name = text.cheapest(cheapest.day, is_today_cheaper=expected[0] < cheapest.amount)
        place = {"x": cheapest.day, "y": cheapest.amount, "ax": 24, "ay": 24, "bgcolor": theme.BACKGROUND}
        figure.add_annotation(place, text=name, arrowhead=0, borderpad=0, row=2, col=1)


def improvements(report: BookingReport) -> go.Figure:
    """Draw how far a fixed improvement in each domain would lift the chance, in blueprint order."""
    figure, moves = go.Figure(), report.improvements
    now = 100 * report.readiness.pass_probability.value
    gains = [100 * move.gain for move in reversed(moves)]
    figure.add_bar(
        y=[move.domain_id for move in reversed(moves)],
        base=now,
        x=gains,
        orientation="h",
        marker={"color": theme.RANGE, "line": {"color": theme.ESTIMATE, "width": 1}},
        text=[formatting.percent(move.chance) for move in reversed(moves)],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
    )
    figure.add_vline(x=now, line={"color": theme.VALUE, "width": 2})
    layout.label_above(figure, now, verdicts.NOW, xanchor="center")
    layout.finish_rows(figure, {move.domain_id: move.name for move in moves}, x_title=text.CHANCE.x_axis)
    figure.update_layout(margin_r=44)  # for the number beside the longest bar, which goes with a bar beyond the axis
    return figure.update_xaxes(range=[now - 0.5, max(now + max(gains), min(100, now + 5))])


def gain_by_hours(what_if: WhatIf) -> go.Figure:
    """Draw what the week's hours would add in each domain, in blueprint order."""
    figure = go.Figure()
    gains = what_if.hours[::-1]
    points = [gain.whole_week.scaled(100) for gain in gains]
    marks.ranges(figure, [gain.domain_id for gain in gains], points, hovers=[*map(text.hover, points)])
    marks.zero_line(figure)
    names = {gain.domain_id: gain.name for gain in what_if.hours}
    return layout.finish_rows(figure, names, x_title=text.HOURS.x_axis)


def gain_by_exams(what_if: WhatIf) -> go.Figure:
    """Draw the uncertainty that each kind of practice exam would leave, against today's."""
    figure = go.Figure()
    gains = what_if.exams[::-1]
    whole = [formatting.unescaped(text.exam_name(gain)) for gain in gains]
    names = [layout.wrapped(name, width=layout.ROW_CHARS, most_lines=layout.ROW_LINES) for name in whole]
    points = [gain.half_width for gain in gains]
    marks.ranges(figure, names, points, hovers=[*map(text.hover, points)])
    figure.add_vline(x=what_if.half_width, line={"color": theme.QUIET, "width": 2})
    layout.label_above(figure, what_if.half_width, verdicts.NOW, xanchor="right")
    layout.finish(figure, x_title=text.EXAMS.x_axis, height=layout.FRAME_PX + layout.row_px(names) * len(names))
    return figure.update_xaxes(range=[0, 1.1 * what_if.half_width]).update_yaxes(showgrid=False)
