"""Hypothesis strategies for records of every kind."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st

from analytics.clock import WEEKDAYS, instant_at
from analytics.records import (
    Activity,
    CardReview,
    CheckIn,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    Moment,
    PlannedSession,
    PlannedWeek,
    Record,
    Row,
    SelfRating,
    StudyPlan,
    StudySession,
)


def few_examples(n: int) -> settings:
    """Draw n examples where 15 would take too long, and as many times more as others when they are drawn fresh."""
    return settings(max_examples=n * settings().max_examples // 15)


_FIRST, _LAST = date(1990, 1, 2), date(2100, 12, 30)

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
"""Ids and names in any script, with quotes, brackets and astral characters."""

few_names = st.sampled_from(["me", "Zoë", 'a","b', "Ω", "d-1"])
"""A handful of names, so that keys repeat."""

days = st.dates(_FIRST, _LAST)

offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))

zones = st.sampled_from(["UTC", "America/Denver", "Pacific/Chatham", "Asia/Kathmandu", "Europe/Lisbon"])

walls = st.datetimes(datetime.combine(_FIRST, time()), datetime.combine(_LAST, time()))
"""Local times, including some that a clock change repeats or skips."""

instants = st.builds(instant_at, walls, st.just(UTC) | offsets | zones.map(ZoneInfo))

moments: st.SearchStrategy[Moment] = days | instants

amounts = st.floats(0, 1e12, allow_subnormal=False)

counts = st.integers(0, 100_000)


R = TypeVar("R", bound=Record)
ByType = Mapping[type, st.SearchStrategy[Any]]

BY_TYPE: ByType = {str: names, bool: st.booleans(), int: counts, float: amounts, date: days, datetime: moments}


def records_of(kind: type[R], by_type: ByType = BY_TYPE, **own: st.SearchStrategy[Any]) -> st.SearchStrategy[R]:
    """Draw records by the types of their fields; `own` overrides fields."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name not in own]
    return st.builds(kind, **own, **{name: _of_type(hints[name], by_type) for name in names})


def _of_type(hint: Any, by_type: ByType) -> st.SearchStrategy[Any]:
    types = {*(get_args(hint) or (hint,))}
    one: Any = datetime if datetime in types else next(iter(types - {NoneType}))
    drawn = st.sampled_from(list(one)) if issubclass(one, StrEnum) else by_type[one]
    return st.none() | drawn if NoneType in types else drawn


@st.composite
def _with_possible_counts(draw: st.DrawFn, results: st.SearchStrategy[DomainResult]) -> DomainResult:
    """Replace the four counts of a result by consistent ones."""
    seen, fresh = draw(st.integers(0, 400)), draw(st.integers(0, 400))
    seen_correct, fresh_correct = draw(st.integers(0, seen)), draw(st.integers(0, fresh))
    has_seen = draw(st.booleans())
    return replace(
        draw(results),
        n_items=max(1, seen + fresh),
        n_correct=seen_correct + fresh_correct,
        n_seen_before=seen if has_seen else None,
        n_correct_seen_before=seen_correct if has_seen and draw(st.booleans()) else None,
    )


domain_results = _with_possible_counts(
    records_of(DomainResult, candidate_id=few_names, practice_exam_id=few_names, domain_id=few_names)
)

item_responses = records_of(ItemResponse, candidate_id=few_names, practice_exam_id=few_names, response_key=few_names)

study_sessions = records_of(
    StudySession, candidate_id=few_names, session_key=few_names, time_on_task_min=st.floats(0.001, 1440)
)

self_ratings = records_of(
    SelfRating,
    candidate_id=few_names,
    exam_code=st.none() | few_names,
    domain_id=few_names,
    task_id=st.none() | few_names,
    rating=st.integers(1, 5),
)

exam_outcomes = records_of(ExamOutcome, candidate_id=few_names, exam_code=few_names, domain_id=st.none() | few_names)

check_ins = records_of(CheckIn, candidate_id=few_names)

study_plans = records_of(
    StudyPlan,
    candidate_id=few_names,
    exam_code=few_names,
    rest_weekdays=st.lists(st.sampled_from(WEEKDAYS), max_size=3).map(tuple),
    activity_share=st.none() | st.dictionaries(st.sampled_from(list(map(str, Activity))), st.floats(0, 1)),
    weeks=st.lists(names, max_size=4).map(lambda focuses: tuple(map(PlannedWeek, range(1, 9), focuses))),
)

planned_sessions = records_of(
    PlannedSession,
    candidate_id=few_names,
    duration_min=st.floats(0, 1e12, exclude_min=True, allow_subnormal=False),
)

card_reviews = records_of(CardReview, candidate_id=few_names, rating=st.integers(1, 4))

records: st.SearchStrategy[Record] = st.one_of(
    domain_results,
    item_responses,
    study_sessions,
    self_ratings,
    exam_outcomes,
    check_ins,
    study_plans,
    planned_sessions,
    card_reviews,
)


def rows_of(records: Sequence[Record]) -> list[Row]:
    """Number records as the lines of a file below its header."""
    return [Row(str(line), record) for line, record in enumerate(records, start=2)]


rows = st.lists(records, max_size=12).map(rows_of)
