"""Every page and tab in a browser: in both themes and widths, with an empty file, one exam, and the sample."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from dashboard import pages
from dashboard.pages import PAGES

pytestmark = pytest.mark.browser

VISITS = (
    ("full", "", 1280, "light"),
    ("full", "?candidate=week-eight", 390, "dark"),
    ("little", "", 1280, "dark"),
    ("empty", "", 390, "light"),
)
"""State of the file, candidate, width and theme: each page is seen at both widths, in both themes at each."""

LIMIT_MS = 120_000
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLITS_OWN = frozenset({"presentation-role-conflict"})
"""Findings in Streamlit's own markup: the button of the file uploader."""

TAB_IS_DRAWN = """name => [...document.querySelectorAll("[role=tab]")].some(tab => tab.textContent === name
    && tab.ariaSelected === "true" && document.getElementById(tab.getAttribute("aria-controls"))?.innerText.trim())"""

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(each => each.checkVisibility()).map(each => Number(each.tagName[1]))"""


def open_address(page: Page, address: str) -> None:
    """Open a page by its address and wait until it is drawn."""
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for(timeout=LIMIT_MS)
    is_drawn(page)


def is_drawn(page: Page) -> None:
    """Wait until the script has run and all is drawn."""
    page.wait_for_selector(SETTLED, timeout=LIMIT_MS)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


def visited(page: Page, address: str, query: str) -> Iterator[str]:
    """Open every page and tab, and yield its name: the first by its address, the others as a person does.

    An address takes three times as long as a link, and a link is hidden on a narrow screen.
    """
    for each in PAGES:
        if each is PAGES[0]:
            open_address(page, f"{address}/{query}")
        else:
            page.locator(f"[data-testid=stSidebarNav] a[href$='/{each.url_path}']").dispatch_event("click")
            page.locator(".cs-eyebrow").get_by_text(each.title, exact=True).wait_for(timeout=LIMIT_MS)
            is_drawn(page)
        yield each.title
        for tab in page.locator("[role=tab][aria-selected=false]").all_inner_texts():
            page.get_by_role("tab", name=tab, exact=True).click()
            page.wait_for_function(TAB_IS_DRAWN, arg=tab, timeout=LIMIT_MS)
            is_drawn(page)
            yield f"{each.title}, {tab}"


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


def skipped_level(page: Page) -> bool:
    """Return whether a heading is more than one level below the one before it; the first must be the only H1."""
    levels = page.evaluate(HEADINGS)
    return levels.count(1) != 1 or any(to > before + 1 for before, to in zip([0, *levels], levels, strict=False))


@pytest.mark.parametrize(("state", "query", "width", "theme"), VISITS)
def test_no_page_has_a_serious_finding_or_asks_another_computer(
    browser: Browser, address_of: Callable[[str], str], state: str, query: str, width: int, theme: str
) -> None:
    """No page shows an exception, skips a heading, scrolls sideways, fails axe seriously, or sends a request away."""
    context = browser.new_context(
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page, address, outside, findings = context.new_page(), address_of(state), [], []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            outside.append(request.url)

    page.on("request", note)
    for name in visited(page, address, query):
        where = f"{state} {name} {query} {width} {theme}"
        if page.locator("[data-testid=stException]").count():
            findings.append(f"{where}: exception")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            findings.append(f"{where}: scrolls sideways")
        if skipped_level(page):
            findings.append(f"{where}: headings {page.evaluate(HEADINGS)}")
        findings += [f"{where}: {finding}" for finding in serious_findings(page)]
    context.close()
    assert not outside, outside
    assert not findings, "\n".join(findings)


def test_an_address_of_a_tab_opens_its_page_on_it(browser: Browser, address_of: Callable[[str], str]) -> None:
    """Both a tab of now, and what was a page in an earlier version."""
    page = browser.new_page(reduced_motion="reduce")
    for address, tab in (("mastery", pages.GAPS_OVER_TIME), ("last-week", pages.FINAL_WEEK)):
        open_address(page, f"{address_of('little')}/{address}")
        page.wait_for_url(f"**/{pages.page_with(tab).url_path}*")
        page.get_by_role("tab", name=tab.title, exact=True, selected=True).wait_for(timeout=LIMIT_MS)
    page.close()
