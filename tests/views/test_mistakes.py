"""The mistakes page, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Confidence, ErrorCause, ItemResponse, Record
from analytics.reports.practice.mistakes import MistakeFilter
from analytics.store import Store
from dashboard.text import confusion
from dashboard.text import mistakes as text
from tests.inputs.builders import plan, practice_exam, responses, store_with
from tests.inputs.pages import page_of, words

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


def shown(folder: Path, records: Sequence[Record], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Run the page over some records."""
    return page_of("mistakes", store_with(folder, records).path, monkeypatch)


def opened(app: AppTest, tab: str) -> str:
    """Open a tab and return all texts of the page."""
    app.session_state["mistakes_tabs"] = tab
    app.run()
    assert not app.exception
    return words(app)


@pytest.mark.parametrize("records", [[plan()], practice_exam(DAY, [(6, 13), (10, 16), (18, 23), (6, 13)])])
def test_without_answers_by_question_the_page_says_how(
    records: Sequence[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan or counts by domain have no single answers; remedies stay, and no shares are drawn."""
    app = shown(tmp_path, records, monkeypatch)
    assert "No answers are known question by question" in app.markdown[0].value
    assert text.EMPTY_STEPS[0] in words(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("mark", "answer", "log"),
    [
        ("+", "Of 1 answer none was wrong.", text.NO_MISTAKES),
        ("-", "1 wrong answer, none with a cause.", text.LOG_NOTE),
    ],
)
def test_one_answer_is_enough_for_every_part(
    mark: str, answer: str, log: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each tab says what is missing, and without a cause no shares are drawn."""
    app = shown(tmp_path, responses("p", DAY, mark), monkeypatch)
    assert not app.get("plotly_chart")
    assert answer in app.markdown[0].value
    missing = {
        text.LOG_TAB: log,
        text.PAIRS_TAB: confusion.NO_PAIRS,
        text.CONFIDENCE_TAB: confusion.NO_CONFIDENCE,
        text.OVER_TIME_TAB: "The mix over time needs two periods",
    }
    for tab, sentence in missing.items():
        assert sentence in opened(app, tab)


def test_the_answer_is_about_the_later_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mix has changed from knowledge to misreading."""
    app = shown(tmp_path, full(), monkeypatch)
    assert "since Sat 14 Nov is a misread question" in app.markdown[0].value
    assert [bool(radio.value) for radio in app.radio] == [False] * 4
    assert len(app.get("plotly_chart")) == 1


def test_a_chart_is_drawn_when_its_tab_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Besides the mix, which always shows."""
    app = shown(tmp_path, full(), monkeypatch)
    for tab, sentence in {
        text.PAIRS_TAB: "1 pair confused so far",
        text.CONFIDENCE_TAB: "confident answers",
        text.OVER_TIME_TAB: "Each dot is one of two periods.",
    }.items():
        assert sentence in opened(app, tab)
        assert len(app.get("plotly_chart")) == 2


def test_the_mix_is_shown_in_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row for each cause, when it is opened."""
    app = shown(tmp_path, full(), monkeypatch)
    app.session_state["mistakes_numbers"] = True
    app.run()
    assert not app.exception
    assert list(app.table[0].value["Cause"]) == list(text.CAUSES.values())
    assert list(app.table[0].value["Wrong answers"]) == ["13", "0", "13", "0", "0"]


def test_a_cause_is_set_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chosen ones are saved, the others stay without a cause."""
    app = shown(tmp_path, full(), monkeypatch)
    app.radio[0].set_value(ErrorCause.REASONING)
    app.button[0].click().run()
    assert not app.exception
    assert "1 cause changed." in words(app)
    assert causes_without(tmp_path) == 3
    assert len(app.radio) == 3


def test_suggestions_count_only_when_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second button accepts them; a chosen cause goes before a suggestion."""
    app = shown(tmp_path, full(), monkeypatch)
    suggested = [radio for radio in app.radio if "Suggestion: a confused pair" in radio.label]
    assert len(suggested) == 2
    suggested[0].set_value(ErrorCause.MISREAD)
    app.button[1].click().run()
    assert not app.exception
    found = [r.error_cause for r in records(tmp_path) if r.chosen]
    assert sorted(found, key=str) == [ErrorCause.CONFUSED_PAIR, ErrorCause.MISREAD]


def test_a_cause_can_be_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By "not set", in the list of all wrong answers."""
    app = shown(tmp_path, responses("p", DAY, "-"), monkeypatch)
    app.radio[0].set_value(ErrorCause.TIMING)
    app.button[0].click().run()
    app.selectbox[0].set_value(MistakeFilter.ALL).run()
    app.radio[0].set_value("")
    app.button[0].click().run()
    assert not app.exception
    assert causes_without(tmp_path) == 1


def test_the_log_can_be_filtered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By kind, by domain and in parts of ten."""
    other = [replace(row, domain_id="2") for row in responses("other", DAY, "-" * 3)]
    app = shown(tmp_path, [*full(), *other], monkeypatch)
    app.selectbox[0].set_value(MistakeFilter.ALL).run()
    assert len(app.radio) == 10
    app.selectbox[1].set_value("2").run()
    assert len(app.radio) == 3
    app.selectbox[0].set_value(MistakeFilter.MISCONCEPTIONS).run()
    assert not app.radio
    assert text.NOTHING_SHOWN in words(app)


def test_a_retired_exam_keeps_its_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MLS-C01 is retired on the tests' day."""
    app = shown(tmp_path, responses("p", date(2026, 3, 2), "-"), monkeypatch)
    assert "1 wrong answer" in app.markdown[0].value


def records(folder: Path) -> list[ItemResponse]:
    """Return the responses of the page's file."""
    return Store(folder / "cutscore.duckdb").records(ItemResponse)


def causes_without(folder: Path) -> int:
    """Count the wrong answers that have no cause."""
    return sum(not response.is_correct and response.error_cause is None for response in records(folder))
