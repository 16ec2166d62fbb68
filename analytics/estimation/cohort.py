"""What the other candidates of an exam in the file add to one candidate's estimate.

With at least thirty people with practice exams, the scales of the ability model, the offsets of
providers and forms and the easiness of questions are estimated from the file and used for everybody's
fit. With fewer, and so for one candidate alone, the fixed scales are used and nothing is shifted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.official import is_official
from analytics.estimation.cohort_sample import CohortSample, cohort_sample
from analytics.estimation.evidence import EXAM_KEY, SOURCE_KEY, Evidence, as_day_numbers
from analytics.estimation.exam_form import exam_form
from analytics.models.ability import fit_ability
from analytics.models.cohort import OFFICIAL_SD, SharedOffsets, fit_population, source_prior
from analytics.models.growth import STRANGER, GrowthPrior, fit_growth
from analytics.models.intervals import Floats
from analytics.models.item_easiness import Indices, ItemAnswers, fit_item_easiness, mean_by_cell
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior
from analytics.models.stability import WINDOW_WEEKS
from analytics.records import TOTAL_DOMAIN
from analytics.store import ColumnTable, Rows, numbered, positions

MIN_ORDER_SPREAD = 0.5
"""Easiness is separated from learning if the positions of an item in people's practice have at least half
the variance of all positions; if everybody meets it at the same position the two are confounded."""

_ITEM = ("provider", "form", "domain_id", "item_id")
_CELL = (*EXAM_KEY, "domain_id", "seen_share")


@dataclass(frozen=True)
class KnownItems:
    """The easiness of items in logits: by item, and by candidate and item without that candidate."""

    easiness: Mapping[tuple[str, ...], float]
    without_own: Mapping[tuple[str, ...], float]

    def offsets(self, rows: Rows, evidence: Evidence) -> Floats:
        """Return the mean easiness of the items behind each row of the evidence; 0 if unknown."""
        answers = _answers(rows, evidence)
        each = answers.rows("candidate_id", *_ITEM)
        fitted = np.array([self.without_own.get(own, self.easiness.get(own[1:], 0.0)) for own in each], dtype=float)
        cell, keys = numbered(answers.rows(*_CELL))
        means = dict(zip(keys, (np.bincount(cell, fitted) / np.bincount(cell)).tolist(), strict=True))
        return np.array([means.get(key, 0.0) for key in evidence.table.rows(*_CELL)], dtype=float)


@dataclass(frozen=True, slots=True)
class CohortUse:
    """How much of the file's other candidates an estimate uses.

    `n_outcomes` real results correct the chance, `n_scores` real scores the expected score.
    """

    n_candidates: int = 0
    n_items_calibrated: int = 0
    n_outcomes: int = 0
    n_scores: int = 0


@dataclass(frozen=True)
class CohortLayer:
    """Estimates from the candidates of an exam; without a cohort they change nothing.

    `covariance` is that of the mean level, the offsets of providers and those of forms, in this order.
    """

    n_candidates: int = 0
    prior: AbilityPrior = DEFAULT_PRIOR
    covariance: Floats = field(default_factory=lambda: np.zeros((1, 1)))
    provider_offsets: Mapping[str, float] = field(default_factory=dict)
    form_offsets: Mapping[tuple[str, str], float] = field(default_factory=dict)
    items: KnownItems | None = None
    growth: GrowthPrior = STRANGER

    @property
    def n_items_calibrated(self) -> int:
        """The number of items whose easiness is known."""
        return 0 if self.items is None else len(self.items.easiness)

    @property
    def without_answers(self) -> "CohortLayer":
        """The same estimates without those of single answers: once offsets are known no fit needs them."""
        return replace(self, items=None if self.items is None else KnownItems(self.items.easiness, {}))

    @property
    def form_spread(self) -> float:
        """The sd of forms around their provider, in logits; 0 without known forms."""
        offsets = np.array(list(self.form_offsets.values()))
        return float(np.sqrt(np.mean(offsets**2))) if len(offsets) else 0.0

    def provider_offset(self, provider: str) -> float:
        """Return how much better a provider's questions are answered than the real exam's, in logits."""
        return self.provider_offsets.get(provider, 0.0)

    def prior_of(self, evidence: Evidence) -> AbilityPrior:
        """Return the prior of some candidates, with the cohort's uncertainty about their sources of questions."""
        if self.n_candidates == 0:
            return self.prior
        names = [(provider, "") for provider in self.provider_offsets] + list(self.form_offsets)
        position = {name: k for k, name in enumerate(names, start=1)}
        sources = evidence.sources
        effects = [
            [position[name] for name in dict.fromkeys([(provider, ""), (provider, form)]) if name in position]
            for provider, form in sources
        ]
        sds = [_provider_sd(evidence.blueprint, provider) for provider, _ in sources]
        return CohortPrior.of(self.prior, source_prior(self.covariance, effects, np.array(sds)))

    def with_offsets(self, rows: Rows, evidence: Evidence) -> Evidence:
        """Return the evidence with the known offsets of its providers, forms and items."""
        if self.n_candidates == 0:
            return evidence
        source, sources = numbered(evidence.table.rows(*SOURCE_KEY))
        offset = np.array([self.provider_offset(key[0]) + self.form_offsets.get(key, 0.0) for key in sources])[source]
        if self.items is not None:
            offset = offset + self.items.offsets(rows, evidence)
        return evidence.with_offsets(offset)


NO_COHORT = CohortLayer()


def _provider_sd(blueprint: ExamBlueprint, provider: str | None) -> float:
    """Return the sd of a provider's offset; None is a provider whose name is not known."""
    return OFFICIAL_SD if is_official(blueprint, provider or "") else DEFAULT_PRIOR.provider_sd


def fit_cohort(rows: Rows, blueprint: ExamBlueprint, as_of: date) -> CohortLayer:
    """Estimate the cohort of an exam from rows up to a day."""
    sample = cohort_sample(rows, blueprint, as_of)
    if sample is None:
        return NO_COHORT
    items, easiness = _known_items(rows, sample)
    form = exam_form(blueprint)
    forms = sample.forms()
    providers = sample.evidence.provider_names
    sds = np.array([_provider_sd(blueprint, name) for name in providers])
    population = fit_population(
        sample.counts.with_offset(easiness),
        shares=np.array(form.shares),
        offsets=SharedOffsets(sds, forms.form, forms.place),
        is_exam_shock_known=sample.is_exam_shock_known,
    )
    layer = CohortLayer(
        n_candidates=sample.n_candidates,
        prior=population.prior,
        covariance=population.covariance,
        provider_offsets=dict(zip(providers, population.provider_offsets.tolist(), strict=True)),
        form_offsets=dict(zip(forms.names, population.form_offsets.tolist(), strict=True)),
        items=items,
    )
    return replace(layer, growth=_growth(layer, sample, easiness))


def _growth(layer: CohortLayer, sample: CohortSample, easiness: Floats) -> GrowthPrior:
    """Estimate how the cohort's candidates grow and stop, from their last weeks."""
    evidence = sample.evidence
    sources = list(evidence.table.rows(*SOURCE_KEY))
    by_provider = _offsets_of_cells(sample, [layer.provider_offset(provider) for provider, _ in sources])
    by_form = _offsets_of_cells(sample, [layer.form_offsets.get(source, 0.0) for source in sources])
    counts = sample.counts.with_offset(easiness + by_provider + by_form)
    fit = fit_ability(counts, prior=layer.prior_of(evidence))
    days = (evidence.as_of, evidence.as_of - timedelta(weeks=WINDOW_WEEKS))
    weeks = evidence.weeks(as_day_numbers(days))
    return fit_growth(fit, weeks, by_form)


def _offsets_of_cells(sample: CohortSample, offsets: Sequence[float]) -> Floats:
    return sample.latest(sample.evidence.with_offsets(np.array(offsets)).cells).offset


def _known_items(rows: Rows, sample: CohortSample) -> tuple[KnownItems | None, Floats]:
    """Estimate the easiness of items from first answers.

    Also returns the mean easiness in each cell of the sample, without the candidate's own answers.
    """
    first_answers = _with_positions(_answers(rows, sample.evidence), sample)
    item, items = numbered(first_answers.rows(*_ITEM))
    if not _is_separable_from_learning(first_answers.place.astype(float), item):
        return None, np.zeros(sample.counts.n_items.shape)
    answers = ItemAnswers(first_answers.row, first_answers.column, item, first_answers.is_correct)
    item_domain = positions((domain_id for _, _, domain_id, _ in items), sample.evidence.blueprint.domain_ids)
    fitted = fit_item_easiness(sample.counts, answers, item_domain)
    own = list(first_answers.rows("candidate_id", *_ITEM))
    by_answer = dict(zip(reversed(own), fitted.without_own.tolist()[::-1], strict=True))  # the first of equal ones
    easiness = dict(zip(items, fitted.value.tolist(), strict=True))
    return KnownItems(easiness, by_answer), mean_by_cell(fitted.without_own, answers, sample.counts.n_items.shape)


def _answers(rows: Rows, evidence: Evidence) -> ColumnTable:
    names = list(evidence.candidate_ids)
    return rows.table("item_answers", exam_code=evidence.blueprint.code, as_of=evidence.as_of, candidate_ids=names)


def _with_positions(answers: ColumnTable, sample: CohortSample) -> ColumnTable:
    """Return first answers with their cell in the sample and the position of their practice exam."""
    cells = sample.table()
    cell = positions(answers.rows(*_CELL), list(cells.rows(*_CELL)))
    is_first = (answers.seen_share == 0) & (answers.domain_id != TOTAL_DOMAIN) & (cell >= 0)
    found = cells.where(cell[is_first])
    return answers.where(is_first).with_columns(row=found.row, column=found.column, place=found.place)


def _is_separable_from_learning(position: Floats, item: Indices) -> bool:
    """Whether the positions of items vary enough between people."""
    if len(position) == 0:
        return False
    within = position - (np.bincount(item, position) / np.bincount(item))[item]
    return bool(within.var() >= MIN_ORDER_SPREAD * position.var())
