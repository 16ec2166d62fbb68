"""Chances of a second attempt for people who failed the first, with the fail counted and without.

In two worlds that break the model: people of `tests.validation.misspecified` who sit the exam again three weeks
later, and people of `tests.validation.season`, who all sit it in one week and keep practicing.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from analytics.estimation.attempts import NO_ATTEMPTS, Attempt, Attempts
from analytics.estimation.evidence import read_evidence
from analytics.estimation.exam_form import exam_form
from analytics.estimation.model_fit import fit_model
from analytics.models.attempts import AttemptResults, after_attempts
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import real_exam_points
from tests.inputs.model_worlds import MLS_FORM, fit_cells
from tests.validation.generative import Record, cells_as_points
from tests.validation.misspecified import WEEKS_AHEAD, Person
from tests.validation.scoring import difference, standard_error
from tests.validation.season import world_of
from tests.validation.season_decisions import EXAM, START, stored, with_fails
from tests.validation.sections import share, table, with_error, with_sign

FIRST_WEEK, SECOND_WEEK = 8, 11
FAILED = AttemptResults(np.array([[-1.0]]), np.array([[np.nan]]), 0.0)


@dataclass(frozen=True, slots=True)
class SecondAttempts:
    """People who failed once: whether they pass the second time, and their chances, (people,)."""

    world: str
    is_passed: Floats
    counted: Floats
    not_counted: Floats


def of_misspecified(people: Sequence[Person]) -> SecondAttempts:
    """Return the chances three weeks later of those who failed on the day."""
    failed = [person for person in people if not person.is_passed[0]]
    stated = np.array([_chances(person.record) for person in failed])
    return SecondAttempts("section 3", np.array([person.is_passed[1] for person in failed]), stated[:, 0], stated[:, 1])


def _chances(record: Record) -> tuple[float, float]:
    """Return the chance on the later day with the fail counted and without."""
    counts = record.column("n_correct")[None], record.column("n_items")[None]
    fit = fit_cells(cells_as_points(record), *counts, guess_floor=MLS_FORM.guess_floor)
    weeks = record.exam_week + np.array([WEEKS_AHEAD[::-1]])
    before = with_free_cut(*fit.predict(real_exam_points(weeks, MLS_FORM.n_domains)))
    later = np.array([*range(MLS_FORM.n_domains), -1])
    counted, not_counted = (
        float(score_draws(mean[0, later], covariance[0, later[:, None], later], MLS_FORM).pass_probability())
        for mean, covariance in (after_attempts(*before, FAILED, MLS_FORM), before)
    )
    return counted, not_counted


def of_season(seeds: Sequence[int], n_people: int) -> SecondAttempts:
    """Simulate one exam for every seed's people, and return the chances three weeks later of those who fail."""
    parts = [_of_seed(seed, n_people) for seed in seeds]
    return SecondAttempts("section 5", *(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of_seed(seed: int, n_people: int) -> tuple[Floats, Floats, Floats]:
    world, rng = world_of(seed, n_people), np.random.default_rng(seed + 1)
    failed = np.flatnonzero(rng.random(n_people) >= world.chance[:, FIRST_WEEK])
    is_passed = rng.random(len(failed)) < world.chance[failed, SECOND_WEEK]
    with tempfile.TemporaryDirectory() as folder:
        store, names = stored(world, Path(folder))
        evidence = read_evidence(store, EXAM, [names[i] for i in failed], START + timedelta(weeks=SECOND_WEEK))
    fitted = fit_model(evidence, exam_form(EXAM))
    attempts = Attempts((Attempt(START + timedelta(weeks=FIRST_WEEK), is_passed=False),))
    counted, not_counted = (
        score_draws(*with_fails(fitted, [known] * len(failed)).abilities_on([evidence.as_of]).with_cut(0), fitted.form)
        for known in (attempts, NO_ATTEMPTS)
    )
    return is_passed.astype(float), counted.pass_probability(), not_counted.pass_probability()


def second_attempts_section(found: Sequence[SecondAttempts]) -> str:
    """Return the section on counting a fail."""
    rows = [
        [
            of.world,
            str(len(of.is_passed)),
            with_error(float(of.is_passed.mean()), standard_error(of.is_passed), 3),
            share(float(of.not_counted.mean())),
            share(float(of.counted.mean())),
            share(float(((of.not_counted - of.is_passed) ** 2).mean()), 4),
            share(float(((of.counted - of.is_passed) ** 2).mean()), 4),
            with_sign(*difference(of.counted, of.not_counted, of.is_passed)),
        ]
        for of in found
    ]
    head = [
        "world of",
        "failed once",
        "passed the second time",
        "chance, fail not counted",
        "chance, fail counted",
        "Brier, not counted",
        "Brier, counted",
        "difference",
    ]
    return f"""**After a fail** (`tests/validation/second_attempts.py`). For those who failed the exam, the chance
of a second attempt three weeks later is computed from practice exams alone, and with the fail counted as Cutscore does.
Only the fail is known, no score:

{table(head, rows)}
In the world of section 5 people climb several times as fast as the model expects of a stranger, so their chances are
too low even before a fail. Those who fail there turn out about as good as practice alone says, so counting the fail
adds to that error.
"""
