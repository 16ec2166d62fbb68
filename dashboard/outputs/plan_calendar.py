"""The plan as a calendar file: weeks or sessions, practice exams and the exam."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.study.plan import DayAhead, DayPurpose, PlanReport, days_ahead
from dashboard.text import plan as text
from dashboard.text.plan import Content


def calendar(report: PlanReport, exam: ExamBlueprint, content: Content, starts_at: time, *, made_at: datetime) -> bytes:
    """Return the days ahead as an iCalendar file; sessions start at `starts_at`, in its time zone."""
    file = Calendar()
    file.add("prodid", text.PRODUCER)
    file.add("version", "2.0")
    for event in _events(report, exam, content, starts_at):
        event.add("dtstamp", made_at)
        file.add_component(event)
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _events(report: PlanReport, exam: ExamBlueprint, content: Content, starts_at: time) -> Iterator[Event]:
    days = days_ahead(report, exam)
    if content is Content.WEEKS:
        for week in report.weeks_left:
            yield _all_day(exam, "week", week.days.first_on, week.days.last_on, text.week_event(report, exam, week))
        for day in days:
            if day.purpose is DayPurpose.PRACTICE_EXAM:
                yield _all_day(exam, "practice", day.day, day.day, f"{exam.code}: {text.PRACTICE_EVENT}")
    else:
        yield from (_session(report, exam, day, starts_at) for day in days)
    exam_on = report.planned.day_ahead
    if exam_on is not None and report.planned.closed_exam_day is None:
        yield _all_day(exam, "exam", exam_on, exam_on, f"{exam.code}: {text.EXAM_EVENT}")


def _session(report: PlanReport, exam: ExamBlueprint, ahead: DayAhead, starts_at: time) -> Event:
    start = datetime.combine(ahead.day, starts_at)
    end = start + timedelta(minutes=ahead.time_on_task_min)
    return _event(exam, "session", start, end, text.day_event(report, exam, ahead))


def _all_day(exam: ExamBlueprint, kind: str, first_on: date, last_on: date, summary: str) -> Event:
    """Return an all-day event that leaves its days free; in RFC 5545 it ends on the day after the last."""
    event = _event(exam, kind, first_on, last_on + timedelta(days=1), summary)
    event.add("transp", "TRANSPARENT")
    return event


def _event(exam: ExamBlueprint, kind: str, start: date, end: date, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{exam.code}-{kind}-{start:%Y-%m-%d}@cutscore")  # the same when the file is imported again
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end)
    return event
