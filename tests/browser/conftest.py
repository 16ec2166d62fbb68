"""Fixtures of the browser tests: Chromium, and one server of the dashboard for each state of the file.

Starting a server and drawing its first page takes longer than a test, so the tests share them.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from analytics.estimation.selection import known_blueprints
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from tests.browser.chromium import LAUNCH_ARGS, ONE_PROCESS_ARGS, chromium_path
from tests.browser.waiting import LIMIT_MS, WATCH, refusals
from tests.inputs.builders import MADE_AT, TODAY, add_records
from tests.inputs.groups import confused, small_group
from tests.inputs.servers import page_at, serving

HEADER = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct"
ONE_EXAM = {
    "little": f"{HEADER}\np,2026-11-20,AIF-C01,total,65,44\n",
    "exact": f"{HEADER}\np,2026-11-20,CKA,total,17,12\n",
}
"""The practice exam of a state; the passing score of CKA is exact."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start one headless Chromium for the tests here; its event loop would keep others from running one of theirs."""
    expect.set_options(timeout=LIMIT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=[*LAUNCH_ARGS, *ONE_PROCESS_ARGS])
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window without animations; the tests share what it has loaded, since loading it takes longest.

    An empty page keeps the process of all pages alive between two tests.
    """
    window = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    window.set_default_timeout(LIMIT_MS)
    window.add_init_script(WATCH)
    window.new_page()
    yield window
    window.close()


@pytest.fixture
def context(window: BrowserContext) -> Iterator[BrowserContext]:
    """Return the window with no page and no cookie; its pages do only what their security policy allows."""
    with refusals(window) as refused:
        yield window
        window.unroute_all()
        for page in window.pages[1:]:
            page.close()
    window.clear_cookies()
    assert refused == []


@pytest.fixture(scope="session")
def stores(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Store]:
    """Return a function that makes the database of a state.

    States: empty, little and exact (one practice exam), full (the sample and five people who prepare for one exam).
    """

    @cache
    def make(state: str) -> Store:
        store = Store(tmp_path_factory.mktemp("files") / f"{state}.duckdb")
        if state in ONE_EXAM:
            _import_one_exam(store, ONE_EXAM[state])
        elif state == "full":
            shutil.copy(sample_file, store.path)
            add_records(store, [*small_group(), *confused("Ann", 1)])
        else:
            store.revision()
        return store

    return make


@pytest.fixture(scope="session")
def address_of(
    stores: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., str]]:
    """Return a function that serves the dashboard of a state on `TODAY`, and returns a page's address with the token.

    The servers live until the last test.
    """
    with ExitStack() as servers:

        @cache
        def serve(state: str) -> str:
            log, today = tmp_path_factory.mktemp("server") / "log.txt", {"CUTSCORE_TODAY": TODAY.isoformat()}
            return servers.enter_context(serving(stores(state).path, log, environment=today))

        yield lambda state, path="": page_at(serve(state), path)


def _import_one_exam(store: Store, text: str) -> None:
    csv = store.path.with_name("one.csv")
    csv.write_text(text, encoding="utf-8")
    context = UpdateContext(store=store, today=TODAY, made_at=MADE_AT, zone="UTC", blueprints=known_blueprints(store))
    import_files(context, [Source(csv, "one.csv")])
