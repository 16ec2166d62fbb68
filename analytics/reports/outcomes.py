"""What the real results in the file say about the chances that were given for them."""

from dataclasses import replace
from datetime import date

import numpy as np

from analytics.blueprint import ExamBlueprint, PassKind
from analytics.models.calibration import (
    NO_CALIBRATION,
    NO_SCORE_CALIBRATION,
    OutcomeCalibration,
    ScoreCalibration,
    fit_outcome_calibration,
    fit_score_calibration,
)
from analytics.models.exam_score import ExamForm, score_draws
from analytics.models.intervals import Floats
from analytics.reports.cohort import CohortLayer
from analytics.reports.evidence import Evidence, arrays, read_evidence
from analytics.reports.exam_form import CutBelief, exam_form
from analytics.reports.fitting import fit_candidates
from analytics.store import Store

MIN_OUTCOMES = 20
"""With fewer real results nothing is corrected: one candidate's own result corrects no chance."""

MAX_OUTCOMES = 500
"""Two or three numbers need no more, and a page need not wait."""

CHUNK = 100


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
    if len(outcomes) < MIN_OUTCOMES:
        return NO_CALIBRATION, NO_SCORE_CALIBRATION
    names, days = list(outcomes.candidate_id), outcomes.taken_on
    known = cohort.placed(store, blueprint, read_evidence(store, blueprint, names, as_of))
    evidence = _before(known, blueprint, dict(zip(names, days, strict=True)))
    day_numbers = np.array([float(day.toordinal()) for day in days.dt.date])
    is_known = (evidence.n_items > 0).any(axis=1)
    if is_known.sum() < MIN_OUTCOMES:
        return NO_CALIBRATION, NO_SCORE_CALIBRATION
    exams = [
        _exam_days(evidence.of(index), form, cohort, day_numbers[index]) for index in _chunks(np.flatnonzero(is_known))
    ]
    chances, shares = (np.concatenate(parts) for parts in zip(*exams, strict=True))
    sat = outcomes[is_known]
    return (
        fit_outcome_calibration(chances, sat.is_passed.to_numpy(dtype=float)),
        _score_calibration(blueprint, shares, sat.scaled_score.to_numpy(dtype=float)),
    )


def _score_calibration(blueprint: ExamBlueprint, shares: Floats, scores: Floats) -> ScoreCalibration:
    """Fit the correction of scores, where they are a percentage: another scale does not tell right answers."""
    cut = blueprint.cut
    has_score = ~np.isnan(scores)
    if cut.kind is not PassKind.PERCENT or cut.scale_max is None or has_score.sum() < MIN_OUTCOMES:
        return NO_SCORE_CALIBRATION
    scale_min = cut.scale_min or 0.0
    reached = (scores[has_score] - scale_min) / (cut.scale_max - scale_min)
    return fit_score_calibration(shares[has_score], reached, n_items=blueprint.n_scored_items)


def _before(evidence: Evidence, blueprint: ExamBlueprint, days: dict[str, object]) -> Evidence:
    """Keep of each candidate what came before the day of the attempt."""
    table = evidence.table[evidence.table.day < evidence.table.candidate_id.map(days)].reset_index(drop=True)
    return arrays(blueprint, evidence.candidate_ids, evidence.as_of, table, evidence.hours, evidence.n_left_out)


def _chunks(index: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> "list[np.ndarray[tuple[int], np.dtype[np.intp]]]":
    return [index[start : start + CHUNK] for start in range(0, len(index), CHUNK)]


def _exam_days(evidence: Evidence, form: ExamForm, cohort: CohortLayer, day_numbers: Floats) -> tuple[Floats, Floats]:
    """Give P(pass) of each candidate on a day of their own, and the drawn shares, (candidates, draws)."""
    abilities = fit_candidates(evidence, form, cohort).abilities(day_numbers[:, None])
    draws = score_draws(*abilities.on(0), form)
    return draws.pass_probability(), draws.expected_items / form.n_items
