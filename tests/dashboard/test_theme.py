"""Colors that are written in two places, and roles that are met by a blend or a placeholder."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit.elements.lib import streamlit_plotly_theme as placeholders

from dashboard import theme

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def _themes() -> tuple[dict[str, Any], dict[str, Any]]:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    return config["light"], config["dark"]


def _channels(color: str) -> tuple[float, ...]:
    return tuple(int(color[start : start + 2], 16) for start in (1, 3, 5))


def _shown(color: str, colors: dict[str, Any]) -> tuple[float, ...]:
    """Return the channels of a chart color on the background of a theme."""
    if color.startswith("rgba"):
        *channels, alpha = (float(part) for part in color[5:-1].split(","))
        background = _channels(colors["backgroundColor"])
        return tuple(alpha * own + (1 - alpha) * below for own, below in zip(channels, background, strict=True))
    if color.startswith("#0000"):
        place = int(color[1:])
        palette = "chartCategoricalColors" if place <= 10 else "chartSequentialColors"
        return _channels(colors[palette][(place - 1) % 10])
    return _channels(color)


@pytest.mark.parametrize(
    ("role", "color", "units"),
    [
        ("estimate", theme.ESTIMATE, 0),
        ("done", theme.DONE, 0),
        ("range", theme.RANGE, 6),
        ("cut", theme.CUT, 3),
        ("line", theme.LINE, 3),
        ("quiet", theme.QUIET, 34),
        ("value", theme.VALUE, 56),
    ],
)
def test_a_chart_color_is_that_of_its_role_in_both_themes(role: str, color: str, units: float) -> None:
    """No channel is further off than what placeholders and blends allow; eyes see fewer than six units hardly."""
    for wanted, colors in zip(theme.ROLES[role], _themes(), strict=True):
        off = [abs(own - aim) for own, aim in zip(_shown(color, colors), _channels(wanted), strict=True)]
        assert max(off) <= units


def test_ink_and_background_are_streamlit_placeholders() -> None:
    """Streamlit replaces them by its strongest gray and by the background."""
    assert (theme.TEXT, theme.BACKGROUND) == (placeholders.GRAY_90, placeholders.BG_COLOR)


def test_domains_have_the_colors_of_the_charts_in_plain_html() -> None:
    """Their keys are HTML."""
    light, dark = (colors["chartCategoricalColors"] for colors in _themes())
    assert [tuple(pair) for pair in theme.DOMAIN_PAIRS] == [*zip(light, dark, strict=True)]


def test_roles_that_streamlit_draws_itself_agree_with_its_theme() -> None:
    """Links, borders, text and the page have one color in the product."""
    for place, colors in enumerate(_themes()):
        drawn = [colors[name] for name in ("textColor", "linkColor", "borderColor", "backgroundColor")]
        assert drawn == [theme.ROLES[role][place] for role in ("ink", "link", "line", "page")]


def test_numbers_stand_out_from_the_categories_and_from_quiet() -> None:
    """By 4.5:1 in both themes, since they are small; Streamlit's strongest gray differs from its text color."""
    for colors, strongest in zip(_themes(), ("#262730", "#fafafa"), strict=True):
        placed = {theme.BACKGROUND: colors["backgroundColor"], theme.TEXT: strongest}
        for color in (theme.QUIET, *theme.domain_colors([str(number) for number in range(10)]).values()):
            number = theme.number_on(color)
            assert _contrast(_shown(color, colors), _channels(placed.get(number, number))) >= 4.5


@pytest.mark.parametrize(
    ("text", "fill"), [*itertools.product(("ink", "quiet", "link"), ("page", "next")), ("ink", "range")]
)
def test_text_of_plain_html_stands_out_from_its_fill(text: str, fill: str) -> None:
    """By 4.5:1 in both themes."""
    for own, below in zip(theme.ROLES[text], theme.ROLES[fill], strict=True):
        assert _contrast(_channels(below), _channels(own)) >= 4.5


def _contrast(*pair: tuple[float, ...]) -> float:
    dark, light = sorted(map(_luminance, pair))
    return (light + 0.05) / (dark + 0.05)


def _luminance(channels: tuple[float, ...]) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in channels)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_code_has_the_color_of_text() -> None:
    """Streamlit's own is green, which no page uses: it would say that something is right."""
    assert [colors["codeTextColor"] for colors in _themes()] == [*theme.ROLES["ink"]]
