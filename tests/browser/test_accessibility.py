"""Every page and tab in a browser: in both themes and widths, with an empty file, one exam, and several people."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, expect

from dashboard import pages
from dashboard.pages import PAGES, Tab
from dashboard.pages import Page as DashboardPage
from dashboard.text import common
from tests.browser.waiting import POLL_MS, settled, unfold
from tests.inputs.sizes import full

pytestmark = pytest.mark.browser

VISITS = (
    ("full", "", 1280, "light"),
    ("full", "?candidate=week-eight", 390, "dark"),
    ("little", "", 1280, "dark"),
    ("empty", "", 390, "light"),
)
"""State of the file, candidate, width and theme: each page is seen at both widths, in both themes at each.

With one exam only the first tab of a page is opened; each tab is seen at both widths and in both themes.
"""

ALL, EVEN, ODD = slice(None), slice(None, None, 2), slice(1, None, 2)
SOME = zip(VISITS, (EVEN, ODD, ODD, EVEN), strict=True)
"""Every second page in each visit: with a full file each tab is seen once, and each page at both widths in all."""

WIDE, MOST_PX = 1280, 1900
"""The width at which a page with nothing unfolded is this high at most."""

NARROW, FIRST_SCREEN_PX = 390, 844
"""The width at which the first chart begins on the first screen."""

OPENED_PX, WHOLE_PX = 900, 4_000
"""The height of the window in which a page opens, and one that shows all of any page.

Axe judges no contrast of what is out of view, and in the higher window none of what is below the header.
"""

PATIENCE_MS = 3_000
"""After it a page with a fault is looked at again: a busy machine may not have finished it."""

CHARTS = ".stPlotlyChart, .cs-mark, .cs-people, .cs-quadrants, .cs-scroll"
STREAMLITS_OWN = frozenset({"presentation-role-conflict"})
"""Findings in Streamlit's own markup: the button of the file uploader."""

CHECK = """async () => {
    const found = await axe.run({resultTypes: ["violations"], rules: {region: {enabled: false}}});
    return found.violations;
}"""
"""Without the rule that takes longest after that of contrast: what it finds is moderate, and so never reported."""

MEASURE = """charts => {
    const main = document.querySelector(".stMainBlockContainer");
    const named = [...document.querySelectorAll("[aria-label]")].map(one => one.ariaLabel);
    const texts = [document.querySelector("[data-testid=stSidebar]"), main].map(one => one.textContent);
    const tops = [...main.querySelectorAll(charts)].map(one => one.getBoundingClientRect().top);
    return {
        exceptions: document.querySelectorAll("[data-testid=stException]").length,
        height: main.getBoundingClientRect().height,
        excess: document.documentElement.scrollWidth - window.innerWidth,
        chart: tops.length ? Math.min(...tops) - main.getBoundingClientRect().top : null,
        escaped: [...texts, ...named].filter(text => text.includes("\\\\")).map(
            text => text.slice(Math.max(0, text.indexOf("\\\\") - 30), text.indexOf("\\\\") + 30)
        ),
        undrawn: [...main.querySelectorAll(".js-plotly-plot")].some(
            chart => chart.querySelectorAll(".shapelayer path").length < chart._fullLayout.shapes.length),
        titles: document.querySelectorAll("h1").length,
        lines: [...main.querySelectorAll(".stPageLink p")].filter(
            link => getComputedStyle(link).whiteSpace === "nowrap").map(link => link.textContent),
    };
}"""

BROKEN_WORDS = """() => [...document.querySelectorAll(".stTable td")].flatMap(cell => {
    const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
    return [...(text?.data ?? "").matchAll(/[^ ]+/g)].filter(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length > 1;
    }).map(word => word[0]);
})"""
"""Each word in a table that is drawn on several lines."""


def follow_link(page: Page, to: DashboardPage[Any]) -> None:
    """Open a page by its link, which is hidden on a narrow screen, and wait until it is drawn."""
    page.locator(f"[data-testid=stSidebarNav] a[href$='/{to.url_path}']").dispatch_event("click")
    _drawn(page, to)


def open_tab(page: Page, tab: Tab[Any]) -> None:
    """Open a tab by a click, unless it is open; the address names it once the page has run."""
    place = page.get_by_role("tab", name=tab.title, exact=True)
    if place.get_attribute("aria-selected") == "true":
        return
    place.click()
    is_there = "tab => new URLSearchParams(location.search).get('tab') === tab"
    page.wait_for_function(is_there, arg=tab.title, polling=POLL_MS)
    settled(page)


def _drawn(page: Page, shown: DashboardPage[Any]) -> None:
    """Wait until a page is drawn; its name stands above its title, and names the window."""
    page.get_by_test_id("stMain").get_by_text(shown.title, exact=True).first.wait_for()
    settled(page, shown.url_path)
    expect(page).to_have_title(f"{shown.title} · {common.PRODUCT}")


def faults(page: Page, width: int) -> list[str]:
    """Return what is wrong with a page, and still is at a second look."""
    if not list(_faults(page, width)):
        return []
    page.wait_for_timeout(PATIENCE_MS)
    settled(page)
    return list(_faults(page, width))


def _faults(page: Page, width: int) -> Iterator[str]:
    """Yield what is wrong with a page as it is shown."""
    measured = page.evaluate(MEASURE, CHARTS)
    if measured["exceptions"]:
        yield "exception"
    if measured["undrawn"]:  # Plotly stops at a line or band that it cannot draw, and says so nowhere
        yield "a chart without some of its lines or bands"
    if measured["titles"] != 1:
        yield f"{measured['titles']} titles"
    if measured["excess"] > 1:
        yield f"scrolls sideways by {measured['excess']} px"
    if measured["height"] > (MOST_PX if width == WIDE else WHOLE_PX):
        yield f"{measured['height']:.0f} px high"
    if width == NARROW and (measured["chart"] or 0) > FIRST_SCREEN_PX:
        yield f"the first chart begins at {measured['chart']:.0f} px"
    yield from (f"escaped text: {text}" for text in measured["escaped"])
    yield from (f"cut where it is long: {link}" for link in measured["lines"])
    yield from _findings(page)


def _findings(page: Page) -> Iterator[str]:
    """Yield what axe finds on a page; its script is loaded once per document."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    for violation in page.evaluate(CHECK):
        is_serious = violation["impact"] in ("serious", "critical") or violation["id"] == "heading-order"
        if is_serious and violation["id"] not in STREAMLITS_OWN:
            yield f"{violation['id']} at {violation['nodes'][0]['target']}"


@pytest.mark.parametrize(
    ("state", "query", "width", "theme", "some"),
    [
        *((*visit, some) for visit, some in SOME),
        *full((*visit, ALL) for visit in VISITS),
    ],
)
def test_every_page_and_tab_is_sound(
    context: BrowserContext, address_of: Callable[..., str], state: str, query: str, width: int, theme: str, some: slice
) -> None:
    """No page has an exception, a serious finding, escaped text, a request elsewhere, or a chart out of sight.

    The group is in the navigation of a file in which several people prepare for the same exam.
    """
    page, address, found = context.new_page(), address_of(state, query), list[str]()
    page.set_viewport_size({"width": width, "height": OPENED_PX})
    own = "{0.scheme}://{0.netloc}/".format(urlsplit(address))

    def note(request: Request) -> None:
        if not request.url.startswith((own, "data:", "blob:")):
            found.append(f"request to {request.url}")

    page.on("request", note)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(address)
    _drawn(page, PAGES[0])
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
    found += [f"{state} {query} {width} {theme} as it opens: {fault}" for fault in faults(page, width)]
    page.set_viewport_size({"width": width, "height": WHOLE_PX})
    settled(page)
    for each in [*PAGES, *([pages.GROUP] if state == "full" else ())][some]:
        if each is not PAGES[0]:
            follow_link(page, each)
        has_tabs = page.get_by_role("tab").count() > 0  # without an exam most pages have none
        tabs = each.tabs[:1] if state == "little" else each.tabs
        for tab in tabs if has_tabs else (None,):
            if tab is not None:
                open_tab(page, tab)
            where = f"{state} {query} {width} {theme} /{each.slug} {tab.title if tab else ''}"
            found += [f"{where}: {fault}" for fault in faults(page, width)]
    assert not found, "\n".join(found)


def test_a_former_address_opens_its_tab(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """A link from an earlier version leads to the page with the tab open; `tests/views` has where each one leads."""
    address = "stabilisation"
    tab, page = pages.hidden_addresses()[address], context.new_page()
    assert isinstance(tab, Tab)
    page.goto(address_of("little", address))
    expect(page.get_by_role("tab", name=tab.title, exact=True)).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile(pages.page_with(tab).slug))


def test_an_exact_passing_score_is_drawn(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """It is a line, and not the band of other exams."""
    page = context.new_page()
    for shown in (pages.page_with(pages.SCORES), pages.BOOKING):
        page.goto(address_of("exact", shown.slug))
        _drawn(page, shown)
        page.locator(".js-plotly-plot").first.wait_for()
        assert not page.evaluate(MEASURE, CHARTS)["undrawn"]


def test_no_word_or_date_in_a_table_breaks_on_a_phone(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """A cell of six columns has each word, and each date with its no-break spaces, on one line."""
    page = context.new_page()
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto(address_of("full", "practice?tab=Forecasts"))
    settled(page)
    unfold(page, common.SAME_IN_NUMBERS)
    page.get_by_role("cell", name="computed afterwards").first.wait_for()
    assert page.evaluate(BROKEN_WORDS) == []


def test_on_a_phone_the_three_statements_follow_the_scores(
    context: BrowserContext, address_of: Callable[..., str]
) -> None:
    """The scores, what they are worth, and only then what waiting does; all as wide as the page."""
    page = context.new_page()
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto(address_of("full", f"{pages.BOOKING.slug}?candidate=week-eight"))
    settled(page)
    parts = [page.locator(f"[class*=st-key-{part}]") for part in ("score_", "statements", "weeks_")]
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})
    assert (len(boxes), len({box["width"] for box in boxes})) == (3, 1)


def test_a_long_option_ends_in_an_ellipsis_on_a_phone(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """Streamlit cuts it within a letter, as if nothing followed; an ellipsis needs a text that is a block."""
    page = context.new_page()
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto(address_of("empty"))
    settled(page)
    page.get_by_role("combobox").first.click()
    text = page.get_by_role("option").filter(has_text="Machine Learning").locator("div").first
    expect(text).to_have_css("text-overflow", "ellipsis")
    expect(text).to_have_css("display", "block")
