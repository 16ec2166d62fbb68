"""Every page as a person meets it: in both themes and widths, with nothing, little and everything."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from analytics.estimation.selection import known_blueprints
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from dashboard.cli.sample import load_sample

pytestmark = pytest.mark.browser

PATHS = (
    "",
    "audit",
    "mastery",
    "mistakes",
    "pace",
    "plan",
    "hours",
    "labs",
    "resources",
    "last-week",
    "exam-day",
    "stabilisation",
    "booking",
    "record",
    "start",
    "add",
    "data",
)
ONE_EXAM = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-11-20,AIF-C01,total,65,44\n"
VIEWS = (
    (1280, "light", {"full": "", "little": ""}),
    (390, "dark", {"full": "", "empty": ""}),
    (1280, "dark", {"full": "?candidate=week-eight"}),
    (390, "light", {"full": "?candidate=week-eight"}),
)
"""Each page is seen at both widths in both themes, and with each state of a file; not each state in each view."""

BY_ADDRESS = "little"
"""In this state each page is opened by its address, in the others by its link, which takes a third of the time."""

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLITS_OWN = frozenset({"presentation-role-conflict"})
"""Findings in markup that Streamlit writes and we cannot reach: the file uploader's own button."""


@pytest.fixture(scope="module")
def addresses(app_server: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Serve three files: an empty one, one practice exam, and the sample."""
    folder = tmp_path_factory.mktemp("files")
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    little = Store(folder / "little.duckdb")
    csv = folder / "one.csv"
    csv.write_text(ONE_EXAM, encoding="utf-8")
    import_files(
        UpdateContext(
            store=little, today=date(2026, 11, 25), made_at=now, zone="UTC", blueprints=known_blueprints(little)
        ),
        [Source(csv, "one.csv")],
    )
    full = Store(folder / "full.duckdb")
    load_sample(full, today=date(2026, 11, 25), made_at=now)
    return {
        "empty": app_server(folder / "empty.duckdb"),
        "little": app_server(little.path),
        "full": app_server(full.path),
    }


def opened(page: Page, address: str) -> None:
    """Open a page by its address and wait until it stands still."""
    page.goto(address)
    page.wait_for_selector(SETTLED, timeout=60_000)
    page.get_by_role("heading", level=1).first.wait_for(timeout=30_000)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


def followed(page: Page, path: str) -> None:
    """Go to a page by its link, which a narrow screen has folded away, and wait until it stands still."""
    link = page.locator(f"[data-testid=stSidebarNav] a[href$='/{path}']")
    name = link.inner_text() or str(link.text_content())
    link.dispatch_event("click")
    page.get_by_role("heading", name=name, level=1, exact=True).wait_for(timeout=60_000)
    page.wait_for_selector(SETTLED, timeout=60_000)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")


def serious_findings(page: Page) -> list[str]:
    """Look at what stands on a page with axe, which is put into a document once."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']} at {violation['nodes'][0]['target']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical") and violation["id"] not in STREAMLITS_OWN
    ]


@pytest.mark.parametrize(("width", "theme", "states"), VIEWS)
def test_no_page_has_a_serious_finding_or_asks_another_computer(
    browser: Browser, addresses: dict[str, str], width: int, theme: str, states: dict[str, str]
) -> None:
    """No page shows an exception, scrolls sideways, fails axe seriously, or sends a request elsewhere."""
    context = browser.new_context(
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page, outside, findings = context.new_page(), [], []

    def note(request: Request) -> None:
        if not request.url.startswith((*addresses.values(), "data:", "blob:")):
            outside.append(request.url)

    page.on("request", note)
    for state, query in states.items():
        for path in PATHS:
            if not path or state == BY_ADDRESS:
                opened(page, f"{addresses[state]}/{path}{query}")
            else:
                followed(page, path)
            where = f"{state} /{path}{query} {width} {theme}"
            if page.locator("[data-testid=stException]").count():
                findings.append(f"{where}: exception")
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                findings.append(f"{where}: scrolls sideways")
            findings += [f"{where}: {finding}" for finding in serious_findings(page)]
    context.close()
    assert not outside, outside
    assert not findings, "\n".join(findings)
