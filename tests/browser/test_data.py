"""Imports in a browser, from an empty file on."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.records import StudySession
from analytics.store import Store
from dashboard import pages
from dashboard.cli.main import main
from dashboard.text import data as text
from dashboard.text import mapping as mapping_text
from dashboard.text import start as start_text
from tests.browser.waiting import POLL_MS, settled, unfold

pytestmark = pytest.mark.browser

HEADER = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n"
ONE_BAD_ROW = f"{HEADER}a,2026-03-07,AIF-C01,1,13,9\na,2026-03-07,AIF-C01,2,16,10\na,2026-03-07,AIF-C01,3,18,99\n"
MORE_ROWS = f"{HEADER}b,2026-03-14,AIF-C01,1,13,11\nb,2026-03-14,AIF-C01,2,16,12\n"
OWN_TABLE = "Date,Time Spent (Minutes),Resource\n03/04/2026,50,Book\n05/04/2026,soon,Book\n"


def go_to(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    settled(page)


@pytest.fixture
def empty(stores: Callable[[str], Store]) -> Iterator[Store]:
    """Yield the database of the empty state, and empty it for the next test."""
    store = stores("empty")
    yield store
    for _ in store.batches():
        store.undo()


@pytest.fixture
def page(context: BrowserContext, address_of: Callable[..., str], empty: Store) -> Page:
    page = context.new_page()
    page.goto(address_of("empty", "/import"))
    settled(page)
    return page


def test_a_file_is_imported_used_and_undone(page: Page, empty: Store, tmp_path: Path) -> None:
    """From an empty file to a chance of passing and back; the page sees an import by the command.

    Meanwhile one press makes a backup and saves it. On a phone, a long name of a file stays in its column. In a low
    window, the page moves to what an undo did.
    """
    first, more = tmp_path / f"{'practice_exams_' * 6}.csv", tmp_path / "more.csv"
    first.write_text(ONE_BAD_ROW, encoding="utf-8")
    more.write_text(MORE_ROWS, encoding="utf-8")
    expect(page.get_by_role("heading", level=1)).to_have_text("No data yet")

    page.locator("input[type=file]").set_input_files(first)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("3 rows read: 2 new, 1 with problems.")).to_be_visible()
    expect(page.get_by_text(f"{first.name}, line 4, n_correct, 99")).to_be_visible()
    usual = page.viewport_size
    assert usual
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("[...document.querySelectorAll('td')].every(cell => cell.scrollWidth <= cell.offsetWidth)")
    page.set_viewport_size(usual)
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 rows")

    go_to(page, "Overview")
    expect(page.get_by_text("would pass").first).to_be_attached()

    assert main(["import", str(more), "--db", str(empty.path)]) == 0
    go_to(page, "Data")
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 rows")

    settled(page)
    page.get_by_role("tab", name=pages.IN_FILE.title).click()
    settled(page)
    unfold(page, text.EXPORT_TITLE)
    with page.expect_download() as download:
        page.get_by_role("button", name=text.BACKUP).click()
    copy = tmp_path / text.BACKUP_FILE
    download.value.save_as(copy)
    assert download.value.suggested_filename == text.BACKUP_FILE
    assert Store(copy).check() == []
    expect(page.get_by_role("button", name=text.BACKUP_FILE)).to_be_visible()
    settled(page)
    unfold(page, text.IMPORTS)
    page.set_viewport_size({"width": 1280, "height": 400})
    imports = sorted((batch.batch_id for batch in empty.batches()), reverse=True)
    for number, left in zip(imports, ("2 rows", "No data yet"), strict=True):
        unfold(page, f"Undo import {number}")
        expect(page.get_by_text("Undoing it removes 2 rows of practice exam results.").first).to_be_visible()
        page.get_by_role("button", name="Undo this import").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(left)
        expect(page.get_by_text(f"Import {number} undone")).to_be_in_viewport()
        settled(page)

    go_to(page, "Overview")
    expect(page.get_by_role("heading", level=1)).to_have_text(start_text.TITLE)


def test_a_tab_opened_by_a_link_on_its_page_stays_open(page: Page, tmp_path: Path) -> None:
    """Also in the next run, which reads the address: it names the tab that the link opened, and its section is open."""
    sessions = tmp_path / "study_sessions.csv"
    sessions.write_text("started_at,time_on_task_min,activity\n2026-03-01,50,reading\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(sessions)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name=mapping_text.ASSIGN).click()
    settled(page)
    expect(page.get_by_text(mapping_text.NEEDS_EXAM)).to_be_visible()
    unfold(page, text.IMPORTS)
    expect(page.get_by_role("tab", name=pages.IN_FILE.title)).to_have_attribute("aria-selected", "true")


def test_an_unknown_table_is_asked_about(
    page: Page, empty: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ambiguous dates: one question, the sum with the first rows, and one press."""
    table = tmp_path / "my log.csv"
    table.write_text(OWN_TABLE, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(table)
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_disabled()
    page.get_by_text("03/04/2026 is 4 March 2026").click()
    expect(page.get_by_role("region", name="Table with the first rows of the file.")).to_be_attached()
    expect(page.get_by_text("1 study session, 50 min, 4 Mar")).to_be_visible()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these answers").click()
    answers = tmp_path / download.value.suggested_filename
    download.value.save_as(answers)
    button.click()
    expect(page.get_by_text("2 rows read: 1 new, 1 with problems.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 row")
    (read,) = empty.records(StudySession)
    assert str(read.started_at).startswith("2026-03-04")

    table.write_text(OWN_TABLE.replace("2026,", "2025,"), encoding="utf-8")
    main(["import", str(table), "--map", str(answers), "--db", str(tmp_path / "other.duckdb")])
    assert "2 rows read, 1 imported" in capsys.readouterr().out


TOPICS = (
    "IAM",
    "VPC networking",
    "S3 storage",
    "High-performing databases",
    "Cost-optimized compute",
    "Encryption at rest",
    "Load balancing",
    "Lambda and queues",
    "Disaster recovery",
    "Secure access",
    "Resilient architectures",
    "Budgets",
)
DOMAINS = {"IAM": "1", "VPC networking": "1", "Encryption at rest": "1", "Load balancing": "2"}
DOMAINS |= {"Lambda and queues": "2", "Disaster recovery": "2", "S3 storage": "3", "Budgets": "4"}
"""The topics without a near name, and their domains of SAA-C03."""

MAX_PX = 1900
"""The height of the page that asks about 12 topics."""

COUNT_CLICKS = (
    "window.n_clicks = 0; addEventListener('click', event => { if (event.isTrusted) window.n_clicks += 1 }, true)"
)


WORDS = {
    "iam, vpc, encrypt": ("IAM", "VPC networking", "Encryption at rest"),
    "load, disaster, lambda": ("Load balancing", "Disaster recovery", "Lambda and queues"),
    "kinesis, route, front": ("Kinesis streams", "Route 53", "CloudFront"),
    "": ("Budgets", "Whiteboard day", "Notes from Ben"),
}
"""Words that find three topics each, and the rest; none of them has a near name."""


def log(month: int, topics: Sequence[str] = TOPICS) -> str:
    """Write 30 sessions of an hour and a half on 12 topics."""
    days = (f"2026-{month:02d}-{n + 1:02d},{topics[n % len(topics)]},1.5,Chapter {n}" for n in range(30))
    return "\n".join(["Date,Topic,Hours,What I did", *days])


def test_a_log_of_ones_own_takes_few_clicks(page: Page, empty: Store, tmp_path: Path) -> None:
    """Choosing the file counts as one click: 12 in all with exam and topics, and 2 for the next month's log."""
    first, second = tmp_path / "september.csv", tmp_path / "october.csv"
    first.write_text(log(9), encoding="utf-8")
    second.write_text(log(10), encoding="utf-8")
    page.evaluate(COUNT_CLICKS)

    page.locator("input[type=file]").set_input_files(first)
    page.get_by_role("combobox", name="Which exam are you studying for?").click()
    page.get_by_role("option", name="SAA-C03").click()
    settled(page)
    is_short = "most => document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight <= most"
    page.wait_for_function(is_short, arg=MAX_PX, polling=POLL_MS)
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_in_viewport()
    for topic, domain in DOMAINS.items():
        page.get_by_role("radiogroup", name=f"Domain of {topic}").get_by_role("radio", name=domain).click()
        settled(page)
    expect(page.get_by_text("30 study sessions, 45 h, 1 Sep to 30 Sep; longest 1 h 30")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("30 rows read: 30 new.")).to_be_visible()
    assert 1 + page.evaluate("window.n_clicks") <= 12
    settled(page)

    page.evaluate("window.n_clicks = 0")
    page.locator("input[type=file]").set_input_files(second)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("60 rows")
    assert 1 + page.evaluate("window.n_clicks") == 2
    domains = {row.domain_id for row in empty.records(StudySession)}
    assert (len(empty.records(StudySession)), domains) == (60, {"1", "2", "3", "4"})


@pytest.mark.full
def test_topics_without_any_near_name_are_set_in_groups(page: Page, empty: Store, tmp_path: Path) -> None:
    """Twelve topics of four domains take 11 clicks with file, exam and import: words find several at once."""
    topics = [topic for found in WORDS.values() for topic in found]
    assert not any(suggested_domain(topic, shipped_blueprints()["SAA-C03"]) for topic in topics)
    table = tmp_path / "september.csv"
    table.write_text(log(9, topics).replace("Topic", "Subject"), encoding="utf-8")  # another table than above
    page.evaluate(COUNT_CLICKS)
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("combobox", name="Which exam are you studying for?").click()
    page.get_by_role("option", name="SAA-C03").click()
    for (words, found), domain in zip(WORDS.items(), "1234", strict=True):
        if words:
            page.get_by_label("Find topics that contain").click()
            page.keyboard.type(words)
            page.keyboard.press("Enter")
        settled(page)
        several = page.get_by_role("radiogroup", name=f"Set all {len(found)} ")
        several.get_by_role("radio", name=domain).click()
        settled(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("30 rows read: 30 new.")).to_be_visible()
    assert 1 + page.evaluate("window.n_clicks") == 11
    assert Counter(row.domain_id for row in empty.records(StudySession)) == {"1": 9, "2": 9, "3": 6, "4": 6}
