"""Charts of score stabilization."""

import plotly.graph_objects as go

from analytics.reports.practice.stabilization import StabilizationReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks
from dashboard.text import common, names, overview
from dashboard.text import stabilization as text

PAIR, PAIR_PX = 3, 66
"""Rows of a provider, and their height: its name, its new questions, its seen ones."""


def scores(report: StabilizationReport) -> go.Figure:
    """Draw practice exams, the level, its corridor, the cut and the next practice exam."""
    figure = go.Figure()
    marks.horizontal_cut(figure, report.readiness.cut_percent)
    if not report.readiness.stability.gaps:  # the band around today's level, over the window of stability
        figure.add_shape(
            type="rect",
            x0=report.window_start.isoformat(),
            x1=report.readiness.as_of.isoformat(),
            y0=100 * report.band_low,
            y1=100 * report.band_high,
            line={"color": theme.TEXT, "width": 1, "dash": "dot"},
            layer="between",
        )
    days = [point.day for point in report.path]
    shares = [point.share for point in report.path]
    marks.share_band(figure, days, shares)
    marks.line(
        figure,
        days,
        [100 * share.value for share in shares],
        f"{layout.HOVER_DAY}: {text.EXPECTED} {layout.HOVER_Y} {layout.HOVER_RANGE}",
        customdata=marks.percent_ends(shares),
    )
    marks.practice_dots(figure, report.practice_exams, has_whiskers=True)
    ahead = report.next_forecast
    if ahead is not None:
        marks.bracket(figure, ahead.day, ahead.percent, overview.EXPECTED)
    layout.finish(figure, y_title=text.SCORES.y_axis)
    layout.day_axis(figure, days[0], days[-1] if ahead is None else max(days[-1], ahead.day))
    cut, corridor = report.readiness.cut_percent, (100 * report.band_low, 100 * report.band_high)
    return figure.update_yaxes(layout.percents_of_marks(cut.low, cut.high, *corridor))


def key(report: StabilizationReport) -> str:
    corridor = [] if report.readiness.stability.gaps else [("corridor", text.corridor_label(report))]
    return marks.exam_key(report.practice_exams, [("level", text.EXPECTED), *corridor])


def inflation(report: StabilizationReport) -> go.Figure:
    """Draw the share correct of new questions above that of seen ones, for each provider."""
    figure = go.Figure()
    pairs = [(e, e.new, e.seen) for e in report.seen_effects if e.new is not None and e.seen is not None]
    places = [PAIR * k for k in range(len(pairs))]
    for place, (effect, _, _) in zip(places, pairs, strict=True):
        name = formatting.shortened(effect.provider or common.NO_PROVIDER, names.PROVIDER_CHARS)
        layout.note(figure, 0, place, f"<b>{layout.plain(name)}</b>", xref="paper", xanchor="left")
    for below, is_seen in enumerate((False, True), start=1):
        shares = [seen if is_seen else new for _, new, seen in pairs]
        marks.ranges(
            figure,
            [place + below for place in places],
            [share.scaled(100) for share in shares],
            hovers=[formatting.percent.with_range(share) for share in shares],
            is_hollow=is_seen,
        )
    layout.finish(figure, x_title=text.INFLATION.x_axis, height=layout.FRAME_PX + PAIR_PX * len(pairs))
    labels = [text.pair_label(effect, is_seen=is_seen) for effect, _, _ in pairs for is_seen in (False, True)]
    layout.rows_from_top(figure, [""] * PAIR * len(pairs))
    figure.update_yaxes(tickvals=[place + below for place in places for below in (1, 2)], ticktext=labels)
    return figure.update_xaxes(layout.percents_of_marks())
