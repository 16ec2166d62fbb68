"""Calendars: planned sessions, series, and events that are left out."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, opened_files
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.files import EMPTY
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.ingest.sources.calendars import ics, ics_events
from analytics.records import Activity, PlannedSession, StudySession
from tests.inputs.calendar_files import HEAD, HOUR, calendar, event
from tests.inputs.ingest_inputs import CONTEXT, TODAY, found, lines, read_bytes
from tests.inputs.tracker_inputs import ALL, context_with


def read(*events: str, mapping: FileMapping = ALL, head: str = HEAD) -> Import:
    """Read a calendar of these events."""
    return read_bytes(calendar(*events, head=head), "file", context_with(mapping))


def plans(result: Import) -> list[PlannedSession]:
    return [row.record for row in result.rows if isinstance(row.record, PlannedSession)]


def planned(result: Import) -> list[tuple[str, float]]:
    """Return start and minutes of each planned session."""
    return [(plan.starts_at.isoformat(), plan.duration_min) for plan in plans(result)]


def test_an_event_is_a_plan_in_the_zone_of_its_calendar() -> None:
    """08:00 UTC on 1 March is 09:00 in Berlin; it does not count as study time."""
    result = read(event())
    assert planned(result) == [("2026-03-01T09:00:00+01:00", 60)]
    assert (plans(result)[0].title, result.format, lines(result)) == ("S3", "ics", ["6"])
    assert "imported as planned sessions" in " ".join(result.notices)


def test_a_plan_may_be_in_the_future() -> None:
    assert planned(read(event("DTSTART:20270301T080000Z\nDTEND:20270301T093000Z")))[0][1] == 90


def test_past_events_count_as_done_if_the_owner_says_so() -> None:
    """Yesterday counts; today is not over yet, and tomorrow is a plan."""
    days = [
        event(f"DTSTART:{day:%Y%m%d}T080000Z\nDURATION:PT1H30M", uid=str(day))
        for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))
    ]
    result = read(*days, mapping=replace(ALL, kind="study_sessions"))
    done = [row.record for row in result.rows if isinstance(row.record, StudySession)]
    assert [(session.started_at.isoformat()[:10], session.time_on_task_min) for session in done] == [("2026-11-24", 90)]
    assert [plan.starts_at.isoformat()[:10] for plan in plans(result)] == ["2026-11-25", "2026-11-26"]
    assert (result.n_read, done[0].note) == (3, "S3")
    assert any("imported as study sessions" in notice for notice in result.notices)


def test_a_series_has_its_repetitions_without_exceptions() -> None:
    """Of five Mondays one is excluded, one moved to a Tuesday and longer, and one cancelled.

    The moved one stands before the series in the file, which is allowed.
    """
    moved = "DTSTART;TZID=Europe/Berlin:20260310T100000\nDTEND;TZID=Europe/Berlin:20260310T120000\n"
    gone = "DTSTART;TZID=Europe/Berlin:20260316T180000\nDTEND;TZID=Europe/Berlin:20260316T190000\n"
    result = read(
        event(f"{moved}RECURRENCE-ID;TZID=Europe/Berlin:20260309T180000"),
        event(
            "DTSTART;TZID=Europe/Berlin:20260302T180000\nDTEND;TZID=Europe/Berlin:20260302T190000\n"
            "RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=MO\nEXDATE;TZID=Europe/Berlin:20260323T180000"
        ),
        event(f"{gone}RECURRENCE-ID;TZID=Europe/Berlin:20260316T180000\nSTATUS:CANCELLED"),
    )
    assert planned(result) == [
        ("2026-03-02T18:00:00+01:00", 60),
        ("2026-03-10T10:00:00+01:00", 120),
        ("2026-03-30T18:00:00+02:00", 60),  # 18:00 local time after the clock change
    ]
    assert (result.n_read, result.n_passed_over) == (4, 1)
    assert lines(result) == ["13 (2026-03-02 18:00)", "6 (2026-03-10 10:00)", "13 (2026-03-30 18:00)"]
    assert len({plan.planned_key for plan in plans(result)}) == 3


def test_a_moved_repetition_keeps_its_key() -> None:
    """It replaces the one at the old time."""
    series = "DTSTART:20260302T180000Z\nDTEND:20260302T190000Z\nRRULE:FREQ=DAILY;COUNT=2"
    before = {plan.planned_key for plan in plans(read(event(series)))}
    moved = "DTSTART:20260303T200000Z\nDTEND:20260303T210000Z\nRECURRENCE-ID:20260303T180000Z"
    assert {plan.planned_key for plan in plans(read(event(series), event(moved)))} == before
    alone = read(event(moved))  # without its series
    assert {plan.planned_key for plan in plans(alone)} < before


def test_an_endless_series_is_read_for_a_year_ahead() -> None:
    """By day and by week, from the first event to the same day of next year."""
    result = read(event("DTSTART;VALUE=DATE:20261120\nRRULE:FREQ=DAILY"))
    n_days = (date(2027, 11, 25) - date(2026, 11, 20)).days + 1
    assert (result.n_read, result.n_passed_over) == (n_days, n_days)
    assert any("years ago to a year ahead" in notice for notice in result.notices)
    floating = read(event("DTSTART:20261120T080000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"))
    beyond = read(event("DTSTART:20261120T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=99990101T000000Z"))
    assert len(beyond.rows) == len(floating.rows)
    until = read(event("DTSTART:20261120T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261204T080000Z"))
    assert len(until.rows) == 3
    dates = read(event("DTSTART:20261120T080000Z\nDURATION:PT1H\nRDATE:20261201T080000Z"))
    assert len(dates.rows) == 2
    assert len(floating.rows) == n_days / 7 == 53


def test_old_repetitions_are_not_read_and_old_events_are() -> None:
    """A yearly event since 1995 has four occurrences in the window."""
    result = read(event("DTSTART:19950301T080000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY"))
    assert [start[:4] for start, _ in planned(result)] == ["2024", "2025", "2026", "2027"]
    assert planned(read(event("DTSTART:20100301T080000Z\nDURATION:PT1H")))[0][0][:4] == "2010"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{HOUR}\nSTATUS:CANCELLED", LeftOutReason.CANCELLED),
        ("DTSTART;VALUE=DATE:20260301\nDTEND;VALUE=DATE:20260302", LeftOutReason.WHOLE_DAY),
        ("DTSTART:20260301T080000Z\nDTEND:20260301T080000Z", LeftOutReason.NO_DAY_OR_LENGTH),
        ("DTSTART:20260301T080000Z", LeftOutReason.NO_DAY_OR_LENGTH),
    ],
)
def test_events_without_study_time_are_skipped(text: str, why: LeftOutReason) -> None:
    """They are counted with the reason."""
    result = read(event(text))
    assert (result.n_read, result.left_out, result.rows) == (1, {why: LeftOut(1)}, ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("DTSTART:20260301T090000Z\nDTEND:20260301T080000Z", "ends before it begins"),
        ("DTSTART:20260301T090000Z\nDTEND:20260303T080000Z", "longer than 24 hours"),
        ("DTSTART:20260301T090000Z\nDTEND;VALUE=DATE:20260303", "starts at a time and ends on a date"),
        ("DTSTART:2026-03-01\nDURATION:PT1H", "its DTSTART is missing"),
        ("DURATION:PT1H", "its DTSTART is missing"),
        ("DTSTART:08000301T090000Z", "likely year"),
        ("DTSTART;TZID=Nowhere/Land:20260301T090000\nDURATION:PT1H", "unknown time zone 'Nowhere/Land' in DTSTART"),
        ("DTSTART:20260301T090000Z\nDURATION:soon", "DURATION"),
        ("DTSTART:20260301T090000Z\nDURATION:P999999999D", "DURATION"),
        (f"{HOUR}\nRRULE:FREQ=SECONDLY", "does not repeat by days"),
        (f"{HOUR}\nRRULE:nonsense", "does not repeat by days"),
        (f"{HOUR}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "does not repeat by days"),
        (f"{HOUR}\nRRULE:FREQ=DAILY;INTERVAL=0", "interval of zero"),
        (f"{HOUR}\nRRULE:FREQ=DAILY;BYMINUTE=0,1,2,3,4,5,6;BYSECOND=0,1", "more than 12 times a day"),
        (f"{HOUR}\nRRULE:FREQ=MONTHLY;BYSETPOS=0", "cannot be read"),
        (f"{HOUR}\nRRULE:FREQ=DAILY;COUNT=1;BYMONTH=2;BYMONTHDAY=30", "too slow to read"),
        (f"{HOUR}\nRRULE:FREQ=DAILY\nEXDATE:soon", "cannot be read"),
        (f"{HOUR}\nRRULE:FREQ=DAILY;BYDAY=XX", "does not repeat by days"),
    ],
)
def test_an_impossible_event_is_a_problem_of_its_line(text: str, why: str) -> None:
    """Other events are read."""
    result = read(event(text), event(uid="b"))
    assert [problem.line for problem in result.problems] == ["6"]
    assert why in result.problems[0].reason
    assert (found(result)[0][2], len(result.rows), result.n_read) == ("S3", 1, 2)


def test_a_broken_repetition_does_not_affect_its_series() -> None:
    """Only the changed repetition is a problem."""
    series = "DTSTART:20260302T180000Z\nDTEND:20260302T190000Z\nRRULE:FREQ=DAILY;COUNT=2"
    result = read(event(series), event("DTSTART:soon\nRECURRENCE-ID:20260303T180000Z"))
    assert (len(result.rows), len(result.problems)) == (2, 1)


def test_a_broken_change_does_not_affect_its_event() -> None:
    """Each is counted once."""
    result = read(event(), event(f"{HOUR}\nRECURRENCE-ID;TZID=No/Where:20260301T090000"))
    assert (lines(result), [line for line, _, _ in found(result)], result.n_read) == (["6"], ["12"], 2)


def test_the_later_version_of_an_event_counts() -> None:
    """An export may have both; the earlier one is skipped."""
    result = read(event(f"{HOUR}\nSEQUENCE:x"), event("DTSTART:20260301T080000Z\nDURATION:PT2H\nSEQUENCE:3"))
    assert (planned(result), result.n_read) == ([("2026-03-01T09:00:00+01:00", 120)], 2)
    assert result.left_out == {LeftOutReason.OLDER_VERSION: LeftOut(1)}


@pytest.mark.parametrize("rule", ["", "\nRRULE:FREQ=WEEKLY;COUNT=2"])
def test_a_stated_length_holds_also_from_an_hour_that_the_clock_skips(rule: str) -> None:
    """02:30 on 29 March is 03:30 in Berlin, and the event still lasts its half hour."""
    result = read(event(f"DTSTART;TZID=Europe/Berlin:20260329T023000\nDURATION:PT30M{rule}"))
    assert planned(result)[0] == ("2026-03-29T03:30:00+02:00", 30)
    assert {minutes for _, minutes in planned(result)} == {30}
    assert result.problems == ()


def test_past_events_that_were_done_are_not_an_empty_file() -> None:
    """Only a file without any row is empty."""
    result = read(event(), mapping=replace(ALL, kind="study_sessions"))
    assert len(result.rows) == 1
    assert EMPTY not in result.notices
    assert EMPTY in read().notices


def test_a_length_over_a_clock_change_is_by_instants() -> None:
    """From 01:30 to 03:30 is three hours when the clock is set back, and one when it is set forward."""
    back = "DTSTART;TZID=Europe/Berlin:20261025T013000\nDTEND;TZID=Europe/Berlin:20261025T033000"
    ahead = "DTSTART;TZID=Europe/Berlin:20260329T013000\nDTEND;TZID=Europe/Berlin:20260329T033000"
    assert [minutes for _, minutes in planned(read(event(back), event(ahead, uid="b")))] == [180, 60]


def test_a_time_without_a_zone_is_in_the_calendar_s_zone() -> None:
    """Without one it is in the candidate's zone, and without that the zone is asked for."""
    floating = event("DTSTART:20260301T090000\nDURATION:PT1H")
    assert planned(read(floating)) == [("2026-03-01T09:00:00+01:00", 60)]
    for head in (HEAD.replace("X-WR-TIMEZONE:Europe/Berlin\n", ""), HEAD.replace("Europe/Berlin", "No/Where")):
        with pytest.raises(OpenQuestionError) as caught:
            read_bytes(calendar(floating, head=head), "file", replace(CONTEXT, mapping=ALL))
        assert caught.value.question is Question.ZONE
        assert planned(read(floating, head=head))[0][0] == "2026-03-01T09:00:00+01:00"


def test_events_are_matched_by_title_or_calendar() -> None:
    """The question lists titles; a pattern may also match all events by the name of the calendar."""
    dentist = event("DTSTART:20260302T080000Z\nDURATION:PT30M", uid="b", title="Dentist")
    with pytest.raises(OpenQuestionError, match="S3") as caught:
        read(event(), dentist, mapping=FileMapping())
    assert (caught.value.question, caught.value.found) == (Question.STUDY, {"S3": 60, "Dentist": 30})
    answers = FileMapping(study=("s3",), domain={"s3": "3"}, activity={"S3": Activity.LAB})
    result = read(event(), dentist, mapping=answers)
    assert [(plan.domain_id, plan.activity) for plan in plans(result)] == [("3", Activity.LAB)]
    assert result.left_out == {LeftOutReason.NOT_STUDY: LeftOut(1, 30, names=(("Dentist", 30),))}
    assert len(read(event(), dentist, mapping=FileMapping(study=("=Exam",))).rows) == 2
    assert len(read(event(title=""), mapping=FileMapping(study=("no name",)), head="BEGIN:VCALENDAR\n").rows) == 1


def test_only_the_title_of_an_event_is_kept() -> None:
    """Guests, places, descriptions and the id, which may be an address, are dropped."""
    private = "\nORGANIZER:mailto:boss@example.org\nATTENDEE:mailto:me@example.org\nLOCATION:Home\nDESCRIPTION:<b>x</b>"
    kept = repr(read(event(HOUR + private, uid="me@example.org")).rows)
    assert not [word for word in ("example.org", "Home", "<b>") if word in kept]


def test_a_fold_may_split_a_character() -> None:
    """Lines are joined before decoding; escapes are resolved."""
    data = calendar(event(title="Übung\\, zwei\\; drei"))
    cut = data.index("Ü".encode()) + 1
    folded = data[:cut] + b"\r\n " + data[cut:]
    read = read_bytes(folded, "file", context_with())
    (plan,) = plans(read)
    assert not any("UTF-8" in notice for notice in read.notices)
    assert plan.title == "Übung, zwei; drei"
    (plan,) = plans(read_bytes(b"\xef\xbb\xbf" + data.replace("Ü".encode(), b"\xdc"), "file", context_with()))
    assert plan.title == "Übung, zwei; drei"
    assert len(read_bytes(data.decode().encode("utf-16"), "file", context_with()).rows) == 1


def test_an_archive_of_calendars_is_read(tmp_path: Path) -> None:
    """Each calendar in it is one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("one", "two"):
            archive.writestr(f"{name}.ics", calendar(event(uid=name)))
    path = tmp_path / "x"
    path.write_bytes(out.getvalue())
    assert [ics.SOURCE.recognizes(opened) for opened in opened_files(path)] == [True, True]


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\r\n",
        calendar(event())[:-40],
        calendar("BEGIN:VEVENT\nnonsense\n"),
        calendar("BEGIN:VTODO\nnonsense\n"),
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 5_000,
        b"BEGIN:VCALENDAR\r\n\x00",
    ],
)
def test_a_damaged_calendar_is_refused(data: bytes) -> None:
    """As a whole, because nobody knows what is missing."""
    with pytest.raises(UnreadableFileError):
        read_bytes(data, "file", context_with())


def test_limits_are_enforced(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are limits on events, occurrences and computing time."""
    with monkeypatch.context() as patch:
        patch.setattr(ics_events, "TIME_LIMIT_S", -1.0)
        with pytest.raises(UnreadableFileError, match="too long to read"):
            read(event())
    with monkeypatch.context() as patch:
        patch.setattr(ics_events, "MAX_EVENTS", 1)
        with pytest.raises(UnreadableFileError, match="more than 1 events"):
            read(event(), event())
    with monkeypatch.context() as patch:
        patch.setattr(ics_events, "MAX_OCCURRENCES", 10)
        with pytest.raises(UnreadableFileError, match="has more than 10"):
            read(event(f"{HOUR}\nRRULE:FREQ=DAILY"))


def test_an_empty_calendar_is_an_empty_import() -> None:
    """It is not an error."""
    result = read()
    assert (result.n_read, result.rows) == (0, ())
