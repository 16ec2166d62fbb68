"""ActivityWatch: only what a pattern matches is read, and no second counts twice."""

import pytest

from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.ingest.sources.trackers import activitywatch as activitywatch_source
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import Activity
from tests.inputs.ingest_inputs import found, lines
from tests.inputs.tracker_files import PRESENT, WINDOWS, activitywatch, bucket, window
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read, sessions

STUDY = context_with(FileMapping(study=("anki", "docs.aws"), activity={"anki": Activity.REVIEW}, domain={"docs": "3"}))


def test_time_counts_while_somebody_is_present() -> None:
    """Anki is open from 10:00 to 10:30 and nobody is there in the first ten minutes: twenty minutes."""
    result = read(activitywatch(WINDOWS, PRESENT), STUDY)
    assert minutes(result) == [("2026-03-01T11:10:00+01:00", 20)]
    assert (sessions(result)[0].note, sessions(result)[0].activity) == ("anki", Activity.REVIEW)
    assert (result.format, result.n_read, result.n_merged, lines(result)) == ("activitywatch", 4, 0, ["2"])
    assert result.left_out == {
        LeftOutReason.NO_DAY_OR_LENGTH: LeftOut(1),
        LeftOutReason.NOT_STUDY: LeftOut(2, 30),  # ten minutes of mail, and twenty of Firefox
        LeftOutReason.AWAY: LeftOut(0, 10),
    }
    assert sessions(read(activitywatch(WINDOWS, PRESENT, is_list=True), STUDY)) == sessions(result)


def test_a_page_counts_while_its_browser_is_in_front() -> None:
    """A page is open from 10:20 to 10:40, the browser in front from 10:30 to 10:50: ten minutes."""
    page = ("10:20:00", 1200, {"url": "https://docs.aws.amazon.com/s3", "title": "S3"})
    result = read(activitywatch(WINDOWS, PRESENT, bucket("web.tab.current", page)), STUDY)
    assert minutes(result) == [("2026-03-01T11:10:00+01:00", 20), ("2026-03-01T11:30:00+01:00", 10)]
    assert [session.domain_id for session in sessions(result)] == [None, "3"]
    everything = read(activitywatch(WINDOWS, PRESENT, bucket("web.tab.current", page)))
    assert sum(n for _, n in minutes(everything)) == 50  # from 10:10 to 11:00, each second once
    other_host = bucket("web.tab.current", page, host="unknown")  # as the browser's watcher often writes
    assert minutes(read(activitywatch(WINDOWS, PRESENT, other_host), STUDY)) == minutes(result)
    assert minutes(read(activitywatch(other_host), STUDY)) == [("2026-03-01T11:20:00+01:00", 20)]
    one_minute = bucket("afkstatus", ("10:30:00", 60, {"status": "not-afk"}))
    assert minutes(read(activitywatch(other_host, one_minute), STUDY)) == [("2026-03-01T11:30:00+01:00", 1)]


def test_without_a_record_of_absence_all_time_counts() -> None:
    """A notice says so."""
    result = read(activitywatch(WINDOWS), STUDY)
    assert minutes(result) == [("2026-03-01T11:00:00+01:00", 30)]
    assert any("aw-watcher-afk" in notice for notice in result.notices)


def test_a_longer_break_begins_another_session() -> None:
    """Ten minutes do not, eleven do; time on two computers at once counts once."""
    one = bucket("currentwindow", *(window(clock, 300, "Anki") for clock in ("08:00:00", "08:15:00", "08:31:00")))
    assert minutes(read(activitywatch(one), STUDY)) == [
        ("2026-03-01T09:00:00+01:00", 10),
        ("2026-03-01T09:31:00+01:00", 5),
    ]
    other = bucket("currentwindow", window("08:02:00", 300, "Anki"), host="other")
    assert minutes(read(activitywatch(one, other), STUDY))[0] == ("2026-03-01T09:00:00+01:00", 12)


def test_overlapping_events_count_once() -> None:
    """Two spans of presence overlap from 10:00 to 10:30, and one window lies within another."""
    presence = bucket(
        "afkstatus",
        ("10:00:00", 1200, {"status": "not-afk"}),
        ("10:10:00", 1200, {"status": "not-afk"}),
        ("11:00:00", 60, {"status": "not-afk"}),
    )
    windows = bucket(
        "currentwindow",
        window("10:05:00", 1200, "Anki"),
        window("10:10:00", 300, "Anki"),
        window("10:45:00", 60, "Anki"),
    )
    assert minutes(read(activitywatch(windows, presence), STUDY)) == [("2026-03-01T11:05:00+01:00", 20)]


def test_the_question_names_programs_and_no_titles() -> None:
    """The import keeps neither titles nor addresses."""
    question = open_question(activitywatch(WINDOWS, PRESENT), context_with(FileMapping()))
    assert (question.question, question.found) == (Question.STUDY, {"Anki": 20, "Firefox": 20, "Mail": 10})
    assert "Salary" not in str(question)
    everything = repr(read(activitywatch(WINDOWS, PRESENT)))
    assert not [word for word in ("Salary", "Private", "deck") if word in everything]


def test_an_impossible_event_is_a_problem() -> None:
    """It has no time or an impossible length, or is in the future."""
    broken = bucket("currentwindow", window("10:00:00", 60, "Anki"))
    events = broken["events"]
    assert isinstance(events, list)
    first = events[0]
    for change in (
        {"timestamp": "soon"}, {"timestamp": "2026-03-01T10:00:00"}, {"timestamp": "0800-03-01T10:00:00+00:00"},
        {"duration": -1}, {"duration": True}, {"duration": 1e9}, {"timestamp": "2027-03-01T10:00:00+00:00"},
    ):  # fmt: skip
        events.append({**first, **change})
    events.append(7)
    result = read(activitywatch(broken), STUDY)
    assert [line for line, _, _ in found(result)] == ["2", "3", "4", "5", "6", "7", "8", "9"]
    assert (len(result.rows), result.n_read) == (1, 9)


def test_less_than_a_second_is_not_a_session() -> None:
    result = read(activitywatch(bucket("currentwindow", window("10:00:00", 0.4, "Anki"))), STUDY)
    assert (result.rows, result.n_read) == ((), 1)
    short = result.left_out[LeftOutReason.NO_DAY_OR_LENGTH]
    assert short.n_rows == 1
    assert short.minutes == pytest.approx(0.4 / 60, rel=1e-6)


def test_no_session_is_longer_than_a_day() -> None:
    """Two events of twenty hours in a row are two sessions."""
    long = bucket("currentwindow", window("00:00:00", 72_000, "Anki"), window("20:00:00", 72_000, "Anki"))
    assert [n for _, n in minutes(read(activitywatch(long), STUDY))] == [1200, 1200]


def test_an_export_without_windows_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="aw-watcher-window"):
        read(activitywatch(PRESENT))


def test_a_bucket_may_come_as_a_table() -> None:
    """It has windows or pages; a row that cannot be read is a problem."""
    text = "timestamp,duration,app,title\n2026-03-01T10:00:00+00:00,90.5,Anki,AWS\nx,1,Anki,AWS\n1,2\n"
    result = read(text, STUDY)
    assert minutes(result) == [("2026-03-01T11:00:00+01:00", pytest.approx(90.5 / 60, abs=1e-5))]  # type: ignore[comparison-overlap]  # pytest's own
    assert (result.n_read, result.n_failed) == (3, 2)
    pages = "timestamp,duration,url,title\n2026-03-01T10:00:00+00:00,60,https://docs.aws,x\n"
    assert minutes(read(pages, STUDY)) == [("2026-03-01T11:00:00+01:00", 1)]


@pytest.mark.parametrize(
    "text", ['{"buckets": {}}', '{"buckets": {"a": 5}}', '{"buckets": 5}', '"buckets"', "a,b\n1,2"]
)
def test_other_documents_are_not_recognized(text: str) -> None:
    """An export of ActivityWatch has buckets with events."""
    assert not activitywatch_source.SOURCE.recognizes(OpenedFile("x", text.encode()))
