"""How long browser tests wait and for what, and what they note meanwhile."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

LIMIT_MS = 60_000


def settled(page: Page) -> None:
    """Wait until the page is drawn."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=LIMIT_MS)


def refusals(context: BrowserContext) -> list[str]:
    """Return a list to which each message is added that a browser refused something by the security policy."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    context.on("console", note)
    return found
