"""How much an estimate changes if only whole percentages by domain are remembered."""

from datetime import date, timedelta

import numpy as np

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.exam_form import exam_form
from analytics.ingest.mapping.scores import percent_of
from analytics.records import DomainResult
from analytics.reports.decision.readiness import readiness_of
from tests.inputs.builders import TODAY, fitted_from, practice_exam

EXAM = "SAA-C03"
BLUEPRINT = shipped_blueprints()[EXAM]
N_CANDIDATES = 4
N_EXAMS = 3
N_ITEMS = 65


def remembered(counts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the counts that are stored for the whole percentages of these."""
    shown = [percent_of(str(round(100 * n_correct / n_items))) for n_correct, n_items in counts]
    split = BLUEPRINT.items_by_domain(N_ITEMS).values()
    return [(percent.nearest(n_items), n_items) for percent, n_items in zip(shown, split, strict=True)]


def exam(day: date, counts: list[tuple[int, int]]) -> list[DomainResult]:
    return practice_exam(day, counts, exam_code=EXAM)


def test_percentages_move_the_score_by_a_tenth_of_its_range() -> None:
    """Rounding and another split of the questions, drawn by weight; the chance moves by less than ten points."""
    rng = np.random.default_rng(1)
    shares = exam_form(BLUEPRINT).shares
    for _ in range(N_CANDIDATES):
        known: list[DomainResult] = []
        in_percent: list[DomainResult] = []
        ability = rng.normal(0.95, 0.4) + rng.normal(0, 0.3, len(shares))
        for number in range(N_EXAMS):
            n_items = rng.multinomial(N_ITEMS, shares)
            n_correct = rng.binomial(n_items, 1 / (1 + np.exp(-ability)))
            counts = list(zip(n_correct.tolist(), n_items.tolist(), strict=True))
            day = TODAY - timedelta(weeks=N_EXAMS - number)
            known += exam(day, counts)
            in_percent += exam(day, remembered(counts))
        one, other = (readiness_of(fitted_from(rows, exam_code=EXAM)) for rows in (known, in_percent))
        score = one.percent_correct
        assert abs(score.value - other.percent_correct.value) < (score.high - score.low) / 10
        assert one.pass_probability is not None
        assert other.pass_probability is not None
        assert abs(one.pass_probability.value - other.pass_probability.value) < 0.1
