"""A cache in the file: forecasts computed after a practice exam, with one fit each, until a row changes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.cohort_cache import cache_name
from analytics.estimation.exam_form import CutBelief
from analytics.models.intervals import Floats
from analytics.store import Store

KIND = "forecasts"


@dataclass(frozen=True)
class CachedForecasts:
    """One candidate's forecasts in the cache: the probability of each number of correct answers."""

    name: str
    by_exam: Mapping[str, Sequence[float]]


def cached_forecasts(
    store: Store, blueprint: ExamBlueprint, candidate_id: str, as_of: date, cut: CutBelief | None
) -> CachedForecasts:
    """Return the forecasts in the cache, none if a row has changed."""
    name = cache_name(blueprint, as_of, cut, candidate_id)
    return CachedForecasts(name, store.derived(KIND, name, _forecasts_from) or {})


def cache_forecasts(store: Store, cached: CachedForecasts, computed: Mapping[str, Floats], *, revision: int) -> None:
    """Save forecasts computed from the rows of a revision, unless all are cached already."""
    if not computed.keys() <= cached.by_exam.keys():
        content = json.dumps({exam: chances.tolist() for exam, chances in computed.items()})
        store.keep_derived(KIND, cached.name, content, revision=revision)


def _forecasts_from(text: str) -> Mapping[str, Sequence[float]]:
    return {exam: [float(chance) for chance in chances] for exam, chances in json.loads(text).items()}
