"""The mistakes page and its tabs, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from analytics.errors.store import StoreLockedError
from analytics.records import Confidence, ErrorCause, ItemResponse, Record
from analytics.reports.practice.mistakes import MistakeFilter
from analytics.store import Store
from analytics.updates import error_causes
from dashboard import components, pages
from dashboard.session import cause_entry
from dashboard.text import common, names, navigation
from dashboard.text import mistakes as text
from tests.inputs.builders import plan, practice_exam, responses
from tests.inputs.pages import checked, page_of, plain_words, press, store_with, words

DAY = date(2026, 11, 14)
PAIR = ("Firehose", "Kinesis Data Streams")


def full() -> list[ItemResponse]:
    """Make two practice exams of thirty questions: causes, names and confidence, some of each left out."""
    rows = []
    for k in range(2):
        own = responses(f"p{k}", DAY + timedelta(weeks=k - 1), "-+" * 15)
        for n, row in enumerate(own):
            cause = None if row.is_correct or n > 25 else [ErrorCause.KNOWLEDGE, ErrorCause.MISREAD][k]
            chosen, correct = PAIR if n == 28 else (None, None)
            sure = [*Confidence][n % 3]
            rows.append(replace(row, error_cause=cause, confidence=sure, chosen=chosen, correct_answer=correct))
    return rows


def records(folder: Path) -> list[ItemResponse]:
    """Return the responses of the page's file."""
    return Store(folder / "cutscore.duckdb").records(ItemResponse)


def causes_of(folder: Path) -> list[ErrorCause]:
    """Return the causes in the page's file, in the order of its wrong answers."""
    return [response.error_cause for response in records(folder) if response.error_cause is not None]


def asked_lines(app: AppTest) -> str:
    """Return the lines about the wrong answer that is asked about."""
    return next(m.value for m in app.markdown if "question" in m.value).replace("  \n", "\n")


def asked(app: AppTest) -> str:
    """Return the number of the wrong answer that is asked about: "1 of 4"."""
    return asked_lines(app).split("**")[1]


@pytest.mark.parametrize("rows", [[plan()], practice_exam(DAY, [(6, 13), (10, 16), (18, 23), (6, 13)])])
def test_without_single_questions_the_page_says_how(
    rows: Sequence[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan or counts by domain have no single answers; remedies stay, and no shares are drawn."""
    app = page_of("mistakes", store_with(tmp_path, rows).path, monkeypatch)
    assert app.title[0].value == "No questions logged yet"
    assert text.EMPTY_STEPS[0] in words(app)
    assert text.REMEDIES[ErrorCause.MISREAD] in words(app)
    assert "cs-track" not in words(app)


@pytest.mark.parametrize(
    ("mark", "answer", "opens_with"),
    [("+", "No wrong answers yet", text.MIX_TITLE), ("-", "Too few causes to compare", text.LOG_TITLE)],
)
def test_one_answer_is_enough(
    mark: str, answer: str, opens_with: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page opens with the log while no wrong answer has a cause; each tab says what is missing, unnumbered."""
    path = store_with(tmp_path, responses("p", DAY, mark)).path
    app = page_of("mistakes", path, monkeypatch)
    assert (app.title[0].value, app.header[0].value) == (answer, opens_with)
    for tab, sentence in {"pairs": text.NO_PAIRS, "confidence": text.NO_CONFIDENCE}.items():
        assert sentence in words(page_of(tab, path, monkeypatch)).splitlines()
    if mark == "+":
        assert text.NO_MISTAKES in words(page_of("log", path, monkeypatch))


@pytest.mark.parametrize("tab", ["causes", "pairs", "confidence", "log"])
def test_an_empty_tab_leads_to_where_answers_are_added(
    tab: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the answers of a practice exam, question by question, and to the import."""
    monkeypatch.setattr(components, "link", lambda to, label: streamlit.text(f"{label}: {to.slug}"))
    said = words(page_of(tab, store_with(tmp_path, [plan()]).path, monkeypatch))
    assert f"{navigation.ADD_DATA}: {pages.ADD_QUESTIONS.slug}" in said
    assert f"{common.GO_TO_DATA}: {pages.IMPORT.slug}" in said


def test_each_tab_shows_its_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Causes before and since, pairs, and confidence; a chart over time is drawn when its fold is open."""
    path = store_with(tmp_path, full()).path
    app = page_of("mistakes", path, monkeypatch)
    assert app.title[0].value.startswith("Mostly misread questions (")
    assert "cs-hollow" in words(app)
    assert not app.get("plotly_chart")
    app.session_state[text.OVER_TIME.title] = True
    checked(app.run())
    assert len(app.get("plotly_chart")) == 1
    assert "Chosen by mistake: Data Firehose twice" in words(page_of("pairs", path, monkeypatch))
    assert "cs-quadrants" in words(page_of("confidence", path, monkeypatch))


def test_answers_are_given_their_causes_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is saved at once and keeps its number; the latest day comes first, then the order of the questions."""
    app = page_of("log", store_with(tmp_path, full()).path, monkeypatch)
    n_before = len(causes_of(tmp_path))
    assert asked(app) == "1 of 4"
    assert "Sat\u00a014\u00a0Nov, p1, question 27" in plain_words(app)
    press(app, names.CAUSES[ErrorCause.TIMING])
    assert len(causes_of(tmp_path)) == n_before + 1
    assert asked(app) == "2 of 4"
    press(app, text.BACK)
    assert asked(app) == "1 of 4"
    press(app, text.SKIP)
    assert "You chose: Firehose\u00a0· Correct: Kinesis Data Streams" in plain_words(app).replace("**", "")
    press(app, text.accept(ErrorCause.CONFUSED_PAIR))
    press(app, text.SKIP)
    assert asked(app) == "4 of 4"
    press(app, names.CAUSES[ErrorCause.MISREAD])
    assert asked(app) == "3 of 4"
    press(app, names.CAUSES[ErrorCause.MISREAD])
    assert text.DONE in words(app)
    assert len(causes_of(tmp_path)) == n_before + 4


def test_two_keys_at_once_save_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second was meant for the next answer, and their order is not known."""
    app = page_of("log", store_with(tmp_path, responses("p", DAY, "--")).path, monkeypatch)
    for button in app.button[:2]:
        button.click()
    assert asked(checked(app.run())) == "1 of 2"
    assert causes_of(tmp_path) == []


def test_any_cause_is_corrected_and_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of the list is shown above; what was saved is undone in turn, and its answer is asked again."""
    app = page_of("log", store_with(tmp_path, full()).path, monkeypatch)
    n_before = len(causes_of(tmp_path))
    assert text.UNDO not in [button.label for button in app.button]
    press(app, names.CAUSES[ErrorCause.TIMING])
    app.session_state[text.LIST_TITLE] = True
    checked(app.run())
    app.selectbox[2].select_index(2).run()
    assert "Sat\u00a014\u00a0Nov, p1, question 5\n" in asked_lines(app)
    press(app, text.CLEAR)
    assert len(causes_of(tmp_path)) == n_before
    for question in (5, 27):
        press(app, text.UNDO)
        assert f"Sat\u00a014\u00a0Nov, p1, question {question}\n" in asked_lines(app)
    assert len(causes_of(tmp_path)) == n_before


def test_the_list_is_filtered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By kind and by domain, each answer with its cause."""
    other = [replace(row, domain_id="2") for row in responses("other", DAY, "-" * 3)]
    app = page_of("log", store_with(tmp_path, [*full(), *other]).path, monkeypatch)
    app.session_state[text.LIST_TITLE] = True
    checked(app.run())
    assert len(app.selectbox[2].options) == 33
    assert ": **misread question**" in words(app)
    app.selectbox[1].set_value("2").run()
    assert len(app.selectbox[2].options) == 3
    app.selectbox[0].set_value(MistakeFilter.MISCONCEPTIONS).run()
    assert not checked(app).selectbox[2].options


def test_a_fragment_keeps_what_it_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the page is not drawn again, its report is older than the answers."""
    app = page_of("log", store_with(tmp_path, responses("p", DAY, "--")).path, monkeypatch)
    entry = app.session_state["cause_entry"]
    first, second = entry.queue
    monkeypatch.setattr(streamlit, "session_state", {"cause_entry": entry})
    entry.answer(first, ErrorCause.TIMING)
    entry.answer(first, ErrorCause.MISREAD)
    assert entry.causes[first] is ErrorCause.TIMING
    assert (entry.progress, entry.is_page_due) == ((2, 2), False)
    assert cause_entry.current(entry.scope, dict.fromkeys(entry.causes)) is entry
    entry.answer(second, ErrorCause.TIMING)
    assert (entry.shown, entry.is_page_due) == (None, True)
    entry.undo()
    assert (entry.shown, entry.causes[second]) == (second, None)
    monkeypatch.setattr(error_causes, "set_cause", held)
    entry.answer(second, ErrorCause.MISREAD)
    assert "another program" in entry.problem
    assert entry.causes[second] is None


@pytest.mark.full
def test_a_cause_from_another_window_is_neither_replaced_nor_undone_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first press shows it and says so; the undo of what it replaced is gone."""
    path = store_with(tmp_path, responses("p", DAY, "--")).path
    here, other = (page_of("log", path, monkeypatch) for _ in range(2))
    press(here, names.CAUSES[ErrorCause.TIMING])
    press(other, names.CAUSES[ErrorCause.MISREAD])
    assert common.CHANGED_ELSEWHERE in plain_words(other)
    assert (causes_of(tmp_path), asked(other)) == ([ErrorCause.TIMING], "1 of 2")
    press(other, names.CAUSES[ErrorCause.MISREAD])
    assert (causes_of(tmp_path), asked(other)) == ([ErrorCause.MISREAD], "2 of 2")
    press(here, text.UNDO)
    assert common.CHANGED_ELSEWHERE in plain_words(here)
    assert causes_of(tmp_path) == [ErrorCause.MISREAD]
    assert text.UNDO not in [button.label for button in here.button]
    press(other, text.UNDO)
    assert causes_of(tmp_path) == [ErrorCause.TIMING]


def held(*_: object, **__: object) -> int:
    """Fail as if another program had the file."""
    raise StoreLockedError(Path("cutscore.duckdb"), "another program", 1)


def test_the_sample_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its buttons are disabled, with a sentence."""
    path = store_with(tmp_path, responses("p", DAY, "-")).path
    monkeypatch.setattr("dashboard.session.scope.shows_sample", lambda: True)
    monkeypatch.setattr("dashboard.session.stores.sample_store", lambda: Store(path))
    app = page_of("log", path, monkeypatch)
    assert common.SAMPLE_IS_FIXED in words(app)
    assert all(button.disabled for button in app.button if button.label in names.CAUSES.values())


def test_a_retired_exam_keeps_its_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MLS-C01 is retired on the tests' day."""
    path = store_with(tmp_path, responses("p", date(2026, 3, 2), "-")).path
    assert asked(page_of("log", path, monkeypatch)) == "1 of 1"
