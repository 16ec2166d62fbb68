"""Charts of the gap audit, to stand side by side: the same rows, the largest expected loss on top."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.gap_audit import DomainGap, GapAudit
from dashboard import theme
from dashboard.charts import layout, marks
from dashboard.text import audit as text
from dashboard.text import study_next as next_text


def questions_lost(report: GapAudit) -> go.Figure:
    """Draw the questions likely to be missed, and the self-rating as a hollow diamond."""
    figure = go.Figure()
    for is_hollow in (False, True):
        gaps = [gap for gap in report.by_loss if (gap.basis is GapBasis.NOTHING) is is_hollow]
        marks.ranges(
            figure,
            [gap.domain_id for gap in gaps],
            [gap.lost for gap in gaps],
            hovers=[f"{layout.plain(gap.name)}: {text.lost_hover(gap)}" for gap in gaps],
            is_hollow=is_hollow,
        )
    is_usual = report.basis is GapBasis.NOTHING
    marks.legend_range(figure, text.USUAL_LABEL if is_usual else text.ESTIMATE_LABEL, is_hollow=is_usual)
    _add_ratings(figure, report.by_loss)
    return _finish(figure, report, f"{text.LOST}, of {report.n_exam_items}", _labels(report))


def split_of_hours(report: GapAudit) -> go.Figure:
    """Draw the recommended share of hours as a bar, and the actual share as a mark on it."""
    gaps = report.by_loss
    figure = go.Figure(
        go.Bar(
            x=[100 * gap.proposed_share_of_hours for gap in gaps],
            y=[gap.domain_id for gap in gaps],
            orientation="h",
            marker={"color": theme.RANGE, "line": {"width": 1, "color": theme.ESTIMATE}},
            name=text.RECOMMENDED_LABEL,
            hovertemplate=f"{text.RECOMMENDED_LABEL}: {layout.HOVER_X}<extra></extra>",
        )
    )
    tick = 0.65 * (_height(report) - layout.FRAME_PX) / len(gaps)
    spent = [gap for gap in gaps if gap.recent_share_of_hours is not None]
    if spent:
        figure.add_scatter(
            x=[100 * (gap.recent_share_of_hours or 0.0) for gap in spent],
            y=[gap.domain_id for gap in spent],
            mode="markers",
            marker={"symbol": "line-ns", "size": tick, "line": {"width": 3, "color": theme.TEXT}},
            name=text.RECENT_LABEL,
            cliponaxis=False,  # no hours are a mark at the edge
            hovertemplate=f"{text.RECENT_LABEL}: {layout.HOVER_X}<extra></extra>",
        )
    numbers = {domain_id: label.split()[0] for domain_id, label in _labels(report).items()}
    return _finish(figure, report, text.SPLIT.x_axis, numbers)


def _add_ratings(figure: go.Figure, gaps: Sequence[DomainGap]) -> None:
    """Draw each rating as questions lost, connected to the expected value."""
    with_exams = [gap for gap in gaps if gap.basis is GapBasis.PRACTICE_EXAMS]
    rated = [(gap, gap.rating_comparison) for gap in with_exams if gap.rating_comparison is not None]
    for gap, view in rated:
        marks.line(figure, [gap.lost.value, view.lost], [gap.domain_id] * 2, color=theme.QUIET, width=1.5, dash="dot")
    if rated:
        marks.dots(
            figure,
            [view.lost for _, view in rated],
            [gap.domain_id for gap, _ in rated],
            marker={"symbol": "diamond-open", "size": 11, "color": theme.TEXT, "line": {"width": 2}},
            hovers=[text.rating_hover(view) for _, view in rated],
            name=text.RATING_LABEL,
        )


def _finish(figure: go.Figure, report: GapAudit, x_title: str, labels: Mapping[str, str]) -> go.Figure:
    layout.finish(figure, x_title=x_title, height=_height(report), has_legend=True)
    figure.update_xaxes(rangemode="tozero", nticks=layout.MOST_TICKS)
    figure.update_yaxes(categoryorder="array", categoryarray=list(labels)[::-1], range=[-0.6, len(labels) - 0.4])
    return layout.name_rows(figure, labels)


def _labels(report: GapAudit) -> Mapping[str, str]:
    numbers = next_text.symbols([gap.domain_id for gap in report.domains])
    return {gap.domain_id: f"{numbers[gap.domain_id]} {gap.name}" for gap in report.by_loss}


def _height(report: GapAudit) -> int:
    return layout.rows_height(len(report.domains), _labels(report).values())
