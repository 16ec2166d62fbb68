"""What it is worth to be told that waiting alone probably won't reach the target.

Said on the day of a practice exam to those whose chance is expected to stay below it for sixteen weeks. Everybody
keeps learning as people of their world do (`settled.py`), so the true chance of later weeks is known.
"""

import numpy as np

from analytics.estimation.decision_inputs import TARGET
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from tests.validation import product, settled
from tests.validation.season import N_WEEKS, World, world_of
from tests.validation.sections import share, table

N_EXAMS = (4, 8)


def waiting_section(n_people: int, n_worlds: int, seed: int) -> str:
    """Simulate so many people of the last worlds, each told alone, and return the section."""
    rows = [
        _row(name, n_exams, world_of(seed + k, n_people, abilities))
        for k, (name, abilities) in list(enumerate(settled.WORLDS.items()))[-n_worlds:]
        for n_exams in N_EXAMS
    ]
    head = ["world", "practice exams", "told", "reached it after all", "highest chance told", "highest true chance"]
    return f"""**When waiting alone is said to be too little** (`tests/validation/waiting.py`). {n_people:,} people a
world, each told alone after some weekly practice exams. The share told that the chance is not expected to reach the
target of {share(TARGET, 2)} within {DECISION_WEEKS} weeks; and of those, the share whose true chance did, the mean of
the highest chance told for these weeks, and that of the highest true one. It is said of what the practice exams show so
far: where people keep learning fast, most of those who are told so get there. The page therefore says "probably", and
says it where scores are rising fast:

{table(head, rows)}"""


def _row(name: str, n_exams: int, world: World) -> list[str]:
    told = product.outlooks_alone(settled.records_of(world, range(n_exams)), product.AS_OF)
    highest = np.array([outlook.levels_off_at or np.nan for outlook in told])
    is_told = ~np.isnan(highest)
    true = world.chance[is_told, n_exams - 1 : min(N_WEEKS, n_exams + DECISION_WEEKS)].max(axis=1)
    means = is_told.mean(), (true >= TARGET).mean(), highest[is_told].mean(), true.mean()
    return [name, str(n_exams), *(share(float(mean), 2) for mean in means)]
