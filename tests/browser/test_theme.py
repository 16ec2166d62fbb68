"""A theme that changes while a page is open, as it does with the system's at night, and a page in print."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from analytics.models.intervals import Interval
from dashboard import theme
from dashboard.charts import plain_marks
from dashboard.text import common

pytestmark = pytest.mark.browser

ESTIMATE = theme.ROLES["estimate"]
CHANCE = Interval(0.74, 0.60, 0.87)

COLORS = """() => [".cs-sure", ".cs-likely", ".cs-beyond", "[role=tab][data-selected]"].map(
    name => getComputedStyle(document.querySelector(name))).map(one => one.backgroundColor + one.color)"""
FILLS = f"""(main, people) => {{
    main.insertAdjacentHTML("beforeend", people);
    return ({COLORS})();
}}"""
"""What a mark or a choice says by its color alone, also of marks that the page does not show."""


def shown(page: Page, color: str) -> Locator:
    """Return an outline of the charts in a color."""
    rgb = "rgb({}, {}, {})".format(*bytes.fromhex(color[1:]))
    return page.locator(f".stPlotlyChart path[style*='stroke: {rgb}']").first


def test_charts_follow_the_theme(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """The ranges of the gap audit have the estimate color of the theme that is shown, even if it changes early.

    In print a page is landscape, and drawn smaller: charts keep the width that they have in the window, and their
    colors, so that all has those of the theme. No page is left for what is folded, no place for a button. Forced colors
    leave the marks of plain HTML and the open tab theirs.
    """
    page = context.new_page()
    page.goto(address_of("full", "audit?candidate=week-eight"))
    expect(shown(page, ESTIMATE.light)).to_be_attached()
    [sheet] = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert sheet.mediabox.width > sheet.mediabox.height
    assert common.HOW_COMPUTED not in sheet.extract_text()
    page.emulate_media(color_scheme="dark")
    expect(shown(page, ESTIMATE.dark)).to_be_attached()
    page.emulate_media(color_scheme="light")
    expect(shown(page, ESTIMATE.light)).to_be_attached()
    fills = page.locator(".stMainBlockContainer").evaluate(FILLS, plain_marks.people(CHANCE, label="about 15 of 20"))
    page.emulate_media(forced_colors="active")
    assert page.evaluate(COLORS) == fills
    page.emulate_media(media="print")
    expect(page.locator(".stApp")).to_have_css("print-color-adjust", "exact")
    expect(page.locator(".stButton").first).to_have_css("display", "none")
