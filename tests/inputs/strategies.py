"""Hypothesis strategies: records of every kind as a reader may hand them on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from analytics.clock import instant_at
from analytics.records import (
    Activity,
    CardReview,
    CheckIn,
    Confidence,
    DomainResult,
    ErrorCause,
    ExamOutcome,
    ItemResponse,
    LabKind,
    Moment,
    PlannedSession,
    PlannedWeek,
    Record,
    Row,
    SelfRating,
    StudyPlan,
    StudySession,
)

_FIRST, _LAST = date(1990, 1, 2), date(2100, 12, 30)

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
"""Ids and names in any script, quotes, brackets and astral characters included."""

few_names = st.sampled_from(["me", "Zoë", 'a","b', "Ω", "d-1"])
"""A handful of names, so that keys meet."""

days = st.dates(_FIRST, _LAST)

offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))

zones = st.sampled_from(["UTC", "America/Denver", "Pacific/Chatham", "Asia/Kathmandu", "Europe/Lisbon"])

walls = st.datetimes(datetime.combine(_FIRST, time()), datetime.combine(_LAST, time()))
"""Local times, including some that a clock change repeats or skips."""

instants = st.builds(instant_at, walls, st.just(UTC) | offsets | zones.map(ZoneInfo))

moments: st.SearchStrategy[Moment] = days | instants

amounts = st.floats(0, 1e12, allow_subnormal=False)

flags = st.none() | st.booleans()

optional_names = st.none() | names

counts = st.integers(0, 100_000)


@st.composite
def domain_results(draw: st.DrawFn) -> DomainResult:
    """Draw a result whose four counts can all be true."""
    seen, fresh = draw(st.integers(0, 400)), draw(st.integers(0, 400))
    n_items = max(1, seen + fresh)
    seen_correct, fresh_correct = draw(st.integers(0, seen)), draw(st.integers(0, fresh))
    knows_seen = draw(st.booleans())
    return DomainResult(
        candidate_id=draw(few_names),
        practice_exam_id=draw(few_names),
        taken_at=draw(moments),
        exam_code=draw(names),
        provider=draw(optional_names),
        form=draw(optional_names),
        sitting=draw(st.none() | st.integers(1, 50)),
        is_timed=draw(flags),
        is_closed_book=draw(flags),
        place=draw(optional_names),
        duration_min=draw(st.none() | amounts),
        domain_id=draw(few_names),
        n_items=n_items,
        n_correct=seen_correct + fresh_correct,
        n_seen_before=seen if knows_seen else None,
        n_correct_seen_before=seen_correct if knows_seen and draw(st.booleans()) else None,
    )


item_responses = st.builds(
    ItemResponse,
    candidate_id=few_names,
    practice_exam_id=few_names,
    response_key=few_names,
    taken_at=moments,
    exam_code=names,
    provider=optional_names,
    form=optional_names,
    sitting=st.none() | st.integers(1, 50),
    is_timed=flags,
    is_closed_book=flags,
    position=st.none() | st.integers(1, 500),
    item_id=optional_names,
    domain_id=names,
    task_id=optional_names,
    services=optional_names,
    is_correct=st.booleans(),
    response_time_s=st.none() | amounts,
    is_flagged=flags,
    is_revisited=flags,
    confidence=st.none() | st.sampled_from(Confidence),
    error_cause=st.none() | st.sampled_from(ErrorCause),
    chosen=optional_names,
    correct_answer=optional_names,
)

study_sessions = st.builds(
    StudySession,
    candidate_id=few_names,
    session_key=few_names,
    started_at=moments,
    time_on_task_min=st.floats(0.001, 1440),
    activity=st.sampled_from(Activity),
    domain_id=optional_names,
    task_id=optional_names,
    resource=optional_names,
    is_new_material=flags,
    lab_kind=st.none() | st.sampled_from(LabKind),
    n_errors_met=st.none() | counts,
    cost=st.none() | amounts,
    currency=optional_names,
    note=optional_names,
)

self_ratings = st.builds(
    SelfRating,
    candidate_id=few_names,
    rated_on=days,
    domain_id=few_names,
    task_id=st.none() | few_names,
    rating=st.integers(1, 5),
    note=optional_names,
)

exam_outcomes = st.builds(
    ExamOutcome,
    candidate_id=few_names,
    taken_on=days,
    exam_code=few_names,
    scaled_score=st.none() | amounts,
    is_passed=st.booleans(),
    domain_id=st.none() | few_names,
    classification=optional_names,
)

check_ins = st.builds(
    CheckIn,
    candidate_id=few_names,
    on=days,
    sleep_h=st.none() | amounts,
    exercise_min=st.none() | amounts,
    evening_screen_min=st.none() | amounts,
    note=optional_names,
)

planned_weeks = st.lists(names, max_size=4).map(
    lambda focuses: tuple(PlannedWeek(number, focus) for number, focus in enumerate(focuses, start=1))
)

study_plans = st.builds(
    StudyPlan,
    candidate_id=few_names,
    exam_code=few_names,
    starts_on=days,
    exam_on=st.none() | days,
    hours_per_week_low=amounts,
    hours_per_week_high=amounts,
    audit_weeks=st.integers(0, 20),
    review_weekday=optional_names,
    first_practice_exam_week=st.none() | st.integers(1, 50),
    lab_budget=st.none() | amounts,
    rest_weekdays=st.lists(names, max_size=3).map(tuple),
    minutes_per_item=st.none() | amounts,
    last_practice_exam_days=st.none() | st.integers(0, 50),
    activity_share=st.none() | st.dictionaries(st.sampled_from(list(map(str, Activity))), st.floats(0, 1)),
    weeks=planned_weeks,
)

planned_sessions = st.builds(
    PlannedSession,
    candidate_id=few_names,
    planned_key=names,
    starts_at=moments,
    duration_min=st.floats(0, 1e12, exclude_min=True, allow_subnormal=False),
    activity=st.sampled_from(Activity),
    domain_id=optional_names,
    task_id=optional_names,
    title=optional_names,
    source_id=optional_names,
)

card_reviews = st.builds(
    CardReview,
    candidate_id=few_names,
    review_id=names,
    reviewed_at=moments,
    rating=st.integers(1, 4),
    response_time_s=st.none() | amounts,
    deck=optional_names,
    domain_id=optional_names,
    task_id=optional_names,
)

records: st.SearchStrategy[Record] = st.one_of(
    domain_results(),
    item_responses,
    study_sessions,
    self_ratings,
    exam_outcomes,
    check_ins,
    study_plans,
    planned_sessions,
    card_reviews,
)


def rows_of(given: Sequence[Record]) -> list[Row]:
    """Number records as the lines of a file below its header."""
    return [Row(str(line), record) for line, record in enumerate(given, start=2)]


rows = st.lists(records, max_size=12).map(rows_of)
