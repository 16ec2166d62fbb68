"""Candidates fitted for one exam on one day: what every report starts from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.caches import CachedForecasts, cached_forecasts
from analytics.estimation.candidate_records import CandidateRecords, read_candidate_records
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs, saved_inputs
from analytics.estimation.evidence import Evidence
from analytics.estimation.evidence_counts import EvidenceCounts, counts_of_all
from analytics.estimation.exam_plan import PlannedExam, plan_of, plans_of
from analytics.estimation.model_fit import ModelFit, chunks, fit_model
from analytics.estimation.model_inputs import ModelInputs, SharedInputs, read_model_inputs, read_shared_inputs
from analytics.models import response
from analytics.models.ability_draws import ability_draws
from analytics.models.intervals import Floats
from analytics.models.quasi_random import sobol_normals
from analytics.records import StudyPlan
from analytics.store import ColumnTable, Rows, Store

if TYPE_CHECKING:
    import pandas as pd

RECENT_WEEKS = 2
"""Weeks of hours that are compared with the plan."""

AT_ONCE = 1000
"""People read at once: more take more memory, and with fewer all rows are searched more often."""


@dataclass(frozen=True)
class StudyRecords:
    """Plans and self-ratings of candidates for an exam up to a day; `rows` are the positions of each one's ratings."""

    plans: Mapping[str, StudyPlan]
    self_ratings: ColumnTable
    rows: Mapping[tuple[str], NDArray[np.intp]]

    def ratings_of(self, candidate_id: str) -> ColumnTable | None:
        """Return one candidate's self-ratings, None without any."""
        own = self.rows.get((candidate_id,))
        return None if own is None else self.self_ratings.where(own)


@dataclass(frozen=True, kw_only=True)
class FittedCandidate(PlannedExam):
    """One candidate fitted for one exam, with the rows up to that day, the written plan and the decision inputs.

    `cached_forecasts` were computed at an earlier reading of the same rows.
    """

    inputs: ModelInputs
    fitted: ModelFit
    records: CandidateRecords
    decision_inputs: DecisionInputs
    cached_forecasts: CachedForecasts

    @property
    def planned(self) -> PlannedExam:
        """The written plan with the attempts: the days that are planned, open and ahead."""
        return PlannedExam(self.written_plan, self.attempts, self.blueprint, self.as_of)

    @property
    def evidence(self) -> Evidence:
        """The evidence up to `as_of`."""
        return self.fitted.evidence

    @property
    def study(self) -> StudyRecords:
        """The written plan and the self-ratings."""
        ratings, plan = self.records.self_ratings, self.written_plan
        plans = {} if plan is None else {plan.candidate_id: plan}
        return StudyRecords(plans, ratings, ratings.positions_by("candidate_id"))

    @cached_property
    def counts(self) -> EvidenceCounts:
        """How many questions and practice exams count, and since when."""
        return counts_of_all(self.evidence).get(self.evidence.candidate_ids[0], EvidenceCounts())

    def until(self, day: date) -> "FittedCandidate":
        """Return the candidate as known on an earlier day, with the plan of today."""
        inputs, records = self.inputs.until(day), self.records.until(day)
        attempts, fitted = inputs.evidence.attempts_of(0, self.written_plan), self._refitted(inputs)
        return replace(self, as_of=day, attempts=attempts, inputs=inputs, fitted=fitted, records=records)

    def fitted_until(self, day: date) -> ModelFit:
        """Return only the fit as of a day up to `as_of`, not the records."""
        return self.fitted if day == self.as_of else self._refitted(self.inputs.until(day))

    def _refitted(self, earlier: ModelInputs) -> ModelFit:
        return earlier.fit(start=self.fitted.fit.eta[:, : earlier.evidence.n_items.shape[1]])

    def total_draws(self, days: Sequence[date]) -> Floats:
        """Draw the expected share correct of the whole exam, (days, draws)."""
        form = self.fitted.form
        theta = ability_draws(*self.fitted.on_each_day(days), sobol_normals(form.n_domains))
        return np.asarray(response.share_correct(theta, form.guess_floor) @ np.array(form.shares))


@dataclass(frozen=True)
class FittedCandidates:
    """Many candidates of one exam, fitted chunk by chunk so that a large cohort fits in memory.

    `given` takes precedence over what a candidate saved.
    """

    inputs: ModelInputs
    study: StudyRecords
    saved_inputs: Mapping[str, DecisionInputs]
    given: DecisionInputs

    @cached_property
    def planned(self) -> Mapping[str, PlannedExam]:
        """Each candidate's plan with the attempts."""
        evidence, plans = self.inputs.evidence, self.study.plans
        return {name: evidence.planned(i, plans.get(name)) for i, name in enumerate(evidence.candidate_ids)}

    @property
    def exam_days(self) -> dict[str, date]:
        """The planned exam days that are still ahead, by candidate."""
        return {name: day for name, one in self.planned.items() if (day := one.exam_on) is not None}

    def parts(self, n_parts: int) -> Iterator["FittedCandidates"]:
        """Yield the candidates in parts of about equal size, in their order."""
        evidence = self.inputs.evidence
        for names in np.array_split(np.array(evidence.candidate_ids, dtype=object), n_parts):
            own = evidence.of_candidates(names.tolist())
            yield replace(self, inputs=replace(self.inputs, evidence=own))

    def chunks(self) -> Iterator[tuple[NDArray[np.intp], ModelFit, DecisionInputs]]:
        """Yield the positions of candidates with the same decision inputs, their fit, and those inputs.

        Within a chunk their records are of similar length.
        """
        evidence = self.inputs.evidence
        n_cells = (evidence.n_items > 0).sum(axis=1)
        alike: dict[DecisionInputs, list[int]] = {}
        inputs_of = {name: saved.overridden_by(self.given) for name, saved in self.saved_inputs.items()}
        usual = STANDARD_INPUTS.overridden_by(self.given)
        for i in np.argsort(n_cells, kind="stable").tolist():
            alike.setdefault(inputs_of.get(evidence.candidate_ids[i], usual), []).append(i)
        for inputs, members in alike.items():
            own = self.inputs if inputs.cut is None else self.inputs.with_cut(inputs.cut)
            for index in chunks(np.array(members)):
                yield index, fit_model(evidence.of(index), own.form, own.cohort), inputs


def fit_candidate(
    store: Store,
    blueprint: ExamBlueprint,
    candidate_id: str,
    as_of: date,
    *,
    shared: SharedInputs | None = None,
) -> FittedCandidate:
    """Read and fit one candidate for one exam, up to a day.

    This is the one reading: no report goes back to the store. The cohort is estimated before the candidate's
    rows are opened, unless it is `shared` already, so that the file is open only to read them.
    """
    shared = shared or read_shared_inputs(store, blueprint, as_of)
    with store.candidate_rows(candidate_id) as rows:
        decision_inputs = saved_inputs(rows, blueprint.code).get(candidate_id, STANDARD_INPUTS)
        inputs = read_model_inputs(rows, [candidate_id], as_of, shared=shared)
        records = read_candidate_records(rows, inputs.evidence)
        plan = plan_of(rows, candidate_id, blueprint.code)
        cached = cached_forecasts(store, blueprint, candidate_id, as_of, decision_inputs.cut)
    if decision_inputs.cut is not None:
        inputs = inputs.with_cut(decision_inputs.cut)
    return FittedCandidate(
        written_plan=plan,
        attempts=inputs.evidence.attempts_of(0, plan),
        blueprint=blueprint,
        as_of=as_of,
        inputs=inputs,
        fitted=inputs.fit(),
        records=records,
        decision_inputs=decision_inputs,
        cached_forecasts=cached,
    )


def fit_candidates(
    rows: Rows,
    blueprint: ExamBlueprint,
    candidate_ids: Sequence[str],
    as_of: date,
    *,
    given: DecisionInputs = STANDARD_INPUTS,
    shared: SharedInputs | None = None,
) -> FittedCandidates:
    """Read many candidates for one exam, up to a day, to be fitted in chunks.

    `given` takes precedence over what was saved.
    """
    shared, names = shared or read_shared_inputs(rows, blueprint, as_of), list(candidate_ids)
    with rows.reading():
        inputs = read_model_inputs(rows, names, as_of, shared=shared)
        ratings = rows.table("self_ratings", **inputs.evidence.study_parameters, candidate_ids=names)
        return FittedCandidates(
            replace(inputs, cohort=inputs.cohort.without_answers),
            StudyRecords(plans_of(rows, blueprint.code, names), ratings, ratings.positions_by("candidate_id")),
            saved_inputs(rows, blueprint.code),
            given,
        )


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
