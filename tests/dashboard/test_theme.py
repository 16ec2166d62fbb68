"""Colours that are written in two places."""

import tomllib
from pathlib import Path

from dashboard import theme

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def test_the_estimate_on_paper_has_the_colour_of_the_light_theme() -> None:
    """The page that is sent wears the colour of the pages that are shown."""
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["theme"]["light"]["chartCategoricalColors"][0] == theme.ESTIMATE_ON_PAPER
