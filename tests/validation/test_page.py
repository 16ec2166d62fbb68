"""The page of `make validate`, written whole at a small size, so the full run never fails unseen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.validation import attempt_updates, settled
from tests.validation import page as page_module
from tests.validation.comparison import ALONE, IGNORING, TOGETHER
from tests.validation.page import Sizes, write
from tests.validation.season import SETTINGS


def test_the_page_is_whole_at_a_small_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page has its date and command, a verdict for every claim, and every method and figure.

    Without real records beside the checkout it says so.
    """
    monkeypatch.setattr(settled, "N_TRAINED", 200)
    monkeypatch.setattr(attempt_updates, "N_PLAIN", 3_000)
    monkeypatch.setattr(page_module, "SETTINGS", (replace(SETTINGS[0], n_weeks=6),))
    sizes = Sizes(
        ranked=40,
        with_other_scales=40,
        in_fixed_worlds=40,
        cohorts=(2, 30),
        worlds=2,
        people=12,
        repeaters=(1, 2),
        memories=1,
        settling=(4, 1, 3),
        pausing=(2, 1),
        waiting=(3, 1),
        seasons=1,
        people_a_season=3,
        settings=1,
        seasons_of_fails=2,
        futures=5,
        shown=2,
    )
    with ThreadPoolExecutor(1) as pool:
        page = write(tmp_path, tmp_path / "none", date(2026, 3, 31), sizes, pool)
    text = page.read_text(encoding="utf-8")
    assert "Made on 2026-03-31 by `make validate`" in text
    claims = [line for line in text.splitlines() if line.startswith(("| 1.", "| 2.", "| 3.", "| 4.", "| 5."))]
    assert len(claims) >= 20
    assert all(line.endswith(("| yes |", "| **no** |", "| open |")) for line in claims)
    for method in (ALONE, TOGETHER, IGNORING, "logistic on four features, trained"):
        assert f"| {method} |" in text.replace("**", "")
    assert text.count("| one form six times |") == 1
    assert text.count("| steady growth, half stop |") == 2 * len(settled.N_EXAMS)
    assert text.count("practice exams since") == text.count("reached it after all") == 1
    figures = list(tmp_path.rglob("*.svg"))
    assert {path.stem for path in figures} == {"ranks", "reliability_world"}
    for path in figures:
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
    assert "The records did not lie beside the checkout" in text
