"""Caches in the file, until a row changes: the cohort of an exam, and one candidate's forecasts."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.cohort import NO_COHORT, CohortLayer, KnownItems, fit_cohort
from analytics.estimation.cohort_sample import MIN_CANDIDATES
from analytics.estimation.exam_form import CutBelief
from analytics.models.growth import GrowthPrior
from analytics.models.intervals import Floats
from analytics.models.prior import AbilityPrior
from analytics.models.version import model_version
from analytics.store import Rows, Store, numbered

COHORT, FORECASTS = "cohort", "forecasts"
"""The kinds of derived texts."""


def cached_cohort(store: Store, rows: Rows, blueprint: ExamBlueprint, as_of: date) -> CohortLayer:
    """Return the cohort of an exam up to a day, from the cache in the file, else estimated and cached."""
    if rows.n_profiles() < MIN_CANDIDATES:
        return NO_COHORT
    name, revision = cache_name(blueprint, as_of), rows.revision()
    cached = store.derived(COHORT, name, cohort_from)
    if cached is not None:
        return cached
    cohort = fit_cohort(rows, blueprint, as_of)
    if cohort.n_candidates:
        store.keep_derived(COHORT, name, cohort_text(cohort), revision=revision)
    return cohort


def cache_name(blueprint: ExamBlueprint, as_of: date, *further: object) -> str:
    """Return a name that changes with the model and with anything in a blueprint."""
    exam = hashlib.sha256(repr(blueprint).encode()).hexdigest()
    return " ".join(map(str, (blueprint.code, as_of, model_version(), exam, *further)))


def cohort_text(cohort: CohortLayer) -> str:
    """Serialize a cohort as JSON; every number is read back exactly."""
    growth, items = cohort.growth, cohort.items
    return json.dumps(
        {
            "n_candidates": cohort.n_candidates,
            "prior": asdict(cohort.prior),
            "covariance": cohort.covariance.tolist(),
            "providers": list(cohort.provider_offsets.items()),
            "forms": [[*name, offset] for name, offset in cohort.form_offsets.items()],
            "growth": [growth.weights.tolist(), growth.stops_per_week, growth.in_offsets.tolist()],
            "items": None if items is None else _items_json(items),
        }
    )


def cohort_from(text: str) -> CohortLayer:
    """Parse what `cohort_text` wrote."""
    read = json.loads(text)
    weights, stops, in_offsets = read["growth"]
    return CohortLayer(
        n_candidates=read["n_candidates"],
        prior=AbilityPrior(**read["prior"]),
        covariance=np.array(read["covariance"]),
        provider_offsets=dict(read["providers"]),
        form_offsets={(provider, form): offset for provider, form, offset in read["forms"]},
        items=None if read["items"] is None else _items_from(read["items"]),
        growth=GrowthPrior(np.array(weights), stops, np.array(in_offsets)),
    )


def _items_json(items: KnownItems) -> Mapping[str, Any]:
    """Return the easiness of items as JSON; answers name their candidate and their item by number."""
    candidate, names = numbered(key[0] for key in items.without_own)
    places = {item: place for place, item in enumerate(items.easiness)}
    return {
        "items": list(items.easiness),
        "easiness": list(items.easiness.values()),
        "candidates": names,
        "of": candidate.tolist(),
        "item": [places[key[1:]] for key in items.without_own],
        "without_own": list(items.without_own.values()),
    }


def _items_from(read: Mapping[str, Any]) -> KnownItems:
    items = [tuple(item) for item in read["items"]]
    keys: Iterable[tuple[str, ...]] = (
        (read["candidates"][k], *items[item]) for k, item in zip(read["of"], read["item"], strict=True)
    )
    return KnownItems(
        dict(zip(items, read["easiness"], strict=True)), dict(zip(keys, read["without_own"], strict=True))
    )


@dataclass(frozen=True)
class CachedForecasts:
    """One candidate's forecasts computed after a practice exam, with one fit each.

    They are the probabilities of each number of correct answers.
    """

    name: str
    by_exam: Mapping[str, Sequence[float]]


def cached_forecasts(
    store: Store, blueprint: ExamBlueprint, candidate_id: str, as_of: date, cut: CutBelief | None
) -> CachedForecasts:
    """Return the forecasts in the cache, none if a row has changed."""
    name = cache_name(blueprint, as_of, cut, candidate_id)
    return CachedForecasts(name, store.derived(FORECASTS, name, _forecasts_from) or {})


def cache_forecasts(store: Store, cached: CachedForecasts, computed: Mapping[str, Floats], *, revision: int) -> None:
    """Save forecasts computed from the rows of a revision, unless all are cached already."""
    if not computed.keys() <= cached.by_exam.keys():
        content = json.dumps({exam: chances.tolist() for exam, chances in computed.items()})
        store.keep_derived(FORECASTS, cached.name, content, revision=revision)


def _forecasts_from(text: str) -> Mapping[str, Sequence[float]]:
    return {exam: [float(chance) for chance in chances] for exam, chances in json.loads(text).items()}
