"""Charts of the forecast record."""

from collections.abc import Sequence
from datetime import timedelta

import plotly.graph_objects as go

from analytics.reports.outcomes.forecast_record import ForecastEntry, ForecastRecord
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import record as text

BAR_WIDTH = 12
LEAST_FREE = timedelta(days=2)
"""Least padding of the time axis, so that the label of the cut fits; an eighth of all days if that is more."""


def ranges(report: ForecastRecord) -> go.Figure:
    """Draw each forecast range over time, its middle, and the actual score."""
    figure = go.Figure()
    marks.horizontal_cut(figure, report.cut)
    prospective = [entry for entry in report.entries if entry.scored.is_prospective]
    others = [entry for entry in report.entries if not entry.scored.is_prospective]
    for entries, name, color in ((prospective, text.KEPT, theme.ESTIMATE), (others, text.WORKED_OUT, theme.QUIET)):
        if entries:
            _add_ranges(figure, entries, name, color)
    points = [entry.scored.point for entry in report.entries]
    providers = list(dict.fromkeys(point.provider for point in points))
    marks.practice_dots(figure, points, theme.ESTIMATE, providers=providers, has_whiskers=False)
    layout.finish(figure, y_title=text.RANGES.y_axis, height=380, has_legend=True)
    lowest = min(
        min(entry.scored.forecast.percent.low, 100 * entry.scored.point.share.value) for entry in report.entries
    )
    days = [point.day for point in points]
    free = max(LEAST_FREE, (max(days) - min(days)) / 8)
    figure.update_xaxes(range=[min(days) - free, max(days) + free], tickformat=layout.DAY_TICKS)
    return figure.update_yaxes(range=layout.percents_from(lowest))


def _add_ranges(figure: go.Figure, entries: Sequence[ForecastEntry], name: str, color: str) -> None:
    """Draw ranges as wide light bars, and their middles as thin dark marks."""
    forecasts = [entry.scored.forecast for entry in entries]
    figure.add_scatter(
        x=[x for forecast in forecasts for x in (forecast.day, forecast.day, None)],
        y=[y for forecast in forecasts for y in (forecast.percent.low, forecast.percent.high, None)],
        mode="lines",
        line={"color": color, "width": BAR_WIDTH},
        opacity=theme.RANGE_OPACITY if color == theme.ESTIMATE else 1,
        hoverinfo="skip",
        name=name,
    )
    figure.add_scatter(
        x=[forecast.day for forecast in forecasts],
        y=[forecast.percent.value for forecast in forecasts],
        mode="markers",
        marker={"symbol": "line-ew", "size": BAR_WIDTH, "line": {"width": 2, "color": theme.TEXT}},
        customdata=[[forecast.percent.low, forecast.percent.high] for forecast in forecasts],
        hovertemplate=f"{layout.HOVER_DAY}: {text.FORECAST} {layout.HOVER_Y} {layout.HOVER_RANGE}<extra>{name}</extra>",
        showlegend=False,
    )


def reliability(report: ForecastRecord) -> go.Figure:
    """Draw the observed coverage of ranges against their level, with the diagonal."""
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 100], y=[0, 100], mode="lines", line={"color": theme.QUIET, "dash": "dash"}, hoverinfo="skip"
    )
    shares = [coverage.share for coverage in report.reliability]
    figure.add_scatter(
        x=[100 * coverage.level for coverage in report.reliability],
        y=[100 * share.value for share in shares],
        mode="markers",
        marker={"color": theme.ESTIMATE, "size": 9},
        error_y=marks.whiskers(shares, theme.ESTIMATE),
        hovertemplate=f"{text.CLAIMED} {layout.HOVER_X}, {text.HELD} {layout.HOVER_Y}<extra></extra>",
    )
    layout.finish(figure, x_title=text.RELIABILITY.x_axis, y_title=text.RELIABILITY.y_axis, height=280)
    return figure.update_xaxes(range=[0, 100]).update_yaxes(range=[0, 100])
