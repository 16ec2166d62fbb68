"""The totals of an import add up what its rows say."""

from datetime import UTC, date, datetime

from analytics.clock import DayRule
from analytics.ingest import Import
from analytics.records import (
    Activity,
    CardReview,
    CheckIn,
    DomainResult,
    ItemResponse,
    PlannedSession,
    Record,
    Row,
    StudySession,
)
from analytics.updates.import_totals import KindTotals, import_totals

DAY = date(2026, 3, 1)
DAYS = DayRule("Europe/Berlin", 4)


def totals(*records: Record) -> list[KindTotals]:
    rows = tuple(Row(str(n), record) for n, record in enumerate(records, start=2))
    return list(import_totals(Import("any", rows, (), ()), DAYS))


def expected(kind: str, n_rows: int, last_on: date = DAY, **more: int | float) -> KindTotals:
    none = {"minutes": 0, "longest_min": 0, "n_exams": 0, "n_items": 0, "n_correct": 0}
    return KindTotals(kind=kind, n_rows=n_rows, first_on=DAY, last_on=last_on, **{**none, **more})  # type: ignore[arg-type]  # the counts are whole


def session(key: str, started_at: date, minutes: float) -> StudySession:
    return StudySession(session_key=key, started_at=started_at, time_on_task_min=minutes, activity=Activity.LAB)


def test_sessions_add_their_minutes_by_the_candidates_days() -> None:
    """A session at half past one counts for the day before, where a day begins at 4."""
    night = datetime(2026, 3, 4, 0, 30, tzinfo=UTC)
    found = totals(session("a", night, 40), session("b", DAY, 90.5), session("c", DAY, 10))
    assert found == [expected("study_sessions", 3, date(2026, 3, 3), minutes=140.5, longest_min=90.5)]


def test_each_kind_has_its_own_totals() -> None:
    """Planned sessions have minutes, cards the time of their answers, check-ins only days."""
    found = totals(
        CheckIn(on=DAY, exercise_min=30),
        PlannedSession(planned_key="a", starts_at=DAY, duration_min=45),
        CheckIn(on=date(2026, 3, 2)),
        CardReview(review_id="1", reviewed_at=DAY, rating=3, response_time_s=90),
        CardReview(review_id="2", reviewed_at=DAY, rating=3),
    )
    assert found == [
        expected("check_ins", 2, date(2026, 3, 2)),
        expected("planned_sessions", 1, minutes=45, longest_min=45),
        expected("card_reviews", 2, minutes=1.5),
    ]


def result(exam: str, domain_id: str, n_items: int, n_correct: int, who: str = "me") -> DomainResult:
    return DomainResult(
        candidate_id=who,
        practice_exam_id=exam,
        taken_at=DAY,
        exam_code="SAA-C03",
        domain_id=domain_id,
        n_items=n_items,
        n_correct=n_correct,
    )


def test_a_total_counts_only_without_domains() -> None:
    """A total repeats its domains; the same name with another candidate is another practice exam."""
    found = totals(
        result("a", "1", 20, 15),
        result("a", "2", 10, 5),
        result("a", "total", 30, 20),
        result("b", "total", 65, 40),
        result("a", "total", 65, 50, who="Ann"),
    )
    assert found == [expected("practice_exams", 5, n_exams=3, n_items=160, n_correct=110)]


def test_questions_are_counted_with_the_right_ones() -> None:
    """Each row is one question of its practice exam."""
    answers = [
        ItemResponse(
            practice_exam_id="a",
            response_key=str(n),
            taken_at=DAY,
            exam_code="SAA-C03",
            domain_id="1",
            is_correct=n > 0,
        )
        for n in range(4)
    ]
    assert totals(*answers) == [expected("item_responses", 4, n_exams=1, n_items=4, n_correct=3)]


def test_no_rows_have_no_totals() -> None:
    """A file without good rows has nothing to add up."""
    assert totals() == []
