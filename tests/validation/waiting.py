"""How reliable it is that a chance reaches the target, or that waiting alone probably won't get it there.

The second is said on the day of a practice exam to those whose chance is expected to stay below the target for sixteen
weeks. Everybody keeps learning as people of their world do (`settled.py`), so the true chance of later weeks is known.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.estimation.decision_inputs import TARGET
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from tests.validation import product, settled
from tests.validation.season import N_WEEKS, World, world_of
from tests.validation.sections import share, table

N_EXAMS = (4, 8)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some people after some practice exams.

    Of those whose chance reaches the target today: `share_ready`, and the mean chances, estimated and true. Of those
    who read that waiting alone probably won't get them there: `share_told`, `share_reached` if their true chance does
    within the weeks, and the means of the highest chances of these weeks, estimated and true.
    """

    world: str
    n_exams: int
    share_ready: float
    told_today: float
    true_today: float
    share_told: float
    share_reached: float
    highest_told: float
    highest_true: float


def told_to_wait(n_people: int, n_worlds: int, seed: int) -> list[Waiting]:
    """Simulate so many people of the last worlds, each alone in a file."""
    return [
        _waiting(name, n_exams, world_of(seed + k, n_people, abilities))
        for k, (name, abilities) in list(enumerate(settled.WORLDS.items()))[-n_worlds:]
        for n_exams in N_EXAMS
    ]


def _waiting(name: str, n_exams: int, world: World) -> Waiting:
    outlooks = product.outlooks_alone(settled.records_of(world, range(n_exams)), product.AS_OF)
    today = np.array([outlook.chances[0] for outlook in outlooks])
    is_ready = today >= TARGET
    highest = np.array([outlook.levels_off_at or np.nan for outlook in outlooks])
    is_told = ~np.isnan(highest)
    true = world.chance[is_told, n_exams - 1 : min(N_WEEKS, n_exams + DECISION_WEEKS)].max(axis=1)
    ready = is_ready.mean(), _mean(today[is_ready]), _mean(world.chance[is_ready, n_exams - 1])
    waiting = is_told.mean(), _mean(true >= TARGET), _mean(highest[is_told]), _mean(true)
    return Waiting(name, n_exams, *map(float, (*ready, *waiting)))


def _mean(values: NDArray[np.generic]) -> float:
    return float(values.mean()) if values.size else np.nan


def waiting_section(found: Sequence[Waiting], n_people: int) -> str:
    """Return the section on what waiting is said to do."""
    head = ["world", "practice exams", "at the target", "chance", "true"]
    head += ["waiting too little", "reached it after all", "highest chance", "highest true"]
    rows = [[each.world, str(each.n_exams), *(share(mean, 2) for mean in astuple(each)[2:])] for each in found]
    gaps = [each.true_today - each.told_today for each in found if each.share_ready] or [np.nan]
    lowest, highest = min(gaps), max(gaps)
    return f"""**At the target, or waiting alone too little** (`tests/validation/waiting.py`). {n_people:,} people
per world, each alone in a file, after some weekly practice exams. First, those whose chance reaches the target of
{share(TARGET, 2)} today by Cutscore's estimate: their share, and their mean chance, estimated and true. Then those for
whom Cutscore says it is not expected to get there within {DECISION_WEEKS} weeks: their share, the share of them whose
true chance did, and the mean of their highest chance in these weeks, estimated and true. For the first, the true chance
is {lowest:+.2f} to {highest:+.2f} from the estimate. What the others are told follows from their practice so far: where
people keep learning fast, most get there. The page says "probably", and that rising scores speak for more:

{table(head, rows)}"""
