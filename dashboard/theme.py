"""Chart colors and symbols by meaning.

Streamlit replaces these placeholder colors with those of the active theme, so a chart follows
light and dark by itself. The colors are in `.streamlit/config.toml`.
"""

from collections.abc import Mapping, Sequence

_CATEGORIES = tuple(f"#{number:06d}" for number in range(1, 11))

ESTIMATE = _CATEGORIES[0]
"""What the model estimates."""

ESTIMATE_ON_PAPER = "#3a7ae8"
"""The same color for pages without Streamlit: the first of the light theme, as a test checks."""

CUT = "rgba(128, 128, 128, 0.28)"
"""The cut score, a gray band, because it is uncertain."""

QUIET = "rgba(128, 128, 128, 0.8)"
"""What is neither a domain nor the estimate: plan bands, rules, actual hours."""

TEXT = "#000037"
"""Streamlit's placeholder for the strongest gray, close to the text color."""

RANGE_OPACITY = 0.45
"""Ranges are wide and light; values are thin and dark."""

BAND_OPACITY = 0.3
"""A range over time is a large area, visible even when it is paler."""

PLANNED_OPACITY = 0.6
"""Plans are paler than what happened."""

PROVIDER_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")


def domain_colors(domain_ids: Sequence[str]) -> Mapping[str, str]:
    """Return one color per domain, in blueprint order."""
    return {domain_id: _CATEGORIES[i % len(_CATEGORIES)] for i, domain_id in enumerate(domain_ids)}


def category_colors(names: Sequence[str]) -> Mapping[str, str]:
    """Return one color per name that is not a domain, from the end of the palette."""
    return {name: _CATEGORIES[-1 - i % len(_CATEGORIES)] for i, name in enumerate(names)}


def provider_symbols(providers: Sequence[str]) -> Mapping[str, str]:
    """Return one marker symbol per provider."""
    names = dict.fromkeys(providers)
    return {name: PROVIDER_SYMBOLS[i % len(PROVIDER_SYMBOLS)] for i, name in enumerate(names)}
