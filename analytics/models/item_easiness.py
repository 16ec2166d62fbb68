"""The easiness of items, fitted together with the abilities of the candidates who answered them.

With b the easiness of an item and theta the ability of the candidate who answers it, in logits, an
answer is correct with p = c + (1 - c) sigmoid(theta + b) and b ~ N(0, sd^2). The easiness over all
answers of a domain averages to 0: an offset is the difference of a test from all items of that domain
that the cohort has answered.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.models import response
from analytics.models.ability import AbilityFit, CellCounts, fit_ability
from analytics.models.intervals import Floats

Indices = NDArray[np.intp]

ITEM_SD = 1.0
"""The items of a bank have an sd near one logit. It is not estimated: the answers to adaptive tests hardly
identify it, and the estimate would fall from round to round."""

N_ROUNDS = 5
LARGEST_STEP = 1.0
CONJUGATE_STEPS = 60
CONJUGATE_TOLERANCE = 1e-3


class ItemAnswers(NamedTuple):
    """Answers to items, each array (answers,): the candidate, their cell, the item."""

    candidate: Indices
    cell: Indices
    item: Indices
    is_correct: Floats


class ItemEasiness(NamedTuple):
    """The easiness of items, shrunk toward 0, and what it would be without each single answer.

    `without_own` is by answer: with it, part of a candidate's ability would be attributed to the item's easiness.
    """

    value: Floats
    without_own: Floats


def fit_item_easiness(counts: CellCounts, answers: ItemAnswers, item_domain: Indices) -> ItemEasiness:
    """Find the most probable easiness of every item, abilities integrated out.

    Each round fits abilities with the current easiness, then takes one Newton step for all items together. Separate
    steps for each item would take hundreds of rounds with adaptive tests: there the able get the hard items, and
    ability and easiness are confounded.

    Args:
        counts: The answers by cell.
        answers: The same answers one by one, those with an item.
        item_domain: The domain of each item.
    """
    value = np.zeros(len(item_domain))
    without_own = value[answers.item]
    one = np.ones_like(without_own)
    for _ in range(N_ROUNDS):
        fit = fit_ability(counts.with_offset(mean_by_cell(without_own, answers, counts.cells.shape)))
        eta = (fit.eta - fit.cells.offset)[answers.candidate, answers.cell] + value[answers.item]
        slope = response.gradient(eta, answers.is_correct, one, counts.guess_floor)
        weight = response.fisher_weight(eta, one, counts.guess_floor)
        value = _centered(value + _newton_step(fit, answers, slope, weight, value), answers.item, item_domain)
        precision = np.bincount(answers.item, weight, len(value)) + ITEM_SD**-2
        without_own = value[answers.item] - slope / (precision[answers.item] - weight)
    return ItemEasiness(value, without_own)


def mean_by_cell(easiness: Floats, answers: ItemAnswers, shape: tuple[int, int]) -> Floats:
    """Return the mean easiness of the answers of each cell, (candidates, cells); 0 without answers."""
    cell = answers.candidate * shape[1] + answers.cell
    n_cells = shape[0] * shape[1]
    total = np.bincount(cell, easiness, n_cells)
    count = np.bincount(cell, minlength=n_cells)
    return np.asarray((total / np.maximum(count, 1)).reshape(shape))


def _centered(value: Floats, item: Indices, domain: Indices) -> Floats:
    """Shift the items of each domain so that the mean over its answers is 0."""
    n_answers = np.bincount(item, minlength=len(value)).astype(float)
    mean = np.bincount(domain, value * n_answers) / np.maximum(np.bincount(domain, n_answers), 1)
    return np.asarray(value - mean[domain])


def _newton_step(fit: AbilityFit, answers: ItemAnswers, slope: Floats, weight: Floats, value: Floats) -> Floats:
    """Solve (D - C' S C + 1 / sd^2) step = slope by conjugate gradients.

    D has the weight of each item's answers, C that of each item's answers in each cell, and S is
    the posterior covariance of the cells.
    """
    n_candidates, n_cells = fit.eta.shape
    posterior = fit.given.times(np.broadcast_to(np.eye(n_cells), (n_candidates, n_cells, n_cells)))
    cell = answers.candidate * n_cells + answers.cell
    own = np.asarray(np.bincount(answers.item, weight, len(value)) + ITEM_SD**-2)

    def product(step: Floats) -> Floats:
        moved = np.bincount(cell, weight * step[answers.item], n_candidates * n_cells)
        absorbed = (posterior @ moved.reshape(n_candidates, n_cells, 1)).ravel()[cell]
        return np.asarray(own * step - np.bincount(answers.item, weight * absorbed, len(value)))

    right = np.bincount(answers.item, slope, len(value)) - value / ITEM_SD**2
    return np.clip(_conjugate_gradients(product, right, own), -LARGEST_STEP, LARGEST_STEP)


def _conjugate_gradients(product: Callable[[Floats], Floats], right: Floats, diagonal: Floats) -> Floats:
    """Solve a positive definite system by conjugate gradients, each unknown scaled by the diagonal."""
    solution, residual = np.zeros_like(right), right
    scaled = direction = residual / diagonal
    enough, n_steps = CONJUGATE_TOLERANCE * float(np.linalg.norm(right)), 0
    while np.linalg.norm(residual) > enough and n_steps < CONJUGATE_STEPS:
        reached, before = product(direction), residual @ scaled
        length = before / (direction @ reached)
        solution = solution + length * direction
        residual = residual - length * reached
        scaled = residual / diagonal
        direction = scaled + (residual @ scaled) / before * direction
        n_steps += 1
    return solution
