"""Small SVG figures for the page: reliability diagrams and rank histograms."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from analytics.models.intervals import wilson
from tests.validation.scoring import Bin

SIDE, GAP, TOP, LEFT, BOTTOM = 150, 46, 30, 40, 40
INK, FAINT, FILL = "#24292f", "#8c959f", "#0969da"
NORMAL_99 = 2.5758293035489004


def reliability(panels: Sequence[tuple[str, Sequence[Bin]]]) -> str:
    """Draw stated against observed chances: one dot per bin with a 90 % range, sized by people."""
    return _page([_reliability_panel(title, bins) for title, bins in panels], "chance told", "share that passed")


def histograms(panels: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Draw rank histograms with the band that holds 99 % of bins if ranks are uniform."""
    return _page([_histogram_panel(title, counts) for title, counts in panels], "rank of the truth", "truths per bin")


def _page(panels: Sequence[str], across: str, up: str) -> str:
    """Lay out panels side by side with shared axis titles."""
    width = LEFT + len(panels) * SIDE + (len(panels) - 1) * GAP + 12
    height = TOP + SIDE + BOTTOM
    placed = "".join(
        f'<g transform="translate({LEFT + k * (SIDE + GAP)},{TOP})">{panel}</g>' for k, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="11" fill="{INK}"><rect width="100%" height="100%" fill="#ffffff"/>'
        f'{placed}<text x="{width / 2:.0f}" y="{height - 6}" text-anchor="middle">{across}</text>'
        f'<text transform="translate(11,{TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">{up}</text></svg>\n'
    )


def _frame(title: str, low: str, high: str) -> str:
    return (
        f'<text x="{SIDE / 2}" y="-10" text-anchor="middle">{escape(title)}</text>'
        f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="{FAINT}"/>'
        f'<text x="0" y="{SIDE + 14}" text-anchor="middle">{low}</text>'
        f'<text x="{SIDE}" y="{SIDE + 14}" text-anchor="middle">{high}</text>'
    )


def _reliability_panel(title: str, bins: Sequence[Bin]) -> str:
    """Draw one method; on the diagonal, stated chances come true."""
    n_people = sum(b.n for b in bins)
    marks = [f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="{FAINT}" stroke-dasharray="3 3"/>']
    for b in bins:
        x, y, radius = SIDE * b.stated, SIDE * (1 - b.happened), 1.5 + 9 * np.sqrt(b.n / n_people)
        interval = wilson(b.happened * b.n, b.n)
        marks.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{SIDE * (1 - interval.low):.1f}" '
            f'y2="{SIDE * (1 - interval.high):.1f}" stroke="{FILL}"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{FILL}" fill-opacity="0.6"/>'
        )
    return _frame(title, "0", "1") + "".join(marks)


def _histogram_panel(title: str, counts: Sequence[int]) -> str:
    """Draw one histogram, up to one and a half times the uniform height."""
    n, n_bins = sum(counts), len(counts)
    even = n / n_bins
    half = NORMAL_99 * np.sqrt(even * (1 - 1 / n_bins))
    scale, width = SIDE / (1.5 * even), SIDE / n_bins
    bars = [
        f'<rect x="{k * width:.2f}" y="{SIDE - min(SIDE, count * scale):.1f}" width="{width - 0.8:.2f}" '
        f'height="{min(SIDE, count * scale):.1f}" fill="{FILL}" fill-opacity="0.6"/>'
        for k, count in enumerate(counts)
    ]
    top = SIDE - (even + half) * scale
    band = (
        f'<rect x="0" y="{top:.1f}" width="{SIDE}" height="{2 * half * scale:.1f}" fill="{INK}" fill-opacity="0.15"/>'
    )
    return _frame(title, "0", "1") + "".join(bars) + band
