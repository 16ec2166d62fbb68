"""Charts of the mistakes page: causes, confused pairs, and confidence."""

from collections.abc import Sequence
from html import escape
from math import sqrt

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.models.intervals import Interval
from analytics.reports.practice.causes import ErrorCauseShare
from analytics.reports.practice.confusion_pairs import ConfusionPair, PairStatus
from analytics.reports.practice.mistakes import ConfidenceJudgments, MistakesReport
from dashboard import formatting
from dashboard.charts import layout, marks, plain_marks
from dashboard.charts.plain_marks import MarkRow, Scale
from dashboard.text import mistakes as text

PAIRS_SHOWN, NAME_CHARS = 5, 20
PANEL_PX, BETWEEN_PX, TICKS_PX = 56, 22, 40
LARGEST_SQUARE_PX, SMALLEST_SQUARE_PX = 80, 2


def causes(report: MistakesReport) -> str:
    """List the causes: the shares before and since, as ranges on one axis, and what helps."""
    shown = [interval for share in report.causes for interval in share.halves or (share.share,)]
    scale = Scale(0, max(interval.high for interval in shown))
    rows = "".join(_cause(report, share, scale) for share in report.causes)
    return f'<div role="list">{rows}</div>'


def _cause(report: MistakesReport, share: ErrorCauseShare, scale: Scale) -> str:
    cells = [f'<div class="cs-cause-name">{text.CAUSES[share.cause].capitalize()}</div>']
    if report.n_with_cause:
        cells[0] += f'<div class="cs-note">{formatting.counted(share.n, "answer")}</div>'
        now = "range" if report.has_mix else "hollow"
        kinds = ["hollow", "range"] if share.halves else [now]
        measured = zip(kinds, share.halves or (share.share,), text.shares(report, share), strict=True)
        cells.append("".join(_bar(kind, interval, label, scale) for kind, interval, label in measured))
    cells.append(f'<div class="cs-note">{text.REMEDIES[share.cause]}</div>')
    return f'<div class="cs-cause" role="listitem">{"".join(f"<div>{cell}</div>" for cell in cells)}</div>'


def _bar(kind: str, interval: Interval, label: str, scale: Scale) -> str:
    track = f'<div class="cs-track">{scale.span(kind, interval)}{scale.mark("value", interval.value)}</div>'
    return f'<div class="cs-mark cs-measure">{track}<div>{label}</div></div>'


def mix_over_time(report: MistakesReport) -> go.Figure:
    """Stack one panel per cause: its share in each period with its range, on the same axes."""
    n, last = len(report.causes), len(report.causes) - 1
    drawn = PANEL_PX * n + BETWEEN_PX * last
    figure = make_subplots(rows=n, cols=1, shared_xaxes=True, vertical_spacing=BETWEEN_PX / drawn)
    days = [period.first_on + (period.last_on - period.first_on) / 2 for period in report.periods]
    for row, share in enumerate(report.causes):
        cause, own = go.Figure(), [period.shares[row].scaled(100) for period in report.periods]
        hovers = [text.period_hover(period, row) for period in report.periods]
        marks.ranges(cause, days, own, hovers=hovers, is_vertical=True)
        for trace in cause.data:
            figure.add_trace(trace, row=row + 1, col=1)
        panel = {"xref": "paper", "yref": f"y{row + 1 if row else ''} domain"}
        layout.note(figure, 0, 1, text.CAUSES[share.cause], xanchor="left", yanchor="bottom", **panel)
    layout.finish(figure, height=drawn + BETWEEN_PX + TICKS_PX)
    figure.update_layout(margin={"t": BETWEEN_PX})
    layout.day_axis(figure, days[0], days[-1])
    top = 100 * max(share.high for period in report.periods for share in period.shares)
    return figure.update_yaxes(range=[0, layout.ROOM * top], tickvals=[0, 50, 100]).update_yaxes(
        title_text=text.OVER_TIME.y_axis, row=1, col=1
    )


def confusions(pairs: Sequence[ConfusionPair]) -> str:
    """Draw how often each answer was chosen instead of another, with one order on both axes."""
    drawn = pairs[:PAIRS_SHOWN]
    short = {name: text.short_name(name) for pair in drawn for name in pair.names}
    names = {name: escape(formatting.shortened(own, NAME_CHARS, at_word=False)) for name, own in short.items()}
    counts = {(correct, chosen): (n, pair) for pair in drawn for (chosen, correct), n in pair.counts.items()}
    most = max(n for n, _ in counts.values())
    heads = "".join(f'<th scope="col"><div>{name}</div></th>' for name in names.values())
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(_cell(correct, chosen, counts.get((correct, chosen)), most) for chosen in names)
        + "</tr>"
        for correct, name in names.items()
    )
    corner = f"<td>{text.CORRECT} ↓ {text.CHOSEN} →</td>"
    table = f"<table><thead><tr>{corner}{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="cs-scroll" tabindex="0" role="region" aria-label="{text.PAIRS_ALT}">{table}</div>'


def _cell(correct: str, chosen: str, counted: tuple[int, ConfusionPair] | None, most: int) -> str:
    if correct == chosen:
        return '<td class="cs-same"></td>'
    if counted is None:
        return "<td></td>"
    n, pair = counted
    shade = f"background:color-mix(in srgb, var(--cs-range) {round(100 * n / most)}%, transparent)"
    hover = escape(text.cell_hover(pair, chosen, correct, n))
    count = f"<s>{n}</s>" if pair.status is PairStatus.DISTINGUISHED else f"{n}"
    return f'<td class="cs-count" style="{shade}" title="{hover}">{count}</td>'


def quadrants(judged: ConfidenceJudgments) -> str:
    """Draw confidence against correctness as four squares, whose areas are the counts."""
    most = max(1, *(count for row in text.quadrants(judged) for _, count in row))
    heads = "".join(f'<th scope="col">{name}</th>' for name in text.CORRECTNESS)
    rows = "".join(
        f'<tr><th scope="row">{name}</th>' + "".join(_square(*cell, most) for cell in cells) + "</tr>"
        for name, cells in zip(text.SURENESS, text.quadrants(judged), strict=True)
    )
    return f'<table class="cs-quadrants"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _square(name: str, count: int, most: int) -> str:
    side = max(SMALLEST_SQUARE_PX, round(LARGEST_SQUARE_PX * sqrt(count / most))) if count else 0
    square = f'<div class="cs-square" style="width:{side}px;height:{side}px"></div>'
    return f'<td><div class="cs-quadrant">{square}<div><b>{count}</b><br>{name}</div></div></td>'


def confidence(judged: ConfidenceJudgments) -> str:
    """Draw the share correct by level of confidence, with the chance of guessing."""
    rows = [
        MarkRow(
            text.level_label(confidence, level),
            level.share if level.n else None,
            other=judged.guess_floor,
            text=formatting.counted_percent.with_range(level.share) if level.n else "",
        )
        for confidence, level in judged.levels.items()
    ]
    return plain_marks.range_rows(rows, label=text.levels_alt(judged), most=1.0)
