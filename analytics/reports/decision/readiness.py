"""How candidates compare with the cut, and whether to book: from fits to answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from analytics.estimation.candidate import FittedCandidate, FittedCandidates, StudyRecords
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs
from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.evidence_counts import EvidenceCounts, counts_of_all
from analytics.estimation.exam_form import cut_belief
from analytics.estimation.exam_plan import open_days
from analytics.estimation.model_fit import ModelFit, lost_interval, share_intervals
from analytics.models.exam_score import Chance, percent_for_chance, score_draws
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Floats, Interval, intervals_of_rows
from analytics.models.score_probabilities import score_interval
from analytics.models.stability import (
    WINDOW_WEEKS,
    StabilityVerdict,
    domain_changes,
    probability_within,
    stability_word,
)
from analytics.reports.decision.booking_costs import BookingCosts, booking_costs
from analytics.reports.decision.chance_by_day import Outlook, outlooks
from analytics.reports.decision.firmness import Firmness, firmness
from analytics.reports.decision.readiness_answer import DomainReadiness, Readiness, Stability, TargetScore
from analytics.reports.decision.scored_forecasts import last_scored
from analytics.reports.decision.verdict import (
    GENUINE_NEW_ITEMS,
    MIN_NEW_ITEMS,
    Case,
    blocking,
    genuine_verdict,
    missing_items,
    ready_verdict,
    stability_gaps,
    verdict_of,
)
from analytics.reports.planning.expected_losses import losses_of
from analytics.reports.planning.next_practice_exam import next_day_of
from analytics.reports.planning.plan_weeks import last_practice_exam_days
from analytics.reports.planning.proposed_weeks import plan_basis_of
from analytics.reports.planning.self_ratings import self_ratings_of
from analytics.reports.planning.study_next import StudyNext, next_of, study_next


def readiness_of_fit(
    fitted: ModelFit,
    exam_on: date | None = None,
    inputs: DecisionInputs = STANDARD_INPUTS,
    study: StudyRecords | None = None,
) -> Readiness:
    """Return the readiness of a fit's only candidate; without `study` their plan and self-ratings are not known."""
    (name,) = fitted.evidence.candidate_ids
    exam_days = {} if exam_on is None else {name: exam_on}
    facts = CandidateFacts(counts_of_all(fitted.evidence), exam_days, study)
    answer, form = next(_each_readiness(fitted, inputs, facts)), fitted.form
    if answer.pass_probability.value >= answer.target:
        return answer
    means, covariances = fitted.abilities_on([answer.exam_on]).with_cut(0)
    percent = percent_for_chance(answer.target, means[0], covariances[0], form)
    more = None if percent is None else form.n_items * (percent - answer.percent_correct.value) / 100
    return replace(answer, target_score=TargetScore(percent, more, form.n_items))


def readiness_of(candidate: FittedCandidate, exam_on: date | None = None) -> Readiness:
    """Return a candidate's readiness on a day; what to study next is for the planned day."""
    answer = readiness_of_fit(candidate.fitted, exam_on, candidate.decision_inputs, candidate.study)
    last = last_scored(candidate) if answer.stability.verdict is StabilityVerdict.STABLE else None
    missed = None if last is None or last.is_within else last
    return replace(answer, study_next=study_next(candidate), missed_forecast=missed)


def readiness_of_all(candidates: FittedCandidates, *, exam_days: Mapping[str, date]) -> Iterator[Readiness]:
    """Return the readiness of many candidates, in their order.

    Args:
        candidates: Fitted with their costs, targets and limits.
        exam_days: The exam day of each candidate who has one.
    """
    counts = counts_of_all(candidates.inputs.evidence)
    facts = CandidateFacts(counts, exam_days, candidates.study)
    found: dict[int, Readiness] = {}
    for index, fitted, inputs in candidates.chunks():
        found.update(zip(index.tolist(), _each_readiness(fitted, inputs, facts), strict=True))
    return (found[i] for i in range(len(found)))


class CandidateFacts(NamedTuple):
    """What is known of candidates besides their fit, by name."""

    counts: Mapping[str, EvidenceCounts]
    exam_days: Mapping[str, date]
    study: StudyRecords | None = None


def _each_readiness(fitted: ModelFit, inputs: DecisionInputs, facts: CandidateFacts) -> Iterator[Readiness]:
    """Predict all candidates of a fit at once, then yield each one's readiness."""
    cases = cases_of(fitted, inputs, facts)
    open_days_of_all, exam_days = [case.open_days for case in cases], [case.exam_day for case in cases]
    predicted = _predictions(fitted, exam_days, [last_practice_exam_days(case.planned.written_plan) for case in cases])
    ahead = outlooks(fitted, open_days_of_all, exam_days, inputs.target)
    costs = booking_costs(fitted, fitted.evidence.blueprint, inputs, [case.planned.attempts for case in cases])
    for case, outlook, own_costs in zip(cases, ahead, costs, strict=True):
        yield _readiness(case, predicted, outlook, own_costs, facts.study)


def cases_of(fitted: ModelFit, inputs: DecisionInputs, facts: CandidateFacts) -> list[Case]:
    """Return the case of each candidate of a fit, for their exam day, else the nearest open day."""
    evidence, today, cases = fitted.evidence, fitted.evidence.as_of, []
    plans = {} if facts.study is None else facts.study.plans
    for i, name in enumerate(evidence.candidate_ids):
        planned = evidence.planned(i, plans.get(name))
        by_rules, awaited_on, exam_on = planned.open_days, planned.awaited_result_on, facts.exam_days.get(name)
        exam_day = max(exam_on or by_rules.nearest(today) or today, today)
        cases.append(
            Case(
                fitted=fitted,
                planned=planned,
                inputs=inputs,
                candidate_id=name,
                index=i,
                counts=facts.counts.get(name, EvidenceCounts()),
                open_days=open_days(evidence.blueprint, planned.attempts, today, inputs.deadline),
                exam_day=exam_day,
                is_exam_day_given=exam_on is not None,
                is_exam_day_open=exam_day in by_rules,
                awaited_result_on=awaited_on if exam_on is None or exam_on == awaited_on else None,
            )
        )
    return cases


@dataclass(frozen=True, slots=True)
class _Predictions:
    """Predictions for all candidates of a fit: one entry each, nested by domain if two-dimensional."""

    chance: list[Chance]
    chance_by_practice: Sequence[Chance | None]
    score_probabilities: Floats
    mastery: list[list[Interval]]
    trend_per_week: list[list[Interval]]
    change_percent: list[Interval]
    probability_within: Floats
    inflation: list[Interval]
    firmness: list[Firmness]


def _predictions(fitted: ModelFit, exam_days: Sequence[date], last_days: Sequence[int]) -> _Predictions:
    """Predict each candidate's exam day, and the change over the window up to today; `last_days` as for `firmness`."""
    form, today = fitted.form, fitted.evidence.as_of
    earlier = today - timedelta(weeks=WINDOW_WEEKS)
    abilities = fitted.abilities(np.array([as_day_numbers((day, today, earlier)) for day in exam_days]))
    mean, covariance = abilities.on(0)
    scores = score_draws(*abilities.with_cut(0), form)
    changes = domain_changes(*abilities.on(1, 2), form.shares, form.guess_floor)
    total, n_weeks = fitted.score_change_since(earlier), fitted.evidence.weeks_since(earlier).tolist()
    by_domain = [intervals_of_rows(changes[..., k]) for k in range(form.n_domains)]
    mastery = share_intervals(mean.ravel(), np.diagonal(covariance, axis1=1, axis2=2).ravel(), form.guess_floor)
    return _Predictions(
        chance_by_practice=_chances_by_practice(fitted, exam_days),
        chance=scores.pass_chances(),
        score_probabilities=scores.score_probabilities(),
        mastery=[mastery[i : i + form.n_domains] for i in range(0, len(mastery), form.n_domains)],
        trend_per_week=[[change.scaled(1 / n) for change in own] for n, *own in zip(n_weeks, *by_domain, strict=True)],
        change_percent=[change.scaled(100) for change in intervals_of_rows(total)],
        probability_within=probability_within(total),
        inflation=inflation_percent(*abilities.with_seen_effect(1), form.shares, form.guess_floor),
        firmness=firmness(fitted, exam_days, scores.uncorrected_chance(), last_days=last_days),
    )


def _chances_by_practice(fitted: ModelFit, exam_days: Sequence[date]) -> Sequence[Chance | None]:
    """Return chances from practice exams alone, None unless an attempt counts too."""
    has_attempt = fitted.evidence.counted.has_any
    if not has_attempt.any():
        return [None] * len(exam_days)
    chances = fitted.by_practice_alone().draws_on(exam_days).pass_chances()
    return [chance if counts else None for chance, counts in zip(chances, has_attempt, strict=True)]


def _readiness(
    case: Case, predicted: _Predictions, outlook: Outlook, costs: BookingCosts | None, study: StudyRecords | None
) -> Readiness:
    i, counts, by_rules = case.index, case.counts, case.planned.open_days
    chance, moves_to = predicted.chance[i], predicted.firmness[i].moves_to
    missing = missing_items(case)
    passed_on = case.passed_on
    if passed_on is not None:
        outlook, costs = replace(outlook, days=(), chances=()), None
    verdict, reasons = verdict_of(case, missing, outlook, costs, chance=chance.value)
    genuine_items = case.new_items_needed(GENUINE_NEW_ITEMS)
    genuine, genuine_reasons = genuine_verdict(counts, genuine_items)
    is_enough = not blocking(missing)
    return Readiness(
        candidate=case.candidate_id,
        exam_code=case.blueprint.code,
        as_of=case.as_of,
        exam_on=case.exam_day,
        booked_on=case.booked_on,
        verdict=verdict,
        reasons=reasons,
        missing=missing,
        min_new_items=case.new_items_needed(MIN_NEW_ITEMS),
        awaited_result_on=case.awaited_result_on,
        pass_probability=chance,
        percent_correct=score_interval(predicted.score_probabilities[i]),
        cut_percent=(case.inputs.cut or cut_belief(case.blueprint)).percent,
        score_probabilities=predicted.score_probabilities[i],
        counts=counts,
        n_items_left_out=case.n_left_out,
        study_next=_study_next(case, predicted.mastery[i], study),
        next_practice_exam_on=next_day_of(case.planned, case.fitted.evidence, i),
        domains=_domains(case, predicted),
        stability=_stability(case, predicted),
        ready=ready_verdict(chance.value, case.inputs.target, is_evidence_enough=is_enough),
        target=case.inputs.target,
        genuine=genuine,
        genuine_new_items=genuine_items,
        genuine_reasons=genuine_reasons,
        inflation=predicted.inflation[i] if counts.n_seen else None,
        outlook=outlook,
        costs=costs,
        successors=case.blueprint.replaced_by,
        cohort=case.fitted.cohort_use,
        chance_by_practice=predicted.chance_by_practice[i],
        open_from=None if by_rules.is_empty or by_rules.first == case.as_of else by_rules.first,
        last_day=case.open_days.last,
        is_own_deadline=case.inputs.deadline is not None and case.inputs.deadline == case.open_days.last,
        is_exam_day_open=case.is_exam_day_open,
        passed_on=passed_on,
        moves_to=moves_to if case.is_exam_day_open else replace(moves_to, last=None),
        doubt=predicted.firmness[i].doubt,
    )


def _study_next(case: Case, mastery: Sequence[Interval], study: StudyRecords | None) -> StudyNext:
    """Return what to study next; self-ratings matter only before the first practice exam."""
    domain_ids, is_new = case.blueprint.domain_ids, case.counts.last_on is None
    ratings = study.ratings_of(case.candidate_id) if study is not None and is_new else None
    rated = {} if ratings is None else self_ratings_of(ratings, domain_ids).domains
    losses = losses_of(
        mastery,
        case.fitted.form,
        last_exam_on=case.counts.last_on,
        ratings=[rated.get(domain_id) for domain_id in domain_ids],
    )
    return next_of(plan_basis_of(case.planned, case.fitted.evidence.hours[case.index], losses))


def _domains(case: Case, predicted: _Predictions) -> tuple[DomainReadiness, ...]:
    """Return mastery, trend and expected loss by domain, in blueprint order."""
    form, i = case.fitted.form, case.index
    rows = zip(case.blueprint.domains, predicted.mastery[i], predicted.trend_per_week[i], strict=True)
    return tuple(
        DomainReadiness(
            domain_id=domain.domain_id,
            name=domain.name,
            weight=domain.share,
            mastery=mastery,
            trend_per_week=trend,
            n_items=case.counts.by_domain[domain.domain_id],
            expected_items_lost=lost_interval(mastery, form, k),
        )
        for k, (domain, mastery, trend) in enumerate(rows)
    )


def _stability(case: Case, predicted: _Predictions) -> Stability:
    """Judge stability; it needs evidence from before and within the window."""
    gaps = stability_gaps(case.counts, case.as_of)
    probability = float(predicted.probability_within[case.index])
    return Stability(
        word=stability_word(probability, is_evidence_enough=not gaps),
        probability=probability,
        change_percent=predicted.change_percent[case.index],
        n_practice_exams=case.counts.n_exams,
        gaps=gaps,
    )
