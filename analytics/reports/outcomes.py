"""What the real results in the file say about the chances that were given for them."""

from dataclasses import replace
from datetime import date

import numpy as np

from analytics.blueprint import ExamBlueprint
from analytics.models.calibration import NO_CALIBRATION, OutcomeCalibration, fit_outcome_calibration
from analytics.models.exam_score import ExamForm, score_draws
from analytics.models.intervals import Floats
from analytics.reports.evidence import Evidence, arrays, read_evidence
from analytics.reports.exam_form import CutBelief, exam_form
from analytics.reports.fitting import fit_candidates
from analytics.store import Store

MIN_OUTCOMES = 20
"""With fewer real results nothing is corrected: one candidate's own result corrects no chance."""

CHUNK = 100


def calibrated_form(store: Store, blueprint: ExamBlueprint, as_of: date, cut: CutBelief | None = None) -> ExamForm:
    """Describe the real exam, its chances corrected by the real results that are known on a day."""
    form = exam_form(blueprint, cut=cut)
    return replace(form, calibration=outcome_calibration(store, blueprint, form, as_of))


def outcome_calibration(store: Store, blueprint: ExamBlueprint, form: ExamForm, as_of: date) -> OutcomeCalibration:
    """Fit the correction to every first attempt in the file whose result is known by a day.

    Each chance is worked out from what was known the day before that attempt.
    """
    outcomes = store.query("first_outcomes", exam_code=blueprint.code, as_of=as_of)
    if len(outcomes) < MIN_OUTCOMES:
        return NO_CALIBRATION
    names, days = list(outcomes.candidate_id), outcomes.taken_on
    evidence = _before(read_evidence(store, blueprint, names, as_of), blueprint, dict(zip(names, days, strict=True)))
    day_numbers = np.array([float(day.toordinal()) for day in days.dt.date])
    is_known = (evidence.n_items > 0).any(axis=1)
    if is_known.sum() < MIN_OUTCOMES:
        return NO_CALIBRATION
    chances = np.concatenate(
        [_chances(evidence.of(index), form, day_numbers[index]) for index in _chunks(np.flatnonzero(is_known))]
    )
    return fit_outcome_calibration(chances, outcomes.is_passed.to_numpy(dtype=float)[is_known])


def _before(evidence: Evidence, blueprint: ExamBlueprint, days: dict[str, object]) -> Evidence:
    """Keep of each candidate what came before the day of the attempt."""
    table = evidence.table[evidence.table.day < evidence.table.candidate_id.map(days)].reset_index(drop=True)
    return arrays(blueprint, evidence.candidate_ids, evidence.as_of, table, evidence.hours, evidence.n_left_out)


def _chunks(index: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> "list[np.ndarray[tuple[int], np.dtype[np.intp]]]":
    return [index[start : start + CHUNK] for start in range(0, len(index), CHUNK)]


def _chances(evidence: Evidence, form: ExamForm, day_numbers: Floats) -> Floats:
    """Give P(pass) of each candidate on a day of their own."""
    abilities = fit_candidates(evidence, form).abilities(day_numbers[:, None])
    return score_draws(*abilities.on(0), form).pass_probability()
