"""Colors by meaning, for charts and plain HTML.

Plain HTML uses the light and dark color of a role (`ROLES`). Plotly has no such pairs: Streamlit only replaces
placeholders with the colors of `.streamlit/config.toml`. Other chart colors are translucent and blend with either
background, or are the nearest placeholder.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Pair(NamedTuple):
    """The colors of one role in the light and the dark theme."""

    light: str
    dark: str


ROLES: Mapping[str, Pair] = {
    "page": Pair("#ffffff", "#040506"),
    "ink": Pair("#111111", "#dfe2e6"),
    "quiet": Pair("#5a6069", "#9aa3ad"),
    "estimate": Pair("#3a7ae8", "#9daeff"),
    "value": Pair("#1f5fa8", "#dfe2e6"),
    "range": Pair("#bcd2f7", "#3b4680"),
    "cut": Pair("#d9dbdf", "#2b3138"),
    "done": Pair("#2274bd", "#64acf4"),
    "line": Pair("#d4d8de", "#38414c"),
    "link": Pair("#1f5fa8", "#8ab4f8"),
    "next": Pair("#f0f5fd", "#10192a"),
    "next-border": Pair("#9dbdf0", "#2d4a7d"),
}

DOMAIN_PAIRS = (
    Pair("#3a7ae8", "#9daeff"),
    Pair("#88570e", "#f0997b"),
    Pair("#00a38d", "#8bf7ca"),
    Pair("#75003d", "#976566"),
    Pair("#bc8b11", "#fbdf75"),
    Pair("#2a367c", "#6468cc"),
    Pair("#b47fc8", "#d9d9ff"),
    Pair("#749e60", "#68792f"),
    Pair("#1c6879", "#288ba8"),
    Pair("#52320d", "#a99922"),
)
"""The colors of domains in plain HTML, equal to Plotly's categories in both themes."""

_CATEGORIES = tuple(f"#{number:06d}" for number in range(1, 11))
_SEQUENCE = tuple(f"#{number:06d}" for number in range(11, 21))

ESTIMATE = _CATEGORIES[0]
"""What the model estimates: lines, dots, and outlines of ranges."""

RANGE = "rgba(117, 151, 249, 0.481)"
"""The inside of a range; its outline has the estimate color."""

VALUE = _SEQUENCE[9]
"""The thin mark inside a range: a placeholder that contrasts with it more than the estimate color does."""

CUT = "rgba(131, 143, 159, 0.318)"
"""The uncertain cut score, the only gray area."""

QUIET = "#7a828b"
"""Rules, and marks of the past or the plan. Opaque, since a translucent color would be the lighter one on white."""

PLAN = QUIET  # only ever an outline or a thin rule
LINE = "rgba(141, 157, 177, 0.396)"
TEXT, BACKGROUND = "#000037", "#000038"
"""Streamlit's placeholders for the strongest gray, the nearest to ink, and for the background."""

ACTIVITY_STEPS = _SEQUENCE[2::2]
"""Four steps of one hue for groups of activities; other hues stand for domains."""

DAY_SHADES = _SEQUENCE[::2]
"""Shades from no time to the most; gray would mean the cut score."""

DONE = ACTIVITY_STEPS[2]
"""Hours and other facts that are not divided into groups."""


_NUMBERS = {
    **dict.fromkeys((_CATEGORIES[place] for place in (1, 8, 9)), BACKGROUND),
    **dict.fromkeys((_CATEGORIES[place] for place in (3, 5)), "#ffffff"),
    _CATEGORIES[7]: TEXT,
}
"""Number colors for categories on which ink has less than 4.5:1 contrast in a theme."""


def number_on(color: str) -> str:
    """Return the color of a number on a category or on quiet."""
    return _NUMBERS.get(color, ROLES["ink"].light)


def domain_colors(domain_ids: Sequence[str]) -> Mapping[str, str]:
    """Return one color per domain, in blueprint order."""
    return {domain_id: _CATEGORIES[i % len(_CATEGORIES)] for i, domain_id in enumerate(domain_ids)}
