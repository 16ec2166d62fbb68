"""Every page in a browser: in both themes and widths, with an empty file, one exam, and the sample."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from dashboard.pages import PAGES
from dashboard.pages import Page as DashboardPage

pytestmark = pytest.mark.browser

VISITS = (
    ("full", "", 1280, "light"),
    ("full", "?candidate=week-eight", 390, "dark"),
    ("little", "", 1280, "dark"),
    ("empty", "", 390, "light"),
)
"""State of the file, candidate, width and theme: each page is seen at both widths, in both themes at each."""

BY_ADDRESS = ("empty", 4)
"""The state in which pages are opened by their address, and how many links are between two of them: an address takes
three times as long as a link, and is the same mechanism for all."""

LIMIT_MS = 120_000
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLITS_OWN = frozenset({"presentation-role-conflict"})
"""Findings in Streamlit's own markup: the button of the file uploader."""


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
    for number, each in enumerate(PAGES):
        if number == 0 or (state, number % BY_ADDRESS[1]) == (BY_ADDRESS[0], 0):
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
