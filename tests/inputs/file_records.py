"""Hypothesis strategies for records that a file can hold, with difficult texts."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from analytics.clock import WEEKDAYS
from analytics.records import (
    CardReview,
    CheckIn,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    PlannedWeek,
    Record,
    SelfRating,
    StudyPlan,
    StudySession,
)
from tests.inputs.strategies import records_of

EXAMS = ("AIF-C01", "NEW-9")
"""A known exam, whose domains are 1 to 5, and one that is not."""

days = st.dates(date(2025, 1, 1), date(2026, 11, 20))
instants = st.datetimes(
    datetime.combine(date(2025, 1, 1), time()),
    datetime.combine(date(2026, 11, 20), time()),
    timezones=st.just(UTC) | st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
moments = days | instants
minutes = st.floats(0.01, 1440)

hard = st.sampled_from(
    ["=1+1", "'=x", "''-", "-", "n/a", ' "a", b;\tc ', "a\nb", "0012", "1,5", "true", "é ü Ω", "a'b"]
)
cuts = st.sampled_from(["\uff1d1", "\ufeff =1", "x;=1", "x\n-y\n\t@z"])
"""Formulas behind what a spreadsheet takes off, or cuts at."""

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8) | hard.filter(
    lambda text: text.isprintable()
)
candidates = st.sampled_from(["me", "Zoë", "@ann"])
domains = st.sampled_from("12345")
minutes_or_30 = minutes | st.just(30.0)
"""Equal sessions of a day must be common."""

BY_TYPE = {
    str: names | hard | cuts,
    bool: st.booleans(),
    int: st.integers(1, 9),
    float: st.floats(0.1, 24),
    date: days,
    datetime: moments,
}
"""Every number lies within the limits of its column."""

NO_TASK = st.none()
"""A task must be one of its domain's."""

domain_results = records_of(
    DomainResult,
    BY_TYPE,
    candidate_id=candidates,
    practice_exam_id=st.sampled_from(["p1", "=p2", "p 3"]),
    exam_code=st.sampled_from(EXAMS),
    domain_id=domains,
    n_items=st.integers(20, 30),
    n_correct=st.integers(10, 20),
    n_seen_before=st.none() | st.integers(5, 10),
    n_correct_seen_before=st.none() | st.integers(0, 5),
)
item_responses = records_of(
    ItemResponse,
    BY_TYPE,
    candidate_id=candidates,
    practice_exam_id=st.sampled_from(["q1", "q2"]),
    response_key=st.just(""),
    exam_code=st.sampled_from(EXAMS),
    item_id=st.none() | st.sampled_from(["i1", "-i2"]),
    domain_id=domains,
    task_id=NO_TASK,
)
study_sessions = records_of(
    StudySession,
    BY_TYPE,
    candidate_id=candidates,
    session_key=st.just(""),
    started_at=moments | st.just(date(2026, 3, 1)),
    time_on_task_min=minutes_or_30,
    domain_id=st.none() | domains,
    task_id=NO_TASK,
    currency=st.none() | st.just("EUR"),
)
planned_sessions = records_of(
    PlannedSession,
    BY_TYPE,
    candidate_id=candidates,
    planned_key=st.just(""),
    starts_at=moments | st.just(date(2027, 3, 1)),
    duration_min=minutes,
    domain_id=st.none() | domains,
    task_id=NO_TASK,
)
card_reviews = records_of(
    CardReview,
    BY_TYPE,
    candidate_id=candidates,
    review_id=names,
    rating=st.integers(1, 4),
    domain_id=st.none() | domains,
    task_id=NO_TASK,
)
self_ratings = records_of(
    SelfRating, BY_TYPE, candidate_id=candidates, domain_id=domains, task_id=NO_TASK, rating=st.integers(1, 5)
)
exam_outcomes = records_of(
    ExamOutcome,
    BY_TYPE,
    candidate_id=candidates,
    exam_code=st.sampled_from(EXAMS),
    scaled_score=st.none() | st.integers(100, 1000).map(float),
    domain_id=st.none() | domains,
)
check_ins = records_of(CheckIn, BY_TYPE, candidate_id=candidates)
study_plans = records_of(
    StudyPlan,
    BY_TYPE,
    candidate_id=candidates,
    exam_code=st.sampled_from(EXAMS),
    exam_on=st.none() | st.just(date(2027, 1, 8)),
    hours_per_week_low=st.floats(0, 5),
    hours_per_week_high=st.floats(5, 20),
    audit_weeks=st.integers(0, 3),
    review_weekday=st.none() | st.sampled_from(sorted(WEEKDAYS)),
    rest_weekdays=st.lists(st.sampled_from(sorted(WEEKDAYS)), unique=True, max_size=2).map(tuple),
    activity_share=st.none() | st.just({"reading": 0.3, "lab": 0.7}),
    weeks=st.lists(names, max_size=2).map(lambda focuses: tuple(map(PlannedWeek, range(1, 9), focuses))),
)
file_records: st.SearchStrategy[Record] = st.one_of(
    domain_results,
    item_responses,
    study_sessions,
    planned_sessions,
    card_reviews,
    self_ratings,
    exam_outcomes,
    check_ins,
    study_plans,
)
