"""Entries by hand with a real keyboard: no key is lost."""

import re
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics.records import DomainResult, ItemResponse, StudySession
from analytics.store import Store
from dashboard.text import add as text
from tests.browser.waiting import runs_of, settled, unfold

pytestmark = pytest.mark.browser

TYPIST_MS = 50
"""Between two keys: faster than a person, slow enough for a busy machine."""


@pytest.fixture
def own(stores: Callable[[str], Store]) -> Store:
    return stores("little")


@pytest.fixture
def new_page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def runs(new_page: Page) -> list[ForwardMsg]:
    """Return a list that grows by a message for each run of the whole page."""
    return runs_of(new_page)


@pytest.fixture
def page(new_page: Page, runs: list[ForwardMsg], address_of: Callable[..., str]) -> Page:
    new_page.goto(address_of("little", "/add"))
    settled(new_page)
    return new_page


def minutes_added(store: Store, before: Sequence[StudySession]) -> list[float]:
    """Return the minutes of the sessions that were not there before, since the tests share a file."""
    return sorted(study.time_on_task_min for study in store.records(StudySession) if study not in before)


def choose(page: Page, form: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(form, exact=True).click()
    settled(page)


def test_a_study_session_is_a_number_and_a_key(page: Page, runs: list[ForwardMsg], own: Store) -> None:
    """Minutes and Enter are enough. The page runs once and confirms in view; the box is empty for the next one.

    A timer that is started, and stopped after a reload, is a session of at least a minute.
    """
    before = own.records(StudySession)
    minutes = page.get_by_role("spinbutton", name=text.MINUTES, exact=True)
    for typed in ("50", "25"):
        n_before = len(runs)
        minutes.fill(typed)
        minutes.press("Enter")
        expect(page.get_by_text(f"Saved: study session, {typed} min of reading on ")).to_be_in_viewport()
        settled(page)
        expect(minutes).to_have_value("")
        assert n_before >= 1
        assert len(runs) - n_before == 1
    assert minutes_added(own, before) == [25, 50]
    unfold(page, text.UNDO_TITLE)
    page.get_by_role("button", name="Undo: study session, 25 min").click()
    expect(page.get_by_text("Undone: study session, 25 min of reading on ")).to_be_visible()
    assert minutes_added(own, before) == [50]
    settled(page)
    page.get_by_role("button", name=text.START).click()
    expect(page.get_by_role("button", name=text.STOP)).to_be_visible()
    page.reload()
    settled(page)
    page.get_by_role("button", name=text.STOP).click()
    expect(page.get_by_text(re.compile(r"Saved: study session, [1-9]\d*\smin of reading on "))).to_be_visible()
    assert len(minutes_added(own, before)) == 2


def test_a_practice_exam_is_five_numbers_and_the_tab_key(page: Page, own: Store) -> None:
    """The questions are filled in: 13, 16, 18, 9 and 9. The sum needs no press, and Enter saves.

    A press right after the last number of a total saves it: the last box need not lose focus first. A second press does
    nothing, and the confirmation is gone when the next entry is refused.
    """
    before = own.records(DomainResult)
    choose(page, text.EXAM)
    page.get_by_role("spinbutton", name="1 · Fundamentals of AI and ML: correct").click()
    for n_correct in (12, 15, 16, 9, 8):
        page.keyboard.type(str(n_correct), delay=TYPIST_MS)
        for _ in (text.RIGHT_ANSWERS, text.OF_QUESTIONS):
            page.keyboard.press("Tab", delay=TYPIST_MS)
    expect(page.get_by_text("60 of 65 correct: 92.3")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: practice exam, 60 of 65 correct on ")).to_be_visible()
    typed = [result for result in own.records(DomainResult) if result not in before]
    assert [(r.n_correct, r.n_items) for r in typed] == [(12, 13), (15, 16), (16, 18), (9, 9), (8, 9)]
    settled(page)
    n_before = len(own.records(DomainResult))
    choose(page, text.TOTAL_ONLY)
    for what, number in ((text.RIGHT_ANSWERS, "40"), (text.OF_QUESTIONS, "65")):
        page.get_by_role("spinbutton", name=f"{text.WHOLE_EXAM}: {what.lower()}").fill(number)
    page.get_by_role("button", name=text.SAVE, exact=True).dblclick()
    expect(page.get_by_text("Saved: practice exam, 40 of 65 correct on ")).to_be_visible()
    assert len(own.records(DomainResult)) == n_before + 1
    assert any((r.n_correct, r.n_items) == (40, 65) for r in own.records(DomainResult))
    settled(page)
    expect(page.get_by_text(text.NO_RESULT)).not_to_be_attached()
    page.get_by_role("button", name=text.SAVE, exact=True).click()
    expect(page.get_by_text(text.NO_RESULT)).to_be_visible()
    expect(page.get_by_text("Saved: practice exam")).not_to_be_attached()


def test_no_key_is_lost_on_the_sheet(page: Page, own: Store) -> None:
    """Fast keys, another domain, a flag and a deletion survive a reload; a key right before Save is saved."""
    choose(page, text.QUESTIONS)
    expect(page.get_by_text("Question 1", exact=True)).to_be_visible()
    for number in range(12):
        page.keyboard.press("n" if number % 3 == 0 else "y")
        page.keyboard.press("g")
        if number % 3 == 0:
            page.keyboard.press("3")
    for key in "dyfnz":
        page.keyboard.press(key)
    expect(page.get_by_text("9 of 13 correct: 69.2")).to_be_visible()
    settled(page)
    page.reload()
    settled(page)
    choose(page, text.QUESTIONS)
    page.get_by_role("button", name=re.compile("Question 1, Wrong")).click()
    page.keyboard.press("x")
    expect(page.get_by_text("10 of 13 correct: 76.9")).to_be_visible()
    settled(page)
    unfold(page, text.FINISH)
    page.keyboard.press("y")
    page.get_by_role("button", name=text.SAVE, exact=True).click()
    expect(page.get_by_text("Saved: 14 answered questions.")).to_be_visible()
    typed = sorted(own.records(ItemResponse), key=lambda response: response.position or 0)
    assert [r.is_correct for r in typed] == [True, *(number % 3 != 0 for number in range(1, 12)), True, True]
    assert [str(r.error_cause) for r in typed if not r.is_correct] == ["misread"] * 3
    assert [(r.domain_id, r.is_flagged) for r in typed[-3:]] == [("1", False), ("2", True), ("2", False)]
