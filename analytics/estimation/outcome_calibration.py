"""What the real results in the file say about the chances and scores that were given for them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.attempts import NO_ATTEMPTS
from analytics.estimation.cohort import CohortLayer
from analytics.estimation.evidence import Evidence, arrays, read_evidence
from analytics.estimation.exam_form import CutBelief, exam_form
from analytics.estimation.model_fit import chunks, fit_model
from analytics.models.calibration import (
    NO_CALIBRATION,
    NO_SCORE_CALIBRATION,
    PRIOR_SDS,
    WIDE_SDS,
    OutcomeCalibration,
    ScoreCalibration,
    fit_outcome_calibration,
    fit_score_calibration,
)
from analytics.models.exam_score import ExamForm, ScoreDraws
from analytics.models.intervals import Floats
from analytics.store import Store

MIN_OUTCOMES = 30
"""With fewer real results nothing is corrected: of the real records that were tried, twenty did no good."""

MAX_OUTCOMES = 500
"""A few numbers need no more, and a page need not wait."""


@dataclass(frozen=True, slots=True)
class _Sat:
    """First attempts that came after practice: what was to be said before them, and what came.

    `usual` is what was to be said at the ability of the middle of the record. `scores` are shares,
    nan where they are not known.
    """

    draws: ScoreDraws
    usual: ScoreDraws
    is_passed: Floats
    scores: Floats


def calibrated_form(
    store: Store, blueprint: ExamBlueprint, as_of: date, cohort: CohortLayer, cut: CutBelief | None = None
) -> ExamForm:
    """Describe the real exam, its chances and scores corrected by the real results that are known on a day."""
    form = exam_form(blueprint, cut=cut, prior=cohort.prior)
    chances, scores = outcome_calibrations(store, blueprint, form, as_of, cohort)
    return replace(form, calibration=chances, score_calibration=scores)


def outcome_calibrations(
    store: Store, blueprint: ExamBlueprint, form: ExamForm, as_of: date, cohort: CohortLayer
) -> tuple[OutcomeCalibration, ScoreCalibration]:
    """Fit the corrections to first attempts in the file whose result is known by a day.

    Each chance is worked out from what was known the day before that attempt. Where there are more
    results than `MAX_OUTCOMES`, as many are drawn.
    """
    outcomes = store.query("first_outcomes", exam_code=blueprint.code, as_of=as_of, n_most=MAX_OUTCOMES)
    sat = _sat(store, blueprint, form, as_of, cohort, outcomes) if len(outcomes) >= MIN_OUTCOMES else None
    if sat is None:
        return NO_CALIBRATION, NO_SCORE_CALIBRATION
    has_score = ~np.isnan(sat.scores)
    if has_score.sum() < MIN_OUTCOMES:
        chances = _of_chances(sat, sat.is_passed)
        is_exact = form.cut_sd == 0  # else it may be the cut that was thought to be surer than it is
        return chances, ScoreCalibration(spread=chances.implied_spread) if is_exact else NO_SCORE_CALIBRATION
    of_scores = fit_score_calibration(
        sat.draws.shares[has_score], sat.usual.shares[has_score], sat.scores[has_score], n_items=form.n_items
    )
    corrected = sat.draws.with_shares(of_scores.set_for(sat.usual.shares).applied(sat.draws.shares))
    results = np.where(has_score, corrected.pass_probability(), sat.is_passed)
    return _of_chances(sat, results, prior_sds=WIDE_SDS), of_scores


def _of_chances(sat: _Sat, results: Floats, prior_sds: Sequence[float] = PRIOR_SDS) -> OutcomeCalibration:
    """Correct chances by results.

    Where a score is known, the chance that its correction gives stands for the result: that correction
    was learnt from scores, which tell more than whether they passed.
    """
    return fit_outcome_calibration(
        sat.draws.pass_probability(), sat.usual.pass_probability(), results, prior_sds=prior_sds
    )


def _sat(
    store: Store,
    blueprint: ExamBlueprint,
    form: ExamForm,
    as_of: date,
    cohort: CohortLayer,
    outcomes: pd.DataFrame,
) -> _Sat | None:
    """Work out what was to be said before each attempt; None where too few had practised before it."""
    names, days = list(outcomes.candidate_id), outcomes.taken_on
    known = cohort.with_offsets(store, blueprint, read_evidence(store, blueprint, names, as_of))
    evidence = _before(known, blueprint, dict(zip(names, days, strict=True)))
    has_practised = np.flatnonzero((evidence.n_items > 0).any(axis=1))
    if len(has_practised) < MIN_OUTCOMES:
        return None
    day_numbers = np.array([float(day.toordinal()) for day in days.dt.date])
    said = [fit_model(evidence.of(i), form, cohort).draws_beside_usual(day_numbers[i]) for i in chunks(has_practised)]
    draws, usual = (_together(parts) for parts in zip(*said, strict=True))
    sat = outcomes.iloc[has_practised]
    return _Sat(
        draws,
        usual,
        sat.is_passed.to_numpy(dtype=float),
        _as_shares(blueprint, sat.scaled_score.to_numpy(dtype=float)),
    )


def _together(parts: Sequence[ScoreDraws]) -> ScoreDraws:
    """Put the candidates of some fits below each other."""
    _, *names = (field.name for field in fields(ScoreDraws))
    return ScoreDraws(parts[0].form, *(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _as_shares(blueprint: ExamBlueprint, scores: Floats) -> Floats:
    """Read scores as shares of right answers where they are a percentage: another scale does not tell them."""
    percents = [blueprint.cut.percent_of(score) for score in scores.tolist()]
    return np.array([np.nan if percent is None else percent / 100 for percent in percents])


def _before(evidence: Evidence, blueprint: ExamBlueprint, days: dict[str, object]) -> Evidence:
    """Keep of each candidate what came before the day of the attempt."""
    table = evidence.table[evidence.table.day < evidence.table.candidate_id.map(days)].reset_index(drop=True)
    none = (NO_ATTEMPTS,) * len(evidence.candidate_ids)
    return arrays(blueprint, evidence.candidate_ids, evidence.as_of, table, evidence.hours, evidence.n_left_out, none)
