"""What the rows say, counted again in plain Python. It shares only the records with Cutscore."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.records import TOTAL_DOMAIN, DomainResult, ExamOutcome, ItemResponse, StudyPlan, StudySession
from tests.consistency.people import Person, blueprint_of


@dataclass(frozen=True)
class Counts:
    """Questions, right answers and questions met before."""

    n_items: int
    n_correct: int
    n_seen: int


def exams_of(person: Person) -> list[tuple[date, str, Counts, Counter[str]]]:
    """Return each practice exam's day, id, counts and wrong answers by domain, in order."""
    days: dict[str, date] = {}
    n_items: Counter[str] = Counter()
    n_correct: Counter[str] = Counter()
    lost: dict[str, Counter[str]] = {}
    rows = [r for r in person.records if isinstance(r, DomainResult | ItemResponse) and r.exam_code == person.exam_code]
    for row in rows:
        exam, n = row.practice_exam_id, 1 if isinstance(row, ItemResponse) else row.n_items
        n_right = int(row.is_correct) if isinstance(row, ItemResponse) else row.n_correct
        assert isinstance(row.taken_at, date)
        days[exam] = row.taken_at
        n_items[exam] += n
        n_correct[exam] += n_right
        lost.setdefault(exam, Counter())[row.domain_id] += n - n_right
    order = sorted(days, key=lambda exam: (days[exam], exam))
    n_seen: Counter[str] = Counter()
    met: set[tuple[str, str]] = set()
    for exam in order:
        items = [
            (r.provider or "", r.item_id or "")
            for r in rows
            if isinstance(r, ItemResponse) and r.practice_exam_id == exam
        ]
        n_seen[exam] = sum(item in met for item in items)
        met.update(items)
    return [(days[e], e, Counts(n_items[e], n_correct[e], n_seen[e]), lost[e]) for e in order]


def hours_of_week(person: Person, monday: date) -> float:
    """Return the hours of study in a week, up to the person's day; after a pass those that name the exam."""
    own = person.exam_code
    sessions = [
        r
        for r in person.records
        if isinstance(r, StudySession)
        and (r.exam_code == own or (r.exam_code is None and str(r.started_at) <= str(ended_on(person))))
    ]
    return sum(
        r.time_on_task_min / 60
        for r in sessions
        if str(monday) <= str(r.started_at) < str(min(person.as_of + timedelta(days=1), monday + timedelta(days=7)))
    )


def losses_of_last_exam(person: Person) -> Counter[str]:
    """Return the wrong answers of the last practice exam by domain, none if only its total is known."""
    exams = exams_of(person)
    return Counter({d: n for d, n in exams[-1][3].items() if d != TOTAL_DOMAIN}) if exams else Counter()


def failed_on(person: Person) -> list[date]:
    """Return the days of failed attempts."""
    return sorted(r.taken_on for r in person.records if isinstance(r, ExamOutcome) and not r.is_passed)


def retake_on(person: Person) -> date:
    """Return the first day after a fail on which the exam may be taken again; the last day of all if there is none."""
    exam, failed = blueprint_of(person.exam_code), failed_on(person)
    if exam.attempt_limit is not None and len(failed) >= exam.attempt_limit:
        return date.max
    waits = exam.retake_wait_d
    wait = waits[min(len(failed), len(waits)) - 1] if failed and waits else 0
    return failed[-1] + timedelta(days=wait) if failed else date.min


def ended_on(person: Person) -> date:
    """Return the day after which the exam can no longer be taken, or need not be; a plan may be for another time."""
    passed, last = passed_on(person), blueprint_of(person.exam_code).last_day or date.max
    plans = [r.starts_on for r in person.records if isinstance(r, StudyPlan) and r.exam_code == person.exam_code]
    if passed is not None:
        return date.max if plans and plans[0] > passed else passed
    retake = retake_on(person)
    return failed_on(person)[-1] if retake == date.max or retake > last else last


def passed_on(person: Person) -> date | None:
    """Return the day of a pass; one before the plan began was of an earlier preparation."""
    begins = [r.starts_on for r in person.records if isinstance(r, StudyPlan) and r.exam_code == person.exam_code]
    passes = [r.taken_on for r in person.records if isinstance(r, ExamOutcome) and r.is_passed]
    return next((day for day in passes if day >= max(begins, default=day)), None)
