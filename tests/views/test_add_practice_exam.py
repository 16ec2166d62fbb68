"""Entries of a practice exam by hand: as counts, in percent, as a total, and question by question."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.records import (
    Confidence,
    DomainResult,
    ErrorCause,
    ItemResponse,
)
from analytics.store import Store
from dashboard import formatting
from dashboard.session import manual_entry
from dashboard.text import add as text
from dashboard.text import common
from tests.inputs.add_page import DOMAINS, FIRST_DAY, choose, page
from tests.inputs.builders import TODAY, practice_exam, responses, session
from tests.inputs.pages import checked, press, store_with, words


@pytest.fixture
def own(tmp_path: Path) -> Store:
    return store_with(tmp_path, practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01"))


COUNTED = {
    "correct": text.RIGHT_ANSWERS, "of": text.OF_QUESTIONS, "seen": text.SEEN_BEFORE, "percent": text.PERCENT,
}  # fmt: skip


def box(boxes: Iterable[Any], label: str) -> Any:
    return next(one for one in boxes if one.label == label)


def count(app: AppTest, line: str, **counts: float | None) -> AppTest:
    """Fill in counts of a domain, or of the whole exam."""
    for what, value in counts.items():
        column = COUNTED[what]
        next(box for box in app.number_input if box.label == f"{line}: {column.lower()}").set_value(value)
    return checked(app.run())


def typed_today(own: Store) -> list[tuple[str, int, int, int | None]]:
    results = [r for r in own.records(DomainResult) if r.taken_at == TODAY]
    return [(r.domain_id, r.n_correct, r.n_items, r.n_seen_before) for r in results]


def test_a_practice_exam_needs_only_its_correct_answers(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """65 questions split as 13, 16, 18, 9, 9; 52 of 56 is 92.9 %; the domain without an answer is left out."""
    app = page(own.path, monkeypatch, text.EXAM)
    app.number_input(key="exam_n_items_AIF-C01").set_value(65).run()
    for name, n_correct in zip(DOMAINS[:4], (12, 15, 17, 8), strict=True):
        count(app, name, correct=n_correct)
    assert text.score(52, 56) in words(app)
    assert text.left_out(1) in words(app)
    press(app, text.SAVE)
    assert app.success[0].value == text.saved(f"practice exam, 52 of 56 correct on {formatting.full_day(TODAY)}")
    assert typed_today(own) == [("1", 12, 13, None), ("2", 15, 16, None), ("3", 17, 18, None), ("4", 8, 9, None)]


def test_a_practice_exam_can_be_entered_in_percent(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 13, 16 and 18 questions: 72 % of 13 is 9.4, so 9 or 10, 81.3 % of 16 is 13, 0 % none."""
    app = page(own.path, monkeypatch, text.EXAM)
    app.segmented_control(key="exam_in").set_value(text.PERCENT).run()
    for name, percent in zip(DOMAINS, (72, 81.3, 0), strict=False):
        count(app, name, percent=percent)
    with formatting.days_as_of(TODAY, is_unbroken=True):
        stored = {text.stored(9, 13, (9, 10)), text.stored(13, 16), text.stored(0, 18)}
    assert stored <= {each.value for each in app.markdown}
    assert text.score(22, 47) in words(app)
    count(app, DOMAINS[1], percent=720)
    assert [error.value for error in app.error] == [text.NO_PERCENT]
    assert press(app, text.SAVE).error[-1].value == text.NOT_SAVED
    press(count(app, DOMAINS[1], percent=81.3), text.SAVE)
    assert typed_today(own) == [("1", 9, 13, None), ("2", 13, 16, None), ("3", 0, 18, None)]


def test_one_total_percentage_is_enough(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """78 % of 65 questions is 51; of 50 it is 39, and 71.5 % is none of them, which is said; so is a second entry."""
    app = page(own.path, monkeypatch, text.EXAM)
    app.segmented_control(key="exam_counted").set_value(text.TOTAL_ONLY)
    app.segmented_control(key="exam_in").set_value(text.PERCENT).run()
    assert text.stored(51, 65) in words(count(app, text.WHOLE_EXAM, percent=78))
    app.number_input(key="exam_n_items_AIF-C01").set_value(50).run()
    assert text.impossible_percent("71.5", 50) in words(count(app, text.WHOLE_EXAM, percent=71.5))
    press(count(app, text.WHOLE_EXAM, percent=78), text.SAVE)
    assert typed_today(own) == [("total", 39, 50, None)]
    press(count(app, text.WHOLE_EXAM, percent=78), text.SAVE)
    assert " has the same results as " in app.success[0].value


def test_impossible_counts_are_an_error_at_their_domain(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands there before anything is pressed; the button then saves nothing."""
    app = page(own.path, monkeypatch, text.EXAM)
    assert press(app, text.SAVE).error[0].value == text.NO_RESULT
    app.checkbox(key="exam_has_seen_False").check().run()
    for counts, sentence in (
        ({"correct": 25, "of": 20}, "25 correct of 20 questions is not possible."),
        ({"correct": 2, "of": 0}, text.NO_QUESTIONS),
        ({"correct": -1, "of": 20}, "-1 correct of 20 questions is not possible."),
        ({"correct": 2, "seen": 30}, "30 seen before of 20 questions is not possible."),
    ):
        count(app, DOMAINS[0], **counts)
        assert [error.value for error in app.error] == [sentence]
    assert press(app, text.SAVE).error[-1].value == text.NOT_SAVED
    assert typed_today(own) == []


def test_a_practice_exam_can_be_entered_as_a_total(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set taken before is at its second attempt, with questions seen before."""
    first = [replace(result, form="Set 1") for result in practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01")]
    own = store_with(tmp_path, first)
    app = page(own.path, monkeypatch, text.EXAM)
    for label, name in ((text.PROVIDER, "Provider A"), (text.FORM, "Set 1")):
        next(box for box in app.selectbox if box.label == label).set_value(name).run()
    app.segmented_control(key="exam_counted").set_value(text.TOTAL_ONLY).run()
    press(count(app, text.WHOLE_EXAM, correct=49, of=65, seen=40), text.SAVE)
    assert typed_today(own) == [("total", 49, 65, 40)]
    (typed,) = [r for r in own.records(DomainResult) if r.domain_id == "total"]
    assert (typed.form, typed.sitting) == ("Set 1", 2)


def test_a_look_elsewhere_empties_no_count(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The counts of a practice exam are many to type; a save empties them."""
    app = count(page(own.path, monkeypatch, text.EXAM), DOMAINS[0], correct=5)
    choose(choose(app, text.CHECK_IN), text.EXAM)
    press(app, text.SAVE)
    assert typed_today(own) == [("1", 5, 13, None)]
    assert press(choose(choose(app, text.CHECK_IN), text.EXAM), text.SAVE).error[0].value == text.NO_RESULT


def test_a_new_provider_is_typed_in_a_box_and_earlier_ones_are_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list forgets what is typed and left without Enter, so nothing can be typed in it."""
    unnamed = [replace(one, provider=None) for one in practice_exam(FIRST_DAY, [(7, 10)] * 5, exam_code="AIF-C01")]
    own = store_with(tmp_path, unnamed)
    app = page(own.path, monkeypatch, text.EXAM)
    labels = [text.PROVIDER, text.new(text.PROVIDER)]
    for label, name in zip(labels, (" Provider A ", "Provider B"), strict=True):
        box(app.text_input, label).set_value(name).run()
        press(count(app, DOMAINS[0], correct=5), text.SAVE)
        providers = box(app.selectbox, text.PROVIDER)
        assert not providers.proto.accept_new_options
        providers.set_value("").run()
    typed = {one.provider for one in own.records(DomainResult) if one.taken_at == TODAY}
    assert typed == {"Provider A", "Provider B"}
    assert box(app.selectbox, text.PROVIDER).options == ["Provider A", "Provider B", text.ANOTHER]


def test_no_condition_out_of_range_is_replaced(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later day or a duration of three days is an error at its field, and nothing is saved."""
    app = count(page(own.path, monkeypatch, text.EXAM), DOMAINS[0], correct=5)
    app.date_input(key="exam_day").set_value(TODAY + timedelta(days=1)).run()
    assert [error.value for error in app.error] == [text.DAY_IN_FUTURE]
    assert press(app, text.SAVE).error[-1].value == text.NOT_SAVED
    app.date_input(key="exam_day").set_value(TODAY)
    app.number_input(key="exam_duration").set_value(5000).run()
    assert "Out of range" in press(app, text.SAVE).error[0].value
    assert len(own.records(DomainResult)) == 5


def answer(domain_id: str, is_correct: bool, **more: object) -> dict[str, object]:
    """Write an answer as the sheet in the browser sends it."""
    rest = {"is_flagged": False, "confidence": None, "error_cause": None}
    return {"domain_id": domain_id, "is_correct": is_correct, **rest, **more}


def test_an_exam_by_domain_never_takes_the_id_of_one_by_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the two would count as one practice exam."""
    sheet = [replace(r, exam_code="AIF-C01") for r in responses(TODAY.isoformat(), TODAY, "+-", provider=None)]
    own = store_with(tmp_path, sheet)
    press(count(page(own.path, monkeypatch, text.EXAM), DOMAINS[0], correct=5), text.SAVE)
    assert {r.practice_exam_id for r in own.records(DomainResult)} == {f"{TODAY} (2)"}


def test_questions_on_the_sheet_are_kept_until_they_are_saved(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new session of the browser finds the draft with all its fields."""
    app = page(own.path, monkeypatch, text.QUESTIONS)
    app.session_state["sheet_AIF-C01_0_me"] = {
        "answers": [answer("1", True, confidence="guess"), answer("2", False, error_cause="misread", is_flagged=True)]
    }
    app.run()
    assert not app.exception
    app = page(own.path, monkeypatch, text.QUESTIONS)
    assert text.score(1, 2) in words(app)
    asked = {field.label for field in (*app.text_input, *app.number_input)}
    assert asked.isdisjoint({text.PLACE, text.DURATION})  # which answers are not saved with
    press(app, text.SAVE)
    first, second = sorted(own.records(ItemResponse), key=lambda response: response.position or 0)
    assert (first.domain_id, first.is_correct, first.confidence) == ("1", True, Confidence.GUESS)
    assert (second.is_correct, second.error_cause, second.is_flagged) == (False, ErrorCause.MISREAD, True)
    assert own.saved_text("me", "questions AIF-C01") is None
    assert text.score(1, 2) not in words(app)


@pytest.mark.full
def test_a_sheet_in_another_window_takes_up_what_was_saved_meanwhile(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It neither replaces newer answers by its own, nor brings them back once they are saved as a practice exam."""
    here, other = (page(own.path, monkeypatch, text.QUESTIONS) for _ in range(2))
    here.session_state["sheet_AIF-C01_0_me"] = {"answers": [answer("1", True), answer("2", False)]}
    checked(here.run())
    other.session_state["sheet_AIF-C01_0_me"] = {"answers": [answer("3", True)]}
    assert text.score(1, 2) in words(checked(other.run()))
    assert [error.value for error in other.error] == [common.CHANGED_ELSEWHERE]
    here.session_state["sheet_AIF-C01_0_me"] = {"answers": [answer("1", True)] * 3}
    checked(here.run())
    press(other, text.SAVE)
    assert text.score(3, 3) in words(other)
    assert own.records(ItemResponse) == []
    press(here, text.SAVE)
    press(other, text.SAVE)
    assert [error.value for error in other.error] == [common.CHANGED_ELSEWHERE]
    assert not checked(other.run()).error
    assert (own.saved_text("me", "questions AIF-C01"), len(own.records(ItemResponse))) == (None, 3)


def test_a_key_that_ends_the_run_in_which_others_are_saved_is_no_change_elsewhere(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another window imports, a draft waits to be saved, and the next key comes meanwhile."""
    app = page(own.path, monkeypatch, text.QUESTIONS)
    app.session_state["sheet_AIF-C01_0_me"] = {"answers": [answer("1", True)]}
    save_draft, ended = manual_entry.save_draft, list[bool]()

    def save_and_end(name: str, value: str | None) -> None:
        save_draft(name, value)
        if not ended:
            ended.append(True)
            st.rerun()

    monkeypatch.setattr(manual_entry, "save_draft", save_and_end)
    assert not checked(app.run()).error
    assert ended


def test_nothing_entered_for_one_candidate_is_saved_for_the_next_one_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers on a sheet are saved with each key."""
    mine = replace(session(TODAY, 1), exam_code="AIF-C01")
    own = store_with(tmp_path, [mine, replace(mine, candidate_id="ada")])
    app = page(own.path, monkeypatch, text.QUESTIONS)
    app.session_state["sheet_AIF-C01_0_me"] = {"answers": [answer("1", True)]}
    checked(app.run())
    app.session_state["candidate"] = "ada"
    checked(app.run())
    assert [own.saved_text(one, "questions AIF-C01") is None for one in ("me", "ada")] == [False, True]
    assert not app.error
