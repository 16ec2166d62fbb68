"""Effect of repeated questions, by provider."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.decision_inputs import STANDARD_INPUTS
from analytics.models.intervals import wilson
from analytics.records import ItemResponse, Record
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.practice.stabilization import MIN_TIMED, SeenEffect, seen_effects
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, responses

LOW, HIGH = [(8, 13), (10, 16), (14, 23), (8, 13)], [(13, 13), (15, 16), (22, 23), (12, 13)]


def candidate_of(records: Iterable[Record]) -> FittedCandidate:
    return fitted_from([plan(exam_code="OTHER"), *records])


def sat(days_ago: int, counts: list[tuple[int, int]], *, provider: str = "A", is_seen: bool = False) -> list[Record]:
    """Make a practice exam some days ago, of new or seen questions."""
    rows = practice_exam(TODAY - timedelta(days=days_ago), counts, provider=provider)
    return [replace(row, n_seen_before=row.n_items if is_seen else 0) for row in rows]


def test_each_provider_has_its_raw_pair_and_its_lift() -> None:
    """A lifts by more than B; readiness reports a value between both, and C has no seen question."""
    rows = [
        *(row for k in (20, 16, 12) for provider in "AB" for row in sat(k, LOW, provider=provider)),
        *(row for k in (8, 4, 2) for row in sat(k, HIGH, provider="A", is_seen=True)),
        *(row for k in (8, 4, 2) for row in sat(k, LOW, provider="B", is_seen=True)),
        *sat(1, LOW, provider="C"),
    ]
    candidate = candidate_of(rows)
    a, b = seen_effects(candidate)
    assert [(e.provider, e.n_new, e.n_seen, e.has_pair) for e in (a, b)] == [
        ("A", 195, 195, True),
        ("B", 195, 195, True),
    ]
    assert (a.new, a.seen) == (wilson(120, 195), wilson(186, 195))
    assert a.lift.value > b.lift.value + 3
    overall = readiness_of_fit(candidate.fitted, None, STANDARD_INPUTS).inflation
    assert overall is not None
    assert b.lift.value < overall.value < a.lift.value


def test_with_one_provider_its_lift_is_the_one_number() -> None:
    """The page and the JSON agree."""
    candidate = candidate_of([*sat(9, LOW), *sat(2, HIGH, is_seen=True)])
    (only,) = seen_effects(candidate)
    assert only.lift == readiness_of_fit(candidate.fitted, None, STANDARD_INPUTS).inflation


def test_mixed_questions_have_a_lift_and_no_pair() -> None:
    """If only the number of seen questions is recorded, raw shares cannot be separated."""
    (only,) = seen_effects(candidate_of(practice_exam(TODAY, HIGH, n_seen=5)))
    assert (only.new, only.seen, only.has_pair) == (None, None, False)
    assert only.lift.low < only.lift.value < only.lift.high


def test_without_seen_questions_there_is_nothing() -> None:
    """No provider is listed, even without any practice exam."""
    assert seen_effects(candidate_of(sat(2, LOW))) == ()
    assert seen_effects(candidate_of([])) == ()


def timed(exam_id: str, days_ago: int, seconds: list[float]) -> list[ItemResponse]:
    """Make correct answers to the same items, with a time each."""
    ids = [f"q{k}" for k in range(len(seconds))]
    rows = responses(exam_id, TODAY - timedelta(days=days_ago), "+" * len(seconds), item_ids=ids)
    return [replace(row, response_time_s=time) for row, time in zip(rows, seconds, strict=True)]


def only_effect(n_items: int) -> SeenEffect:
    """Return the effect of a form that was taken twice: half of the second answers are fast."""
    again = [10.0 if k % 2 else 40.0 for k in range(n_items)]
    (effect,) = seen_effects(candidate_of([*timed("a", 9, [60.0] * n_items), *timed("b", 2, again)]))
    return effect


def test_fast_answers_are_a_share_beside_that_of_new_ones() -> None:
    """Six of twelve correct answers to seen questions took less than 20 s, none to new ones."""
    fast = only_effect(12).fast
    assert fast is not None
    assert (fast.share, fast.n_timed, fast.share_of_new) == (wilson(6, 12), 12, wilson(0, 12))


@pytest.mark.parametrize(("n_items", "is_known"), [(MIN_TIMED - 1, False), (MIN_TIMED, True)])
def test_few_timed_answers_are_not_compared(n_items: int, *, is_known: bool) -> None:
    """Fast answers are not compared below ten timed correct answers of either kind."""
    assert (only_effect(n_items).fast is not None) == is_known
