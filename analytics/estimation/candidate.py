"""One candidate and one exam on one day: what every page starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import parse_blueprint, shipped_blueprints
from analytics.errors import UnknownCandidateError, UnknownExamError
from analytics.estimation.attempts import Attempts, read_attempts
from analytics.estimation.cohort import fit_cohort
from analytics.estimation.evidence import Evidence, read_evidence
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.model_fit import ModelFit, fit_model
from analytics.estimation.outcome_calibration import calibrated_form
from analytics.models import response
from analytics.models.exam_score import ability_draws, sobol_normals
from analytics.models.intervals import Floats
from analytics.records import ME, StudyPlan
from analytics.store import Store


@dataclass(frozen=True)
class FittedCandidate:
    """The evidence of one candidate for one exam up to a day, fitted, with their plan as it was written."""

    candidate_id: str
    blueprint: ExamBlueprint
    as_of: date
    written_plan: StudyPlan | None
    fitted: ModelFit
    store: Store

    @property
    def evidence(self) -> Evidence:
        """Give what was known on the day."""
        return self.fitted.evidence

    @property
    def attempts(self) -> Attempts:
        """Give the attempts at the real exam that were known on the day."""
        return self.evidence.attempts_of(0)

    @property
    def plan(self) -> StudyPlan | None:
        """Give the plan as it goes: a pass before its exam day ends it."""
        return ended_by_a_pass(self.written_plan, self.attempts)

    @property
    def exam_on(self) -> date | None:
        """Give the planned exam day that is still ahead, None where there is none."""
        return planned_exam_on(self.written_plan, self.attempts, self.as_of)

    @property
    def is_plan_over(self) -> bool:
        """Tell whether the exam day of the plan has passed, or its exam has been sat."""
        return self.plan is not None and self.plan.exam_on is not None and self.exam_on is None

    @property
    def first_on(self) -> date | None:
        """Give the day of the first practice exam."""
        table = self.evidence.table
        return None if table.empty else table.day.min().date()

    def until(self, day: date) -> "FittedCandidate":
        """Give the same as it was known on an earlier day.

        What is estimated from the cohort stays: one candidate's own rows are one part in its many,
        and each of the days of a page would else need a cohort of its own.
        """
        earlier = self.evidence.until(self.blueprint, day)
        believed = CutBelief(self.fitted.form.cut_mean, self.fitted.form.cut_sd)
        cohort = self.fitted.cohort
        form = calibrated_form(self.store, self.blueprint, day, cohort, believed)
        fitted = fit_model(earlier, form, cohort)
        return FittedCandidate(self.candidate_id, self.blueprint, day, self.written_plan, fitted, self.store)

    def total_draws(self, days: Sequence[date]) -> Floats:
        """Draw the expected share correct of the whole exam, (days, draws)."""
        abilities = self.fitted.abilities_on(days)
        form = self.fitted.form
        normals = sobol_normals(form.n_domains)
        draws = []
        for k in range(len(days)):
            mean, covariance = abilities.on(k)
            theta = ability_draws(mean[0], covariance[0], normals)
            draws.append(response.share_correct(theta, form.guess_floor) @ np.array(form.shares))
        return np.array(draws)


def weekly_days(first: date, last: date) -> tuple[date, ...]:
    """Give days a week apart that end on the last one and begin no earlier than the first."""
    n_weeks = max(0, (last - first).days // 7)
    return tuple(last - timedelta(weeks=k) for k in range(n_weeks, -1, -1))


def known_blueprints(store: Store) -> Mapping[str, ExamBlueprint]:
    """Give every exam that can be named: the shipped ones and the candidate's own, which win."""
    own = {code: parse_blueprint(text, file=f"exam {code}") for code, text in store.blueprint_texts().items()}
    return {**shipped_blueprints(), **own}


def chosen_candidate(store: Store, candidate_id: str | None) -> str:
    """Name the candidate meant: the one given, else `me`, else the only one."""
    known = store.candidates()
    if candidate_id is None:
        if ME in known:
            return ME
        if len(known) == 1:
            return known[0]
        raise UnknownCandidateError(None, known)
    if candidate_id not in known:
        raise UnknownCandidateError(candidate_id, known)
    return candidate_id


def chosen_blueprint(store: Store, exam_code: str | None, candidate_id: str) -> ExamBlueprint:
    """Give the exam meant: the one given, else the candidate's latest that has a blueprint."""
    known = known_blueprints(store)
    codes = exams_of(store, candidate_id)
    code = exam_code or next((code for code in codes if code in known), None)
    if code is None or code not in known:
        raise UnknownExamError(code or next(iter(codes), None), list(known))
    return known[code]


def exams_of(store: Store, candidate_id: str) -> tuple[str, ...]:
    """List the exam codes of a candidate's practice exams, plans and outcomes, the latest first."""
    return tuple(store.query("exams_of_candidate", candidate_id=candidate_id).exam_code)


def plan_of(store: Store, candidate_id: str, exam_code: str) -> StudyPlan | None:
    """Give the candidate's plan for an exam, if there is one."""
    plans = (p for p in store.records(StudyPlan, candidate_id) if p.exam_code == exam_code)
    return next(plans, None)


def ended_by_a_pass(plan: StudyPlan | None, attempts: Attempts) -> StudyPlan | None:
    """Give a plan with its exam on the day of a pass, where that came before the planned day or none was planned.

    A plan that begins after a pass is one for another time, and goes on.
    """
    passed_on = attempts.passed_from(plan.starts_on) if plan else None
    if plan is None or passed_on is None or (plan.exam_on is not None and plan.exam_on <= passed_on):
        return plan
    return replace(plan, exam_on=passed_on)


def planned_exam_on(plan: StudyPlan | None, attempts: Attempts, as_of: date) -> date | None:
    """Give the exam day of a plan that is still ahead: it has not passed, and no attempt was made on it or later."""
    going = ended_by_a_pass(plan, attempts)
    day = going.exam_on if going else None
    return day if day and day >= as_of and not attempts.has_any_from(day) else None


def exam_days_ahead(store: Store, exam_code: str, candidate_ids: Sequence[str], as_of: date) -> dict[str, date]:
    """Give the planned exam days that are still ahead, by candidate."""
    only = candidate_ids[0] if len(candidate_ids) == 1 else None
    plans = {plan.candidate_id: plan for plan in store.records(StudyPlan, only) if plan.exam_code == exam_code}
    attempts = read_attempts(store, exam_code, candidate_ids, as_of, only)
    days = {
        name: planned_exam_on(plans.get(name), own, as_of) for name, own in zip(candidate_ids, attempts, strict=True)
    }
    return {name: day for name, day in days.items() if day is not None}


def ended_on(store: Store, candidate_id: str, exam_code: str, today: date) -> date | None:
    """Give the last day of a preparation that is over, that of the exam; None while it goes on.

    After a fail it goes on, and after an exam day from which no result came where practice did.
    """
    (attempts,) = read_attempts(store, exam_code, [candidate_id], today, candidate_id)
    practised_on = _last_practice(store, candidate_id, exam_code)
    if practised_on is not None:
        attempts = attempts.of_preparation(practised_on)
    plan = ended_by_a_pass(plan_of(store, candidate_id, exam_code), attempts)
    ends = [*(attempt.taken_on for attempt in attempts.all), *([plan.exam_on] if plan and plan.exam_on else [])]
    last = max(ends, default=today)
    goes_on = attempts.passed_on is None and practised_on is not None and practised_on > last
    return None if last >= today or last in attempts.failed_on or goes_on else last


def _last_practice(store: Store, candidate_id: str, exam_code: str) -> date | None:
    """Give the day of the latest practice exam or question of an exam."""
    exams = store.query("exams_of_candidate", candidate_id=candidate_id)
    days = exams.last_on[exams.exam_code == exam_code].dropna()
    return None if days.empty else days.iloc[0].date()


def fit_candidate(
    store: Store,
    blueprint: ExamBlueprint,
    candidate_id: str,
    as_of: date,
    *,
    cut: CutBelief | None = None,
) -> FittedCandidate:
    """Read and fit what is known of one candidate for one exam on a day."""
    cohort = fit_cohort(store, blueprint, as_of)
    evidence = read_evidence(store, blueprint, [candidate_id], as_of, candidate_id=candidate_id)
    form = calibrated_form(store, blueprint, as_of, cohort, cut)
    fitted = fit_model(cohort.with_offsets(store, blueprint, evidence), form, cohort)
    return FittedCandidate(candidate_id, blueprint, as_of, plan_of(store, candidate_id, blueprint.code), fitted, store)
