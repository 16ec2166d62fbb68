"""How long browser tests wait, and for what."""

from playwright.sync_api import Page

LIMIT_MS = 60_000


def settled(page: Page) -> None:
    """Wait until the page is drawn."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=LIMIT_MS)
