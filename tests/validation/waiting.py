"""What it is worth to be told that waiting alone probably won't reach the target.

Said on the day of a practice exam to those whose chance is expected to stay below it for sixteen weeks. Everybody
keeps learning as people of their world do (`settled.py`), so the true chance of later weeks is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.estimation.decision_inputs import TARGET
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from tests.validation import product, settled
from tests.validation.season import N_WEEKS, World, world_of
from tests.validation.sections import share, table

N_EXAMS = (4, 8)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of some people after some practice exams: the share told, and of those how many reach the target all the same.

    `told` and `true` are the means of the highest chance of the coming weeks among those who are told.
    """

    world: str
    n_exams: int
    share_told: float
    share_reached: float
    told: float
    true: float


def told_to_wait(n_people: int, n_worlds: int, seed: int) -> list[Waiting]:
    """Simulate so many people of the last worlds, each told alone."""
    return [
        _waiting(name, n_exams, world_of(seed + k, n_people, abilities))
        for k, (name, abilities) in list(enumerate(settled.WORLDS.items()))[-n_worlds:]
        for n_exams in N_EXAMS
    ]


def _waiting(name: str, n_exams: int, world: World) -> Waiting:
    told = product.outlooks_alone(settled.records_of(world, range(n_exams)), product.AS_OF)
    highest = np.array([outlook.levels_off_at or np.nan for outlook in told])
    is_told = ~np.isnan(highest)
    true = world.chance[is_told, n_exams - 1 : min(N_WEEKS, n_exams + DECISION_WEEKS)].max(axis=1)
    means = is_told.mean(), (true >= TARGET).mean(), highest[is_told].mean(), true.mean()
    return Waiting(name, n_exams, *map(float, means))


def waiting_section(found: Sequence[Waiting], n_people: int) -> str:
    """Return the section on what waiting is said to do."""
    head = ["world", "practice exams", "told", "reached it after all", "highest chance told", "highest true chance"]
    rows = [
        [each.world, str(each.n_exams), *(share(mean, 2) for mean in means)]
        for each in found
        for means in [(each.share_told, each.share_reached, each.told, each.true)]
    ]
    return f"""**When waiting alone is said to be too little** (`tests/validation/waiting.py`). {n_people:,} people a
world, each told alone after some weekly practice exams. The share told that the chance is not expected to reach the
target of {share(TARGET, 2)} within {DECISION_WEEKS} weeks; and of those, the share whose true chance did, the mean of
the highest chance told for these weeks, and that of the highest true one. It is said of what the practice exams show so
far: where people keep learning fast, most of those who are told so get there. The page says "probably", and that
rising scores speak for more:

{table(head, rows)}"""
