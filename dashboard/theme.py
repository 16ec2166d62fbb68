"""Colours by meaning, for charts.

Streamlit's frontend replaces these placeholder colours by those of the theme that is on, so a
chart follows light and dark by itself. The colours stand in `.streamlit/config.toml`; the one that
is written here as well, for a page without Streamlit, is held to them by a test.
"""

from collections.abc import Mapping, Sequence

_CATEGORIES = tuple(f"#{number:06d}" for number in range(1, 11))

ESTIMATE = _CATEGORIES[0]
"""What the model estimates: lines, ranges, dots of values."""

ESTIMATE_ON_PAPER = "#3a7ae8"
"""The same colour where no theme is on: the first of the light theme."""

CUT = "rgba(128, 128, 128, 0.28)"
"""The cut score, always a grey band, since it is uncertain."""

QUIET = "rgba(128, 128, 128, 0.8)"
"""What is not a domain and not the estimate: plan bands, rules, actual hours."""

TEXT = "#000037"
"""The theme's text colour at its strongest grey."""

RANGE_OPACITY = 0.45
"""Ranges are the wide light mark; values the thin dark one."""

BAND_OPACITY = 0.3
"""A range over time is a large area, which is seen when it is paler, too."""

PLANNED_OPACITY = 0.6
"""What is planned lies under what happened."""

PROVIDER_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")


def domain_colours(domain_ids: Sequence[str]) -> Mapping[str, str]:
    """Give each domain its colour, by its place in the blueprint."""
    return {domain_id: _CATEGORIES[i % len(_CATEGORIES)] for i, domain_id in enumerate(domain_ids)}


def category_colours(names: Sequence[str]) -> Mapping[str, str]:
    """Give names that are no domains a colour each, from the far end of the ten."""
    return {name: _CATEGORIES[-1 - i % len(_CATEGORIES)] for i, name in enumerate(names)}


def provider_symbols(providers: Sequence[str]) -> Mapping[str, str]:
    """Give each provider its mark."""
    names = dict.fromkeys(providers)
    return {name: PROVIDER_SYMBOLS[i % len(PROVIDER_SYMBOLS)] for i, name in enumerate(names)}
