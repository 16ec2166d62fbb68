"""Hypothesis strategies: records as rows of files that a reader takes, with texts that make writing hard."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import strategies as st

from analytics.clock import WEEKDAYS
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
    PlannedSession,
    PlannedWeek,
    Record,
    SelfRating,
    StudyPlan,
    StudySession,
)

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
names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8) | hard.filter(
    lambda text: text.isprintable()
)
texts = st.none() | names | hard
ids = st.none() | names
candidates = st.sampled_from(["me", "Zoë", "@ann"])
domains = st.sampled_from("12345")
flags = st.none() | st.booleans()

domain_results = st.builds(
    DomainResult,
    candidate_id=candidates,
    practice_exam_id=st.sampled_from(["p1", "=p2", "p 3"]),
    taken_at=days,
    exam_code=st.sampled_from(EXAMS),
    provider=texts.filter(lambda text: text is None or text.isprintable()),
    form=ids,
    sitting=st.none() | st.integers(1, 3),
    is_timed=flags,
    is_closed_book=flags,
    place=ids,
    duration_min=st.none() | minutes,
    domain_id=domains,
    n_items=st.integers(20, 30),
    n_correct=st.integers(10, 20),
    n_seen_before=st.none() | st.integers(5, 10),
    n_correct_seen_before=st.none() | st.integers(0, 5),
)
item_responses = st.builds(
    ItemResponse,
    candidate_id=candidates,
    practice_exam_id=st.sampled_from(["q1", "q2"]),
    response_key=st.just(""),
    taken_at=moments,
    exam_code=st.sampled_from(EXAMS),
    provider=ids,
    position=st.none() | st.integers(1, 9),
    item_id=st.none() | st.sampled_from(["i1", "-i2"]),
    domain_id=domains,
    services=texts,
    is_correct=st.booleans(),
    response_time_s=st.none() | st.floats(0.1, 600),
    is_flagged=flags,
    is_revisited=flags,
    confidence=st.none() | st.sampled_from(Confidence),
    error_cause=st.none() | st.sampled_from(ErrorCause),
    chosen=texts,
    correct_answer=texts,
)
study_sessions = st.builds(
    StudySession,
    candidate_id=candidates,
    session_key=st.just(""),
    started_at=moments | st.just(date(2026, 3, 1)),
    time_on_task_min=minutes | st.just(30.0),
    activity=st.sampled_from(Activity),
    domain_id=st.none() | domains,
    resource=texts,
    is_new_material=flags,
    lab_kind=st.none() | st.sampled_from(LabKind),
    n_errors_met=st.none() | st.integers(0, 9),
    cost=st.none() | st.floats(0, 1000),
    currency=st.none() | st.just("EUR"),
    note=texts,
    source_id=ids,
)
planned_sessions = st.builds(
    PlannedSession,
    candidate_id=candidates,
    planned_key=st.just(""),
    starts_at=moments | st.just(date(2027, 3, 1)),
    duration_min=minutes,
    activity=st.sampled_from(Activity),
    domain_id=st.none() | domains,
    title=texts,
    source_id=ids,
)
card_reviews = st.builds(
    CardReview,
    candidate_id=candidates,
    review_id=names,
    reviewed_at=moments,
    rating=st.integers(1, 4),
    response_time_s=st.none() | st.floats(0.1, 600),
    deck=ids,
    domain_id=st.none() | domains,
)
self_ratings = st.builds(
    SelfRating, candidate_id=candidates, rated_on=days, domain_id=domains, rating=st.integers(1, 5), note=texts
)
exam_outcomes = st.builds(
    ExamOutcome,
    candidate_id=candidates,
    taken_on=days,
    exam_code=st.sampled_from(EXAMS),
    scaled_score=st.none() | st.integers(100, 1000).map(float),
    is_passed=st.booleans(),
    domain_id=st.none() | domains,
    classification=texts,
)
check_ins = st.builds(
    CheckIn,
    candidate_id=candidates,
    on=days,
    sleep_h=st.none() | st.floats(0, 24),
    exercise_min=st.none() | st.floats(0, 1440),
    note=texts,
)
study_plans = st.builds(
    StudyPlan,
    candidate_id=candidates,
    exam_code=st.sampled_from(EXAMS),
    starts_on=days,
    exam_on=st.none() | st.just(date(2027, 1, 8)),
    hours_per_week_low=st.floats(0, 5),
    hours_per_week_high=st.floats(5, 20),
    audit_weeks=st.integers(0, 3),
    review_weekday=st.none() | st.sampled_from(sorted(WEEKDAYS)),
    lab_budget=st.none() | st.floats(0, 100),
    rest_weekdays=st.lists(st.sampled_from(sorted(WEEKDAYS)), unique=True, max_size=2).map(tuple),
    minutes_per_item=st.none() | st.floats(0.1, 60),
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
