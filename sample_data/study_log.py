"""Draw the sessions of a study log from descriptions of its weeks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sample_data.files import Cells, Row
from sample_data.world import Generator

NEW_MATERIAL = ("reading", "video", "lab")
DATE_ONLY_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Slot:
    """A study slot; `domain` is an id, `focus` or `second` for the week's domains, or empty for all domains."""

    weekday: int
    start: str
    minutes: float
    activity: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its total hours, its slots, and its first and second domain."""

    number: int
    hours: float
    slots: Sequence[Slot]
    focus: str
    second: str = ""
    new_activities: Sequence[str] = NEW_MATERIAL
    note: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the log; `domain_id` is empty if it was about all domains."""

    on: date
    hours: float
    domain_id: str
    row: Row


@dataclass(frozen=True, slots=True)
class DrawnExam:
    """A practice exam: a form, and when and how it was taken.

    `seen_share` is the share of a new form's questions that were seen before. With more `progress`, from 0 to 1, the
    candidate is quicker, returns to more flagged questions, and makes fewer mistakes for lack of knowledge.
    """

    practice_exam_id: str
    on: date
    provider: str
    form: str
    duration_min: int
    sitting: int = 1
    is_timed: bool = True
    is_closed_book: bool = True
    place: str = "home"
    seen_share: float = 0.0
    progress: float = 0.0

    def row(self, exam_code: str) -> Cells:
        """Return the cells that rows by domain and by question have in common."""
        return {
            "practice_exam_id": self.practice_exam_id,
            "taken_at": self.on,
            "exam_code": exam_code,
            "provider": self.provider,
            "form": self.form,
            "sitting": self.sitting,
            "is_timed": self.is_timed,
            "is_closed_book": self.is_closed_book,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Facts about a preparation that hold for all its weeks."""

    starts_on: date
    tasks: Mapping[str, list[str]]
    resources: Mapping[str, Sequence[str]]
    requirements_from_week: int
    exams: Sequence[DrawnExam]


def study_log(rng: Generator, weeks: Iterable[Week], habits: Habits) -> list[Session]:
    """Draw all sessions, in order of time."""
    sessions = [session for week in weeks for session in _week(rng, week, habits)]
    return sorted(sessions, key=lambda session: (session.on, str(session.row["started_at"])))


def hours_before(sessions: Iterable[Session], day: date, shares: Mapping[str, float]) -> dict[str, float]:
    """Return the hours studied before a day by domain; a session about all domains is split by their weights."""
    hours = dict.fromkeys(shares, 0.0)
    for session in (s for s in sessions if s.on < day):
        for domain_id, share in shares.items():
            part = share if session.domain_id == "" else float(session.domain_id == domain_id)
            hours[domain_id] += part * session.hours
    return hours


def _week(rng: Generator, week: Week, habits: Habits) -> list[Session]:
    """Draw the sessions of a week; with its practice exams, they add up to about the week's hours."""
    monday = habits.starts_on + timedelta(weeks=week.number - 1)
    exams = [exam for exam in habits.exams if monday <= exam.on < monday + timedelta(days=7)]
    wobble = rng.uniform(0.85, 1.15, len(week.slots))
    nominal = sum(slot.minutes * float(w) for slot, w in zip(week.slots, wobble, strict=True))
    scale = (60 * week.hours - sum(exam.duration_min for exam in exams)) / nominal
    sessions = [
        _session(rng, week, slot, habits, minutes=max(15.0, 5.0 * round(slot.minutes * float(w) * scale / 5)))
        for slot, w in zip(week.slots, wobble, strict=True)
    ]
    return sessions + [_exam_session(exam) for exam in exams]


def _session(rng: Generator, week: Week, slot: Slot, habits: Habits, *, minutes: float) -> Session:
    day = habits.starts_on + timedelta(weeks=week.number - 1, days=slot.weekday)
    start = datetime.combine(day, time.fromisoformat(slot.start)) + timedelta(minutes=5 * int(rng.integers(-3, 6)))
    domain_id = {"focus": week.focus, "second": week.second}.get(slot.domain, slot.domain)
    has_task = domain_id and slot.activity in NEW_MATERIAL
    resources = habits.resources[slot.activity]
    row: Cells = {
        "started_at": day if rng.random() < DATE_ONLY_SHARE else start,
        "time_on_task_min": minutes,
        "activity": slot.activity,
        "domain_id": domain_id,
        "task_id": str(rng.choice(habits.tasks[domain_id])) if has_task else None,
        "resource": resources[week.number % len(resources)] if resources else None,
        "is_new_material": slot.activity in week.new_activities,
        "note": week.note if slot is week.slots[0] else None,
    }
    if slot.activity == "lab":
        row |= _lab(rng, minutes / 60, weeks_alone=week.number - habits.requirements_from_week)
    return Session(day, minutes / 60, domain_id, row)


def _lab(rng: Generator, hours: float, *, weeks_alone: int) -> Cells:
    """Draw the errors and cost of a lab.

    Independent labs cost more and have more errors than guided ones; the errors become fewer from week to week.
    """
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
