"""All who prepare for one exam: their fits today and a week ago, and their recent activity."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.store import Store

if TYPE_CHECKING:
    import pandas as pd

RECENT_WEEKS = 2
"""Weeks of hours that are compared with the plan."""


@dataclass(frozen=True)
class FittedGroup:
    """Candidates of an exam up to a day; `recent_from` is the first day of the recent hours.

    `activity` has the rows of the query `activity_by_candidate`, `wrong_answers` those of the query of its name.
    """

    as_of: date
    recent_from: date
    now: FittedCandidates
    week_ago: FittedCandidates
    activity: "pd.DataFrame"
    wrong_answers: "pd.DataFrame"


def fit_group(store: Store, blueprint: ExamBlueprint, candidate_ids: Sequence[str], as_of: date) -> FittedGroup:
    """Read and fit all candidates that a file has for an exam, up to a day, with one query for each table."""
    recent_from = as_of - timedelta(weeks=RECENT_WEEKS) + timedelta(days=1)
    now = fit_candidates(store, blueprint, candidate_ids, as_of)
    return FittedGroup(
        as_of=as_of,
        recent_from=recent_from,
        now=now,
        week_ago=replace(now, inputs=now.inputs.until(as_of - timedelta(days=DAYS_PER_WEEK))),
        activity=store.query("activity_by_candidate", **now.inputs.evidence.study_parameters, since=recent_from),
        wrong_answers=store.query("wrong_answers", exam_code=blueprint.code, as_of=as_of),
    )
