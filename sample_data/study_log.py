"""Draw the sessions of a study log from descriptions of its weeks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sample_data.files import Cells, Row
from sample_data.story import NEW_MATERIAL, DrawnExam, Preparation, Slot, Week
from sample_data.world import Generator

DATE_ONLY_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the log; `domain_id` is empty if it was about all domains."""

    on: date
    hours: float
    domain_id: str
    row: Row


def study_log(rng: Generator, made: Preparation) -> list[Session]:
    """Draw all sessions, in order of time."""
    sessions = [session for week in made.story.weeks for session in _week(rng, week, made)]
    return sorted(sessions, key=lambda session: (session.on, str(session.row["started_at"])))


def hours_before(sessions: Iterable[Session], day: date, shares: Mapping[str, float]) -> dict[str, float]:
    """Return the hours studied before a day by domain; a session about all domains is split by their weights."""
    hours = dict.fromkeys(shares, 0.0)
    for session in (s for s in sessions if s.on < day):
        for domain_id, share in shares.items():
            part = share if session.domain_id == "" else float(session.domain_id == domain_id)
            hours[domain_id] += part * session.hours
    return hours


def _week(rng: Generator, week: Week, made: Preparation) -> list[Session]:
    """Draw the sessions of a week; with its practice exams, they add up to about the week's hours."""
    monday = made.starts_on + timedelta(weeks=week.number - 1)
    exams = [exam for exam in made.practice_exams if monday <= exam.on < monday + timedelta(days=7)]
    wobble = rng.uniform(0.85, 1.15, len(week.slots))
    nominal = sum(slot.minutes * float(w) for slot, w in zip(week.slots, wobble, strict=True))
    scale = (60 * week.hours - sum(exam.duration_min for exam in exams)) / nominal
    sessions = [
        _session(rng, week, slot, made, minutes=max(15.0, 5.0 * round(slot.minutes * float(w) * scale / 5)))
        for slot, w in zip(week.slots, wobble, strict=True)
    ]
    return sessions + [_exam_session(exam) for exam in exams]


def _session(rng: Generator, week: Week, slot: Slot, made: Preparation, *, minutes: float) -> Session:
    day = made.starts_on + timedelta(weeks=week.number - 1, days=slot.weekday)
    start = datetime.combine(day, time.fromisoformat(slot.start)) + timedelta(minutes=5 * int(rng.integers(-3, 6)))
    domain_id = {"focus": week.focus, "second": week.second}.get(slot.domain, slot.domain)
    has_task = domain_id and slot.activity in NEW_MATERIAL
    resources = made.story.resources[slot.activity]
    row: Cells = {
        "started_at": day if rng.random() < DATE_ONLY_SHARE else start,
        "time_on_task_min": minutes,
        "activity": slot.activity,
        "domain_id": domain_id,
        "task_id": str(rng.choice(made.frame.tasks[domain_id])) if has_task else None,
        "resource": resources[week.number % len(resources)] if resources else None,
        "is_new_material": slot.activity in week.new_activities,
        "note": week.note if slot is week.slots[0] else None,
    }
    if slot.activity == "lab":
        row |= _lab(rng, minutes / 60, weeks_alone=week.number - made.story.requirements_from_week)
    return Session(day, minutes / 60, domain_id, row)


def _lab(rng: Generator, hours: float, *, weeks_alone: int) -> Cells:
    """Draw a lab: independent ones cost more than guided ones, and have more errors, fewer from week to week."""
    is_guided = weeks_alone < 0
    errors_per_hour = 0.5 if is_guided else 2.6 * 0.85**weeks_alone
    return {
        "lab_kind": "guided" if is_guided else "from_requirements",
        "n_errors_met": int(rng.poisson(errors_per_hour * hours)),
        "cost": round(hours * (0.9 if is_guided else 2.1) * float(rng.uniform(0.7, 1.3)), 2),
        "currency": "USD",
    }


def _exam_session(exam: DrawnExam) -> Session:
    row: Row = {
        "started_at": datetime.combine(exam.on, time(9, 30) if exam.on.weekday() >= 5 else time(18, 30)),
        "time_on_task_min": exam.duration_min,
        "activity": "practice",
        "resource": exam.provider,
        "is_new_material": False,
        "note": f"practice exam {exam.practice_exam_id}",
    }
    return Session(exam.on, exam.duration_min / 60, "", row)
