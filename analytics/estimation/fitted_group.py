"""The candidates for one exam, part by part: their fits today and a week ago, and their recent activity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.estimation.model_inputs import read_shared_inputs
from analytics.store import Store

if TYPE_CHECKING:
    import pandas as pd

RECENT_WEEKS = 2
"""Weeks of hours that are compared with the plan."""

AT_ONCE = 1000
"""People read at once: more take more memory, and with fewer all rows are searched more often."""


@dataclass(frozen=True)
class FittedGroup:
    """Some candidates of an exam up to a day; `recent_from` is the first day of the recent hours.

    `activity` has the rows of the query `activity_by_candidate`, `wrong_answers` those of the query of its name.
    """

    as_of: date
    recent_from: date
    now: FittedCandidates
    week_ago: FittedCandidates
    activity: "pd.DataFrame"
    wrong_answers: "pd.DataFrame"


def fit_group(
    store: Store, blueprint: ExamBlueprint, candidate_ids: Sequence[str], as_of: date
) -> Iterator[FittedGroup]:
    """Read and fit candidates of an exam up to a day, with only one part of them in memory at once."""
    recent_from = as_of - timedelta(weeks=RECENT_WEEKS) + timedelta(days=1)
    shared = read_shared_inputs(store, blueprint, as_of)
    for start in range(0, len(candidate_ids), AT_ONCE):
        own = candidate_ids[start : start + AT_ONCE]
        now = fit_candidates(store, blueprint, own, as_of, shared=shared)
        of_study = now.inputs.evidence.study_parameters
        yield FittedGroup(
            as_of=as_of,
            recent_from=recent_from,
            now=now,
            week_ago=replace(now, inputs=now.inputs.until(as_of - timedelta(days=DAYS_PER_WEEK))),
            activity=store.query("activity_by_candidate", **of_study, since=recent_from, candidate_ids=list(own)),
            wrong_answers=store.query("wrong_answers", exam_code=blueprint.code, as_of=as_of, candidate_ids=list(own)),
        )
