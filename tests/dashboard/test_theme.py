"""Colors that are written in two places."""

import tomllib
from pathlib import Path

from dashboard import theme

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def test_the_estimate_on_paper_has_the_color_of_the_light_theme() -> None:
    """The weekly page has the same color as the pages of the dashboard."""
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["theme"]["light"]["chartCategoricalColors"][0] == theme.ESTIMATE_ON_PAPER
