"""The pages are served only behind the guard."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.server.guard import Guard, hosts
from dashboard.text import access

SCRIPT = Path(dashboard.__file__).with_name("app.py")


def test_without_the_guard_the_pages_say_how_to_start_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """`streamlit run` would serve everybody, so it shows one sentence and no data."""
    monkeypatch.setattr(Guard, "is_in_use", False)
    app = AppTest.from_file(SCRIPT, default_timeout=120).run()
    assert [error.value for error in app.error] == [access.UNGUARDED]
    assert len(app.main) == 1


def test_a_browser_leaves_out_the_usual_port() -> None:
    assert hosts(80) == {"localhost", "127.0.0.1"}
    assert hosts(8501) == {"localhost:8501", "127.0.0.1:8501"}
