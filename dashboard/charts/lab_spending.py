"""Charts of the cost of labs: cumulative against the budget, and by week."""

from datetime import timedelta

import plotly.graph_objects as go

from analytics.records import NO_DOMAIN
from analytics.reports.study.lab_spending import Spending
from analytics.reports.study.labs import LabsReport
from dashboard import theme
from dashboard.charts import layout, marks, plain_marks
from dashboard.text import common
from dashboard.text import labs as text

BAR_ROOM = timedelta(days=8)


def money(report: LabsReport, spending: Spending) -> go.Figure:
    """Cumulative cost, the budget as a line, and the range expected by the exam day."""
    figure = go.Figure()
    forecast = spending.forecast
    if forecast is not None:
        total = forecast.total
        marks.band(figure, [report.as_of, forecast.exam_on], [spending.spent, total.low], [spending.spent, total.high])
        figure.add_scatter(
            x=[forecast.exam_on],
            y=[total.value],
            mode="markers",
            marker={"symbol": "line-ew", "size": 18, "line": {"width": 3, "color": theme.VALUE}},
            hovertemplate=f"{text.forecast_hover(forecast)}<extra></extra>",
            showlegend=False,
        )
    days, spent = zip(*spending.days, strict=True)
    marks.line(figure, days, spent, f"{layout.HOVER_DAY}: %{{y:,.2f}}", color=theme.DONE, line_shape="hv")
    most = max(spending.spent, forecast.total.high if forecast else 0.0)
    if report.compared_budget is not None:
        figure.add_hline(
            y=report.compared_budget,
            line={"color": theme.PLAN, "width": 1.5},
            annotation_text=text.BUDGET_LABEL,
            annotation_position="top left",
        )
        most = max(most, report.compared_budget)
    if report.exam_on is not None:
        marks.exam_day(figure, report.exam_on, is_closed=report.is_exam_day_closed)
    layout.finish(figure, y_title=common.in_currency(text.MONEY.y_axis, spending.currency), height=220)
    last = max(report.as_of, report.exam_on or report.as_of)
    edges = [spending.days[0][0], last + layout.DAYS_BESIDE]
    figure.update_xaxes(range=edges, tickformat=layout.DAY_TICKS, nticks=6)
    return figure.update_yaxes(range=[0, layout.ROOM * most])


def week_costs(report: LabsReport, spending: Spending) -> go.Figure:
    """Cost of each week, stacked by domain."""
    figure = go.Figure()
    colors = {**theme.domain_colors(list(report.names)), NO_DOMAIN: theme.BACKGROUND}
    mondays = list(spending.weeks)
    for domain in spending.domains:
        marks.week_bars(
            figure,
            mondays,
            [spending.weeks[monday].get(domain.domain_id, 0.0) for monday in mondays],
            colors[domain.domain_id],
            name=common.domain_name(report.names, domain.domain_id),
            hover=f"{text.WEEK_HOVER}<extra>%{{fullData.name}}</extra>",
        )
    spent = common.in_currency(text.WEEK_COSTS.y_axis, spending.currency)
    layout.finish(figure.update_layout(barmode="stack"), y_title=spent, height=layout.SECONDARY)
    edges = [min(mondays) - layout.DAYS_BESIDE, max(mondays) + BAR_ROOM]
    return figure.update_xaxes(range=edges, tickformat=layout.DAY_TICKS, nticks=6)


def key(report: LabsReport, spending: Spending) -> str:
    shown = {domain.domain_id for domain in spending.domains if domain.cost}
    return plain_marks.domain_key(report.names, shown, common.NO_DOMAIN)
