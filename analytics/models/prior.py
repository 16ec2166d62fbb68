"""What the model assumes before it has seen a candidate: scales and means in logits and weeks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AbilityPrior:
    """The fixed scales of the ability model.

    They are uncertain themselves, so each stands for the root mean square of what it could be.
    Grounds for each value stand in `docs` of the README's method section; `hours_*` and the two
    condition effects are judgement, kept weak.
    """

    level_mean: float = 0.20
    level_sd: float = 0.80
    domain_sd: float = 0.40
    gain_per_week: float = 0.06
    gain_per_week_with_hours: float = 0.02
    gain_scale_weeks: float = 12.0
    velocity_sd: float = 0.06
    domain_velocity_sd: float = 0.03
    velocity_scale_weeks: float = 6.0
    provider_sd: float = 0.28
    exam_shock_sd: float = 0.20
    exam_domain_shock_sd: float = 0.12
    seen_mean: float = 0.90
    seen_sd: float = 0.80
    untimed_mean: float = 0.15
    untimed_sd: float = 0.15
    open_book_mean: float = 0.40
    open_book_sd: float = 0.30
    hours_mean: float = 0.30
    hours_sd: float = 0.20
    real_exam_shock_sd: float = 0.12


DEFAULT_PRIOR = AbilityPrior()
