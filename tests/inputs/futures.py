"""Simulated futures of a candidate: one more practice exam, answered and fitted again."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from analytics.blueprints.apportionment import webster_turns
from analytics.estimation.evidence import EvidenceRows, evidence_of_rows
from analytics.estimation.forecast import DesignCell, PracticeDesign, design_points
from analytics.estimation.model_fit import ModelFit, fit_model
from analytics.estimation.study_hours import StudyHours
from analytics.models import response
from analytics.models.exam_score import ExamForm, score_draws
from analytics.models.intervals import Floats
from analytics.store import ColumnTable
from tests.inputs.tables import table_of


def chances_after_refits(
    fitted: ModelFit,
    form: ExamForm,
    exam_on: date,
    *,
    provider: str,
    n_items: int,
    n_futures: int,
    taken_on: date | None = None,
) -> Floats:
    """Return P(pass) after each of some simulated practice exams, today if not later, all fitted from scratch.

    Ability is drawn, then the answers; study goes on until that day as in the last four weeks. `form` is that before
    its corrections were set for the candidate.
    """
    rng, evidence = np.random.default_rng(5), fitted.evidence
    day = taken_on or evidence.as_of
    counts = np.bincount(webster_turns(form.shares, [0.0] * form.n_domains, [1] * n_items), minlength=form.n_domains)
    cells = zip(evidence.blueprint.domain_ids, counts, strict=True)
    design = PracticeDesign(day, provider, tuple(DesignCell(name, 0.0, n) for name, n in cells))
    mean, covariance = fitted.predict(design_points(fitted, design))
    spread = covariance[0, :-1, :-1] + fitted.cohort.form_spread**2
    eta = rng.multivariate_normal(mean[0, :-1], spread, n_futures)
    right = rng.binomial(counts, response.share_correct(eta, form.guess_floor)).astype(float)
    names = tuple(f"future {k}" for k in range(n_futures))
    rows = EvidenceRows(
        table=_rows(fitted, design, names, right),
        blueprint=evidence.blueprint,
        candidate_ids=names,
        as_of=day,
        hours=tuple(hours and _continued(hours, evidence.as_of, day) for hours in evidence.hours) * n_futures,
        n_left_out=np.zeros(n_futures),
        attempts=evidence.attempts * n_futures,
        ends=(),
    )
    after = fit_model(evidence_of_rows(rows), form, fitted.cohort)
    days = np.full((n_futures, 1), float(exam_on.toordinal()))
    return score_draws(*after.abilities(days).with_cut(0), after.form).pass_probability()


def _continued(hours: StudyHours, as_of: date, until: date) -> StudyHours:
    """Return the hours with those of the days ahead, at the rate of the last four weeks."""
    ahead = np.arange(as_of.toordinal() + 1.0, until.toordinal() + 1.0)
    each_day = np.tile(hours.recent_per_day(as_of.toordinal()), (len(ahead), 1))
    return StudyHours(np.append(hours.day_numbers, ahead), np.vstack([hours.hours, each_day]))


def _rows(fitted: ModelFit, design: PracticeDesign, names: Sequence[str], right: Floats) -> ColumnTable:
    """Return, for each future, the candidate's rows and, last, those of the practice exam."""
    table = fitted.evidence.table
    new = table_of(
        {
            "practice_exam_id": "one more",
            "day": np.datetime64(design.day, "us"),
            "day_number": float(design.day.toordinal()),
            "provider": design.provider,
            "form": "one more",
            "is_untimed": False,
            "is_open_book": False,
            "domain_id": [cell.domain_id for cell in design.cells],
            "seen_share": 0.0,
            "n_items": [float(cell.n_items) for cell in design.cells],
            "n_correct": 0.0,
            "offset": fitted.cohort.provider_offset(design.provider),
        }
    )
    one = (
        ColumnTable({name: np.append(table.columns[name], new.columns[name]) for name in new.columns})
        if len(table)
        else new
    )
    rows = one.where(np.tile(np.arange(len(one)), len(names)))
    n_correct = rows.n_correct.reshape(len(names), -1).copy()
    n_correct[:, -right.shape[1] :] = right
    return rows.with_columns(
        candidate_id=np.repeat(np.array(names, dtype=object), len(one)), n_correct=n_correct.ravel()
    )
