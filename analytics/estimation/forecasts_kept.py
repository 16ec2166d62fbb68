"""Forecasts computed after a practice exam, with one fit each, and kept in the file until a row changes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.cohort_kept import kept_name
from analytics.estimation.exam_form import CutBelief
from analytics.models.intervals import Floats
from analytics.store import Store

KIND = "forecasts"


@dataclass(frozen=True)
class KeptForecasts:
    """One candidate's forecasts that are kept in the file: the probability of each number of correct answers."""

    name: str
    by_exam: Mapping[str, Sequence[float]]


def kept_forecasts(
    store: Store, blueprint: ExamBlueprint, candidate_id: str, as_of: date, cut: CutBelief | None
) -> KeptForecasts:
    """Return the forecasts that are kept."""
    name = kept_name(blueprint, as_of, cut, candidate_id)
    return KeptForecasts(name, store.derived(KIND, name, _forecasts_from) or {})


def keep_forecasts(store: Store, kept: KeptForecasts, computed: Mapping[str, Floats], *, revision: int) -> None:
    """Keep forecasts computed from the rows of a revision, unless all are kept already."""
    if not computed.keys() <= kept.by_exam.keys():
        content = json.dumps({exam: chances.tolist() for exam, chances in computed.items()})
        store.keep_derived(KIND, kept.name, content, revision=revision)


def _forecasts_from(text: str) -> Mapping[str, Sequence[float]]:
    return {exam: [float(chance) for chance in chances] for exam, chances in json.loads(text).items()}
