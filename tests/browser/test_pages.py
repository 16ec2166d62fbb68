"""Every page in a browser: in both themes and widths, with an empty file, one exam, and the sample."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from analytics.estimation.selection import known_blueprints
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from dashboard.cli.sample import load_sample
from dashboard.pages import PAGES
from dashboard.pages import Page as DashboardPage

pytestmark = pytest.mark.browser

ONE_EXAM = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-11-20,AIF-C01,total,65,44\n"
VISITS = (
    ("full", "", 1280, "light"),
    ("full", "?candidate=week-eight", 390, "dark"),
    ("little", "", 1280, "dark"),
    ("empty", "", 390, "light"),
)
"""State of the file, candidate, width and theme: each page is seen at both widths, in both themes at each."""

BY_ADDRESS = "empty"
"""The state in which each page is opened by its address, which takes three times as long as a link."""

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LIMIT_MS = 120_000
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLITS_OWN = frozenset({"presentation-role-conflict"})
"""Findings in Streamlit's own markup: the button of the file uploader."""


@pytest.fixture(scope="session")
def address_of(app_server: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Return a function that serves a state: an empty file, one practice exam, or the sample."""

    @cache
    def serve(state: str) -> str:
        store = Store(tmp_path_factory.mktemp("files") / f"{state}.duckdb")
        FILL[state](store)
        return app_server(store.path)

    return serve


def import_one_exam(store: Store) -> None:
    csv = store.path.with_name("one.csv")
    csv.write_text(ONE_EXAM, encoding="utf-8")
    context = UpdateContext(store=store, today=DAY, made_at=NOW, zone="UTC", blueprints=known_blueprints(store))
    import_files(context, [Source(csv, "one.csv")])


FILL: Mapping[str, Callable[[Store], object]] = {
    "empty": lambda _: None,
    "little": import_one_exam,
    "full": lambda store: load_sample(store, today=DAY, made_at=NOW),
}


def open_address(page: Page, address: str) -> None:
    """Open a page by its address and wait until it is drawn."""
    page.goto(address)
    page.wait_for_selector(SETTLED, timeout=LIMIT_MS)
    page.get_by_role("heading", level=1).first.wait_for(timeout=LIMIT_MS)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


def follow_link(page: Page, to: DashboardPage[Any]) -> None:
    """Open a page by its link, which is hidden on a narrow screen, and wait until it is drawn."""
    page.locator(f"[data-testid=stSidebarNav] a[href$='/{to.url_path}']").dispatch_event("click")
    page.get_by_role("heading", name=to.title, level=1, exact=True).wait_for(timeout=LIMIT_MS)
    page.wait_for_selector(SETTLED, timeout=LIMIT_MS)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


def switch_theme(page: Page, theme: str) -> None:
    """Switch the system's theme and wait until the page follows."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.wait_for_function(
        "([app, scheme]) => getComputedStyle(document.querySelector(app)).colorScheme === scheme",
        arg=["[data-testid=stApp]", theme],
        timeout=LIMIT_MS,
    )


def serious_findings(page: Page) -> list[str]:
    """Return what axe finds on a page; its script is loaded once per document."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']} at {violation['nodes'][0]['target']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical") and violation["id"] not in STREAMLITS_OWN
    ]


@pytest.mark.parametrize(("state", "query", "width", "theme"), VISITS)
def test_no_page_has_a_serious_finding_or_asks_another_computer(
    browser: Browser, address_of: Callable[[str], str], state: str, query: str, width: int, theme: str
) -> None:
    """No page shows an exception, scrolls sideways, fails axe seriously, or sends a request elsewhere."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": width, "height": 900})
    page, address, outside, findings = context.new_page(), address_of(state), [], []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            outside.append(request.url)

    page.on("request", note)
    for each in PAGES:
        if each is PAGES[0] or state == BY_ADDRESS:
            open_address(page, f"{address}/{each.url_path}{query}")
        else:
            follow_link(page, each)
        switch_theme(page, theme)
        where = f"{state} /{each.url_path}{query} {width} {theme}"
        if page.locator("[data-testid=stException]").count():
            findings.append(f"{where}: exception")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            findings.append(f"{where}: scrolls sideways")
        findings += [f"{where}: {finding}" for finding in serious_findings(page)]
    context.close()
    assert not outside, outside
    assert not findings, "\n".join(findings)
