"""All that a fit of some candidates needs, from the store: cohort, evidence, exam form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.caches import cached_cohort
from analytics.estimation.cohort import CohortLayer, fit_cohort
from analytics.estimation.evidence import Evidence, read_evidence
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.model_fit import ModelFit, fit_model
from analytics.estimation.outcome_calibration import FirstResults, calibrated_form, read_first_results
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats
from analytics.store import Rows, Store


@dataclass(frozen=True)
class SharedInputs:
    """What all candidates of an exam share on a day: the cohort, the first real results and the form they correct."""

    blueprint: ExamBlueprint
    cohort: CohortLayer
    first_results: FirstResults

    @cached_property
    def form(self) -> ExamForm:
        """The exam's form with the blueprint's cut."""
        return calibrated_form(self.blueprint, self.first_results, self.cohort, None)


@dataclass(frozen=True)
class ModelInputs:
    """What the ability model is fitted to, for some candidates and one exam on a day."""

    cohort: CohortLayer
    evidence: Evidence
    first_results: FirstResults
    form: ExamForm

    def fit(self, *, start: Floats | None = None) -> ModelFit:
        """Fit all candidates at once; `start` as for `fit_ability`."""
        return fit_model(self.evidence, self.form, self.cohort, start=start)

    def with_cut(self, cut: CutBelief | None) -> "ModelInputs":
        """Return the inputs with a candidate's own belief of the cut, None for the blueprint's."""
        return replace(self, form=calibrated_form(self.evidence.blueprint, self.first_results, self.cohort, cut))

    def until(self, day: date) -> "ModelInputs":
        """Return the inputs of an earlier day.

        The cohort's estimates stay: one candidate's rows are a small part of them, and otherwise each day on a page
        would need a cohort of its own.
        """
        earlier = replace(self, evidence=self.evidence.until(day), first_results=self.first_results.until(day))
        return earlier.with_cut(CutBelief(self.form.cut_mean, self.form.cut_sd))


def read_shared_inputs(
    rows: Rows, blueprint: ExamBlueprint, as_of: date, *, cache: Store | None = None
) -> SharedInputs:
    """Read and estimate what all candidates of an exam share on a day; cached in `rows` if a store, else `cache`."""
    store = rows if isinstance(rows, Store) else cache
    cohort = fit_cohort(rows, blueprint, as_of) if store is None else cached_cohort(store, rows, blueprint, as_of)
    return SharedInputs(blueprint, cohort, read_first_results(rows, blueprint, as_of, cohort))


def read_model_inputs(rows: Rows, candidate_ids: Sequence[str], as_of: date, *, shared: SharedInputs) -> ModelInputs:
    """Read the inputs of some candidates' fit, from the whole file or their own rows, with the blueprint's cut."""
    evidence = read_evidence(rows, shared.blueprint, candidate_ids, as_of)
    return ModelInputs(shared.cohort, shared.cohort.with_offsets(rows, evidence), shared.first_results, shared.form)
