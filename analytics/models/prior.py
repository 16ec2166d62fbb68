"""The prior of the ability model: scales and means in logits and weeks."""

from dataclasses import asdict, dataclass, replace

import numpy as np

from analytics.models.intervals import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class AbilityPrior:
    """The fixed scales of the ability model.

    They are uncertain themselves, so each is the root mean square of its plausible values:
    with medians, 90 % ranges covered .84 of simulated truths, with these .90.
    """

    # A first practice exam near 64 % correct; wide, for a stranger (cohorts measured: .41 to .70).
    level_mean: float = 0.20
    level_sd: float = 0.80
    # Domains correlate about .8; the subscore literature has .7 to .95 (Haberman; Sinharay).
    domain_sd: float = 0.40
    # About 8 percentage points in twelve weeks, saturating; less if hours carry the gain.
    gain_per_week: float = 0.06
    gain_per_week_with_hours: float = 0.02
    gain_scale_weeks: float = 12.0
    # The least certain entries: real logs gave .055 to .11.
    velocity_sd: float = 0.06
    domain_velocity_sd: float = 0.03
    velocity_scale_weeks: float = 6.0
    # Measured between providers of practice tests: .20 to .24; practice against real is unknown.
    provider_sd: float = 0.28
    exam_shock_sd: float = 0.20
    exam_domain_shock_sd: float = 0.12
    # Measured from +1.1 after minutes with feedback to near 0 without, so wide; a candidate's own repeats move it.
    seen_mean: float = 0.90
    seen_sd: float = 0.80
    # The share of its variance in which providers differ (new questions each time, explained or not): our judgment.
    seen_provider_share: float = 0.15
    # Our judgment.
    untimed_mean: float = 0.15
    untimed_sd: float = 0.15
    open_book_mean: float = 0.40
    open_book_sd: float = 0.30
    # Untested, so weak: per log(1 + effective hours / 20 h).
    hours_mean: float = 0.30
    hours_sd: float = 0.20
    real_exam_shock_sd: float = 0.12

    def knowing_providers(self) -> "AbilityPrior":
        """Return the prior as if the offset of each provider were known."""
        return replace(self, provider_sd=0.0)


DEFAULT_PRIOR = AbilityPrior()


@dataclass(frozen=True, slots=True, eq=False)
class SourcePrior:
    """The uncertainty that a cohort leaves about the mean ability in each source of questions, in logits.

    A source is a provider's form, or the provider where the form is not known; the last one is the real exam.
    `shared` is the covariance of the mean ability over sources, (sources, sources), common to all candidates;
    `own_sd` is the sd of each source's provider for one candidate, (sources,), 0 for the real exam. `level_variance` is
    what would be left of the mean level's variance if all offsets of the cohort were known.
    """

    shared: Floats
    own_sd: Floats
    level_variance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CohortPrior(AbilityPrior):
    """The prior of people in a cohort: `sources` takes the place of `provider_sd`."""

    sources: SourcePrior

    @classmethod
    def of(cls, prior: AbilityPrior, sources: SourcePrior) -> "CohortPrior":
        """Return a prior with a cohort's uncertainty about sources."""
        return cls(**asdict(prior), sources=sources)

    def knowing_providers(self) -> AbilityPrior:
        """Return the prior as if the offset of each provider and form were known."""
        own = self.sources
        known = SourcePrior(np.full_like(own.shared, own.level_variance), np.zeros_like(own.own_sd), own.level_variance)
        return replace(self, sources=known)
