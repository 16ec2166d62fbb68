"""What would change the answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from numpy.testing import assert_allclose

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.study_hours import StudyHours
from analytics.records import Record
from analytics.reports.decision.chance_by_day import chances_on
from analytics.reports.decision.firmness import MAX_PROVIDERS
from analytics.reports.decision.what_if import STANDARD_WEEK_HOURS, WhatIf, what_if
from analytics.reports.planning.study_next import study_next
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam, session

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
EXAM_DAY = TODAY + timedelta(weeks=5)
HOURS = [session(TODAY - timedelta(days=7 * k), 5, domain_id=str(1 + k % 4)) for k in range(8)]


def exams(n: int, *, provider: str = "Provider A", counts: Sequence[tuple[int, int]] = COUNTS) -> list[Record]:
    """Make a practice exam a week, the last one yesterday."""
    days = [TODAY - timedelta(days=1 + 7 * k) for k in range(n)]
    return [row for day in days for row in practice_exam(day, counts, provider=provider)]


def candidate_of(records: Sequence[Record]) -> FittedCandidate:
    return fitted_from([plan(exam_code="OTHER"), *records])


def what_if_of(records: Sequence[Record]) -> WhatIf:
    return what_if(candidate_of(records), EXAM_DAY)


def test_without_recorded_hours_there_is_no_gain() -> None:
    """Practice exams are compared anyway."""
    found = what_if_of(exams(3))
    assert found.hours == ()
    assert found.exams


def test_each_domain_has_a_gain_with_its_range() -> None:
    """In blueprint order; a week's hours gain more than one hour, and less than as many single ones."""
    found = what_if_of([*exams(3), *HOURS])
    assert [gain.domain_id for gain in found.hours] == list(shipped_blueprints()[EXAM].domain_ids)
    assert (found.week_hours, found.is_week_assumed) == (STANDARD_WEEK_HOURS, True)
    for gain in found.hours:
        assert gain.an_hour.low < gain.an_hour.value < gain.an_hour.high
        assert gain.an_hour.value < gain.whole_week.value < 10.5 * gain.an_hour.value


def test_the_gain_agrees_with_a_file_that_has_the_hours() -> None:
    """With ten more hours in a domain, the same fit gives the chance plus the gain."""
    candidate = candidate_of([*exams(4), *HOURS])
    gain = what_if(candidate, EXAM_DAY).hours[2].whole_week.value
    (before,) = chances_on(candidate.fitted, [EXAM_DAY])
    studied = candidate.evidence.hours[0]
    assert studied is not None
    middle = TODAY.toordinal() + 3.5
    more = StudyHours(np.append(studied.day_numbers, middle), np.vstack([studied.hours, [0, 0, 10.0, 0]]))
    evidence = replace(candidate.evidence, hours=(more,))
    with_hours = replace(candidate, fitted=replace(candidate.fitted, evidence=evidence))
    (after,) = chances_on(with_hours.fitted, [EXAM_DAY])
    assert_allclose(gain, after.value - before.value, atol=0.004)


def test_the_domain_named_is_the_one_to_study_next() -> None:
    """A heavy weak domain comes first here as on every page."""
    candidate = candidate_of([*exams(4, counts=[(13, 13), (16, 16), (9, 23), (13, 13)]), *HOURS])
    assert what_if(candidate, EXAM_DAY).study_next == study_next(candidate)
    assert study_next(candidate).domain_id == "3"


def test_the_plan_gives_the_hours_of_the_week_and_the_day() -> None:
    """They are the middle of its range, and its exam day."""
    candidate = candidate_of([*exams(2), *HOURS, plan(exam_on=EXAM_DAY)])
    found = what_if(candidate)
    assert (found.week_hours, found.is_week_assumed, found.on) == (11, False, EXAM_DAY)


def test_the_coming_week_lies_before_the_exam() -> None:
    """An exam of today, or none, counts as one in a week."""
    candidate = candidate_of(exams(2))
    assert what_if(candidate, TODAY).on == what_if(candidate).on == TODAY + timedelta(weeks=1)


def test_no_closed_day_is_asked_about() -> None:
    """A day after the exam's last one counts as the last, even where that comes within the week."""
    for last in (TODAY + timedelta(weeks=3), TODAY + timedelta(days=3)):
        exam = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.RETIRING, last_day=last)
        assert what_if(fitted_from(exams(2), blueprint=exam), EXAM_DAY).on == last


def test_practice_exams_are_weighed_by_provider_and_exposure() -> None:
    """A new provider narrows the range most, seen questions least."""
    found = what_if_of([*exams(4), *exams(2, provider="Provider B")])
    left = {(gain.provider, gain.is_seen): gain.half_width.value for gain in found.exams}
    assert set(left) == {(None, False), *((f"Provider {p}", seen) for p in "AB" for seen in (False, True))}
    assert found.best_exam.provider is None
    assert found.narrower_by(found.best_exam) == found.half_width - min(left.values())
    assert left["Provider B", False] < left["Provider A", False] < left["Provider A", True] < found.half_width
    assert found.n_items == 65


def test_where_questions_are_public_none_is_weighed_as_seen() -> None:
    """The real exam asks them again."""
    blueprint = replace(shipped_blueprints()[EXAM], has_public_items=True)
    found = what_if(fitted_from([plan(exam_code="OTHER"), *exams(2)], blueprint=blueprint), EXAM_DAY)
    assert {(gain.provider, gain.is_seen) for gain in found.exams} == {(None, False), ("Provider A", False)}


def test_one_more_practice_exam_has_the_usual_size() -> None:
    """It is the median of the last five; before the first, all questions of the real exam."""
    small = [(2, 5), (3, 5), (4, 5), (3, 5)]
    days = [TODAY - timedelta(days=k) for k in range(7)]
    rows = [row for k, day in enumerate(days) for row in practice_exam(day, COUNTS if k < 3 else small)]
    assert what_if_of(rows).n_items == 65
    assert what_if_of([row for day in days[4:] for row in practice_exam(day, small)]).n_items == 20
    assert what_if_of([]).n_items == 65


def test_only_the_providers_used_last_are_listed() -> None:
    """Before the first practice exam there is only a new one; unnamed providers are not listed."""
    assert [gain.provider for gain in what_if_of([]).exams] == [None]
    rows = [
        row
        for k in range(6)
        for row in practice_exam(TODAY - timedelta(days=k), COUNTS, provider=f"Provider {k}" if k else None)
    ]
    found = what_if_of(rows)
    assert {gain.provider for gain in found.exams} == {None, *(f"Provider {k}" for k in range(1, MAX_PROVIDERS + 1))}
