"""A save runs the page's script once, and its confirmation is seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.text import add, plan_settings
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


def runs_of(page: Page) -> list[ForwardMsg]:
    """Return a list that grows by a message for each run of a whole page, from now on."""
    runs: list[ForwardMsg] = []

    def received(frame: bytes | str) -> None:
        message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "new_session" and not message.metadata.run.fragment_ids:
            runs.append(message)

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", received)

    page.on("websocket", opened)
    return runs


def log_session(page: Page) -> None:
    minutes = page.get_by_role("spinbutton", name=add.MINUTES, exact=True)
    minutes.fill("35")
    minutes.press("Enter")


def save_plan(page: Page) -> None:
    page.get_by_role("button", name=plan_settings.SAVE_PLAN).first.click()


@pytest.mark.parametrize(
    ("address", "height", "save", "sentence"),
    [
        ("add", 900, log_session, "Saved: study session, 35 min"),
        ("start", 400, save_plan, plan_settings.SAVED_PLAN.split(".")[0]),
    ],
)
def test_a_save_runs_the_page_once_and_confirms_in_view(
    context: BrowserContext,
    address_of: Callable[..., str],
    address: str,
    height: int,
    save: Callable[[Page], None],
    sentence: str,
) -> None:
    """The form alone runs first; then the page, which shows what was saved."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": height})
    runs = runs_of(page)
    page.goto(address_of("little", address))
    settled(page)
    expect(page.locator("h1").first).to_be_visible()
    settled(page)
    n_before = len(runs)
    save(page)
    expect(page.get_by_text(sentence).first).to_be_in_viewport()
    settled(page)
    assert n_before >= 1
    assert len(runs) - n_before == 1
