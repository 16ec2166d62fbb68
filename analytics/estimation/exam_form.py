"""The real exam as the model needs it, from a blueprint."""

from dataclasses import dataclass

from analytics.blueprints.model import ExamBlueprint
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import RANGE_LEVEL, Interval
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior

SCALED_CUT_SD = 0.03
"""The sd of a scaled cut around its linear reading, as a share of the scored items."""

UNPUBLISHED_CUT = (0.70, 0.05)
"""Mean and sd of an unpublished cut: a guess, shown as one."""

UNPUBLISHED_HALF_WIDTH = 0.5
"""Without published weights each equal share may be off by this fraction of it."""

NORMAL_90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class CutBelief:
    """The believed cut as a share of the scored items; sd 0 means exact."""

    mean: float
    sd: float

    @property
    def percent(self) -> Interval:
        """The cut in percent with its range."""
        return Interval(
            100 * self.mean,
            100 * max(0.0, self.mean - NORMAL_90 * self.sd),
            100 * min(1.0, self.mean + NORMAL_90 * self.sd),
            RANGE_LEVEL,
        )


def cut_belief(blueprint: ExamBlueprint) -> CutBelief:
    """Return the cut of a blueprint as a share of scored items, with its uncertainty.

    An official percentage is exact: the fewest correct answers that reach it. For any other passing score,
    no number of correct answers is published: its place on the scale is only the linear reading.
    """
    cut = blueprint.cut
    if cut.share is None:
        return CutBelief(*UNPUBLISHED_CUT)
    least = cut.least_correct(blueprint.n_scored_items)
    if least is None:
        return CutBelief(cut.share, SCALED_CUT_SD)
    return CutBelief(min(cut.share, least / blueprint.n_scored_items), 0.0)


def exam_form(
    blueprint: ExamBlueprint, *, cut: CutBelief | None = None, prior: AbilityPrior = DEFAULT_PRIOR
) -> ExamForm:
    """Return the real exam's form; a candidate may have their own belief of the cut."""
    belief = cut or cut_belief(blueprint)
    equal = 1 / len(blueprint.domains)
    return ExamForm(
        n_items=blueprint.n_scored_items,
        shares=tuple(equal if d.share is None else d.share for d in blueprint.domains),
        share_half_widths=tuple(
            equal * UNPUBLISHED_HALF_WIDTH if d.share_half_width is None else d.share_half_width
            for d in blueprint.domains
        ),
        cut_mean=belief.mean,
        cut_sd=belief.sd,
        guess_floor=blueprint.guess_floor,
        day_shock_sd=prior.real_exam_shock_sd,
    )
