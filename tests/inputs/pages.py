"""Run one page of the dashboard without a browser."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

from analytics.records import Record
from analytics.store import Store
from dashboard import components, environment, formatting
from dashboard.pages import GROUP, PAGES, START, View
from dashboard.session.caching import cached_figure
from dashboard.views import overview
from tests.inputs import builders
from tests.inputs.builders import TODAY
from tests.inputs.store_files import new_store

VIEWS: Mapping[str, View[Any]] = {view.slug: view for page in PAGES for view in (page, *page.tabs)} | {
    "start": START,
    "group": GROUP,
}
"""All pages and tabs by slug; a tab is run without its page."""

LIMIT_S = 120
"""Wall-clock seconds, enough for a busy machine."""

_BLANK = go.Figure()
_DRAW_CHARTS = (f"{components.__name__}.cached_figure", f"{overview.__name__}.cached_figure")


def keep_open(database: Path) -> None:
    """Hold a database open until the test ends; does nothing outside of `fast_pages`."""


@contextmanager
def fast_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave out what takes more time than the page.

    Streamlit would read the metadata of all installed packages before each run, and ask a thousand times
    a second whether the page has run; and the pages would open their database for each query. Charts stay blank
    unless a test draws them; `tests/charts` has what is on them.
    """
    for name in _DRAW_CHARTS:
        monkeypatch.setattr(name, lambda *_: _BLANK)
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda: [])
    has_stopped = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        has_stopped(runner, timeout)

    monkeypatch.setattr(local_script_runner, "require_widgets_deltas", wait)
    with ExitStack() as connections:

        def hold(database: Path) -> None:
            store = Store(database, is_read_only=True) if environment.is_read_only() else new_store(database)
            connections.enter_context(store.reading())

        monkeypatch.setattr(f"{__name__}.keep_open", hold)
        yield


def draw_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the charts of the pages too, also within `fast_pages`."""
    for name in _DRAW_CHARTS:
        monkeypatch.setattr(name, cached_figure)


def store_with(folder: Path, records: Iterable[Record]) -> Store:
    """Make a store of records in a folder, and hold it open for the pages."""
    folder.mkdir(exist_ok=True)
    keep_open(folder / "cutscore.duckdb")
    return builders.store_with(folder, records)


def page_of(slug: str, database: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Run a page on a database, with today fixed to TODAY."""
    app = new_page(slug, database, monkeypatch, **query)
    return checked(app.run())


def opened(slug: str, database: Path, monkeypatch: pytest.MonkeyPatch, *titles: str) -> AppTest:
    """Run a page with some of its folded sections open."""
    app = new_page(slug, database, monkeypatch)
    for title in titles:
        app.session_state[title] = True
    return checked(app.run())


def new_page(slug: str, database: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Make a page that has not run yet."""
    assert slug in VIEWS
    keep_open(database)
    monkeypatch.setenv("CUTSCORE_DB", str(database))
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    script = f"from tests.inputs.pages import VIEWS\nVIEWS[{slug!r}].render()\n"
    app = AppTest.from_string(script, default_timeout=LIMIT_S)
    for name, value in query.items():
        app.query_params[name] = value
    return app


def checked(app: AppTest) -> AppTest:
    """Return a page that ran without an exception."""
    assert not app.exception, app.exception[0].value
    return app


def words(app: AppTest) -> str:
    """Return all texts of a page, in order, and then those of the bar at its bottom."""
    shown = [element for element in app.main if hasattr(element, "value")]
    bar = [element for element in (*app.markdown, *app.caption) if all(element is not one for one in shown)]
    return "\n".join(str(element.value) for element in (*shown, *bar))


def plain_words(app: AppTest) -> str:
    """Return all texts of a page, without Markdown escapes."""
    return formatting.unescaped(words(app))


def answer(app: AppTest) -> str:
    """Return the title and the sentence that a page opens with, without Markdown escapes."""
    return formatting.unescaped(" ".join(str(part.value) for part in (*app.title, *app.markdown[:1])))


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with a label."""
    return checked(next(button for button in app.button if button.label == label).click().run())
