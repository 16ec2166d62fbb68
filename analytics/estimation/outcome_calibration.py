"""Corrections of chances and scores by the real results in the file."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.attempts import NO_ATTEMPTS
from analytics.estimation.cohort import CohortLayer
from analytics.estimation.evidence import Evidence, evidence_of_rows, read_evidence
from analytics.estimation.exam_form import CutBelief, exam_form
from analytics.estimation.model_fit import chunks, fit_model
from analytics.estimation.study_hours import day_numbers_of
from analytics.models.calibration import (
    NO_CALIBRATION,
    NO_SCORE_CALIBRATION,
    WIDE_SDS,
    OutcomeCalibration,
    ScoreCalibration,
    fit_outcome_calibration,
    fit_score_calibration,
)
from analytics.models.exam_score import ExamForm, ScoreDraws
from analytics.models.intervals import Floats
from analytics.store import ColumnTable, Rows, positions

MIN_OUTCOMES = 30
"""With fewer real results nothing is corrected: on real records twenty did not help."""

MAX_OUTCOMES = 500
"""The few parameters need no more, and a page stays fast."""


@dataclass(frozen=True)
class FirstResults:
    """The first real result of each candidate of an exam known by a day, and their evidence.

    `outcomes` has one row per candidate. `evidence` is None if the results are too few to correct anything.
    """

    outcomes: ColumnTable
    evidence: Evidence | None

    def until(self, day: date) -> "FirstResults":
        """Return the results known on an earlier day; a sample already drawn is kept."""
        outcomes = self.outcomes.where(self.outcomes.taken_on <= np.datetime64(day))
        if self.evidence is None or len(outcomes) < MIN_OUTCOMES:
            return FirstResults(outcomes, None)
        return FirstResults(outcomes, self.evidence.of_candidates(outcomes.candidate_id.tolist()).until(day))


def read_first_results(rows: Rows, blueprint: ExamBlueprint, as_of: date, cohort: CohortLayer) -> FirstResults:
    """Read the first real results known by a day, sampled down to `MAX_OUTCOMES`."""
    outcomes = rows.table("first_outcomes", exam_code=blueprint.code, as_of=as_of, n_most=MAX_OUTCOMES)
    if len(outcomes) < MIN_OUTCOMES:
        return FirstResults(outcomes, None)
    evidence = read_evidence(rows, blueprint, outcomes.candidate_id.tolist(), as_of)
    return FirstResults(outcomes, cohort.with_offsets(rows, evidence))


class _FirstAttempts(NamedTuple):
    """First attempts that followed practice: the predictions made before them, and their results.

    `baseline` is the prediction at the ability of the middle of the record. `scores` are shares,
    nan if they are not known.
    """

    draws: ScoreDraws
    baseline: ScoreDraws
    is_passed: Floats
    scores: Floats


def calibrated_form(
    blueprint: ExamBlueprint, results: FirstResults, cohort: CohortLayer, cut: CutBelief | None
) -> ExamForm:
    """Return the real exam's form with its chances and scores corrected by real results."""
    form = exam_form(blueprint, cut=cut, prior=cohort.prior)
    chances, scores = outcome_calibrations(form, results, cohort)
    return replace(form, calibration=chances, score_calibration=scores)


def outcome_calibrations(
    form: ExamForm, results: FirstResults, cohort: CohortLayer
) -> tuple[OutcomeCalibration, ScoreCalibration]:
    """Fit the corrections of chances and scores to first attempts.

    Each chance is computed from what was known the day before that attempt.
    """
    attempts = None if results.evidence is None else _first_attempts(form, results.outcomes, results.evidence, cohort)
    if attempts is None:
        return NO_CALIBRATION, NO_SCORE_CALIBRATION
    has_score = ~np.isnan(attempts.scores)
    uncorrected = attempts.draws.pass_probability(), attempts.baseline.pass_probability()
    if has_score.sum() < MIN_OUTCOMES:
        chances = fit_outcome_calibration(*uncorrected, attempts.is_passed)
        is_exact = form.cut_sd == 0  # otherwise the overconfidence may lie in the cut
        return chances, ScoreCalibration(spread=chances.implied_spread) if is_exact else NO_SCORE_CALIBRATION
    of_scores = fit_score_calibration(
        attempts.draws.shares,
        attempts.baseline.shares,
        attempts.scores,
        attempts.is_passed,
        n_items=form.n_items,
        cut=form.cut_items / form.n_items,
        cut_sd=form.cut_sd,
    )
    corrected = attempts.draws.with_shares(of_scores.set_for(attempts.baseline.shares).applied(attempts.draws.shares))
    return fit_outcome_calibration(*uncorrected, corrected.pass_probability(), prior_sds=WIDE_SDS), of_scores


def _first_attempts(
    form: ExamForm, outcomes: ColumnTable, evidence: Evidence, cohort: CohortLayer
) -> _FirstAttempts | None:
    """Predict each attempt from what came before it; None if too few had practiced."""
    own = positions(evidence.table.candidate_id, outcomes.candidate_id.tolist())
    table = evidence.table.where(evidence.table.day < outcomes.taken_on[own])
    before = evidence_of_rows(replace(evidence, table=table, attempts=(NO_ATTEMPTS,) * len(evidence.candidate_ids)))
    has_practiced = np.flatnonzero((before.n_items > 0).any(axis=1))
    if len(has_practiced) < MIN_OUTCOMES:
        return None
    day_numbers = day_numbers_of(outcomes.taken_on)
    predicted = [
        fit_model(before.of(i), form, cohort).draws_with_baseline(day_numbers[i]) for i in chunks(has_practiced)
    ]
    draws = _together([own for own, _ in predicted])
    baseline = _together([own for _, own in predicted])
    practiced = outcomes.where(has_practiced)
    is_passed = practiced.is_passed.astype(float)
    scores = [
        evidence.blueprint.cut.percent_of(score) if evidence.blueprint.may_score(score, result == 1) else None
        for score, result in zip(practiced.scaled_score.tolist(), is_passed, strict=True)
    ]
    return _FirstAttempts(draws, baseline, is_passed, np.array(scores, dtype=float) / 100)


def _together(parts: Sequence[ScoreDraws]) -> ScoreDraws:
    """Concatenate the candidates of some fits."""
    arrays = [field.name for field in fields(ScoreDraws) if field.name != "form"]
    together = {name: np.concatenate([getattr(part, name) for part in parts]) for name in arrays}
    return ScoreDraws(parts[0].form, **together)
