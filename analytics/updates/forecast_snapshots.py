"""Forecasts of practice exams, made before their results go into the file, and kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.evidence import Evidence, read_evidence
from analytics.estimation.exam_form import exam_form
from analytics.estimation.forecast import design_of, forecast_of
from analytics.estimation.model_fit import fit_model
from analytics.estimation.selection import known_blueprints
from analytics.store import Store, StoredForecast

MAX_CANDIDATES = 30
"""In a file of more, an import would become slow by them; its record is worked out when it is looked at."""

MAX_EXAMS = 100
"""More practice exams in one write are a history that is brought in late, not news."""

ExamKey = tuple[str, str, str]
"""A practice exam by candidate, exam code and its id."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What the file held before a write: its practice exams, and the evidence by exam code."""

    exams: frozenset[ExamKey]
    evidence: Mapping[str, Evidence]
    blueprints: Mapping[str, ExamBlueprint]


@contextmanager
def snapshot_forecasts(store: Store, *, made_at: datetime, today: date) -> Iterator[None]:
    """Keep, around a write, the forecasts of the practice exams that it brings, made from what was there before.

    A practice exam is forecast where the file held an earlier day's of its candidate and exam. What
    was answered right in it plays no part; its day, provider, conditions and questions by domain do.
    """
    before = _read_before(store, today)
    yield
    if before.evidence:
        _keep_new(store, before, made_at, today)


def _read_before(store: Store, today: date) -> _Before:
    """Read the evidence of every exam that has practice exams in the file; nothing of a large file."""
    with store.shared_connection():
        if len(store.query("profiles")) > MAX_CANDIDATES:
            return _Before(frozenset(), {}, {})
        exams = _practice_exams(store)
        blueprints = known_blueprints(store) if exams else {}
        names: dict[str, list[str]] = {}
        for name, code in sorted({(name, code) for name, code, _ in exams if code in blueprints}):
            names.setdefault(code, []).append(name)
        evidence = {code: read_evidence(store, blueprints[code], own, today) for code, own in names.items()}
    return _Before(exams, evidence, blueprints)


def _keep_new(store: Store, before: _Before, made_at: datetime, today: date) -> None:
    """Keep the forecasts of the practice exams that have come since."""
    with store.shared_connection():
        new = [
            key
            for key in sorted(_practice_exams(store) - before.exams)
            if key[1] in before.evidence and key[0] in before.evidence[key[1]].candidate_ids
        ]
        if not 0 < len(new) <= MAX_EXAMS:
            return
        forecasts = [_forecast(store, before, key, made_at, today) for key in new]
    store.save_forecasts([forecast for forecast in forecasts if forecast is not None])


def _practice_exams(store: Store) -> frozenset[ExamKey]:
    table = store.query("practice_exam_ids")
    return frozenset(zip(table.candidate_id, table.exam_code, table.practice_exam_id, strict=True))


def _forecast(store: Store, before: _Before, key: ExamKey, made_at: datetime, today: date) -> StoredForecast | None:
    """Forecast one practice exam from what was held of the days before it; None where that is nothing."""
    name, code, practice_exam_id = key
    blueprint = before.blueprints[code]
    now = read_evidence(store, blueprint, [name], today)
    if practice_exam_id not in set(now.table.practice_exam_id):
        return None  # all of its questions are of domains that the exam does not have
    design = design_of(now, practice_exam_id)
    held = before.evidence[code].of_candidates([name]).until(design.day - timedelta(days=1))
    if held.table.empty:
        return None
    fitted = fit_model(held, exam_form(blueprint))
    forecast = forecast_of(fitted, design)
    return StoredForecast(
        candidate_id=name,
        exam_code=code,
        practice_exam_id=practice_exam_id,
        made_at_utc=made_at.astimezone(UTC).replace(tzinfo=None),
        model_version=forecast.model_version,
        day=forecast.day,
        provider=forecast.provider,
        n_items=forecast.n_items,
        probabilities=tuple(forecast.probabilities.tolist()),
    )
