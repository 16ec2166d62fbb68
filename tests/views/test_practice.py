"""The page of practice exams with score stabilization, in every state of the file."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.models.stability import StabilityWord
from analytics.records import ExamOutcome, Record
from dashboard import components
from dashboard.text import common, navigation, statements
from dashboard.text import stabilization as text
from tests.inputs.builders import TODAY, plan, practice_exam, rating, responses, session
from tests.inputs.pages import answer, opened, page_of, store_with, words
from tests.inputs.sizes import full

EXAM = "DEA-C01"
HIGH, LOW = [(19, 20), (18, 20), (19, 20), (19, 20)], [(10, 20), (10, 20), (11, 20), (10, 20)]


def steady(counts: list[tuple[int, int]], n: int = 16, *, exam_code: str = EXAM) -> list[Record]:
    """Make a practice exam every three days with the same result, from two providers."""
    return [
        row
        for k in range(n)
        for row in practice_exam(
            TODAY - timedelta(days=3 * k + 1),
            counts,
            exam_code=exam_code,
            provider=("Provider A", "Provider B")[k % 2],
        )
    ]


def test_without_a_practice_exam_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ratings and hours alone are no score; the page says what to do first."""
    store = store_with(tmp_path, [plan(exam_code=EXAM), rating("1", 3), session(TODAY, 2)])
    app = page_of("practice", store.path, monkeypatch)
    assert (app.title[0].value, app.markdown[0].value) == ("No practice exam yet", text.FIRST_EXAM)
    assert not app.get("plotly_chart")
    due = store_with(tmp_path / "due", [plan(exam_code=EXAM, exam_on=TODAY - timedelta(days=1))])
    shown = words(page_of("practice", due.path, monkeypatch))
    assert "Add the result" in shown
    assert text.FIRST_EXAM not in shown


def test_a_level_without_a_practice_exam_is_named_as_an_assumption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ratings move the gap audit alone; the level says that it is that of candidates in general."""
    store = store_with(tmp_path, [rating("1", 4), plan()])
    app = opened("practice", store.path, monkeypatch, common.HOW_COMPUTED)
    assert "as for candidates in general; ratings are not used" in app.table[-1].value.to_string()


def test_one_practice_exam_is_too_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how many it takes, and draws the one with its forecast."""
    store = store_with(tmp_path, practice_exam(TODAY, HIGH, exam_code=EXAM))
    app = page_of("practice", store.path, monkeypatch)
    assert app.title[0].value == statements.WORDS[StabilityWord.TOO_EARLY]
    assert "three practice exams, the first at least three weeks ago. You have one." in answer(app)
    assert len(app.get("plotly_chart")) == 1


def test_a_settled_high_score_is_stable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long record of one high result is stable, with its probability."""
    app = page_of("practice", store_with(tmp_path, steady(HIGH)).path, monkeypatch)
    assert app.title[0].value == "Settled within 5 points"
    assert "new questions from 2 sets." in answer(app)
    assert not app.warning
    assert f"Choose the date under {navigation.BOOKING}." in words(app)


@pytest.mark.parametrize(("days", "is_booked"), [(5, False), (30, True)])
def test_a_date_that_is_near_or_booked_is_not_chosen_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, *, is_booked: bool
) -> None:
    """Who is ready in the week before the exam, or has booked it, goes on."""
    day = TODAY + timedelta(days=days)
    own_plan = replace(plan(exam_code=EXAM, exam_on=day), booked_exam_on=day if is_booked else None)
    app = page_of("practice", store_with(tmp_path, [*steady(HIGH), own_plan]).path, monkeypatch)
    assert "Keep going." in words(app)


def test_no_practice_exam_is_asked_for_once_none_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shortly before the exam, a short record asks for no practice exam a week."""
    own_plan = plan(exam_code=EXAM, exam_on=TODAY + timedelta(days=2))
    app = page_of("practice", store_with(tmp_path, [*steady(HIGH, 2), own_plan]).path, monkeypatch)
    assert "Keep going. No practice exam is left to take." in words(app)


@pytest.mark.parametrize(
    ("exam_code", "ending"),
    [
        (EXAM, [ExamOutcome(exam_code=EXAM, taken_on=TODAY, is_passed=True)]),
        ("MLS-C01", []),
    ],
)
def test_nothing_is_added_after_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exam_code: str, ending: list[Record]
) -> None:
    """Who has passed, or can no longer take the exam, is asked for no practice exam."""
    linked: list[str] = []
    monkeypatch.setattr(components, "link", lambda _, label: linked.append(label))
    rows = steady(HIGH, 3, exam_code=exam_code)
    page_of("practice", store_with(tmp_path / "before", steady(HIGH, 3)).path, monkeypatch)
    assert text.ADD_EXAM in linked
    linked.clear()
    app = page_of("practice", store_with(tmp_path / "after", [*rows, *ending]).path, monkeypatch)
    assert not linked
    level = "on Wed\u00a025\u00a0Nov was" if ending else "today is"  # a pass stays shown as of its day
    assert f"Your level {level}" in words(app)


def test_stable_and_low_asks_for_another_method(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A score that settled too low is no reason to book."""
    app = page_of("practice", store_with(tmp_path, steady(LOW)).path, monkeypatch)
    assert "change how you study" in words(app)


def test_a_score_that_rises_is_moving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a third to nearly all right within three weeks is movement beyond the band."""
    rows: list[Record] = []
    for k in range(12):
        share = 0.95 if k < 5 else 0.35
        day = TODAY - timedelta(days=3 * k + 1)
        rows += practice_exam(day, [(round(60 * share), 60)] * 4, exam_code=EXAM, provider=f"P{k % 2}")
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert app.title[0].value.startswith("Still moving: +")


def test_old_exams_alone_say_nothing_about_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a practice exam in the window the page says that, and asks for one."""
    rows = [row for k in (40, 50, 60) for row in practice_exam(TODAY - timedelta(days=k), HIGH, exam_code=EXAM)]
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert answer(app).endswith("You took no practice exam in the last three weeks.")
    assert text.EXAM_A_WEEK in words(app)


def test_seen_questions_are_paired_with_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider with both has a pair in the chart, and the fitted effect."""
    seen = [replace(row, n_seen_before=20) for row in practice_exam(TODAY, HIGH, exam_code=EXAM)]
    rows = [*practice_exam(TODAY - timedelta(days=9), LOW, exam_code=EXAM), *seen]
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert "Repeated questions change your raw score by" in words(app)
    assert "Too early to tell whether you recall answers" in words(app)
    assert len(app.get("plotly_chart")) == 2


def test_mixed_questions_have_no_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If new and seen ones are not separate, only the effect is shown, with the table of providers folded."""
    rows = [replace(row, n_seen_before=9) for row in practice_exam(TODAY, HIGH, exam_code=EXAM)]
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert len(app.get("plotly_chart")) == 1
    app.session_state[common.SAME_IN_NUMBERS] = True
    app.run()
    assert "Estimated effect" in app.table[1].value


def test_fast_answers_are_shown_and_judge_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Right answers to seen questions at a sixth of the usual time are counted beside those to new ones."""
    ids = [f"q{k}" for k in range(12)]
    rows = [
        replace(row, exam_code=EXAM, response_time_s=seconds)
        for days, seconds in ((9, 60.0), (2, 10.0))
        for row in responses(f"e{days}", TODAY - timedelta(days=days), "+" * 12, item_ids=ids)
    ]
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert "of 12 correct answers to repeated questions came fast, compared with" in words(app)
    assert text.FAST_NOTE in words(app)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([LOW, [(15, 20)] * 4, LOW], "Too early to tell whether your practice exams vary"),
        ([LOW] * 12, "vary no more than expected"),
        ([LOW, [(20, 20)] * 4] * 6, "vary more than expected: "),
    ],
)
def test_the_spread_of_practice_exams_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: list[list[tuple[int, int]]], expected: str
) -> None:
    """One sentence with three values."""
    rows = [
        row
        for k, result in enumerate(counts)
        for row in practice_exam(TODAY - timedelta(days=3 * k + 1), result, exam_code=EXAM)
    ]
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert expected in words(app)


@pytest.mark.usefixtures("drawn_charts")
@pytest.mark.parametrize("exam_code", ["TERRAFORM-004", "MLS-C01", *full(["GCP-PMLE", "CISSP"])])
def test_every_kind_of_exam_has_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exam_code: str) -> None:
    """Unpublished weights and marks, many domains and a retired exam each make a page."""
    n_domains = len(shipped_blueprints()[exam_code].domains)
    rows = steady([(9, 10)] * n_domains, 5, exam_code=exam_code)
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert ("can no longer be booked" in words(app)) == (exam_code == "MLS-C01")
    assert (common.WHAT_TO_DO in words(app)) == (exam_code != "MLS-C01")


@pytest.mark.usefixtures("drawn_charts")
def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in a provider's name is shown as it stands, in sentences and on charts."""
    rows = practice_exam(TODAY, HIGH, exam_code=EXAM, provider="**Shop** <b>")
    app = page_of("practice", store_with(tmp_path, rows).path, monkeypatch)
    assert r"\*\*Shop\*\*" in words(app)
    assert "<b>" not in app.get("plotly_chart")[0].proto.spec
