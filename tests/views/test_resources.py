"""The page of resources, in every state of the file."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Record
from dashboard.text import resources as text
from tests.inputs.builders import TODAY, plan
from tests.inputs.pages import opened, plain_words, store_with, words
from tests.inputs.resources import APART, FLAT, exams, used, week


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record]) -> AppTest:
    """Run the page with what followed open."""
    return opened("resources", store_with(folder, records).path, monkeypatch, text.COMPARISON.title)


def test_sessions_without_a_resource_show_the_first_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three of them."""
    app = page(tmp_path, monkeypatch, [plan(), used(None, TODAY, "1", 2)])
    assert text.EMPTY_STEPS[1] in words(app)
    assert not app.get("plotly_chart")


def test_one_resource_without_practice_exams_is_counted_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that followed need more data."""
    app = page(tmp_path, monkeypatch, [plan(), used("Book", TODAY, "1", 2)])
    shown = plain_words(app)
    assert "Of 2\u00a0h with a resource, 100\u00a0% went into Book." in shown
    assert "Too early to tell. You need four full weeks in which you used a resource" in shown
    assert len(app.get("plotly_chart")) == 1


def test_results_that_followed_come_with_their_caution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More with one resource, less with the other, ordered by hours."""
    rows = [used("alone", week(k), "1", 3) for k in range(10)]
    rows += [used("rest", week(k), d, 0.5) for k in range(10) for d in "234"]
    rows += [used("rare", week(0), "1", 0.5)]
    app = page(tmp_path, monkeypatch, [*exams(APART), *rows])
    shown = plain_words(app)
    assert "Of 45½\u00a0h with a resource, 66\u00a0% went into alone." in shown
    assert "points, improved more than the others." in shown
    assert "points, improved less than the others." in shown
    assert text.CAUTION in shown
    assert len(app.get("plotly_chart")) == 2
    assert shown.index("**alone**: +") < shown.index("**rest**: \u2212")
    assert "Too early to tell: rare." in shown


def test_no_difference_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges that include zero are not ranked."""
    rows = [used("one", week(k), "1", 3) for k in range(10)]
    shown = plain_words(page(tmp_path, monkeypatch, [*exams(FLAT), *rows]))
    assert "points, too early to tell." in shown


@pytest.mark.usefixtures("drawn_charts")
def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resource that is markup is never rendered."""
    rows = [used("<b>*x*</b>", TODAY - timedelta(days=1), "1", 2), used("other", TODAY, "2", 1)]
    app = page(tmp_path, monkeypatch, [plan(), *rows])
    assert "<b>" not in words(app)
    assert all("<b>*x" not in chart.proto.spec for chart in app.get("plotly_chart"))
