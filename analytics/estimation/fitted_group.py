"""All who prepare for one exam: their fits, today and a week ago, and what they did of late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.attempts import Attempts
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.estimation.exam_plan import ended_by_a_pass
from analytics.records import StudyPlan
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

    blueprint: ExamBlueprint
    as_of: date
    recent_from: date
    now: FittedCandidates
    week_ago: FittedCandidates
    activity: "pd.DataFrame"
    wrong_answers: "pd.DataFrame"

    @property
    def candidate_ids(self) -> Sequence[str]:
        """Who is in the group, in the order of the fits."""
        return self.now.inputs.evidence.candidate_ids

    @cached_property
    def attempts(self) -> Mapping[str, Attempts]:
        """Each one's attempts at the real exam."""
        return {name: self.now.inputs.evidence.attempts_of(i) for i, name in enumerate(self.candidate_ids)}

    def plan(self, candidate_id: str) -> StudyPlan | None:
        """Return the plan in force: a pass before its exam day ends it."""
        return ended_by_a_pass(self.now.study.plans.get(candidate_id), self.attempts[candidate_id])


def fit_group(store: Store, blueprint: ExamBlueprint, candidate_ids: Sequence[str], as_of: date) -> FittedGroup:
    """Read the candidates of an exam, who are all that the file has, up to a day; each table in one query."""
    code, recent_from = blueprint.code, as_of - timedelta(weeks=RECENT_WEEKS) + timedelta(days=1)
    now = fit_candidates(store, blueprint, candidate_ids, as_of)
    return FittedGroup(
        blueprint=blueprint,
        as_of=as_of,
        recent_from=recent_from,
        now=now,
        week_ago=replace(now, inputs=now.inputs.until(as_of - timedelta(days=DAYS_PER_WEEK))),
        activity=store.query("activity_by_candidate", exam_code=code, as_of=as_of, since=recent_from),
        wrong_answers=store.query("wrong_answers", exam_code=code, as_of=as_of),
    )
