"""Where a candidate stands against the cut, and whether to book: the answer of the contract."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from analytics.blueprint import ExamBlueprint, ExamStatus, PassKind
from analytics.clock import DAYS_PER_WEEK
from analytics.models.decision import Costs, expected_costs, pass_by_draw
from analytics.models.exam_score import score_draws, score_interval
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Floats, Interval, from_rows_of_draws
from analytics.models.progress import (
    BAND_PERCENT,
    CLAIM_LEVEL,
    WINDOW_WEEKS,
    StabilityVerdict,
    change_draws,
    stability_verdict,
)
from analytics.reports.counts import EvidenceCounts, counts_of_all
from analytics.reports.evidence import read_evidence
from analytics.reports.exam_form import CutBelief, cut_belief
from analytics.reports.fitting import FittedCandidates, fit_candidates, lost_interval, share_intervals
from analytics.reports.outcomes import calibrated_form
from analytics.store import Store

MIN_PRACTICE_EXAMS = 2
MIN_NEW_ITEMS = 60
RECENT_DAYS = 28
MIN_EXAMS_FOR_STABILITY = 3
GENUINE_NEW_ITEMS = 100
TARGET = 0.80
CHANCE_LEVEL = 0.80
"""The level of the range of P(pass): at 90 % it nearly always reaches from end to end."""

DECISION_WEEKS = 16
LEAST_CHANCE_TO_BOOK = 0.50
"""Below it a fee is not worth paying unless a deadline leaves no later week: where scores are
stable and low, the way of studying should change first."""

CHUNK = 100


class Verdict(StrEnum):
    """What to do about the real exam."""

    BOOK = "book"
    WAIT = "wait"
    TOO_LITTLE_DATA = "too_little_data"
    EXAM_RETIRED = "exam_retired"


class Answer(StrEnum):
    """A statement that may be left open."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a verdict is what it is, and what it rests on."""

    NO_LATER_WEEK_IS_CHEAPER = "no_later_week_is_cheaper"
    A_LATER_WEEK_IS_CHEAPER = "a_later_week_is_cheaper"
    DEADLINE_BINDS = "deadline_binds"
    STOPPING_IS_CHEAPER = "stopping_is_cheaper"
    CHANCE_IS_LOW = "chance_is_low"
    EXAM_DAY_IS_TOO_LATE = "exam_day_is_too_late"
    EXAM_DAY_IS_FAR = "exam_day_is_far"
    FEE_IS_NOT_PUBLISHED = "fee_is_not_published"
    CUT_IS_UNCERTAIN = "cut_is_uncertain"
    CUT_IS_NOT_PUBLISHED = "cut_is_not_published"
    WEIGHTS_ARE_NOT_PUBLISHED = "weights_are_not_published"
    ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT = "rows_of_unknown_domains_left_out"
    CORRECTED_BY_REAL_RESULTS = "corrected_by_real_results"
    NOT_OPEN_YET = "not_open_yet"
    RETIRED = "retired"


GROUNDS = frozenset(
    {
        Reason.CUT_IS_UNCERTAIN,
        Reason.CUT_IS_NOT_PUBLISHED,
        Reason.WEIGHTS_ARE_NOT_PUBLISHED,
        Reason.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT,
        Reason.CORRECTED_BY_REAL_RESULTS,
        Reason.FEE_IS_NOT_PUBLISHED,
    }
)
"""The reasons that say what the numbers rest on; the others say what to do."""


class Missing(StrEnum):
    """What a firmer answer needs."""

    PRACTICE_EXAMS = "practice_exams"
    NEW_QUESTIONS = "new_questions"
    RECENT_PRACTICE_EXAM = "recent_practice_exam"
    EXAM_DATE = "exam_date"
    SECOND_FORM_OR_PROVIDER = "second_form_or_provider"


class GenuineReason(StrEnum):
    """Why the scores may or may not be trusted."""

    TOO_FEW_NEW_QUESTIONS = "too_few_new_questions"
    ONE_FORM = "one_form"
    MOSTLY_SEEN_BEFORE = "mostly_seen_before"


@dataclass(frozen=True, slots=True)
class DecisionInputs:
    """What booking, waiting and failing cost the candidate, and what binds the date.

    `fee`, `is_retake_free` and `cut` None are the blueprint's.
    """

    fee: float | None = None
    week_cost: float = 60.0
    fail_cost: float = 100.0
    deadline: date | None = None
    is_retake_free: bool | None = None
    target: float = TARGET
    cut: CutBelief | None = None


STANDARD_INPUTS = DecisionInputs()


@dataclass(frozen=True, slots=True)
class DomainReadiness:
    """One domain on exam day: shares are 0-1, questions are scored questions of the exam."""

    domain_id: str
    name: str
    weight: float | None
    mastery: Interval
    trend_per_week: Interval
    n_items: int
    expected_items_lost: Interval


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether the expected score has settled within the band over three weeks."""

    verdict: StabilityVerdict
    probability: float
    change_percent: Interval
    n_practice_exams: int
    band_percent: float = BAND_PERCENT


@dataclass(frozen=True, slots=True)
class BookingCosts:
    """Expected cost of a first attempt by week from the present day, where it was worked out."""

    days: tuple[date, ...]
    expected_cost: tuple[float, ...]
    best_day: date
    stopping_cost: float
    currency: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole answer for one candidate and exam, as the contract has it and a little more."""

    candidate: str
    exam_code: str
    as_of: date
    exam_on: date
    is_exam_day_given: bool
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    pass_probability: Interval
    percent_correct: Interval
    cut_percent: Interval
    score_probabilities: Floats = field(repr=False)
    n_items: int
    n_practice_exams: int
    n_items_seen_before: int
    n_items_left_out: int
    n_new_items_in_window: int
    n_forms_in_window: int
    last_practice_exam_on: date | None
    domains: tuple[DomainReadiness, ...]
    stability: Stability
    ready: Answer
    genuine: Answer
    genuine_reasons: tuple[GenuineReason, ...]
    inflation: Interval | None
    costs: BookingCosts | None
    successors: tuple[str, ...]


def readiness(
    store: Store,
    blueprint: ExamBlueprint,
    candidate_id: str,
    as_of: date,
    *,
    exam_on: date | None = None,
    inputs: DecisionInputs = STANDARD_INPUTS,
) -> Readiness:
    """Answer for one candidate."""
    evidence = read_evidence(store, blueprint, [candidate_id], as_of, candidate_id=candidate_id)
    fitted = fit_candidates(evidence, calibrated_form(store, blueprint, as_of, inputs.cut))
    return readiness_of_fit(fitted, blueprint, exam_on, inputs)


def readiness_of_all(
    store: Store,
    blueprint: ExamBlueprint,
    candidate_ids: Sequence[str],
    as_of: date,
    *,
    exam_days: Mapping[str, date],
    inputs: DecisionInputs = STANDARD_INPUTS,
) -> Iterator[Readiness]:
    """Answer for many candidates, in their order; fitted in chunks of similar length.

    Args:
        store: The file.
        blueprint: The exam.
        candidate_ids: For whom.
        as_of: Later rows are not seen.
        exam_days: The exam day of each candidate who has one.
        inputs: What the decision weighs.
    """
    evidence = read_evidence(store, blueprint, candidate_ids, as_of)
    form = calibrated_form(store, blueprint, as_of, inputs.cut)
    n_cells = (evidence.n_items > 0).sum(axis=1)
    order = np.argsort(n_cells, kind="stable")
    answers: dict[int, Readiness] = {}
    counts = counts_of_all(evidence)
    for start in range(0, len(order), CHUNK):
        index = order[start : start + CHUNK]
        chunk = fit_candidates(evidence.of(index), form)
        for i, answer in zip(index, _answers(chunk, blueprint, exam_days, inputs, counts), strict=True):
            answers[int(i)] = answer
    return (answers[i] for i in range(len(candidate_ids)))


def readiness_of_fit(
    fitted: FittedCandidates, blueprint: ExamBlueprint, exam_on: date | None, inputs: DecisionInputs
) -> Readiness:
    """Answer for the one candidate of a fit that a page has already made."""
    exam_days = {fitted.evidence.candidate_ids[0]: exam_on} if exam_on else {}
    return next(_answers(fitted, blueprint, exam_days, inputs, counts_of_all(fitted.evidence)))


def _answers(
    fitted: FittedCandidates,
    blueprint: ExamBlueprint,
    exam_days: Mapping[str, date],
    inputs: DecisionInputs,
    counts: Mapping[str, EvidenceCounts],
) -> Iterator[Readiness]:
    """Predict once for all candidates of a fit, then state each one's answer."""
    today = fitted.evidence.as_of
    names = fitted.evidence.candidate_ids
    days = [max(exam_days.get(name, today), today) for name in names]
    predicted = _predictions(fitted, days)
    is_retired = blueprint.status_on(today) is ExamStatus.RETIRED
    costs = [None] * len(names) if is_retired else _booking_costs(fitted, blueprint, inputs)
    for i, name in enumerate(names):
        own = counts.get(name, EvidenceCounts())
        yield _answer(_Case(fitted, blueprint, inputs, name, i, own, days[i], name in exam_days), predicted, costs[i])


@dataclass(frozen=True, slots=True)
class _Predictions:
    """What the model says of the candidates of a fit: one entry each, by domain where there are two."""

    chance: list[Interval]
    pass_draws: Floats
    score_probabilities: Floats
    mastery: list[list[Interval]]
    trend_per_week: list[list[Interval]]
    change_percent: list[Interval]
    probability_within: Floats
    inflation: list[Interval]


def _predictions(fitted: FittedCandidates, exam_days: Sequence[date]) -> _Predictions:
    """Predict each candidate's exam day, and the change over the window up to the present one."""
    form, today = fitted.form, fitted.evidence.as_of
    earlier = today - timedelta(weeks=WINDOW_WEEKS)
    abilities = fitted.abilities(np.array([[float(d.toordinal()) for d in (day, today, earlier)] for day in exam_days]))
    mean, covariance = abilities.on(0)
    scores = score_draws(mean, covariance, form)
    pass_draws = scores.given_ability_and_cut()
    chances = zip(from_rows_of_draws(pass_draws, level=CHANCE_LEVEL), scores.pass_probability().tolist(), strict=True)
    changes = change_draws(*abilities.on(1, 2), form.shares, form.guess_floor)
    by_domain = [from_rows_of_draws(changes.domains[..., k]) for k in range(form.n_domains)]
    return _Predictions(
        chance=[replace(spread, value=chance) for spread, chance in chances],
        pass_draws=pass_draws,
        score_probabilities=scores.score_probabilities(),
        mastery=[
            share_intervals(means, np.diag(spread), form.guess_floor)
            for means, spread in zip(mean, covariance, strict=True)
        ],
        trend_per_week=[[change.scaled(1 / WINDOW_WEEKS) for change in own] for own in zip(*by_domain, strict=True)],
        change_percent=[change.scaled(100) for change in from_rows_of_draws(changes.total)],
        probability_within=changes.probability_within(),
        inflation=inflation_percent(*abilities.with_seen_effect(1), form.shares, form.guess_floor),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """One candidate of a fit, and what was asked."""

    fitted: FittedCandidates
    blueprint: ExamBlueprint
    inputs: DecisionInputs
    candidate_id: str
    index: int
    counts: EvidenceCounts
    exam_day: date
    is_exam_day_given: bool

    @property
    def as_of(self) -> date:
        return self.fitted.evidence.as_of

    @property
    def n_left_out(self) -> int:
        return int(self.fitted.evidence.n_left_out[self.index])


def _answer(case: _Case, predicted: _Predictions, costs: BookingCosts | None) -> Readiness:
    """State one candidate's answer from the predictions."""
    i, counts = case.index, case.counts
    chance = predicted.chance[i]
    missing = _missing(case)
    verdict, reasons = _verdict(case, missing, costs, chance.value)
    genuine, genuine_reasons = _genuine(counts)
    is_enough = not _refusing(missing)
    return Readiness(
        candidate=case.candidate_id,
        exam_code=case.blueprint.code,
        as_of=case.as_of,
        exam_on=case.exam_day,
        is_exam_day_given=case.is_exam_day_given,
        verdict=verdict,
        reasons=reasons,
        missing=missing,
        pass_probability=chance,
        percent_correct=score_interval(predicted.score_probabilities[i]),
        cut_percent=(case.inputs.cut or cut_belief(case.blueprint)).percent,
        score_probabilities=predicted.score_probabilities[i],
        n_items=counts.n_items,
        n_practice_exams=counts.n_exams,
        n_items_seen_before=counts.n_seen,
        n_items_left_out=case.n_left_out,
        n_new_items_in_window=counts.n_new_in_window,
        n_forms_in_window=counts.n_forms_in_window,
        last_practice_exam_on=counts.last_on,
        domains=_domains(case, predicted),
        stability=_stability(case, predicted),
        ready=_ready(chance.value, predicted.pass_draws[i], case.inputs.target, is_evidence_enough=is_enough),
        genuine=genuine,
        genuine_reasons=genuine_reasons,
        inflation=predicted.inflation[i] if counts.n_seen else None,
        costs=None if verdict is Verdict.EXAM_RETIRED else costs,
        successors=case.blueprint.replaced_by,
    )


def _domains(case: _Case, predicted: _Predictions) -> tuple[DomainReadiness, ...]:
    """State mastery, trend and expected loss by domain, in blueprint order."""
    form = case.fitted.form
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
        for k, (domain, mastery, trend) in enumerate(
            zip(
                case.blueprint.domains,
                predicted.mastery[case.index],
                predicted.trend_per_week[case.index],
                strict=True,
            )
        )
    )


def _stability(case: _Case, predicted: _Predictions) -> Stability:
    """State whether the score has settled; it needs evidence from before and within the window."""
    counts = case.counts
    is_enough = (
        counts.n_exams >= MIN_EXAMS_FOR_STABILITY
        and counts.n_exams_in_window > 0
        and counts.first_on is not None
        and counts.first_on <= case.as_of - timedelta(weeks=WINDOW_WEEKS)
    )
    probability = float(predicted.probability_within[case.index])
    verdict = stability_verdict(probability, is_evidence_enough=is_enough)
    return Stability(verdict, probability, predicted.change_percent[case.index], counts.n_exams)


def _ready(chance: float, pass_draws: Floats, target: float, *, is_evidence_enough: bool) -> Answer:
    """Say whether the chance of passing reaches the target; no only where that is fairly sure."""
    if not is_evidence_enough:
        return Answer.CANNOT_TELL
    if chance >= target:
        return Answer.YES
    return Answer.NO if (pass_draws < target).mean() >= CLAIM_LEVEL else Answer.CANNOT_TELL


def _genuine(counts: EvidenceCounts) -> tuple[Answer, tuple[GenuineReason, ...]]:
    """Say whether recent scores rest on new questions from more than one form."""
    reasons = []
    is_mostly_seen = counts.n_seen_in_window > counts.n_new_in_window
    if counts.n_new_in_window < GENUINE_NEW_ITEMS:
        reasons.append(GenuineReason.TOO_FEW_NEW_QUESTIONS)
    if counts.n_forms_in_window < 2:
        reasons.append(GenuineReason.ONE_FORM)
    if is_mostly_seen:
        reasons.append(GenuineReason.MOSTLY_SEEN_BEFORE)
    if is_mostly_seen:
        return Answer.NO, tuple(reasons)
    return (Answer.CANNOT_TELL if reasons else Answer.YES), tuple(reasons)


def _missing(case: _Case) -> tuple[Missing, ...]:
    """List what a firmer answer needs."""
    counts = case.counts
    missing = []
    if counts.n_exams < MIN_PRACTICE_EXAMS:
        missing.append(Missing.PRACTICE_EXAMS)
    if counts.n_items - counts.n_seen < MIN_NEW_ITEMS:
        missing.append(Missing.NEW_QUESTIONS)
    if counts.last_on is None or (case.as_of - counts.last_on).days > RECENT_DAYS:
        missing.append(Missing.RECENT_PRACTICE_EXAM)
    if not case.is_exam_day_given:
        missing.append(Missing.EXAM_DATE)
    if counts.n_forms_in_window < 2:
        missing.append(Missing.SECOND_FORM_OR_PROVIDER)
    return tuple(missing)


def _refusing(missing: Sequence[Missing]) -> bool:
    """Tell whether what is missing forbids a verdict."""
    return bool({Missing.PRACTICE_EXAMS, Missing.NEW_QUESTIONS, Missing.RECENT_PRACTICE_EXAM} & set(missing))


def _verdict(
    case: _Case, missing: Sequence[Missing], costs: BookingCosts | None, chance: float
) -> tuple[Verdict, tuple[Reason, ...]]:
    """Choose the verdict and say why; where something else forbids one, the costs decide nothing."""
    reasons = list(_grounds(case))
    status = case.blueprint.status_on(case.exam_day)
    if costs is None or status is ExamStatus.RETIRED:
        return Verdict.EXAM_RETIRED, (Reason.RETIRED, *reasons)
    if _refusing(missing):
        return Verdict.TOO_LITTLE_DATA, tuple(reasons)
    if status is ExamStatus.ANNOUNCED:
        return Verdict.WAIT, (Reason.NOT_OPEN_YET, *reasons)
    return _book_or_wait(case, costs, chance, reasons)


def _book_or_wait(
    case: _Case, costs: BookingCosts, chance: float, reasons: list[Reason]
) -> tuple[Verdict, tuple[Reason, ...]]:
    """Book where no week after the asked one is cheaper; the reason comes before those given."""
    last_open = _last_day(case.blueprint, case.inputs)
    if last_open is not None and case.exam_day > last_open:
        return Verdict.WAIT, (Reason.EXAM_DAY_IS_TOO_LATE, *reasons)
    if case.exam_day > costs.days[-1]:
        return Verdict.WAIT, (Reason.EXAM_DAY_IS_FAR, *reasons)
    does_deadline_bind = last_open is not None and last_open < costs.days[-1]
    if does_deadline_bind:
        reasons.insert(0, Reason.DEADLINE_BINDS)
    if min(costs.expected_cost) > costs.stopping_cost:
        return Verdict.WAIT, (Reason.STOPPING_IS_CHEAPER, *reasons)
    if chance < LEAST_CHANCE_TO_BOOK and not does_deadline_bind:
        return Verdict.WAIT, (Reason.CHANCE_IS_LOW, *reasons)
    if costs.best_day <= case.exam_day:
        return Verdict.BOOK, (Reason.NO_LATER_WEEK_IS_CHEAPER, *reasons)
    return Verdict.WAIT, (Reason.A_LATER_WEEK_IS_CHEAPER, *reasons)


def _grounds(case: _Case) -> Iterator[Reason]:
    """Name what the numbers rest on that the candidate should know."""
    kind = case.blueprint.cut.kind
    if kind is PassKind.PASS_FAIL_ONLY:
        yield Reason.CUT_IS_NOT_PUBLISHED
    elif kind is not PassKind.PERCENT:
        yield Reason.CUT_IS_UNCERTAIN
    if not case.blueprint.is_weight_published:
        yield Reason.WEIGHTS_ARE_NOT_PUBLISHED
    if case.inputs.fee is None and case.blueprint.fee is None:
        yield Reason.FEE_IS_NOT_PUBLISHED
    if case.fitted.form.calibration.n_outcomes:
        yield Reason.CORRECTED_BY_REAL_RESULTS
    if case.n_left_out:
        yield Reason.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT


def _last_day(blueprint: ExamBlueprint, inputs: DecisionInputs) -> date | None:
    """Give the last day on which the exam can be sat: the deadline or the retirement."""
    return min((day for day in (inputs.deadline, blueprint.last_day) if day is not None), default=None)


def _booking_costs(fitted: FittedCandidates, blueprint: ExamBlueprint, inputs: DecisionInputs) -> list[BookingCosts]:
    """Work out the expected cost of a first attempt in each of the coming weeks.

    Where no week is left to choose from, the present one alone is judged.
    """
    today = fitted.evidence.as_of
    days = tuple(today + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1))
    last = _last_day(blueprint, inputs)
    first = blueprint.first_day or today
    is_open = np.array([first <= day and (last is None or day <= last) for day in days])
    is_open[0] |= not is_open.any()
    fee = inputs.fee if inputs.fee is not None else blueprint.fee or 0.0
    is_free = blueprint.free_retake if inputs.is_retake_free is None else inputs.is_retake_free
    wait_weeks = -(-blueprint.wait_after_fail_d(1) // DAYS_PER_WEEK)
    costs = Costs(
        fee=fee,
        retake_fee=0.0 if is_free else fee,
        week=inputs.week_cost,
        fail=inputs.fail_cost,
        no_pass=2 * fee + inputs.fail_cost + DECISION_WEEKS * inputs.week_cost,
        retake_wait_weeks=wait_weeks,
    )
    abilities = fitted.abilities_on(days)
    expected = expected_costs(pass_by_draw(*abilities.on(*range(len(days))), fitted.form), costs, is_open)
    best = expected.best_week()
    return [
        BookingCosts(days, tuple(row.tolist()), days[k], expected.stopping, blueprint.currency)
        for row, k in zip(expected.by_week, best, strict=True)
    ]
