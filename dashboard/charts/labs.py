"""The charts of the page of labs and money."""

from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.reports.lab_spending import Spending
from analytics.reports.labs import LabsReport
from analytics.reports.study_weeks import NO_DOMAIN
from dashboard import theme
from dashboard.charts import marks
from dashboard.text import labs as text

MARGIN = timedelta(days=4)
BAR_ROOM = timedelta(days=8)
ROW_HEIGHT = 52
FRAME_HEIGHT = 80
SMALLEST_DOT, PER_LAB = 6, 2
ROOM = 1.12
"""So far an axis goes beyond what is drawn."""


def kinds(report: LabsReport) -> go.Figure:
    """Draw the smoothed share of labs from requirements with its range, and the counted weeks as dots."""
    figure = go.Figure()
    days = [week.week_on + marks.MIDDLE_OF_WEEK for week in report.weeks]
    shares = [week.smoothed.share for week in report.weeks]
    marks.band(figure, days, [100 * s.low for s in shares], [100 * s.high for s in shares], theme.ESTIMATE)
    figure.add_hline(
        y=50,
        line={"color": theme.QUIET, "width": 1, "dash": "dot"},
        annotation_text=text.HALF_LABEL,
        annotation_position="bottom right",
    )
    figure.add_scatter(
        x=days,
        y=[100 * share.value for share in shares],
        mode="lines",
        line={"color": theme.ESTIMATE, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    counted = [(week, week.counted_share) for week in report.weeks if week.counted_share is not None]
    figure.add_scatter(
        x=[week.week_on + marks.MIDDLE_OF_WEEK for week, _ in counted],
        y=[100 * share for _, share in counted],
        mode="markers",
        marker={"color": theme.TEXT, "size": [SMALLEST_DOT + PER_LAB * week.n_labs for week, _ in counted]},
        customdata=[text.week_hover(week) for week, _ in counted],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    marks.finish(figure, y_title=text.KINDS_AXIS)
    figure.update_xaxes(range=[days[0] - MARGIN, days[-1] + MARGIN], tickformat=marks.DAY_TICKS, nticks=6)
    return figure.update_yaxes(range=[-6, 106])


def errors(report: LabsReport) -> go.Figure:
    """Draw the errors in an hour of each kind with their range."""
    figure = go.Figure()
    known = report.known_rates
    for kind, per_hour in known:
        marks.range_bar(figure, text.KINDS[kind], per_hour, theme.ESTIMATE, hover=text.error_hover(kind, per_hour))
    names = [text.KINDS[kind] for kind, _ in known]
    marks.finish(figure, x_title=text.ERRORS_AXIS, height=FRAME_HEIGHT + ROW_HEIGHT * len(known))
    figure.update_xaxes(range=[0, ROOM * max(per_hour.high for _, per_hour in known)])
    return figure.update_yaxes(tickvals=names, ticktext=[marks.wrapped(name) for name in names], autorange="reversed")


def money(report: LabsReport, spending: Spending) -> go.Figure:
    """Draw the money added up, the budget as a line, and what is to be expected by the exam day."""
    figure = go.Figure()
    forecast = spending.forecast
    if forecast is not None:
        total = forecast.total
        marks.band(
            figure,
            [report.as_of, forecast.exam_on],
            [spending.spent, total.low],
            [spending.spent, total.high],
            theme.ESTIMATE,
        )
        figure.add_scatter(
            x=[forecast.exam_on],
            y=[total.value],
            mode="markers",
            marker={"symbol": "line-ew", "size": 18, "line": {"width": 3, "color": theme.ESTIMATE}},
            hovertemplate=f"{text.forecast_hover(forecast)}<extra></extra>",
            showlegend=False,
        )
    figure.add_scatter(
        x=[day for day, _ in spending.days],
        y=[spent for _, spent in spending.days],
        mode="lines",
        line={"color": theme.ESTIMATE, "width": 2, "shape": "hv"},
        hovertemplate=f"{marks.HOVER_DAY}: %{{y:,.2f}}<extra></extra>",
        showlegend=False,
    )
    most = max(spending.spent, forecast.total.high if forecast else 0.0)
    if report.compared_budget is not None:
        figure.add_hline(
            y=report.compared_budget,
            line={"color": theme.TEXT, "width": 1.5},
            annotation_text=text.BUDGET_LABEL,
            annotation_position="top left",
        )
        most = max(most, report.compared_budget)
    if report.exam_on is not None:
        marks.vertical_day(figure, report.exam_on, text.EXAM_LABEL)
    marks.finish(figure, y_title=text.money_axis(spending))
    figure.update_xaxes(range=[spending.days[0][0], _last_day(report) + MARGIN], tickformat=marks.DAY_TICKS, nticks=6)
    return figure.update_yaxes(range=[0, ROOM * most])


def _last_day(report: LabsReport) -> date:
    return max(report.as_of, report.exam_on or report.as_of)


def week_costs(report: LabsReport, spending: Spending) -> go.Figure:
    """Draw the cost of each week as a bar, divided by domain."""
    figure = go.Figure()
    colours = {**theme.domain_colours(list(report.names)), NO_DOMAIN: theme.QUIET}
    mondays = list(spending.weeks)
    for domain in spending.domains:
        costs = [spending.weeks[monday].get(domain.domain_id, 0.0) for monday in mondays]
        if any(costs):
            figure.add_bar(
                x=mondays,
                y=costs,
                width=marks.WEEK_BAR_MS,
                offset=marks.WEEK_BAR_OFFSET_MS,
                marker={"color": colours[domain.domain_id]},
                name=marks.wrapped(text.domain_name(report, domain.domain_id), width=36),
                hovertemplate=f"{text.WEEK_HOVER}<extra>%{{fullData.name}}</extra>",
            )
    marks.finish(figure, y_title=text.money_axis(spending), has_legend=True)
    figure.update_layout(barmode="stack", legend={"yanchor": "top", "y": -0.16, "traceorder": "normal"})
    edges = [min(mondays) - MARGIN, max(mondays) + BAR_ROOM]
    return figure.update_xaxes(range=edges, tickformat=marks.DAY_TICKS, nticks=6)
