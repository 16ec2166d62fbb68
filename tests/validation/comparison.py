"""The people of the misspecified world, judged by the product in three ways and by every simple rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analytics.models.intervals import Floats
from tests.inputs.model_worlds import MLS_FORM
from tests.validation import product, simple_rules
from tests.validation.agreement import answer_of
from tests.validation.generative import Record
from tests.validation.misspecified import WEEKS_AHEAD, Person
from tests.validation.scoring import part_held

ALONE = "Cutscore, each alone in a file"
TOGETHER = "Cutscore, each world in one file"
IGNORING = "Cutscore, repeats not marked"


@dataclass(frozen=True)
class Comparison:
    """Chances by method for one horizon, what happened, each person's world, and who repeated questions.

    `held` says which part of each score was in the range, with each person alone in a file.
    """

    weeks_ahead: float
    chances: Mapping[str, Floats]
    happened: Floats
    worlds: Floats
    is_repeater: NDArray[np.bool_]
    held: Floats


def compare(people: Sequence[Person], seed: int, *, is_whole_product: bool = True) -> list[Comparison]:
    """Return everybody's chances for each horizon; the whole product takes longest and can be left out."""
    together = _together(people) if is_whole_product else {}
    found = []
    for k, ahead in enumerate(WEEKS_AHEAD):
        happened = np.array([p.is_passed[k] for p in people])
        scores = [p.scores(ahead) for p in people]
        answers = [answer_of(_later(p.record, ahead)) for p in people]
        ours = {ALONE: np.array([chance for chance, _ in answers])}
        if together:
            ours[TOGETHER] = np.array([together[p.record.name][k] for p in people])
        ours[IGNORING] = np.array([answer_of(_later(p.ignoring_repeats(), ahead))[0] for p in people])
        rules = simple_rules.untrained(scores, 100 * MLS_FORM.cut_mean)
        learned = simple_rules.trained(scores, happened, seed)
        found.append(
            Comparison(
                ahead,
                {**ours, **rules, **learned},
                happened,
                np.array([float(p.world) for p in people]),
                np.array([p.is_repeater for p in people]),
                part_held(
                    [told for _, told in answers],
                    np.array([p.score_percent[k] for p in people]) * MLS_FORM.n_items / 100,
                ),
            )
        )
    return found


def _later(record: Record, weeks_ahead: float) -> Record:
    return replace(record, exam_week=record.exam_week + weeks_ahead)


def _together(people: Sequence[Person]) -> Mapping[str, tuple[float, ...]]:
    """Return the whole product's chances, from file to answer, with the people of each world in one file."""
    worlds: defaultdict[int, list[Record]] = defaultdict(list)
    for person in people:
        worlds[person.world].append(person.record)
    found: dict[str, tuple[float, ...]] = {}
    for records in worlds.values():
        by_day = product.answers_to_records(records, WEEKS_AHEAD)
        for record in records:
            found[record.name] = tuple(day[record.name].pass_probability.value for day in by_day)
    return found
