"""Charts of labs: kinds over time, errors per hour, and costs against the budget and by week."""

from collections.abc import Sequence
from datetime import timedelta

import plotly.graph_objects as go

from analytics.records import NO_DOMAIN
from analytics.reports.study.lab_spending import Spending
from analytics.reports.study.labs import LabsReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks, plain_marks
from dashboard.text import common
from dashboard.text import labs as text
from dashboard.text.names import LAB_KINDS

SMALLEST_DOT, PER_LAB = 6, 2


def kinds(report: LabsReport) -> go.Figure:
    """Smoothed share of independent labs with its range, and each week's share as a dot."""
    figure = go.Figure()
    days = [week.week_on + marks.MIDDLE_OF_WEEK for week in report.weeks]
    shares = [week.smoothed.share for week in report.weeks]
    marks.share_band(figure, days, shares)
    marks.reference_line(figure, 50, text.HALF_LABEL, "bottom right")
    marks.line(figure, days, [100 * share.value for share in shares])
    counted = [(week, week.counted_share) for week in report.weeks if week.counted_share is not None]
    marks.dots(
        figure,
        [week.week_on + marks.MIDDLE_OF_WEEK for week, _ in counted],
        [100 * share for _, share in counted],
        marker={"color": theme.TEXT, "size": [SMALLEST_DOT + PER_LAB * week.n_labs for week, _ in counted]},
        hovers=[text.week_hover(week) for week, _ in counted],
    )
    layout.finish(figure, y_title=text.KIND_SHARES.y_axis)
    return layout.day_axis(figure, days[0], days[-1]).update_yaxes(range=[-6, 106])


def errors(report: LabsReport) -> go.Figure:
    figure = go.Figure()
    rates = report.rates_by_kind
    names = [LAB_KINDS[kind] for kind, _ in rates]
    hovers = [f"{LAB_KINDS[kind]}: {formatting.decimal().with_range(per_hour)}" for kind, per_hour in rates]
    marks.ranges(figure, names, [per_hour for _, per_hour in rates], hovers=hovers)
    layout.finish(figure, x_title=text.ERRORS.x_axis, height=layout.rows_height(len(rates)))
    figure.update_xaxes(range=[0, layout.ROOM * max(per_hour.high for _, per_hour in rates)])
    return figure.update_yaxes(tickvals=names, ticktext=[layout.wrapped(name) for name in names], autorange="reversed")


def money(report: LabsReport, spending: Spending) -> go.Figure:
    """Cumulative cost, the budget as a line, and the range expected by the exam day."""
    figure = go.Figure()
    forecast = spending.forecast
    as_of, exam_on = report.planned.as_of, report.planned.plan_day
    if forecast is not None:
        total = forecast.total
        marks.band(figure, [as_of, forecast.exam_on], [spending.spent, total.low], [spending.spent, total.high])
        figure.add_scatter(
            x=[forecast.exam_on],
            y=[total.value],
            mode="markers",
            marker={"symbol": "line-ew", "size": 18, "line": {"width": 3, "color": theme.VALUE}},
            hovertemplate=f"{text.forecast_hover(forecast, layout.plain(spending.currency))}<extra></extra>",
            showlegend=False,
        )
    days, spent = zip(*spending.days, strict=True)
    hover = f"{layout.HOVER_DAY}: %{{customdata}}"
    marks.line(figure, days, spent, hover, color=theme.DONE, line_shape="hv", customdata=_written(spent, spending))
    most = max(spending.spent, forecast.total.high if forecast else 0.0)
    if report.budget is not None:
        figure.add_hline(
            y=report.budget,
            line={"color": theme.PLAN, "width": 1.5},
            annotation_text=text.BUDGET_LABEL,
            annotation_position="top left",
        )
        most = max(most, report.budget)
    if exam_on is not None:
        marks.exam_day(figure, exam_on, is_closed=report.planned.closed_exam_day is not None)
    layout.finish(figure, y_title=common.in_currency(text.MONEY.y_axis, spending.currency), height=220)
    last = max(as_of, exam_on or as_of, forecast.exam_on if forecast else as_of)
    edges = [spending.days[0][0], last + layout.DAYS_BESIDE]
    figure.update_xaxes(range=edges, **layout.day_ticks(*edges))
    return figure.update_yaxes(range=[0, layout.ROOM * most])


def week_costs(report: LabsReport, spending: Spending) -> go.Figure:
    figure = go.Figure()
    colors = {**theme.domain_colors(list(report.names)), NO_DOMAIN: theme.BACKGROUND}
    mondays = list(spending.weeks)
    for domain in spending.domains:
        costs = [spending.weeks[monday].get(domain.domain_id, 0.0) for monday in mondays]
        marks.week_bars(
            figure,
            mondays,
            costs,
            colors[domain.domain_id],
            name=common.domain_name(report.names, domain.domain_id),
            hover=f"{text.WEEK_HOVER}<extra>%{{fullData.name}}</extra>",
            customdata=_written(costs, spending),
        )
    spent = common.in_currency(text.WEEK_COSTS.y_axis, spending.currency)
    layout.finish(figure.update_layout(barmode="stack"), y_title=spent, height=layout.SECONDARY)
    edges = [min(mondays) - layout.DAYS_BESIDE, max(mondays) + timedelta(days=8)]
    return figure.update_xaxes(range=edges, **layout.day_ticks(*edges))


def _written(amounts: Sequence[float], spending: Spending) -> list[str]:
    return [*map(formatting.money(layout.plain(spending.currency)), amounts)]


def key(report: LabsReport, spending: Spending) -> str:
    shown = {domain.domain_id for domain in spending.domains if domain.cost}
    return plain_marks.domain_key(report.names, shown, common.NO_DOMAIN)
