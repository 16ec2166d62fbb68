"""The charts of the mistakes page: the mix of causes, the pairs, and sureness against correctness."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.reports.confusion_pairs import ConfusionPair
from analytics.reports.mistakes import MistakesReport
from analytics.reports.sureness import Sureness
from dashboard import theme
from dashboard.charts import marks
from dashboard.text import confusion
from dashboard.text import mistakes as text

ROW_HEIGHT = 46
FRAME_HEIGHT = 90
CELL_PX = 58
LABELS_PX = 150
PAIRS_SHOWN = 8
HEAT_OPACITY = 0.6
HALF_OFFSET = 0.2


def cause_mix(report: MistakesReport) -> go.Figure:
    """Draw each cause's part with its range; where they can be compared, earlier above later."""
    figure = go.Figure()
    n = len(report.causes)
    has_halves = report.second_half_from is not None
    for row, share in enumerate(report.causes):
        hover = text.mix_hover(share)
        colour = theme.ESTIMATE if report.has_mix else theme.QUIET
        if share.halves is None:
            marks.range_bar(figure, n - row, share.share.scaled(100), colour, hover=hover)
        else:
            earlier, later = share.halves
            marks.range_bar(figure, n - row + HALF_OFFSET, earlier.scaled(100), theme.QUIET, hover=hover)
            marks.range_bar(figure, n - row - HALF_OFFSET, later.scaled(100), colour, hover=hover)
    if has_halves:
        for name, colour in ((text.EARLIER_LABEL, theme.QUIET), (text.LATER_LABEL, theme.ESTIMATE)):
            marks.legend_square(figure, name, colour)
    height = FRAME_HEIGHT + ROW_HEIGHT * n
    marks.finish(figure, x_title=text.MIX_AXIS, height=height, has_legend=has_halves)
    figure.update_xaxes(rangemode="tozero")
    return figure.update_yaxes(
        tickmode="array",
        tickvals=[n - row for row in range(n)],
        ticktext=[text.CAUSES[share.cause] for share in report.causes],
        range=[0.4, n + 0.6],
        showgrid=False,
    )


def confusions(pairs: Sequence[ConfusionPair]) -> go.Figure:
    """Draw how often what was chosen instead of what was correct."""
    drawn = [(pair, way) for pair in pairs[:PAIRS_SHOWN] for way in pair.directions]
    chosen = list(dict.fromkeys(way.chosen for _, way in drawn))
    correct = list(dict.fromkeys(way.correct for _, way in drawn))
    counts: list[list[int | None]] = [[None] * len(chosen) for _ in correct]
    labels = [[""] * len(chosen) for _ in correct]
    for pair, way in drawn:
        row, column = correct.index(way.correct), chosen.index(way.chosen)
        counts[row][column] = way.n
        labels[row][column] = confusion.cell(pair, way)
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=list(range(len(chosen))),
            y=list(range(len(correct))),
            text=labels,
            texttemplate="%{text}",
            textfont={"color": theme.TEXT, "size": 14},
            zmin=0,
            colorscale=[[0, "rgba(128, 128, 128, 0.1)"], [1, theme.ESTIMATE]],
            opacity=HEAT_OPACITY,
            showscale=False,
            xgap=2,
            ygap=2,
            hoverongaps=False,
            customdata=[[f"{marks.plain(c)} instead of {marks.plain(r)}" for c in chosen] for r in correct],
            hovertemplate="%{customdata}: %{z}<extra></extra>",
        )
    )
    marks.finish(
        figure,
        x_title=confusion.CHOSEN_AXIS,
        y_title=confusion.CORRECT_AXIS,
        height=LABELS_PX + CELL_PX * len(correct),
    )
    figure.update_xaxes(tickvals=list(range(len(chosen))), ticktext=[marks.wrapped(n, width=14) for n in chosen])
    figure.update_yaxes(tickvals=list(range(len(correct))), ticktext=[marks.wrapped(n, width=14) for n in correct])
    figure.update_xaxes(showgrid=False, zeroline=False)
    return figure.update_yaxes(showgrid=False, zeroline=False, autorange="reversed")


def sureness(sure: Sureness) -> go.Figure:
    """Draw the share right by level of sureness, and where blind guessing would be."""
    figure = go.Figure()
    n = len(sure.levels)
    for row, level in enumerate(sure.levels):
        colour = theme.ESTIMATE if level.n else theme.QUIET
        marks.range_bar(figure, n - row, level.share.scaled(100), colour, hover=confusion.level_hover(level))
    guessing = {"color": theme.QUIET, "width": 1, "dash": "dot"}
    figure.add_vline(
        x=100 * sure.guess_floor,
        line=guessing,
        annotation_text=confusion.GUESSING,
        annotation_position="top right",
    )
    marks.finish(figure, x_title=confusion.SURENESS_AXIS, height=FRAME_HEIGHT + ROW_HEIGHT * n)
    figure.update_xaxes(range=[0, 102])
    return figure.update_yaxes(
        tickmode="array",
        tickvals=[n - row for row in range(n)],
        ticktext=[confusion.level_label(level).replace(", ", "<br>") for level in sure.levels],
        range=[0.4, n + 0.6],
        showgrid=False,
    )
