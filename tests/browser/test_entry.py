"""How a browser gets into the dashboard, and what it keeps of the token."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard import pages
from dashboard.text import access as text
from dashboard.text import navigation
from tests.browser.waiting import settled


@pytest.mark.parametrize("is_from_file", [False, True])
def test_the_printed_address_and_the_file_of_the_command_lead_in(
    context: BrowserContext, address_of: Callable[..., str], tmp_path: Path, is_from_file: bool
) -> None:
    """The token is gone from the address and its history; a second window needs no token."""
    address = address_of("little", "/data")
    page, start = context.new_page(), tmp_path / "cutscore.html"
    start.write_text(text.opening(address), encoding="utf-8")
    page.goto(start.as_uri() if is_from_file else address)
    settled(page)
    token = urlsplit(address).query
    expect(page).to_have_url(address.removesuffix(f"?{token}"))
    assert "cutscore" not in page.evaluate("document.cookie")
    page.go_back()
    assert token not in page.url
    (cookie,) = (each for each in context.cookies() if each["name"].startswith("cutscore"))
    assert (cookie["sameSite"], cookie["httpOnly"], cookie["expires"]) == ("Strict", True, -1)
    second = context.new_page()
    answer = second.goto(address.partition("/data")[0], wait_until="commit")
    assert answer is not None
    assert answer.ok


def test_without_the_token_a_page_says_how_to_get_in(context: BrowserContext, address_of: Callable[..., str]) -> None:
    page = context.new_page()
    page.goto(address_of("little").partition("?")[0])
    expect(page.get_by_role("heading", name=text.LOCKED_TITLE)).to_be_visible()


def test_the_sidebar_of_a_phone_does_not_stay_over_the_page(
    context: BrowserContext, address_of: Callable[..., str]
) -> None:
    """Its button leads to another page, which it would cover."""
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address_of("little"))
    settled(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name=navigation.ADD_DATA).click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    settled(page, pages.DATA.url_path)


def test_a_page_shows_all_of_itself_once_it_is_drawn(context: BrowserContext, address_of: Callable[..., str]) -> None:
    """What is hidden below a placeholder appears with what takes its place, not only when the browser looks again."""
    page = context.new_page()
    page.goto(address_of("full", f"/mistakes?candidate=week-eight&tab={pages.PAIRS.title}"))
    method = page.get_by_test_id("stMain").locator("details").last
    method.wait_for(state="attached")
    settled(page)
    expect(method).to_be_visible()


def test_a_table_offers_no_file_in_which_a_name_is_a_formula(
    context: BrowserContext, address_of: Callable[..., str]
) -> None:
    """Streamlit's own CSV has cells as they are; the button below the table writes a safe one."""
    page = context.new_page()
    page.goto(address_of("full", "/group"))
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    expect(page.get_by_role("button", name="Search: ").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV").first).not_to_be_visible()


def test_no_page_frames_the_dashboard(context: BrowserContext, address_of: Callable[..., str], tmp_path: Path) -> None:
    """Not even one of the same site, another port of this computer, to which the cookie is sent."""
    page, address = context.new_page(), address_of("little")
    page.goto(address)
    settled(page)
    inside = address.partition("?")[0]
    context.route("http://127.0.0.1:65000/", lambda route: route.fulfill(body=f"<iframe src='{inside}'></iframe>"))
    page.goto("http://127.0.0.1:65000/")
    (frame,) = page.main_frame.child_frames
    frame.wait_for_load_state()
    assert frame.url != inside
