"""How long browser tests wait and for what, and what they note meanwhile."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

LIMIT_MS = 60_000

QUIET_MS = 400
"""A page that has not changed for so long is drawn: between two runs its script rests for less."""

IS_DRAWN = """([path, quiet]) => {
    const now = performance.now();
    if (!window.watch) {
        window.watch = {changed: now};
        new MutationObserver(() => { window.watch.changed = performance.now(); }).observe(
            document, {subtree: true, childList: true, characterData: true, attributes: true});
    }
    const app = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    return app !== null && !document.querySelector("[data-testid=stMain] [data-stale=true]")
        && (path === null || location.pathname.replace(/^\\//, "") === path)
        && now - window.watch.changed > quiet;
}"""


def settled(page: Page, path: str | None = None) -> None:
    """Wait until the page is drawn, and its address is the path if one is given."""
    page.wait_for_function(IS_DRAWN, arg=[path, QUIET_MS], timeout=LIMIT_MS)


def refusals(context: BrowserContext) -> list[str]:
    """Return a list to which each message is added that a browser refused something by the security policy."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    context.on("console", note)
    return found
