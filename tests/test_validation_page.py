"""The page that `make validate` writes: whole at a small size, so that the full run does not break unseen."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.validation.page import Sizes, write
from tests.validation.rivals import ALONE, IGNORING, TOGETHER


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of a small run, with no real records beside it."""
    root = tmp_path_factory.mktemp("page")
    sizes = Sizes(ranked=60, with_other_scales=40, worlds=3, people=12, seasons=1, people_a_season=6)
    return write(root, root / "none", date(2026, 3, 31), sizes)


def test_the_page_says_when_and_how_it_was_made(page: Path) -> None:
    """Date and command stand at its head, and every claim says whether it holds."""
    text = page.read_text(encoding="utf-8")
    assert "Made on 2026-03-31 by `make validate`" in text
    claims = [line for line in text.splitlines() if line.startswith(("| 1.", "| 2.", "| 3.", "| 4.", "| 5."))]
    assert len(claims) >= 20
    assert all(line.endswith(("| yes |", "| **no** |")) for line in claims)


def test_the_page_has_every_method_and_figure(page: Path) -> None:
    """Each method has a row, each figure is a drawing, and absent records are said to be absent."""
    text = page.read_text(encoding="utf-8")
    for method in (ALONE, TOGETHER, IGNORING, "logistic on four features, trained"):
        assert f"| {method} |" in text.replace("**", "")
    figures = list(page.parent.rglob("*.svg"))
    assert {path.stem for path in figures} == {"ranks", "reliability_world"}
    for path in figures:
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
    assert "The records did not lie beside the checkout" in text
