"""The plan as a calendar file, parsed by the library and as text."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate
from analytics.records import PlannedWeek, StudyPlan
from analytics.reports.study.plan import PlanReport, plan_report
from dashboard.outputs.plan_calendar import calendar
from dashboard.text.plan import Content
from tests.inputs.builders import fitted_from, plan, practice_exam

EXAM = shipped_blueprints()["DEA-C01"]
MONDAY = date(2026, 11, 23)
EXAM_ON = date(2026, 12, 12)
MADE_AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
ZONE = "America/St_Johns"


def own_plan() -> StudyPlan:
    """A plan of 11 hours in three weeks, on four days a week."""
    own = plan(exam_code=EXAM.code, starts_on=MONDAY, exam_on=EXAM_ON)
    return replace(
        own,
        first_practice_exam_week=2,
        review_weekday="sunday",
        rest_weekdays=("tuesday", "thursday", "saturday"),
        weeks=(PlannedWeek(2, "Words; with, marks\nand lines"),),
    )


@pytest.fixture(scope="module")
def candidate() -> FittedCandidate:
    """A candidate with this plan."""
    return fitted_from([own_plan()], exam_code=EXAM.code)


@pytest.fixture(scope="module")
def report(candidate: FittedCandidate) -> PlanReport:
    return plan_report(candidate)


def with_plan(candidate: FittedCandidate, own: StudyPlan | None) -> PlanReport:
    """Return the report of another plan of the same candidate."""
    return plan_report(replace(candidate, written_plan=own))


def events(report: PlanReport, content: Content) -> list[tuple[str, object, object]]:
    """Return the summary, start and end of each event."""
    data = calendar(report, EXAM, content, time(19, 30, tzinfo=ZoneInfo(ZONE)), made_at=MADE_AT)
    file = Calendar.from_ical(data)
    return [(str(e["summary"]), e.DTSTART, e.DTEND) for e in file.events]


def test_each_day_of_study_has_its_session(report: PlanReport) -> None:
    """11 hours on four days are 165 minutes each, at 19:30 in the candidate's zone; none before today."""
    found = events(report, Content.SESSIONS)
    days = [start.date() for _, start, _ in found[:-1] if isinstance(start, datetime)]
    expected = [date(2026, 11, 25), 27, 29, 30, date(2026, 12, 2), 4, 6, 7, 9, 11]
    assert [day.day for day in days] == [day.day if isinstance(day, date) else day for day in expected]
    first = found[0]
    assert isinstance(first[1], datetime)
    assert isinstance(first[2], datetime)
    assert (first[1].hour, first[1].minute, str(first[1].tzinfo)) == (19, 30, ZONE)
    assert first[2] - first[1] == timedelta(minutes=165)
    assert found[2][0] == "DEA-C01: review of earlier weeks"
    assert found[3][0] == "DEA-C01: Words; with, marks and lines".replace(" and", "\nand")
    assert found[-1] == ("DEA-C01: the exam", EXAM_ON, EXAM_ON + timedelta(days=1))


def test_a_practice_exam_takes_as_long_as_the_exam(report: PlanReport) -> None:
    """On Friday of the second week, and three days before the exam."""
    found = events(report, Content.SESSIONS)
    practice = [(start, end) for name, start, end in found if name == "DEA-C01: practice exam"]
    assert [start.date() for start, _ in practice if isinstance(start, datetime)] == [
        date(2026, 12, 4),
        date(2026, 12, 9),
    ]
    for start, end in practice:
        assert isinstance(start, datetime)
        assert isinstance(end, datetime)
        assert end - start == timedelta(minutes=EXAM.duration_min)


def test_weeks_are_all_day_events(report: PlanReport) -> None:
    """From a week's first day to the day after its last, with practice exams and the exam."""
    found = events(report, Content.WEEKS)
    weeks = [(start, end) for name, start, end in found if ", week " in name]
    assert weeks == [
        (MONDAY, date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 7)),
        (date(2026, 12, 7), date(2026, 12, 13)),
    ]
    assert [start for name, start, _ in found if "practice" in name] == [date(2026, 12, 4), date(2026, 12, 9)]


def test_an_event_keeps_its_id_when_the_plan_changes(candidate: FittedCandidate) -> None:
    """Equal days have equal ids, so a calendar replaces events and does not double them."""
    ids = []
    for own in (own_plan(), replace(own_plan(), weeks=())):
        starts_at = time(7, tzinfo=UTC)
        data = calendar(with_plan(candidate, own), EXAM, Content.SESSIONS, starts_at, made_at=MADE_AT).decode()
        ids.append([line for line in data.splitlines() if line.startswith("UID:")])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_lines_follow_the_standard(report: PlanReport) -> None:
    """RFC 5545: CRLF, at most 75 octets; commas, semicolons and line breaks escaped; the zone is described."""
    data = calendar(report, EXAM, Content.SESSIONS, time(19, tzinfo=ZoneInfo(ZONE)), made_at=MADE_AT)
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"SUMMARY:DEA-C01: Words\\; with\\, marks\\nand lines" in data.replace(b"\r\n ", b"")
    assert b"BEGIN:VTIMEZONE" in data


def test_a_week_with_a_practice_exam_has_no_second_one() -> None:
    """One taken on Monday is not planned again for Friday."""
    own = replace(own_plan(), first_practice_exam_week=1)
    exam = practice_exam(date(2026, 11, 23), [(10, 20)] * 4, exam_code=EXAM.code)
    report = plan_report(fitted_from([own, *exam], exam_code=EXAM.code))
    for content in Content:
        days = [start for name, start, _ in events(report, content) if "practice" in name]
        assert len(days) == 2


def test_without_a_plan_or_days_ahead_the_file_is_empty(candidate: FittedCandidate) -> None:
    """It is still a calendar; without an exam day, or with one after the exam's last day, it has no exam."""
    assert events(with_plan(candidate, None), Content.WEEKS) == []
    over = replace(own_plan(), starts_on=date(2026, 1, 5), exam_on=date(2026, 2, 7))
    assert events(with_plan(candidate, over), Content.SESSIONS) == []
    open_end = with_plan(candidate, replace(own_plan(), exam_on=None))
    ended = plan_report(fitted_from([own_plan()], blueprint=replace(EXAM, last_day=date(2026, 12, 4))))
    for report in (open_end, ended):
        assert not any("the exam" in name for name, _, _ in events(report, Content.WEEKS))
