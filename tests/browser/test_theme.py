"""A theme that changes while a page is open, as it does with the system's at night, and a page in print."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from dashboard import theme

pytestmark = pytest.mark.browser

ESTIMATE = theme.ROLES["estimate"]


def shown(page: Page, color: str) -> Locator:
    """Return an outline of the charts in a color."""
    rgb = "rgb({}, {}, {})".format(*bytes.fromhex(color[1:]))
    return page.locator(f".stPlotlyChart path[style*='stroke: {rgb}']").first


def test_charts_follow_the_theme(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """The ranges of the gap audit have the estimate color of the theme that is shown, also if it changes early.

    In print a page is landscape, and drawn smaller: charts keep the width that they have in the window.
    """
    page = context.new_page()
    page.goto(address_of("full", "audit?candidate=week-eight"))
    expect(shown(page, ESTIMATE.light)).to_be_attached()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].mediabox
    assert printed.width > printed.height
    page.emulate_media(color_scheme="dark")
    expect(shown(page, ESTIMATE.dark)).to_be_attached()
    page.emulate_media(color_scheme="light")
    expect(shown(page, ESTIMATE.light)).to_be_attached()
