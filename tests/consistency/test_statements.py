"""Statements of all faces about the same candidate agree, and are what the rows say."""

import math
import re
from collections.abc import Sequence

import pytest

from analytics.models.intervals import Interval
from analytics.reports.decision.readiness import Readiness
from tests.consistency.faces import Faces, faces_of, values_of
from tests.consistency.people import people

N_PEOPLE = 40


@pytest.fixture(scope="module", params=range(N_PEOPLE))
def faces(request: pytest.FixtureRequest) -> Faces:
    """Return what is stated about one of many candidates."""
    return faces_of(list(people(N_PEOPLE, seed=1))[request.param])


def all_values(faces: Faces, kind: type) -> Sequence[tuple[str, object]]:
    return [found for slug, report in faces.reports.items() for found in values_of(report, kind, slug)]


def test_every_report_has_the_same_answer(faces: Faces) -> None:
    """The chance, the exam day and the verdict are the same on each page that states them."""
    answers = all_values(faces, Readiness)
    assert answers
    stated = {
        (answer.verdict, answer.exam_on, round(answer.pass_probability.value, 12), answer.reasons, answer.missing)
        for _, answer in answers
        if isinstance(answer, Readiness)
    }
    assert len(stated) == 1, stated


def test_a_range_holds_its_value(faces: Faces) -> None:
    """Each range holds its value, and no end is missing."""
    for where, interval in all_values(faces, Interval):
        assert isinstance(interval, Interval)
        assert interval.low <= interval.value <= interval.high, (where, interval)
        assert math.isfinite(interval.value), where


def test_a_share_is_the_ratio_beside_it(faces: Faces) -> None:
    """In "22 of 154 (14 %)" the share is the ratio."""
    for where, text in faces.texts():
        for part, whole, percent in re.findall(r"\b(\d+) of (\d+)\b[^.\d]{1,4}(\d+)\s*%", text):
            assert abs(100 * int(part) / int(whole) - int(percent)) <= 0.5, (where, part, whole, percent)
