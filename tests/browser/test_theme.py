"""A theme that changes while a page is open, as it does with the system's at night."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard import theme
from tests.browser.waiting import LIMIT_MS, settled

pytestmark = pytest.mark.browser

ESTIMATE = theme.ROLES["estimate"]


def test_charts_follow_the_theme(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """The ranges of the gap audit have the estimate color of the theme that is shown."""
    page = context.new_page()
    page.goto(address_of("full", "audit?candidate=week-eight"), timeout=LIMIT_MS)
    settled(page, "audit")
    for color in (ESTIMATE.light, ESTIMATE.dark):
        page.emulate_media(color_scheme="dark" if color == ESTIMATE.dark else "light")
        shown = "rgb({}, {}, {})".format(*bytes.fromhex(color[1:]))
        expect(page.locator(f".stPlotlyChart path[style*='stroke: {shown}']").first).to_be_attached(timeout=LIMIT_MS)
