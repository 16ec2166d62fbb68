"""Tests of what would move the answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.testing import assert_allclose

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate, fit_candidate
from analytics.estimation.study_hours import StudyHours
from analytics.records import Record
from analytics.reports.decision.pass_chances import chances_on
from analytics.reports.decision.what_if import MAX_PROVIDERS, STANDARD_WEEK_HOURS, WhatIf, what_if
from tests.inputs.builders import EXAM, TODAY, plan, practice_exam, session, store_with

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
EXAM_DAY = TODAY + timedelta(weeks=5)
HOURS = [session(TODAY - timedelta(days=7 * k), 5, domain_id=str(1 + k % 4)) for k in range(8)]


def exams(n: int, *, provider: str = "Provider A", counts: Sequence[tuple[int, int]] = COUNTS) -> list[Record]:
    """Make a practice exam a week, the last one the day before the present one."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, counts, provider=provider)]


def candidate_of(folder: Path, records: Sequence[Record]) -> FittedCandidate:
    """Read and fit a file of some records."""
    folder.mkdir(exist_ok=True)
    store = store_with(folder, [plan(exam_code="OTHER"), *records])
    return fit_candidate(store, shipped_blueprints()[EXAM], "me", TODAY)


def moves_of(folder: Path, records: Sequence[Record]) -> WhatIf:
    return what_if(candidate_of(folder, records), EXAM_DAY)


def test_without_recorded_hours_their_gain_cannot_be_told(tmp_path: Path) -> None:
    """Practice exams are weighed all the same."""
    found = moves_of(tmp_path, exams(3))
    assert (found.hours, found.best_domain) == ((), None)
    assert found.exams


def test_each_domain_has_a_gain_with_its_range(tmp_path: Path) -> None:
    """In blueprint order; a week of hours gains more than one, and less than so many single ones."""
    found = moves_of(tmp_path, [*exams(3), *HOURS])
    assert [gain.domain_id for gain in found.hours] == list(shipped_blueprints()[EXAM].domain_ids)
    assert (found.week_hours, found.is_week_assumed) == (STANDARD_WEEK_HOURS, True)
    for gain in found.hours:
        assert gain.an_hour.low < gain.an_hour.value < gain.an_hour.high
        assert gain.an_hour.value < gain.whole_week.value < 10.5 * gain.an_hour.value


def test_the_gain_agrees_with_a_file_that_has_the_hours(tmp_path: Path) -> None:
    """The chance with ten more hours in one domain, from the same fit, is the chance plus the gain."""
    candidate = candidate_of(tmp_path, [*exams(4), *HOURS])
    gain = what_if(candidate, EXAM_DAY).hours[2].whole_week.value
    (before,) = chances_on(candidate, [EXAM_DAY])
    studied = candidate.evidence.hours[0]
    assert studied is not None
    middle = TODAY.toordinal() + 3.5
    more = StudyHours(np.append(studied.day_numbers, middle), np.vstack([studied.hours, [0, 0, 10.0, 0]]))
    evidence = replace(candidate.evidence, hours=(more,))
    with_hours = replace(candidate, fitted=replace(candidate.fitted, evidence=evidence))
    (after,) = chances_on(with_hours, [EXAM_DAY])
    assert_allclose(gain, after.chance.value - before.chance.value, atol=0.004)


def test_one_domain_is_named_only_where_it_is_sure(tmp_path: Path) -> None:
    """A heavy weak domain gains most; domains that are alike cannot be told apart."""
    weak = [(13, 13), (16, 16), (9, 23), (13, 13)]
    found = moves_of(tmp_path / "one", [*exams(4, counts=weak), *HOURS])
    assert found.best_domain is not None
    assert found.best_domain.domain_id == "3"
    (tmp_path / "alike").mkdir()
    alike = practice_exam(TODAY - timedelta(days=1), [(15, 20)] * 4, exam_code="SAA-C03")
    store = store_with(tmp_path / "alike", [*alike, session(TODAY, 8)])
    other = what_if(fit_candidate(store, shipped_blueprints()["SAA-C03"], "me", TODAY), EXAM_DAY)
    assert other.hours
    assert other.best_domain is None


def test_the_plan_gives_the_hours_of_the_week_and_the_day(tmp_path: Path) -> None:
    """The middle of its band, and its exam day."""
    candidate = candidate_of(tmp_path, [*exams(2), *HOURS, plan(exam_on=EXAM_DAY)])
    found = what_if(candidate)
    assert (found.week_hours, found.is_week_assumed, found.on) == (11, False, EXAM_DAY)


def test_the_coming_week_lies_before_the_exam(tmp_path: Path) -> None:
    """An exam of today, or none, is read as one in a week."""
    candidate = candidate_of(tmp_path, exams(2))
    assert what_if(candidate, TODAY).on == what_if(candidate).on == TODAY + timedelta(weeks=1)


def test_practice_exams_are_weighed_by_provider_and_exposure(tmp_path: Path) -> None:
    """A new provider leaves least open, seen questions most, and none more than is open now."""
    found = moves_of(tmp_path, [*exams(4), *exams(2, provider="Provider B")])
    left = {(gain.provider, gain.is_seen): gain.half_width.value for gain in found.exams}
    assert set(left) == {(None, False), *((f"Provider {p}", seen) for p in "AB" for seen in (False, True))}
    assert found.best_exam.provider is None
    assert left["Provider B", False] < left["Provider A", False] < left["Provider A", True] < found.half_width
    assert found.n_items == 50


def test_only_the_providers_used_last_are_listed(tmp_path: Path) -> None:
    """Before the first practice exam there is only a new one; those without a name are not offered."""
    assert [gain.provider for gain in moves_of(tmp_path / "none", []).exams] == [None]
    rows = [
        row
        for k in range(6)
        for row in practice_exam(TODAY - timedelta(days=k), COUNTS, provider=f"Provider {k}" if k else None)
    ]
    found = moves_of(tmp_path / "many", rows)
    assert {gain.provider for gain in found.exams} == {None, *(f"Provider {k}" for k in range(1, MAX_PROVIDERS + 1))}
