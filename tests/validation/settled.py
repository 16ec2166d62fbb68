"""Whether a score said to have settled has, in worlds of slow and fast growth, with and without plateaus.

Everybody sits a practice exam a week, in the items and providers of the season's world (`season.py`). The truth
is the change of the expected share over three weeks, at most 5 points or more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from analytics.models.intervals import Floats
from analytics.models.prior import DEFAULT_PRIOR
from analytics.models.stability import BAND_PERCENT, FIRM_LEVEL, LIKELY_LEVEL, WINDOW_WEEKS
from tests.inputs.model_worlds import MLS_FORM
from tests.validation import product
from tests.validation.generative import Cell, Record, damped_trend, expected_level
from tests.validation.scoring import Bin, reliability_bins
from tests.validation.season import N_WEEKS, PRACTICE_ITEMS, SHARES, Abilities, World, world_of
from tests.validation.sections import share, table
from tests.validation.simple_rules import logistic

N_EXAMS = (4, 6, 10)
WINDOW = round(WINDOW_WEEKS)
THRESHOLDS = (0.40, 0.50, LIKELY_LEVEL, 0.70, FIRM_LEVEL, 0.90)
WEEKS = np.arange(float(N_WEEKS))
N_TRAINED = 4_000
FILE_SEEDS = 100
"""Between the seeds of two files of one world."""

MIN_IN_BIN = 60
"""Fewer people say nothing of a bin within .08."""


def _climbing(*, gap: float, pace: float, stops: float) -> Abilities:
    """Return growth by about `gap` logits to a ceiling over about `pace` weeks; a share of people stops for good."""

    def abilities(rng: np.random.Generator, n_people: int) -> Floats:
        start = rng.normal(0.2, 0.7, (n_people, 1, 1)) + rng.normal(0, 0.4, (n_people, 1, 4))
        gains = gap * rng.lognormal(0, 0.5, (n_people, 1, 1))
        weeks = np.minimum(WEEKS, _stopping(rng, n_people, stops))[..., None]
        return np.asarray(start + gains * -np.expm1(-weeks / (pace * rng.lognormal(0, 0.4, (n_people, 1, 1)))))

    return abilities


def _steady(*, stops: float) -> Abilities:
    """Return growth at a constant pace until a share of people stops for good."""

    def abilities(rng: np.random.Generator, n_people: int) -> Floats:
        start = rng.normal(-0.5, 0.6, (n_people, 1, 1)) + rng.normal(0, 0.4, (n_people, 1, 4))
        rates = rng.lognormal(np.log(0.17), 0.4, (n_people, 1, 1))
        return np.asarray(start + rates * np.minimum(WEEKS, _stopping(rng, n_people, stops))[..., None])

    return abilities


def _as_modeled(rng: np.random.Generator, n_people: int) -> Floats:
    """Return the ability model's own growth and trends."""
    prior = DEFAULT_PRIOR
    walk, _ = damped_trend(np.append(WEEKS, WEEKS[-1]), prior)
    all_domains, by_domain = (walk @ rng.normal(size=(n_people, walk.shape[1], n)) for n in (1, len(SHARES)))
    trend = prior.velocity_sd * all_domains + prior.domain_velocity_sd * by_domain
    level = prior.level_sd * rng.normal(size=(n_people, 1, 1)) + prior.domain_sd * rng.normal(size=(n_people, 1, 4))
    return np.asarray(level + trend + expected_level(WEEKS, prior.gain_per_week, prior)[:, None])


def _stopping(rng: np.random.Generator, n_people: int, stops: float) -> Floats:
    """Return the week in which each person stops, (people, 1); infinite for those who do not."""
    return np.where(rng.random((n_people, 1)) < stops, rng.uniform(0, 10, (n_people, 1)), np.inf)


WORLDS: Mapping[str, Abilities | None] = {
    "as the model expects": _as_modeled,
    "slow climb": _climbing(gap=0.7, pace=9, stops=0),
    "slow climb, half stop": _climbing(gap=0.7, pace=9, stops=0.5),
    "fast climb": _climbing(gap=2.0, pace=7, stops=0),
    "fast climb, pauses (section 5)": None,
    "steady growth, half stop": _steady(stops=0.5),
    "steady growth": _steady(stops=0),
    "steady growth, most stop": _steady(stops=0.85),
}


@dataclass(frozen=True)
class Settled:
    """Told and true of some people after some practice exams of one world; changes are (people, draws)."""

    world: str
    n_exams: int
    together: Floats
    alone: Floats
    estimate: Floats
    line: Floats
    change: Floats
    trained: Floats
    last_three: Floats
    is_true: Floats


SOME_STOP = ("fast climb, pauses (section 5)", "steady growth, half stop")
MOST_STOP = ("steady growth, most stop",)
"""Worlds in which some have stopped while others learn fast; after six exams three or four in ten have settled."""


def told_and_true(n_people: int, n_files: int, n_worlds: int, seed: int) -> list[Settled]:
    """Simulate people of the last `n_worlds` worlds, so many in each file, and ask after each number of exams."""
    found = []
    for k, (name, abilities) in list(enumerate(WORLDS.items()))[-n_worlds:]:
        others = world_of(seed + 2 * k, N_TRAINED, abilities)
        files = [world_of(seed + 2 * k + 1 + FILE_SEEDS * j, n_people, abilities) for j in range(n_files)]
        by_file = [_told(people) for people in files]
        for m, n_exams in enumerate(N_EXAMS):
            columns = [
                (
                    told[m].together,
                    told[m].alone,
                    told[m].estimate,
                    told[m].line,
                    _change(people, n_exams),
                    _trained(others, people, n_exams),
                    _last_three(people, n_exams),
                    _has_settled(people, n_exams),
                )
                for told, people in zip(by_file, files, strict=True)
            ]
            found.append(Settled(name, n_exams, *(np.concatenate(own) for own in zip(*columns, strict=True))))
    return found


def _told(world: World) -> list[product.SettledAnswer]:
    """Return what the product tells after each number of practice exams."""
    records = records_of(world, range(N_EXAMS[-1]))
    days = [product.AS_OF - timedelta(weeks=N_EXAMS[-1] - n) for n in N_EXAMS]
    return product.settled_answers(records, days)


def records_of(world: World, weeks: Sequence[int]) -> list[Record]:
    """Return everybody's record of the world's first practice exams, which they sat in these weeks."""
    return [
        Record(
            name=f"p{person:04d}",
            cells=[
                Cell(
                    week=float(week), domain=domain, exam=exam, n_items=int(PRACTICE_ITEMS[domain]),
                    n_correct=int(world.right[person, exam, domain]), provider=int(world.providers[person, exam]),
                )
                for exam, week in enumerate(weeks)
                for domain in range(len(SHARES))
            ],
            form=MLS_FORM,
            exam_week=float(weeks[-1]),
        )
        for person in range(len(world.right))
    ]  # fmt: skip


def _change(world: World, n_exams: int) -> Floats:
    """Return by how much each one's true expected share moved."""
    total = world.share @ SHARES
    return np.asarray(total[:, n_exams - 1] - total[:, n_exams - 1 - WINDOW])


def _has_settled(world: World, n_exams: int) -> Floats:
    """Return 1 for those whose true expected share moved by no more than the band, else 0."""
    return np.asarray(np.abs(_change(world, n_exams)) <= BAND_PERCENT / 100, dtype=float)


def _last_three(world: World, n_exams: int) -> Floats:
    """Return 1 for those whose last three scores lie within the band, else 0."""
    return np.asarray(np.ptp(world.scores[:, n_exams - 3 : n_exams], axis=1) <= BAND_PERCENT / 100, dtype=float)


def _trained(others: World, world: World, n_exams: int) -> Floats:
    """Return the chances of a regression trained on the truth of other people of the same world."""
    features = np.concatenate([_features(others, n_exams), _features(world, n_exams)])
    truth = np.concatenate([_has_settled(others, n_exams), np.zeros(len(world.scores))])
    train = np.arange(len(others.scores))
    return logistic(features, truth, train, np.arange(len(train), len(truth)))


def _features(world: World, n_exams: int) -> Floats:
    """Return levels, changes and their products from the scores so far, corrected for each provider's own mean."""
    scores, providers = world.scores[:, :n_exams], world.providers[:, :n_exams]
    weeks = np.arange(n_exams) - (n_exams - 1) / 2
    slope = scores @ weeks / (weeks @ weeks)
    rest = scores - slope[:, None] * weeks
    for provider in range(3):
        of_one = providers == provider
        n = np.maximum(of_one.sum(axis=1, keepdims=True), 1)
        rest = rest - of_one * ((rest * of_one).sum(axis=1, keepdims=True) / n - rest.mean(axis=1, keepdims=True))
    fair = rest + slope[:, None] * weeks
    change = fair[:, -2:].mean(axis=1) - fair[:, -4:-2].mean(axis=1)
    plain = np.column_stack([scores[:, -1], scores[:, -3:].mean(axis=1), slope, change, fair[:, -1] - fair[:, -4]])
    z = (plain - plain.mean(axis=0)) / plain.std(axis=0)
    first, second = np.triu_indices(z.shape[1])
    return np.hstack([z, z[:, first] * z[:, second], np.abs(z)])


@dataclass(frozen=True, slots=True)
class Worth:
    """How often a statement is right where it is made, and what share of those of whom it is true it finds.

    Each with its number of people.
    """

    right: float
    n_said: int
    finds: float
    n_true: int

    def __str__(self) -> str:
        return f"{share(self.right, 2)} / {share(self.finds, 2)}"


def worth(told: Floats, is_true: Floats, level: float) -> Worth:
    """Return what a statement made from a level on is worth; one that is never made is never right."""
    is_said = told >= level
    n_both, n_said, n_true = float(is_true[is_said].sum()), int(is_said.sum()), int(is_true.sum())
    return Worth(n_both / max(1, n_said), n_said, n_both / max(1, n_true), n_true)


def farthest(told: Floats, is_true: Floats) -> Bin:
    """Return the bin, of those with enough people, in which told and true are farthest apart."""
    bins = [each for each in reliability_bins(told, is_true) if each.n >= MIN_IN_BIN]
    return max(bins, key=lambda each: abs(each.stated - each.happened), default=Bin(0, 0.0, 0.0))


def settled_section(found: Sequence[Settled], n_in_file: int) -> str:
    """Return the section on the statement that a score has settled."""
    n_people = len(found[0].is_true)
    head = ["world", "practice exams", "truly settled", *(f"from {level:.2f}" for level in THRESHOLDS)]
    head += ["last three within five points", "trained on the truth, from .50"]
    rows = [
        [
            each.world,
            str(each.n_exams),
            share(float(each.is_true.mean()), 2),
            *(str(worth(each.together, each.is_true, level)) for level in THRESHOLDS),
            str(worth(each.last_three, each.is_true, 0.5)),
            str(worth(each.trained, each.is_true, 0.5)),
        ]
        for each in found
    ]
    return f"""**When a score is said to have settled** (`tests/validation/settled.py`). {n_people:,} people per
world take a practice exam of 65 questions a week. Settled means that the expected share of new questions moved by at
most {BAND_PERCENT:g} points in {WINDOW} weeks. Each cell has two shares: how often the statement is right when it is
made, and how many of the people who have settled it finds, with {n_in_file} people of a world in one file. *Probably
settled*, *stable* in the JSON, is said from {share(LIKELY_LEVEL, 2)} on, *settled* from {share(FIRM_LEVEL, 2)}.
The last column is a regression that saw the truth of {N_TRAINED:,} others in the same world, which nobody could have:

{table(head, rows)}
The estimated chance of having settled, and the share who have. "Farthest" is the tenth of the scale, among those with
at least {MIN_IN_BIN} people, where the two differ most. A person alone is estimated by an assumption about strangers,
so those chances can only hold over all worlds, not in each:

{table(["people", *_TOLD_HEAD], _told_rows(found))}
The change itself, for a person alone in a file: the estimate allows for slow and fast growth; the line of the level
expects slow growth, as the chance does. In points: the mean true change and, for both, the mean error, the root mean
square error, and how often the 90 % range holds. Where people learn fast, the line catches up late; the page says so
beside it:

{table(["world", "practice exams", "truly", *_CHANGE_HEAD], _change_rows(found))}"""


_TOLD_HEAD = ("mean chance", "share settled", "farthest: chance", "farthest: share", "people there")
_CHANGE_HEAD = [f"{what}: {of}" for what in ("estimate", "line") for of in ("off", "error", "holds")]


def _change_rows(found: Sequence[Settled]) -> list[list[str]]:
    """Return how far the estimated change, and that of the line, are from the true one."""
    return [
        [
            each.world,
            str(each.n_exams),
            f"{100 * each.change.mean():+.1f}",
            *_apart(each.estimate, each.change),
            *_apart(each.line, each.change),
        ]
        for each in found
    ]


def _apart(told: Floats, true: Floats) -> tuple[str, str, str]:
    """Return the mean of told less true, the root of its mean square, and how often the 90 % range holds."""
    off = 100 * (told.mean(axis=1) - true)
    low, high = np.quantile(told, (0.05, 0.95), axis=1)
    holds = float(((low <= true) & (true <= high)).mean())
    return f"{off.mean():+.1f}", f"{np.sqrt((off**2).mean()):.1f}", share(holds, 2)


def _told_rows(found: Sequence[Settled]) -> list[list[str]]:
    """Return told beside true, in one file by world, and over all worlds."""
    rows = [
        _told_row(f"in one file: {world}", *pooled([each for each in found if each.world == world], "together"))
        for world in dict.fromkeys(each.world for each in found)
    ]
    for n_exams in N_EXAMS:
        after = [each for each in found if each.n_exams == n_exams]
        rows.append(_told_row(f"in one file, all worlds, {n_exams} exams", *pooled(after, "together")))
        rows.append(_told_row(f"alone, all worlds, {n_exams} exams", *pooled(after, "alone")))
    return rows


def pooled(found: Sequence[Settled], way: str) -> tuple[Floats, Floats]:
    """Return told and true of all people, told `together` or `alone`."""
    return np.concatenate([getattr(each, way) for each in found]), np.concatenate([each.is_true for each in found])


def _told_row(name: str, told: Floats, is_true: Floats) -> list[str]:
    bad = farthest(told, is_true)
    means = (float(told.mean()), float(is_true.mean()), bad.stated, bad.happened)
    return [name, *(share(mean, 2) for mean in means), str(bad.n)]
