"""Charts of the mistakes page: the mix of causes, confused pairs, and confidence."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.reports.practice.cause_mix import MixPeriod
from analytics.reports.practice.confidence import ConfidenceJudgments
from analytics.reports.practice.confusion_pairs import ConfusionPair
from analytics.reports.practice.mistakes import MistakesReport
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import confusion
from dashboard.text import mistakes as text

ROW_HEIGHT = 54
FRAME_HEIGHT = 90
CELL_PX = 24
LEAST_CELLS = 5
LABELS_PX = 190
PAIRS_SHOWN = 6
PANEL_PX, BETWEEN_PX, TICKS_PX = 70, 30, 40
HEAT_OPACITY = 0.6
HALF_OFFSET = 0.2


def cause_mix(report: MistakesReport) -> go.Figure:
    """Draw each cause's share with its range; if halves can be compared, earlier above later."""
    figure = go.Figure()
    n = len(report.causes)
    has_halves = report.second_half_from is not None
    for row, share in enumerate(report.causes):
        hover = text.mix_hover(share)
        color = theme.ESTIMATE if report.has_mix else theme.QUIET
        if share.halves is None:
            marks.range_bar(figure, n - row, share.share.scaled(100), color, hover=hover)
        else:
            earlier, later = share.halves
            marks.range_bar(figure, n - row + HALF_OFFSET, earlier.scaled(100), theme.QUIET, hover=hover)
            marks.range_bar(figure, n - row - HALF_OFFSET, later.scaled(100), color, hover=hover)
    if has_halves:
        for name, color in zip(text.half_names(report), (theme.QUIET, theme.ESTIMATE), strict=True):
            marks.legend_square(figure, name, color)
    height = FRAME_HEIGHT + ROW_HEIGHT * n
    layout.finish(figure, x_title=text.MIX.x_axis, height=height, has_legend=has_halves)
    figure.update_xaxes(rangemode="tozero")
    return layout.number_rows(figure, [text.CAUSES[share.cause] for share in report.causes])


def mix_over_time(report: MistakesReport) -> go.Figure:
    """Stack one panel per cause: its share in each period with its range, on the same axes."""
    n, last = len(report.causes), len(report.causes) - 1
    drawn = PANEL_PX * n + BETWEEN_PX * last
    figure = make_subplots(rows=n, cols=1, shared_xaxes=True, vertical_spacing=BETWEEN_PX / drawn)
    for row, share in enumerate(report.causes):
        for trace in _cause_panel(report.periods, row).data:
            figure.add_trace(trace, row=row + 1, col=1)
        figure.add_annotation(
            text=text.CAUSES[share.cause],
            xref="paper",
            yref=f"y{row + 1 if row else ''} domain",
            x=0,
            y=1,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
        )
    layout.finish(figure, height=drawn + BETWEEN_PX + TICKS_PX)
    figure.update_layout(margin={"t": BETWEEN_PX})
    figure.update_xaxes(tickformat=layout.DAY_TICKS, nticks=6)
    return figure.update_yaxes(range=[0, 102], tickvals=[0, 50, 100], title=None).update_yaxes(
        title=text.OVER_TIME.y_axis, row=1, col=1
    )


def _cause_panel(periods: Sequence[MixPeriod], cause: int) -> go.Figure:
    """Draw one cause: a range and a value for each period, at its middle day."""
    panel = go.Figure()
    for period in periods:
        share = period.shares[cause].scaled(100)
        middle = period.first_on + (period.last_on - period.first_on) / 2
        panel.add_scatter(
            x=[middle, middle],
            y=[share.low, share.high],
            mode="lines",
            line={"color": theme.ESTIMATE, "width": 14},
            opacity=theme.RANGE_OPACITY,
            hoverinfo="skip",
        )
        panel.add_scatter(
            x=[middle],
            y=[share.value],
            mode="markers",
            marker={"size": 7, "color": theme.ESTIMATE},
            hovertemplate=f"{text.period_hover(period, cause)}<extra></extra>",
        )
    return panel


def confusions(pairs: Sequence[ConfusionPair]) -> go.Figure:
    """Draw how often each answer was chosen instead of another, with one order on both axes."""
    first_pairs = pairs[:PAIRS_SHOWN]
    names = list(dict.fromkeys(name for pair in first_pairs for name in pair.names))
    counts: list[list[int | None]] = [[None] * len(names) for _ in names]
    labels = [[""] * len(names) for _ in names]
    for pair in first_pairs:
        for direction in pair.counts:
            row, column = names.index(direction.correct), names.index(direction.chosen)
            counts[row][column] = direction.n
            labels[row][column] = confusion.cell(pair, direction)
    places = list(range(len(names)))
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=places,
            y=places,
            text=labels,
            texttemplate="%{text}",
            textfont={"color": theme.TEXT, "size": 13},
            zmin=0,
            colorscale=[[0, "rgba(128, 128, 128, 0.1)"], [1, theme.ESTIMATE]],
            opacity=HEAT_OPACITY,
            showscale=False,
            xgap=2,
            ygap=2,
            hoverongaps=False,
            customdata=[[layout.plain(confusion.instead(chosen, right)) for chosen in names] for right in names],
            hovertemplate="%{customdata}: %{z}<extra></extra>",
        )
    )
    layout.finish(
        figure,
        x_title=confusion.PAIRS.x_axis,
        y_title=confusion.PAIRS.y_axis,
        height=LABELS_PX + CELL_PX * max(len(names), LEAST_CELLS),
    )
    ticks = {"tickvals": places, "ticktext": [layout.plain(confusion.short_name(name)) for name in names]}
    edges = [-0.5, len(names) - 0.5]
    figure.update_xaxes(**ticks, tickangle=-90, range=edges)
    figure.update_yaxes(**ticks, range=edges[::-1])
    figure.update_xaxes(showgrid=True, zeroline=False, constrain="domain", constraintoward="left")
    return figure.update_yaxes(
        showgrid=True, zeroline=False, scaleanchor="x", constrain="domain", constraintoward="top"
    )


def confidence(judged: ConfidenceJudgments) -> go.Figure:
    """Draw the share right by level of confidence, and the chance of guessing."""
    figure = go.Figure()
    n = len(judged.levels)
    for row, level in enumerate(judged.levels):
        if level.n:
            hover = confusion.level_hover(level)
            marks.range_bar(figure, n - row, level.share.scaled(100), theme.ESTIMATE, hover=hover)
    figure.add_vline(
        x=100 * judged.guess_floor,
        line={"color": theme.QUIET, "width": 1, "dash": "dot"},
        annotation_text=confusion.GUESSING,
        annotation_position="top right",
    )
    layout.finish(figure, x_title=confusion.CONFIDENCE.x_axis, height=FRAME_HEIGHT + ROW_HEIGHT * n)
    figure.update_xaxes(range=[0, 102])
    return layout.number_rows(figure, [confusion.level_label(level).replace(", ", "<br>") for level in judged.levels])
