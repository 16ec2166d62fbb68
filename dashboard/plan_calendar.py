"""The plan as a calendar file: what the weeks are for, sessions, practice exams and the exam."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from analytics.blueprint import ExamBlueprint
from analytics.reports.plan import PlanReport, PlanWeek
from analytics.reports.plan_weeks import study_days
from dashboard.text import plan_calendar as text
from dashboard.text.plan_calendar import Content

ROUND_TO_MIN = 5
LONGEST_SESSION_MIN = 480


@dataclass(frozen=True, slots=True)
class Sessions:
    """What goes into the calendar, and at which time of which zone sessions begin."""

    content: Content
    starts_at: time
    zone: str


def calendar(report: PlanReport, exam: ExamBlueprint, sessions: Sessions, *, made_at: datetime) -> bytes:
    """Write the days ahead as an iCalendar file; an event of a day keeps its id when it is written anew."""
    file = Calendar()
    file.add("prodid", text.PRODUCER)
    file.add("version", "2.0")
    for event in _events(report, exam, sessions):
        event.add("dtstamp", made_at)
        file.add_component(event)
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _events(report: PlanReport, exam: ExamBlueprint, sessions: Sessions) -> Iterator[Event]:
    plan = report.plan
    if plan is None:
        return
    for week in report.coming:
        if sessions.content is Content.WEEKS:
            after = week.days.last_on + timedelta(days=1)
            yield _event(exam, "week", week.days.first_on, text.week(report, exam, week), week.days.first_on, after)
            yield from _all_day_practice(report, exam, week)
        else:
            yield from _sessions(report, exam, week, sessions)
    if plan.exam_on is not None and plan.exam_on >= report.as_of:
        yield _event(exam, "exam", plan.exam_on, text.exam(exam), plan.exam_on, plan.exam_on + timedelta(days=1))


def _all_day_practice(report: PlanReport, exam: ExamBlueprint, week: PlanWeek) -> Iterator[Event]:
    day = week.days.practice_exam_on
    if day is not None and day >= report.as_of and not week.n_practice_exams:
        yield _event(exam, "practice", day, text.practice(exam), day, day + timedelta(days=1))


def _sessions(report: PlanReport, exam: ExamBlueprint, week: PlanWeek, sessions: Sessions) -> Iterator[Event]:
    """Give each day of study its session, the practice exam its own length, and the review day its name."""
    if report.plan is None:
        return
    days = study_days(report.plan, week.days.first_on, week.days.last_on)
    minutes = _session_min(week, days)
    for day in days:
        if day < report.as_of:
            continue
        is_practice = day == week.days.practice_exam_on and not week.n_practice_exams
        if is_practice:
            what, length = text.practice(exam), exam.duration_min
        else:
            what = text.review(exam) if day == week.days.review_on else text.session(report, exam, week)
            length = minutes
        start = datetime.combine(day, sessions.starts_at, ZoneInfo(sessions.zone))
        yield _event(exam, "session", day, what, start, start + timedelta(minutes=length))


def _session_min(week: PlanWeek, days: Sequence[date]) -> int:
    """Share the week's hours out to its days of study, in steps of five minutes."""
    low, high = week.band or (0.0, 0.0)
    minutes = 60 * (low + high) / 2 / max(1, len(days))
    return min(LONGEST_SESSION_MIN, max(ROUND_TO_MIN, ROUND_TO_MIN * round(minutes / ROUND_TO_MIN)))


def _event(
    exam: ExamBlueprint, kind: str, day: date, summary: str, start: date | datetime, end: date | datetime
) -> Event:
    event = Event()
    event.add("uid", f"{exam.code}-{kind}-{day}@cutscore")
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end)
    if not isinstance(start, datetime):
        event.add("transp", "TRANSPARENT")  # a week's purpose does not make anybody busy
    return event
