"""Compare the product with long chains on the same posterior."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior
from tests.inputs.model_worlds import fit_cells
from tests.validation.generative import Record, cells_as_points, exam_day_points
from tests.validation.nuts_reference import Reference, read_reference
from tests.validation.reference_records import all_records


@dataclass(frozen=True, slots=True)
class Agreement:
    """One record as the product and the long chains answer it."""

    reference: Reference
    n_exams: int
    n_items: int
    pass_probability: float
    theta_mean: Floats
    covariance: Floats

    @property
    def chance_gap(self) -> float:
        """P(pass) of the product minus that of the chains."""
        return self.pass_probability - self.reference.pass_probability

    @property
    def mean_gap_in_sds(self) -> float:
        """Largest difference of a domain's mean, in posterior sds."""
        gaps = np.abs(self.theta_mean - self.reference.theta_mean) / self.reference.theta_sd
        return float(gaps.max())

    @property
    def sd_ratios(self) -> Floats:
        """The product's posterior sds over those of the chains, (domains,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)) / np.array(self.reference.theta_sd))


def posterior_of(record: Record, prior: AbilityPrior = DEFAULT_PRIOR) -> tuple[Floats, Floats]:
    """Return the product's mean and covariance of the domains on exam day."""
    fit = fit_cells(
        cells_as_points(record),
        record.column("n_correct")[None],
        record.column("n_items")[None],
        guess_floor=record.form.guess_floor,
        has_hours=np.array([record.has_hours]),
        prior=prior,
    )
    mean, covariance = fit.predict(exam_day_points(record))
    return mean[0], covariance[0]


def answer_of(record: Record, prior: AbilityPrior = DEFAULT_PRIOR) -> tuple[float, Floats]:
    """Return the product's P(pass) and the probability of each number of correct answers."""
    draws = score_draws(*with_free_cut(*posterior_of(record, prior)), record.form)
    return float(draws.pass_probability()), draws.score_probabilities()


def agreements() -> Sequence[Agreement]:
    """Compare every record with its frozen chains, at the scales used for the chains."""
    return [_agreement(record) for record in all_records()]


def _agreement(record: Record) -> Agreement:
    reference, prior = read_reference(record)
    mean, covariance = posterior_of(record, prior)
    return Agreement(
        reference,
        len({cell.exam for cell in record.cells}),
        int(record.column("n_items").sum()),
        answer_of(record, prior)[0],
        mean,
        covariance,
    )
