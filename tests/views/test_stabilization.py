"""The page of score stabilization, in every state of the file."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Record
from dashboard.text import navigation
from dashboard.text import stabilization as text
from tests.inputs.builders import TODAY, plan, practice_exam, rating, responses, session, store_with
from tests.inputs.pages import answer, page_of, words

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
    """Ratings and hours alone are no score; all three statements stay open."""
    store = store_with(tmp_path, [plan(exam_code=EXAM), rating("1", 3), session(TODAY, 2)])
    app = page_of("stabilization", store.path, monkeypatch)
    assert answer(app).endswith(text.NO_EXAM)
    assert [m.value for m in app.markdown].count("**Cannot tell**") == 2
    assert not app.get("plotly_chart")


def test_one_practice_exam_is_too_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how many it takes, and draws the one with its forecast."""
    store = store_with(tmp_path, practice_exam(TODAY, HIGH, exam_code=EXAM))
    app = page_of("stabilization", store.path, monkeypatch)
    assert "It's too early to tell whether your level has settled." in answer(app)
    assert "It takes at least three practice exams; there is one." in answer(app)
    assert "It rests on 80 new questions from 1 provider." in answer(app)
    assert len(app.get("plotly_chart")) == 1


def test_a_settled_high_score_is_stable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long record of one high result is stable, with its probability."""
    app = page_of("stabilization", store_with(tmp_path, steady(HIGH)).path, monkeypatch)
    assert "Your level has settled. There is a" in answer(app)
    assert "new questions from 2 providers." in answer(app)
    assert not app.warning
    assert f"the page {navigation.BOOKING} weighs the date" in words(app)


def test_stable_and_low_asks_for_another_method(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A score that settled too low is no reason to book."""
    app = page_of("stabilization", store_with(tmp_path, steady(LOW)).path, monkeypatch)
    assert "change how you study" in app.warning[0].value
    assert "Change the method" in words(app)


def test_a_score_that_rises_is_moving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a third to nearly all right within three weeks is movement beyond the band."""
    rows: list[Record] = []
    for k in range(12):
        share = 0.95 if k < 5 else 0.35
        day = TODAY - timedelta(days=3 * k + 1)
        rows += practice_exam(day, [(round(60 * share), 60)] * 4, exam_code=EXAM, provider=f"P{k % 2}")
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert "Your level is still moving. There is a" in answer(app)


def test_old_exams_alone_say_nothing_about_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a practice exam in the window the page says that, and asks for one."""
    rows = [row for k in (40, 50, 60) for row in practice_exam(TODAY - timedelta(days=k), HIGH, exam_code=EXAM)]
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert "There is no practice exam of the last 3 weeks." in answer(app)
    assert "No new question was answered" in answer(app)
    assert "Sit a practice exam of new questions" in words(app)


def test_seen_questions_are_paired_with_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider with both has a pair in the chart, and the fitted effect."""
    seen = [replace(row, n_seen_before=20) for row in practice_exam(TODAY, HIGH, exam_code=EXAM)]
    rows = [*practice_exam(TODAY - timedelta(days=9), LOW, exam_code=EXAM), *seen]
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert "A question seen before lifts the raw score by" in words(app)
    assert "Too little data on fast answers" in words(app)
    assert len(app.get("plotly_chart")) == 2


def test_mixed_questions_have_a_table_and_no_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If new and seen ones are not separate, only the effect is shown."""
    rows = [replace(row, n_seen_before=9) for row in practice_exam(TODAY, HIGH, exam_code=EXAM)]
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert "there is no pair to draw" in words(app)
    assert len(app.get("plotly_chart")) == 1
    assert len(app.table) > 1


def test_fast_answers_are_shown_and_judge_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Right answers to seen questions at a sixth of the usual time are counted beside those to new ones."""
    ids = [f"q{k}" for k in range(12)]
    rows = [
        replace(row, exam_code=EXAM, response_time_s=seconds)
        for days, seconds in ((9, 60.0), (2, 10.0))
        for row in responses(f"e{days}", TODAY - timedelta(days=days), "+" * 12, item_ids=ids)
    ]
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert "of 12 right answers on seen questions came fast, against" in words(app)
    assert text.FAST_NOTE in words(app)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([LOW], "takes 3 practice exams"),
        ([LOW, [(15, 20)] * 4, LOW], "cannot be told"),
        ([LOW] * 12, "about as chance and the fit let expect"),
        ([LOW, [(20, 20)] * 4] * 6, "scatter more than chance and the fit let expect"),
    ],
)
def test_the_scatter_of_practice_exams_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: list[list[tuple[int, int]]], expected: str
) -> None:
    """One sentence with three values, none below three practice exams."""
    rows = [
        row
        for k, result in enumerate(counts)
        for row in practice_exam(TODAY - timedelta(days=3 * k + 1), result, exam_code=EXAM)
    ]
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert expected in words(app)


@pytest.mark.parametrize("exam_code", ["TERRAFORM-004", "GCP-PMLE", "CISSP", "MLS-C01"])
def test_every_kind_of_exam_has_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exam_code: str) -> None:
    """Unpublished weights and marks, many domains and a retired exam each make a page."""
    n_domains = len(shipped_blueprints()[exam_code].domains)
    rows = steady([(9, 10)] * n_domains, 5, exam_code=exam_code)
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert ("can no longer be sat" in words(app)) == (exam_code == "MLS-C01")


def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in a provider's name is shown as it stands, in sentences and on charts."""
    rows = practice_exam(TODAY, HIGH, exam_code=EXAM, provider="**Shop** <b>")
    app = page_of("stabilization", store_with(tmp_path, rows).path, monkeypatch)
    assert r"\*\*Shop\*\*" in words(app)
    assert "<b>" not in app.get("plotly_chart")[0].proto.spec
