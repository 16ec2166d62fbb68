"""A save runs the page's script once, and its confirmation is seen; of an entry, `test_add` has the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.text import plan
from tests.browser.waiting import runs_of, settled

pytestmark = pytest.mark.browser


def test_a_plan_that_is_saved_runs_the_page_once_and_is_confirmed_in_view(
    context: BrowserContext, address_of: Callable[..., str]
) -> None:
    """The form alone runs first; then the page, which shows what was saved, also in a low window."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 400})
    runs = runs_of(page)
    page.goto(address_of("little", "start"))
    settled(page)
    expect(page.locator("h1").first).to_be_visible()
    settled(page)
    n_before = len(runs)
    page.get_by_role("button", name=plan.SAVE_PLAN).first.click()
    expect(page.get_by_text(plan.SAVED_PLAN.split(".")[0]).first).to_be_in_viewport()
    settled(page)
    assert n_before >= 1
    assert len(runs) - n_before == 1
