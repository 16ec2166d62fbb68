"""The form of self-ratings."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import SelfRating
from analytics.store import Store
from dashboard.formatting import unescaped
from dashboard.text import add as add_text
from dashboard.text import audit as text
from tests.inputs.builders import TODAY, practice_exam, rating, store_with
from tests.inputs.pages import page_of

EXAM = "AIF-C01"
N_TASKS = sum(len(domain.tasks) for domain in shipped_blueprints()[EXAM].domains)


@pytest.fixture
def own(tmp_path: Path) -> Store:
    return store_with(tmp_path, practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code=EXAM))


def page(store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    app = page_of("add", store.path, monkeypatch)
    app.pills(key="form").set_value(add_text.RATINGS).run()
    return app


def rate(app: AppTest, line: str, level: int) -> None:
    next(group for group in app.radio if group.label.startswith(line)).set_value(level)


def save(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label == text.SAVE_RATINGS).click().run()
    assert not app.exception, app.exception[0].value
    return app


def kept(store: Store) -> list[tuple[str, str | None, int, date]]:
    """Return the saved ratings; the form saves those of its exam."""
    ratings = store.records(SelfRating)
    assert {r.exam_code for r in ratings} <= {None, EXAM}
    return [(r.domain_id, r.task_id, r.rating, r.rated_on) for r in ratings]


def test_each_domain_and_task_has_its_line_and_each_level_its_meaning(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Domains come first, tasks below them; the buttons and the meanings have the same words."""
    app = page(own, monkeypatch)
    lines = [group for group in app.radio if str(group.key).startswith("rate_")]
    assert [unescaped(group.label)[:3] for group in lines[:6]] == ["1 ·", "2 ·", "3 ·", "4 ·", "5 ·", "1.1"]
    assert len(lines) == 5 + N_TASKS
    levels = [text.level(number) for number in text.SHORT]
    assert list(lines[0].options) == [meaning.split("**")[1] for meaning in text.LEVELS] == levels


def test_lines_without_a_level_are_left_out(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chosen levels are saved for the day, and selected the next time."""
    app = page(own, monkeypatch)
    assert [error.value for error in save(app).error] == [text.NO_RATING]
    assert kept(own) == []
    rate(app, "1.1", 2)
    rate(app, "3 ·", 5)
    app = save(app)
    assert kept(own) == [("1", "1.1", 2, TODAY), ("3", None, 5, TODAY)]
    assert app.success[0].value == text.ratings_saved(2)
    again = page(own, monkeypatch)
    assert next(g for g in again.radio if g.label.startswith("3 ·")).value == 5


def test_only_changes_are_new_ratings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier rating keeps its day."""
    old = date(2026, 10, 11)
    store = store_with(
        tmp_path, [*practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code=EXAM), rating("1", 3), rating("2", 4)]
    )
    app = page(store, monkeypatch)
    assert [group.value for group in app.radio if str(group.key).endswith("_None_0_me")] == [3, 4, None, None, None]
    rate(app, "1 ·", 2)
    save(app)
    assert sorted(kept(store)) == [("1", None, 2, TODAY), ("1", None, 3, old), ("2", None, 4, old)]
