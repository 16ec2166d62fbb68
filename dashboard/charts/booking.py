"""Charts of the booking page."""

import plotly.graph_objects as go

from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import BookingCosts
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import booking as text

LABELLED_WEEKS = 4
"""Every fourth week shows its chance of passing."""

ROOM_FOR_LABEL = 1.3
"""Axis length as a multiple of the highest column, so that the label of the cut fits above it."""


def equally_likely_scores(report: BookingReport) -> go.Figure:
    """Draw twenty equally likely scores as dots against the cut, those that pass darker."""
    dots = report.scores
    figure = go.Figure(
        go.Scatter(
            x=[dot.percent for dot in dots],
            y=[dot.height for dot in dots],
            mode="markers",
            marker={
                "size": 16,
                "color": [theme.ESTIMATE if dot.is_passed else theme.BACKGROUND for dot in dots],
                "line": {"width": 1.5, "color": theme.ESTIMATE},
            },
            hovertemplate=f"{layout.HOVER_X}<extra></extra>",
        )
    )
    marks.vertical_cut(figure, report.cut)
    layout.finish(figure, x_title=text.SCORE.x_axis, height=220)
    highest = ROOM_FOR_LABEL * max(dot.height for dot in dots)
    return figure.update_yaxes(visible=False, range=[0.4, highest + 0.6])


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
    layout.finish(figure, y_title=text.CHANCE.y_axis, height=220)
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
    layout.finish(figure, y_title=f"{text.COST.y_axis} ({costs.currency})", height=220)
    return figure.update_xaxes(tickformat=layout.DAY_TICKS)
