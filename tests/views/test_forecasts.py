"""The tab of forecasts."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.records import Record
from dashboard import formatting
from dashboard.text import common
from dashboard.text import forecasts as text
from tests.inputs.builders import TODAY, add_on, candidate_of, plan, total_of
from tests.inputs.pages import page_of, store_with, words

pytestmark = pytest.mark.usefixtures("open_exam")


def exams(n: int) -> list[Record]:
    """Make a practice exam a week, the last one today, of a provider whose name looks like markup."""
    return [total_of(TODAY - timedelta(weeks=k), 40 + k % 4, 65, provider="<b>*A*</b>") for k in range(n)]


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: list[Record]) -> str:
    """Return all texts of the page over some records."""
    return formatting.unescaped(words(page_of("forecasts", store_with(folder, records).path, monkeypatch)))


def test_before_a_second_practice_exam_the_page_explains_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence without a practice exam and with one."""
    assert text.NOTHING_YET in page(tmp_path, monkeypatch, [plan(exam_on=date(2027, 1, 9))])
    (tmp_path / "one").mkdir()
    assert text.NOTHING_YET in page(tmp_path / "one", monkeypatch, exams(1))


def test_few_forecasts_are_shown_and_claim_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges without a claim; what is folded says what it needs."""
    shown = page(tmp_path, monkeypatch, exams(4))
    assert "of 3 scores fell within the 80\u00a0% range" in shown
    assert "Too few to tell whether the ranges hold: that takes ten forecasts." in shown
    assert text.COMPUTED in shown
    assert text.RANGES.title in shown


@pytest.mark.parametrize(("n_exams", "n_charts"), [(4, 1), (11, 2)])
def test_from_ten_on_the_reliability_is_drawn(
    n_exams: int, n_charts: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its fold; with fewer there is none. Computed forecasts claim nothing."""
    app = page_of("forecasts", store_with(tmp_path, exams(n_exams)).path, monkeypatch)
    for fold in (text.RELIABILITY.title, text.SCORES_TITLE):
        app.session_state[fold] = True
    app.run()
    assert len(app.get("plotly_chart")) == n_charts
    assert (app.expander[0].label == text.RELIABILITY.title) == (n_charts == 2)
    assert ("that takes ten forecasts stored before the exam" in words(app)) == (n_charts == 2)
    assert len(app.table[0].value) == 3
    assert text.SCORES_NOTE in words(app)


def test_a_stored_forecast_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored and recomputed forecasts are told apart."""
    store = store_with(tmp_path, exams(3)[2:])
    add_on(store, exams(3)[1:2], TODAY - timedelta(weeks=1))
    add_on(store, exams(1), TODAY)
    app = page_of("forecasts", store.path, monkeypatch)
    assert "1 of 2 forecasts was stored before the exam" in words(app)
    app.session_state[common.SAME_IN_NUMBERS] = True
    app.run()
    assert list(app.table[0].value["Made"]) == [text.COMPUTED, f"{text.STORED}, 18\u00a0Nov\u00a02026"]


def test_what_the_page_computes_another_process_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of four practice exams have a day before them."""
    store = store_with(tmp_path, exams(4))
    assert not candidate_of(store).cached_forecasts.by_exam
    page_of("forecasts", store.path, monkeypatch)
    assert len(candidate_of(store).cached_forecasts.by_exam) == 3
