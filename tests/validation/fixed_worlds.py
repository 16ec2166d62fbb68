"""Ranges and chances in single worlds whose scales differ from the table's.

Scales that are drawn again for every few people err in both directions, which averages out. One world stays as it is,
so this measures what a wrong table costs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior
from tests.validation.sbc import DesignResult, calibrate, designs
from tests.validation.scoring import standard_error
from tests.validation.sections import share, table, with_error

FEW, MANY = 1, 3
"""The designs of one practice exam and of ten."""


def _times(factor: float, *names: str) -> AbilityPrior:
    """Return the default prior with the named scales (by default all) multiplied."""
    chosen = names or tuple(field.name for field in fields(AbilityPrior) if field.name.endswith("_sd"))
    return replace(DEFAULT_PRIOR, **{name: factor * getattr(DEFAULT_PRIOR, name) for name in chosen})


WORLDS: Mapping[str, AbilityPrior] = {
    "as the table has it": DEFAULT_PRIOR,
    "all standard deviations 1.5 times": _times(1.5),
    "all standard deviations divided by 1.5": _times(1 / 1.5),
    "providers differ twice as much": _times(2, "provider_sd"),
    "trends twice as fast": _times(2, "velocity_sd", "domain_velocity_sd"),
    "a gain of .2 a week": replace(DEFAULT_PRIOR, gain_per_week=0.2),
}


@dataclass(frozen=True, slots=True)
class WorldResult:
    """What held in one world, with one practice exam and with ten."""

    world: str
    few: DesignResult
    many: DesignResult


def in_fixed_worlds(n: int, seed: int) -> list[WorldResult]:
    """Simulate people of every world and answer for them with the table's scales."""
    both = [designs()[k] for k in (FEW, MANY)]
    return [
        WorldResult(name, *(calibrate(design, n, seed + 10 * k, world=world) for design in both))
        for k, (name, world) in enumerate(WORLDS.items())
    ]


def fixed_worlds_section(found: Sequence[WorldResult]) -> str:
    """Return the section on worlds with other scales than the table's."""
    head = ["world", *(f"{what}, {n}" for n in ("one exam", "ten") for what in ("held", "chance", "passed"))]
    rows = [[of.world, *_parts(of.few), *_parts(of.many)] for of in found]
    return f"""**One world unlike the table** (`tests/validation/fixed_worlds.py`). The scales above err in both
directions and even out. Here {len(found[0].few.chances):,} candidates per design all live in one world. The table has
how often the 90 % range for the expected share holds, the mean chance, and the share that passed: this is what it
costs if the scales are wrong in one way.

{table(head, rows)}"""


def _parts(result: DesignResult) -> list[str]:
    expected = result.ranks[-2]
    passed = np.asarray(result.is_passed)
    return [
        with_error(expected.coverage, expected.coverage_error, 3),
        share(float(result.chances.mean())),
        with_error(float(passed.mean()), standard_error(passed), 3),
    ]
