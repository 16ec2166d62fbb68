"""The page of the forecast record."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.records import ExamOutcome, Record
from dashboard import formatting
from dashboard.text import record as text
from tests.inputs.builders import TODAY, add_on, plan, rating, store_with, total_of
from tests.inputs.pages import page_of, words


def exams(n: int) -> list[Record]:
    """Make a practice exam a week, the last one today, of a provider whose name looks like markup."""
    return [total_of(TODAY - timedelta(weeks=k), 40 + k % 4, 65, provider="<b>*A*</b>") for k in range(n)]


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: list[Record]) -> str:
    """Return all texts of the page over some records."""
    return formatting.unescaped(words(page_of("forecasts", store_with(folder, records).path, monkeypatch)))


def test_before_a_second_practice_exam_the_page_explains_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No practice exam and one have their own sentences."""
    assert text.NO_EXAM in page(tmp_path, monkeypatch, [plan(exam_on=date(2027, 1, 9))])
    (tmp_path / "one").mkdir()
    assert text.ONE_DAY in page(tmp_path / "one", monkeypatch, exams(1))


def test_few_forecasts_are_shown_and_claim_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges and table without the reliability chart, and the answer is too little data."""
    shown = page(tmp_path, monkeypatch, exams(4))
    assert "of 3 practice exams fell within the 80\u00a0% range" in shown
    assert "too little to say whether the ranges hold" in shown
    assert text.WORKED_OUT in shown
    assert text.RANGES.title in shown
    assert text.RELIABILITY.title not in shown


def test_from_ten_on_the_reliability_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recomputed forecasts claim nothing."""
    shown = page(tmp_path, monkeypatch, exams(11))
    assert text.RELIABILITY.title in shown
    assert "only from ten forecasts that were stored before the exam" in shown


def test_a_stored_forecast_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored and recomputed forecasts are told apart."""
    store = store_with(tmp_path, exams(3)[2:])
    add_on(store, exams(3)[1:2], TODAY - timedelta(weeks=1))
    add_on(store, exams(1), TODAY)
    app = page_of("forecasts", store.path, monkeypatch)
    assert "1 of the 2 forecasts was stored before the exam" in words(app)
    made = list(app.table[0].value["Made"])
    assert made == [text.WORKED_OUT, f"18 Nov 2026, {text.KEPT}"]


def test_the_real_exam_stands_beside_the_chance_and_the_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what one result shows; an audit whose ranges overlap names no largest domain."""
    ratings = [rating(str(k), 5 if k < 4 else 1, on=TODAY - timedelta(weeks=5)) for k in (1, 2, 3, 4)]
    result = ExamOutcome(taken_on=TODAY, exam_code="MLS-C01", is_passed=True)
    parts = [
        ExamOutcome(taken_on=TODAY, exam_code="MLS-C01", is_passed=True, domain_id=str(k), classification="*low*")
        for k in (3, 4)
    ]
    shown = page(tmp_path, monkeypatch, [*exams(4), *ratings, result, *parts])
    assert "you passed. The day before, the chance of passing was" in shown
    assert "One result cannot show whether that chance was right" in shown
    assert "from your own ratings, left open which domain would cost most" in shown
