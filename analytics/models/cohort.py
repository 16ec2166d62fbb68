"""The scales of the ability model and the offsets of providers and forms, from a cohort.

The scales are estimated by the sum of the candidates' Laplace log marginal likelihoods, each
with a prior around its fixed value: log-normal for a standard deviation, normal for a mean. With few
candidates the scales barely move, and one that their records do not identify keeps its default. The effects of seen
questions, of no time limit and of an open book also get a mean of the cohort.

Providers have offsets that all candidates share, plus a small offset of each candidate's own; the real exam has
offset 0. The priors split an unusual average between the people and their practice exams. The split stays uncertain
with any number of candidates, while the sum of mean level and offset is well known: `source_prior` hands both on with
their joint covariance. Forms have offsets as well: if everybody takes the same forms in one order, a hard last form
would otherwise look like forgetting. Where the form is not known, an effect of the exam's place in each candidate's
record absorbs the same, and is not applied.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import NamedTuple

import numpy as np

from analytics.models import response
from analytics.models.ability import AbilityFit, CellCounts, fit_ability
from analytics.models.intervals import Floats
from analytics.models.points import Points, prior_covariance
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, SourcePrior

LEVEL_MEAN_SD = 0.53
"""The sd of a cohort's mean around the fixed one. It leaves .60 of the .80 sd of a stranger's level within a cohort,
which is where the search begins."""

WITHIN_LEVEL_SD = float(np.sqrt(DEFAULT_PRIOR.level_sd**2 - LEVEL_MEAN_SD**2))
GAIN_SD = 0.06
SEEN_MEAN_SD = 0.60
"""The sd of a cohort's mean seen effect around the fixed one: measured from near 0 without feedback to 1.1 with
it. If it were fixed, what everybody gains by repeats would look like easy forms or learning. The untimed and the
open-book effect have a mean of the cohort for the same reason."""

FORM_SD = 0.20
"""The sd of forms within a provider: the same as a candidate's exam shock, which covers the form and the day."""

PLACE_SD = 0.10
"""The sd of the effect common to everyone's k-th practice exam if its form is not known: a judgment, half a form's."""

OWN_PROVIDER_SD = 0.10
"""The sd of a candidate's own offset for a provider around the cohort's."""

OFFICIAL_SD = 0.10
"""The sd of the offset of practice by the exam's own provider."""

LOG_SD_SD = 0.50
"""A fixed scale may be off by a factor of 1.6 either way (one sd)."""

MEANS = ("level_mean", "gain_per_week", "seen_mean", "untimed_mean", "open_book_mean")
SCALES = ("level_sd", "domain_sd", "velocity_sd")
EXAM_SCALE = "exam_shock_sd"
MAX_STEPS = 12
MAX_HALVINGS = 8
SMALL_STEP = 1e-3
LARGEST_STEP = 1.0


class SharedOffsets(NamedTuple):
    """Which offsets a cohort's cells have in common.

    `provider_sds` is the sd of each provider's offset. `form` is the index of each cell's form, (candidates, cells),
    -1 for one without an offset of its own; `place` that of its practice exam in its candidate's record, -1
    for one with a form.
    """

    provider_sds: Floats
    form: Floats
    place: Floats

    @property
    def numbers(self) -> tuple[int, int, int]:
        """The number of providers, of forms and of places."""
        return len(self.provider_sds), int(self.form.max(initial=-1)) + 1, int(self.place.max(initial=-1)) + 1

    @property
    def sds(self) -> list[float]:
        """The sd of each offset: providers, forms, places."""
        _, n_forms, n_places = self.numbers
        return [*self.provider_sds, *[FORM_SD] * n_forms, *[PLACE_SD] * n_places]

    def design(self, cells: Points) -> Floats:
        """Return which offsets each cell has, (candidates, cells, offsets)."""
        indices = zip((cells.provider, self.form, self.place), self.numbers, strict=True)
        return np.concatenate([index[..., None] == np.arange(n) for index, n in indices], axis=-1).astype(float)


class Population(NamedTuple):
    """The scales of a cohort, and the offsets of its providers in logits.

    A provider's offset is how much better its questions are answered than those of the real exam; a form's,
    than those of the provider's other forms. `covariance` is that of the mean level, the offsets of providers and
    those of forms, in this order.
    """

    prior: AbilityPrior
    provider_offsets: Floats
    form_offsets: Floats
    covariance: Floats


def source_prior(covariance: Floats, effects: Sequence[Sequence[int]], provider_sd: Floats) -> SourcePrior:
    """Return the uncertainty of the mean ability in some sources of questions.

    With S the joint covariance of a `Population`'s means, the mean ability in a source is the mean level plus
    the offsets that it meets, a'x with a of ones and zeros, so that between sources it has the covariance A S A'.
    The last row of A, the real exam's, has the mean level alone. A provider that is new to the cohort has that
    row, too, and the sd of its unknown offset. All offsets are known by conditioning on them.

    Args:
        covariance: S.
        effects: The positions in S of the offsets of each source; none for a new provider.
        provider_sd: The sd of the offset of each source's provider if it is new.
    """
    loadings = np.zeros((len(effects) + 1, len(covariance)))
    loadings[:, 0] = 1.0
    for row, own in zip(loadings, effects, strict=False):
        row[list(own)] = 1.0
    own_sd = np.where([len(own) > 0 for own in effects], OWN_PROVIDER_SD, provider_sd)
    with_level, between = covariance[0, 1:], covariance[1:, 1:]
    level_variance = float(covariance[0, 0] - with_level @ np.linalg.pinv(between, hermitian=True) @ with_level)
    return SourcePrior(loadings @ covariance @ loadings.T, np.append(own_sd, 0.0), level_variance)


class _Task(NamedTuple):
    """What is maximized: counts in cells, the columns of the mean, the parts of the covariance.

    Parameters are those of the mean (`MEANS`, providers, forms, places) and then the logarithms of `scales`.
    """

    counts: CellCounts
    design: Floats
    scales: Sequence[str]
    parts: Sequence[Floats]
    center: Floats
    precision: Floats

    @property
    def n_means(self) -> int:
        """The number of parameters of the mean."""
        return int(self.design.shape[-1])

    def prior_at(self, parameters: Floats) -> AbilityPrior:
        """Return the scales at some parameters."""
        sds = np.exp(parameters[self.n_means :]).tolist()
        means = dict(zip(MEANS, parameters[: len(MEANS)].tolist(), strict=True))
        scales = dict(zip(self.scales, sds, strict=True))
        return replace(DEFAULT_PRIOR, **means, **scales, provider_sd=OWN_PROVIDER_SD)

    def fit(self, parameters: Floats, start: Floats | None = None) -> AbilityFit:
        """Fit all candidates at some parameters; `start` as for `fit_ability`."""
        offsets = self.design[..., len(MEANS) :] @ parameters[len(MEANS) : self.n_means]
        return fit_ability(self.counts.with_offset(offsets), prior=self.prior_at(parameters), start=start)

    def objective(self, fit: AbilityFit, parameters: Floats) -> float:
        """Return the log marginal likelihood of all plus the log prior."""
        away = parameters - self.center
        return float(fit.log_marginal_likelihood.sum() - 0.5 * self.precision @ away**2)


def fit_population(
    counts: CellCounts, *, shares: Floats, offsets: SharedOffsets, is_exam_shock_known: bool
) -> Population:
    """Estimate scales and offsets by Fisher scoring with step halving.

    If practice exams deviate from what their candidates otherwise do, the real exam is
    expected to deviate as much as one more of them: it is another day and another form.

    Args:
        counts: The answers; the gain of time is not estimated from candidates with known hours, which carry it.
        shares: The real exam's share of scored items by domain.
        offsets: The offsets of providers, forms and places.
        is_exam_shock_known: Whether people have taken enough practice exams each to identify the
            exam shock; with one each it is confounded with the level and runs away.
    """
    scales = (*SCALES, EXAM_SCALE) if is_exam_shock_known else SCALES
    tau = DEFAULT_PRIOR.gain_scale_weeks
    cells = counts.cells
    growth = np.where(counts.has_hours[:, None], 0.0, tau * -np.expm1(-cells.week / tau))
    center, precision = _beliefs(offsets.sds, scales)
    means = np.stack([cells.level, growth, cells.seen, cells.untimed, cells.open_book], axis=-1)
    task = _Task(
        counts=counts,
        design=np.concatenate([means, offsets.design(cells)], axis=-1),
        scales=scales,
        parts=[prior_covariance(cells, cells, _only(name)) for name in scales],
        center=center,
        precision=precision,
    )
    parameters, fit = _maximum(task)
    prior = task.prior_at(parameters)
    n_providers, n_forms, _ = offsets.numbers
    providers, forms, _ = np.split(parameters[len(MEANS) : task.n_means], [n_providers, n_providers + n_forms])
    if is_exam_shock_known:
        prior = replace(prior, real_exam_shock_sd=_real_exam_shock_sd(prior, shares, forms))
    _, information = _slopes(task, fit)
    handed_on = np.r_[0, len(MEANS) : len(MEANS) + n_providers + n_forms]
    covariance = np.linalg.inv(information + np.diag(task.precision))[np.ix_(handed_on, handed_on)]
    return Population(prior, providers, forms, covariance)


def _beliefs(offset_sds: Sequence[float], scales: Sequence[str]) -> tuple[Floats, Floats]:
    """Return the prior mean and precision of each parameter."""
    means = [
        *(getattr(DEFAULT_PRIOR, name) for name in MEANS),
        *[0.0] * len(offset_sds),
        *(np.log(WITHIN_LEVEL_SD if name == "level_sd" else getattr(DEFAULT_PRIOR, name)) for name in scales),
    ]
    sds = [
        *(LEVEL_MEAN_SD, GAIN_SD, SEEN_MEAN_SD, DEFAULT_PRIOR.untimed_sd, DEFAULT_PRIOR.open_book_sd),
        *offset_sds,
        *[LOG_SD_SD] * len(scales),
    ]
    return np.array(means), np.array(sds) ** -2.0


def _real_exam_shock_sd(prior: AbilityPrior, shares: Floats, forms: Floats) -> float:
    """Return the real exam's shock: a practice exam's of day, domains and form, at least the fixed one."""
    by_domain = prior.exam_domain_shock_sd * np.linalg.norm(shares)
    of_forms = np.linalg.norm(forms) / np.sqrt(max(1, len(forms)))
    shock_sd = float(np.linalg.norm([prior.exam_shock_sd, by_domain, of_forms]))
    return max(DEFAULT_PRIOR.real_exam_shock_sd, shock_sd)


def _only(name: str) -> AbilityPrior:
    """Return the prior with one standard deviation 1 and all others 0."""
    none = {field.name: 0.0 for field in fields(AbilityPrior) if field.name.endswith("_sd")}
    return replace(DEFAULT_PRIOR, **{**none, name: 1.0})


def _maximum(task: _Task) -> tuple[Floats, AbilityFit]:
    """Maximize from the fixed values until the steps are small, and return the fit there."""
    parameters, fit = task.center, task.fit(task.center)
    longest, n_steps = np.inf, 0
    while longest > SMALL_STEP and n_steps < MAX_STEPS:
        gradient, information = _slopes(task, fit)
        slope = gradient - task.precision * (parameters - task.center)
        step = np.asarray(np.linalg.solve(information + np.diag(task.precision), slope), dtype=float)
        step *= min(1.0, LARGEST_STEP / max(SMALL_STEP, np.abs(step).max()))
        moved, fit = _damped_step(task, parameters, step, fit)
        longest = float(np.abs(moved - parameters).max())
        parameters, n_steps = moved, n_steps + 1
    return parameters, fit


def _damped_step(task: _Task, parameters: Floats, step: Floats, fit: AbilityFit) -> tuple[Floats, AbilityFit]:
    """Take the step, halved until the objective does not fall; none if it always falls."""
    least = task.objective(fit, parameters)
    for part in 0.5 ** np.arange(MAX_HALVINGS):
        trial = parameters + part * step
        trial_fit = task.fit(trial, fit.eta)
        if task.objective(trial_fit, trial) >= least:
            return trial, trial_fit
    return parameters, fit


def _slopes(task: _Task, fit: AbilityFit) -> tuple[Floats, Floats]:
    """Return gradient and expected information of the log marginal likelihood.

    With V = K + 1/W, a = V^-1 (z - m) and dK the derivative of K by the logarithm of a scale, the
    explicit part is X'a and (a' dK a - tr V^-1 dK) / 2; the mode moves with the parameters and takes
    W with it, which adds h'X and h' dK a (Rasmussen & Williams 2006, section 5.5.1).
    """
    slope = response.fisher_weight_slope(fit.eta, fit.n_items, fit.guess_floor)
    moved = fit.dual_change(-0.5 * fit.given.variance * slope)
    n_means, n_all = task.n_means, task.n_means + len(task.scales)
    gradient, information = np.zeros(n_all), np.zeros((n_all, n_all))
    gradient[:n_means] = np.einsum("pi,pik->k", fit.dual + moved, task.design)
    information[:n_means, :n_means] = np.einsum("pik,pil->kl", task.design, fit.given.precision_times(task.design))
    changes = [2 * getattr(fit.prior, name) ** 2 * part for name, part in zip(task.scales, task.parts, strict=True)]
    products = [fit.given.precision_times(change) for change in changes]
    for j, (change, product) in enumerate(zip(changes, products, strict=True), start=n_means):
        reached = (change @ fit.dual[..., None])[..., 0]
        gradient[j] = ((0.5 * fit.dual + moved) * reached).sum() - 0.5 * np.trace(product, axis1=1, axis2=2).sum()
        for k, other in enumerate(products, start=n_means):
            information[j, k] = 0.5 * np.einsum("pij,pji->", product, other)
    return gradient, information
