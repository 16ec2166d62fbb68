"""The easiness of items, recovered from simulated answers."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special

from analytics.models.ability import CellCounts
from analytics.models.intervals import Floats
from analytics.models.item_easiness import ItemAnswers, ItemEasiness, fit_item_easiness, mean_by_cell
from analytics.models.points import Points
from tests.inputs.model_worlds import MLS_FORM
from tests.validation.generative import Cell, Record, cells_as_points

N_EXAMS, N_ASKED, N_ITEMS = 4, 10, 40
FLOOR = MLS_FORM.guess_floor
DOMAIN = np.zeros(N_ITEMS, dtype=np.intp)


def design() -> Record:
    """Make four practice exams of ten questions of one domain."""
    cells = [Cell(week=float(e), domain=0, exam=e, n_items=N_ASKED) for e in range(N_EXAMS)]
    return Record(name="items", cells=cells, form=MLS_FORM, exam_week=5.0)


def answered(n: int, easiness: Floats, seed: int, *, is_adaptive: bool = False) -> ItemAnswers:
    """Let candidates answer forty items, ten in each exam: in random order, or the able the hard ones first."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(0.5, 0.8, n)
    rows = []
    for person in range(n):
        order = rng.permutation(N_ITEMS)
        if is_adaptive:
            order = np.argsort(np.abs(easiness + ability[person] - 0.5) + rng.normal(0, 0.5, N_ITEMS))
        rows += [(person, place // N_ASKED, item) for place, item in enumerate(order)]
    candidate, cell, item = np.array(rows, dtype=np.intp).T
    share = FLOOR + (1 - FLOOR) * special.expit(ability[candidate] + easiness[item])
    return ItemAnswers(candidate, cell, item, (rng.uniform(size=len(rows)) < share).astype(float))


def found_in(answers: ItemAnswers, n: int) -> ItemEasiness:
    """Fit the easiness of the items of some answers."""
    cells: Points = cells_as_points(design(), n)
    n_correct = np.zeros(cells.shape)
    np.add.at(n_correct, (answers.candidate, answers.cell), answers.is_correct)
    n_items = np.zeros(cells.shape)
    np.add.at(n_items, (answers.candidate, answers.cell), 1.0)
    return fit_item_easiness(CellCounts(cells, n_correct, n_items, FLOOR, np.zeros(n, dtype=bool)), answers, DOMAIN)


@cache
def truth() -> Floats:
    """Return the true easiness, centered as the estimate is."""
    drawn = np.random.default_rng(1).normal(0, 1, N_ITEMS)
    return np.asarray(drawn - drawn.mean())


def test_recovers_the_easiness_of_simulated_items() -> None:
    """Three hundred answers an item identify its easiness to about .1 logit, on the scale of counts.

    There a cell's items are one curve, which is flatter than each of theirs: if their logits vary
    with variance v, by the factor 1 / sqrt(1 + .346 v) (Zeger, Liang & Albert 1988).
    """
    found = found_in(answered(300, truth(), 2), 300).value
    flatter = 1 / np.sqrt(1 + 0.346 * truth().var())
    assert np.polyfit(truth(), found, 1)[0] == pytest.approx(flatter, abs=0.06)
    assert np.sqrt(np.mean((found - flatter * truth()) ** 2)) < 0.2


def test_recovers_it_where_tests_adapt_to_the_candidate() -> None:
    """If the able meet the hard items first, these do not seem easier."""
    found = found_in(answered(300, truth(), 3, is_adaptive=True), 300).value
    assert np.polyfit(truth(), found, 1)[0] == pytest.approx(1.0, abs=0.12)


def test_the_answers_of_a_domain_average_to_nothing() -> None:
    """Easiness over the answers of a domain averages to 0."""
    answers = answered(40, truth(), 4)
    assert found_in(answers, 40).value[answers.item].mean() == pytest.approx(0.0, abs=1e-9)


def test_few_answers_are_shrunk() -> None:
    """With five candidates no item is estimated further off than 1.5 logits."""
    answers = answered(5, truth(), 5)
    assert np.abs(found_in(answers, 5).value).max() < 1.5
    assert found_in(answers, 5).value.std() < truth().std()


def test_without_own_is_what_the_others_alone_say() -> None:
    """It agrees with a fit without the candidate's answers."""
    answers = answered(60, truth(), 6)
    whole = found_in(answers, 60)
    for person in (0, 31):
        own = answers.candidate == person
        rest = ItemAnswers(answers.candidate[~own], answers.cell[~own], answers.item[~own], answers.is_correct[~own])
        others = found_in(rest, 60).value[answers.item[own]]
        assert_allclose(whole.without_own[own], others, atol=0.12)
        shift = whole.value[answers.item[own]] - others
        assert np.corrcoef(shift, answers.is_correct[own])[0, 1] > 0.8


def test_cells_have_the_mean_of_their_answers() -> None:
    """By hand: answers of .4 and .8 in one cell are .6, a cell without answers is 0."""
    index = np.array([0, 0, 1], dtype=np.intp)
    answers = ItemAnswers(index, np.array([1, 1, 0], dtype=np.intp), np.arange(3, dtype=np.intp), np.ones(3))
    means = mean_by_cell(np.array([0.4, 0.8, -0.5]), answers, (2, 2))
    assert_allclose(means, [[0.0, 0.6], [-0.5, 0.0]])
