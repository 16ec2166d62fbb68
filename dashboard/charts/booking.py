"""Charts of the booking page."""

import numpy as np
import plotly.graph_objects as go

from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import BookingCosts
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import booking as text

LABELLED_WEEKS = 4
"""Every fourth week shows its chance of passing."""

ROOM_FOR_LABEL = 1.15
"""Axis length as a multiple of the highest bar, so that the label of the cut fits above it."""


def score_distribution(report: BookingReport) -> go.Figure:
    """Draw the chance of each score against the cut, darker from its middle on."""
    probabilities = report.readiness.score_probabilities
    percents = np.linspace(0, 100, len(probabilities))
    passing = percents >= report.readiness.cut_percent.value
    figure = go.Figure(
        go.Bar(
            x=percents,
            y=100 * probabilities,
            width=100 / len(probabilities) * 0.9,
            marker={"color": theme.ESTIMATE, "opacity": np.where(passing, 1.0, theme.RANGE_OPACITY)},
            customdata=[f"{n} right" for n in range(len(probabilities))],
            hovertemplate=f"%{{customdata}} ({layout.HOVER_X}): %{{y:.1f}}{formatting.PERCENT}<extra></extra>",
        )
    )
    marks.vertical_cut(figure, report.cut)
    layout.finish(figure, x_title=text.SCORE.x_axis, y_title=text.SCORE.y_axis, height=300)
    figure.update_xaxes(range=[_first_likely(probabilities), 101])
    return figure.update_yaxes(range=[0, ROOM_FOR_LABEL * 100 * probabilities.max()]).update_layout(bargap=0)


def _first_likely(probabilities: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    """Return the percent below which no score is likely enough to be seen."""
    likely = np.flatnonzero(probabilities > 1e-4)
    return 100 * max(0, int(likely[0]) - 2) / (len(probabilities) - 1)


def chance_by_week(report: BookingReport) -> go.Figure:
    """Draw the chance of passing on the coming days on which the exam can be taken."""
    outlook, figure = report.readiness.outlook, go.Figure()
    figure.add_scatter(
        x=outlook.days,
        y=[100 * chance for chance in outlook.chances],
        mode="lines+markers",
        line={"color": theme.ESTIMATE, "width": 2},
        hovertemplate=f"{layout.HOVER_DAY}: {layout.HOVER_Y}<extra></extra>",
        showlegend=False,
    )
    marks.vertical_day(figure, report.readiness.exam_on, text.CHOSEN_DAY)
    marks.last_day(figure, report.open_days.last, outlook.days)
    layout.finish(figure, y_title=text.CHANCE.y_axis, height=260)
    return figure.update_xaxes(tickformat=layout.DAY_TICKS).update_yaxes(range=[0, 100])


def cost_by_week(report: BookingReport, costs: BookingCosts) -> go.Figure:
    """Draw the expected cost by open exam week, with chances of passing."""
    outlook = report.readiness.outlook
    chances = {day: formatting.percent(chance) for day, chance in zip(outlook.days, outlook.chances, strict=True)}
    figure = go.Figure(
        go.Scatter(
            x=[day for day, _ in costs.open_weeks],
            y=[cost for _, cost in costs.open_weeks],
            mode="lines+markers+text",
            text=[chances[day] if k % LABELLED_WEEKS == 0 else "" for k, (day, _) in enumerate(costs.open_weeks)],
            textposition="top center",
            customdata=[chances[day] for day, _ in costs.open_weeks],
            line={"color": theme.ESTIMATE, "width": 2},
            hovertemplate=f"{layout.HOVER_DAY}: %{{y:.0f}}, {text.CHANCE_SHORT} %{{customdata}}<extra></extra>",
            showlegend=False,
            cliponaxis=False,
        )
    )
    day, cost = costs.cheapest_week
    figure.add_annotation(x=day, y=cost, text=text.CHEAPEST, arrowhead=0, ay=30)
    layout.finish(figure, y_title=f"{text.COST.y_axis} ({costs.currency})", height=260)
    return figure.update_xaxes(tickformat=layout.DAY_TICKS)
