"""The forecast record as JSON."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.models.version import model_version
from analytics.records import ExamOutcome, Record
from analytics.reports.outcomes.forecast_record import ForecastRecord, forecast_record
from analytics.reports.this_week import week_report
from dashboard.outputs.week_json import record_json, week_json
from tests.inputs.builders import EXAM, TODAY, add_on, candidate_of, practice_exam, store_with, total_of


def record_with(folder: Path, n: int) -> ForecastRecord:
    """Return a record of `n` weekly practice exams, the last with a stored forecast, and a real result."""
    rows: list[Record] = [total_of(TODAY - timedelta(weeks=k), 45, 65) for k in range(n)]
    results = [
        ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True, domain_id=domain_id, classification=word)
        for domain_id, word in ((None, None), ("2", "Needs Improvement"))
    ]
    store = store_with(folder, [*rows[2:], *results])
    add_on(store, rows[1:2], TODAY - timedelta(weeks=1))
    add_on(store, rows[:1], TODAY)
    return forecast_record(candidate_of(store))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> ForecastRecord:
    return record_with(tmp_path_factory.mktemp("record"), 4)


def test_the_record_has_each_forecast_and_its_result(record: ForecastRecord) -> None:
    """Time and model version are known only for stored forecasts."""
    document = json.loads(json.dumps(record_json(record)))
    assert (document["n_forecasts"], document["n_kept"], document["claim"]) == (3, 1, "too_little_data")
    exams = document["practice_exams"]
    assert [exam["made_at"] for exam in exams] == [None, None, "2026-11-18T09:00:00+00:00"]
    assert [exam["model_version"] for exam in exams] == [None, None, model_version()]
    assert exams[0]["percent_correct"] == pytest.approx(100 * 45 / 65)
    assert exams[0]["is_within"] is True
    assert 0 < exams[0]["cut_probability"] < 1
    assert document["summary"]["n_within"] == 3
    assert document["summary"]["brier"]["comparison"] in {"better", "worse", "cannot_tell"}


def test_unknown_ranges_and_summaries_are_null(tmp_path: Path) -> None:
    """A single forecast has scores without a range, no forecast has no summary; JSON has no infinity."""
    document = record_json(record_with(tmp_path, 2))
    text = json.dumps(document, allow_nan=False)
    assert json.loads(text)["summary"]["log"]["mean"]["high"] is None
    (tmp_path / "one").mkdir()
    bare = json.loads(json.dumps(record_json(record_with(tmp_path / "one", 1))))
    assert (bare["summary"], bare["kept_summary"], bare["practice_exams"], bare["real_exams"]) == (None, None, [], [])


def test_the_real_exam_has_the_chance_of_the_day_before(record: ForecastRecord) -> None:
    """Domains that the result names have their audit."""
    (result,) = json.loads(json.dumps(record_json(record)))["real_exams"]
    assert (result["on"], result["is_passed"]) == (TODAY.isoformat(), True)
    assert 0 < result["pass_probability_the_day_before"]["value"] < 1
    (domain,) = result["domains"]
    assert (domain["domain_id"], domain["classification"]) == ("2", "Needs Improvement")


def test_the_week_has_the_record_if_it_is_passed(tmp_path: Path) -> None:
    """Otherwise its key is null."""
    store = store_with(tmp_path, practice_exam(TODAY, [(9, 13), (11, 16)]))
    candidate = candidate_of(store)
    record = forecast_record(candidate)
    alone, both = (json.loads(json.dumps(week_json(week_report(candidate), given))) for given in (None, record))
    assert alone["forecast_record"] is None
    assert both["forecast_record"] == json.loads(json.dumps(record_json(record)))
