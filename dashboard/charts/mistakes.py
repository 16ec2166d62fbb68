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

CAUSE_PX = 52
CELL_PX = 24
LEAST_CELLS = 5
LABELS_PX = 190
PAIRS_SHOWN = 6
PANEL_PX, BETWEEN_PX, TICKS_PX = 70, 30, 40
HEAT_OPACITY = 0.6
HALF_OFFSETS = (0.2, -0.2)
"""The earlier half above the later one."""


def cause_mix(report: MistakesReport) -> go.Figure:
    """Draw each cause's share with its range; if halves can be compared, earlier above later."""
    figure = go.Figure()
    rows = list(range(len(report.causes), 0, -1))
    halves = [share.halves for share in report.causes if share.halves is not None]
    hovers = [text.mix_hover(share) for share in report.causes]
    if halves:
        for name, half, offset in zip(text.half_names(report), zip(*halves, strict=True), HALF_OFFSETS, strict=True):
            places, is_hollow = [row + offset for row in rows], offset > 0
            percents = [share.scaled(100) for share in half]
            marks.ranges(figure, places, percents, hovers=hovers, is_hollow=is_hollow)
            marks.legend_range(figure, name, is_hollow=is_hollow)
    else:
        percents = [share.share.scaled(100) for share in report.causes]
        marks.ranges(figure, rows, percents, hovers=hovers, is_hollow=not report.has_mix)
    height = layout.FRAME_PX + CAUSE_PX * len(rows)
    layout.finish(figure, x_title=text.MIX.x_axis, height=height, has_legend=bool(halves))
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
    days = [period.first_on + (period.last_on - period.first_on) / 2 for period in report.periods]
    layout.day_axis(figure, days[0], days[-1])
    return figure.update_yaxes(range=[0, 102], tickvals=[0, 50, 100]).update_yaxes(
        title_text=text.OVER_TIME.y_axis, row=1, col=1
    )


def _cause_panel(periods: Sequence[MixPeriod], cause: int) -> go.Figure:
    """Draw one cause: a range and a value for each period, at its middle day."""
    panel = go.Figure()
    marks.ranges(
        panel,
        [period.first_on + (period.last_on - period.first_on) / 2 for period in periods],
        [period.shares[cause].scaled(100) for period in periods],
        hovers=[text.period_hover(period, cause) for period in periods],
        is_vertical=True,
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
            colorscale=[[0, theme.BACKGROUND], [1, theme.ESTIMATE]],
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
    levels = {n - row: level for row, level in enumerate(judged.levels) if level.n}
    shares = [level.share.scaled(100) for level in levels.values()]
    marks.ranges(figure, list(levels), shares, hovers=[confusion.level_hover(level) for level in levels.values()])
    figure.add_vline(
        x=100 * judged.guess_floor,
        line={"color": theme.QUIET, "width": 1, "dash": "dot"},
    )
    layout.label_above(figure, 100 * judged.guess_floor, confusion.GUESSING, xanchor="center")
    layout.finish(figure, x_title=confusion.CONFIDENCE.x_axis, height=layout.rows_height(n))
    figure.update_xaxes(range=[0, 102])
    return layout.number_rows(figure, [confusion.level_label(level).replace(", ", "<br>") for level in judged.levels])
