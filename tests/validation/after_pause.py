"""What Cutscore says of scores after a pause in practice, beside what is true.

Four practice exams a week apart, half a year without one and without learning, then a practice exam a week again, in
worlds of `settled.py`. People go on from the ability they had, or stay there.
"""

import numpy as np

from analytics.models.intervals import Floats
from analytics.models.stability import BAND_PERCENT
from tests.validation import product, settled
from tests.validation.season import N_WEEKS, SHARES, Abilities, World, world_of
from tests.validation.sections import share, table

N_BEFORE, PAUSE = 4, 26
N_SINCE = (3, 6)


def _standing_still(rng: np.random.Generator, n_people: int) -> Floats:
    start = rng.normal(0.5, 0.7, (n_people, 1, 1)) + rng.normal(0, 0.4, (n_people, 1, 4))
    return np.repeat(start, N_WEEKS, axis=1)


GOING_ON: dict[str, Abilities | None] = {
    "nobody moves": _standing_still,
    **{name: settled.WORLDS[name] for name in ("slow climb", "fast climb", "steady growth")},
}


def after_pause_section(n_people: int, n_worlds: int, seed: int) -> str:
    """Simulate so many people of the last worlds, and return the section."""
    rows = [
        _row(name, n_since, world_of(seed + k, n_people, abilities))
        for k, (name, abilities) in list(enumerate(GOING_ON.items()))[-n_worlds:]
        for n_since in N_SINCE
    ]
    head = ["world", "practice exams since", "truly settled", "chance, alone", "chance, in one file"]
    return f"""**After a pause** (`tests/validation/after_pause.py`). {n_people:,} people per world took
{N_BEFORE} practice exams a week apart, none for {PAUSE} weeks in which they learned nothing, then one a week. The table
has the share who have settled in the last three weeks, and the estimated mean chance of it. Only what came after the
pause counts, so until there is more, a person alone is estimated by what is assumed of strangers:

{table(head, rows)}"""


def _row(name: str, n_since: int, world: World) -> list[str]:
    weeks = [*range(N_BEFORE), *(N_BEFORE - 1 + PAUSE + k for k in range(n_since))]
    (told,) = product.settled_answers(settled.records_of(world, weeks), [product.AS_OF])
    total, last = world.share @ SHARES, N_BEFORE + n_since - 1
    change = total[:, last] - total[:, max(N_BEFORE - 1, last - settled.WINDOW)]
    is_settled = np.abs(change) <= BAND_PERCENT / 100
    return [name, str(n_since), *(share(float(x.mean()), 2) for x in (is_settled, told.alone, told.together))]
