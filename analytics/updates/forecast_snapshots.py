"""Forecast new practice exams from the data before them, and store the forecasts."""

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
"""With more candidates these forecasts would slow an import down; they are computed later, when shown."""

MAX_EXAMS = 100
"""More practice exams in one write are a late import of a history."""

ExamKey = tuple[str, str, str]
"""A practice exam: candidate, exam code and id."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The practice exams before a write, and the evidence by exam code."""

    exams: frozenset[ExamKey]
    evidence: Mapping[str, Evidence]
    blueprints: Mapping[str, ExamBlueprint]


@contextmanager
def snapshot_forecasts(store: Store, *, made_at: datetime, today: date) -> Iterator[None]:
    """Store forecasts of the practice exams that a write adds, from the data before the write.

    A practice exam is forecast if the store had an earlier one of its candidate and exam. Its day,
    provider, conditions and number of questions by domain count; its answers do not.
    """
    before = _read_before(store, today)
    yield
    if before.evidence:
        _store_new(store, before, made_at, today)


def _read_before(store: Store, today: date) -> _Before:
    """Read the evidence of every exam with practice exams; nothing if there are many candidates."""
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


def _store_new(store: Store, before: _Before, made_at: datetime, today: date) -> None:
    """Store the forecasts of the practice exams that the write added."""
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
    """Forecast one practice exam from the evidence of earlier days; None if there is none."""
    name, code, practice_exam_id = key
    blueprint = before.blueprints[code]
    now = read_evidence(store, blueprint, [name], today)
    if practice_exam_id not in set(now.table.practice_exam_id):
        return None  # all of its questions are of domains that the exam does not have
    design = design_of(now, practice_exam_id)
    earlier = before.evidence[code].of_candidates([name]).until(design.day - timedelta(days=1))
    if earlier.table.empty:
        return None
    fitted = fit_model(earlier, exam_form(blueprint))
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
