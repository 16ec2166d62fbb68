"""Tests of ActivityWatch and RescueTime: only what a pattern takes comes in, and no second counts twice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.trackers import activitywatch, rescuetime
from analytics.ingest.tables.opened import Opened
from analytics.records import Activity
from tests.inputs.ingest_inputs import CONTEXT, found, lines, read_bytes
from tests.inputs.tracker_inputs import ALL, asked, minutes, question, read, sessions, told

Seen = tuple[str, float, Mapping[str, object]]
"""Clock, seconds and data of an event."""


def bucket(kind: str, *events: Seen, host: str = "h") -> dict[str, object]:
    """Write a bucket of events of one morning, in UTC."""
    written = [
        {"timestamp": f"2026-03-01T{clock}.000000+00:00", "duration": seconds, "data": data}
        for clock, seconds, data in events
    ]
    return {"id": kind, "type": kind, "client": "x", "hostname": host, "created": "x", "events": written}


def export(*buckets: Mapping[str, object], is_list: bool = False) -> str:
    """Write an export, under ids or as the published schema says."""
    named: object = list(buckets) if is_list else {f"b{at}": one for at, one in enumerate(buckets)}
    return json.dumps({"buckets": named})


def window(clock: str, seconds: float, app: str, title: str = "") -> Seen:
    """Write an event of a window."""
    return clock, seconds, {"app": app, "title": title}


THERE = bucket("afkstatus", ("10:10:00", 3600, {"status": "not-afk"}), ("11:10:00", 600, {"status": "afk"}))
WINDOWS = bucket(
    "currentwindow",
    window("10:30:00", 1200, "Firefox", "S3 - Private Mode"),
    window("10:00:00", 1800, "Anki", "AWS deck"),
    window("10:50:00", 0, "Anki"),
    window("10:50:00", 600, "Mail", "Salary"),
)
STUDY = FileMapping(study=("anki", "docs.aws"), activity={"anki": Activity.REVIEW}, domain={"docs": "3"})


def test_time_counts_while_somebody_was_there() -> None:
    """Anki from 10:00 to 10:30, of which the first ten minutes nobody was there: twenty minutes."""
    result = read(export(WINDOWS, THERE), told(STUDY))
    assert minutes(result) == [("2026-03-01T11:10:00+01:00", 20)]
    assert (sessions(result)[0].note, sessions(result)[0].activity) == ("anki", Activity.REVIEW)
    assert (result.format, result.n_read, result.n_skipped, lines(result)) == ("activitywatch", 4, 3, ["2"])
    assert sessions(read(export(WINDOWS, THERE, is_list=True), told(STUDY))) == sessions(result)


def test_a_page_tells_what_the_browser_showed_and_adds_nothing() -> None:
    """A page is open from 10:20 to 10:40, the browser in front from 10:30 to 10:50: ten minutes."""
    page = ("10:20:00", 1200, {"url": "https://docs.aws.amazon.com/s3", "title": "S3"})
    result = read(export(WINDOWS, THERE, bucket("web.tab.current", page)), told(STUDY))
    assert minutes(result) == [("2026-03-01T11:10:00+01:00", 20), ("2026-03-01T11:30:00+01:00", 10)]
    assert [session.domain_id for session in sessions(result)] == [None, "3"]
    everything = read(export(WINDOWS, THERE, bucket("web.tab.current", page)))
    assert sum(n for _, n in minutes(everything)) == 50  # from 10:10 to 11:00, each second once
    nowhere = bucket("web.tab.current", page, host="unknown")  # as the browser's watcher often says
    assert minutes(read(export(WINDOWS, THERE, nowhere), told(STUDY))) == minutes(result)
    assert minutes(read(export(nowhere), told(STUDY))) == [("2026-03-01T11:20:00+01:00", 20)]
    there = bucket("afkstatus", ("10:30:00", 60, {"status": "not-afk"}))
    assert minutes(read(export(nowhere, there), told(STUDY))) == [("2026-03-01T11:30:00+01:00", 1)]


def test_without_the_watcher_of_absence_all_time_counts_and_that_is_said() -> None:
    """Half an hour of Anki."""
    result = read(export(WINDOWS), told(STUDY))
    assert minutes(result) == [("2026-03-01T11:00:00+01:00", 30)]
    assert any("aw-watcher-afk" in notice for notice in result.notices)


def test_stretches_of_one_kind_are_one_session_until_a_longer_break() -> None:
    """Breaks of ten minutes join, one of eleven parts; two computers at once count once."""
    one = bucket("currentwindow", *(window(clock, 300, "Anki") for clock in ("08:00:00", "08:15:00", "08:31:00")))
    assert minutes(read(export(one), told(STUDY))) == [
        ("2026-03-01T09:00:00+01:00", 10),
        ("2026-03-01T09:31:00+01:00", 5),
    ]
    other = bucket("currentwindow", window("08:02:00", 300, "Anki"), host="other")
    assert minutes(read(export(one, other), told(STUDY)))[0] == ("2026-03-01T09:00:00+01:00", 12)


def test_overlapping_events_count_once() -> None:
    """There from 10:00 to 10:30 in two overlapping spans and from 11:00; a window within another adds nothing."""
    there = bucket(
        "afkstatus",
        ("10:00:00", 1200, {"status": "not-afk"}),
        ("10:10:00", 1200, {"status": "not-afk"}),
        ("11:00:00", 60, {"status": "not-afk"}),
    )
    seen = bucket(
        "currentwindow",
        window("10:05:00", 1200, "Anki"),
        window("10:10:00", 300, "Anki"),
        window("10:45:00", 60, "Anki"),
    )
    assert minutes(read(export(seen, there), told(STUDY))) == [("2026-03-01T11:05:00+01:00", 20)]


def test_what_is_studying_is_asked_by_program_and_never_by_title() -> None:
    """The question names programs; the import keeps neither titles nor addresses."""
    asking = question(export(WINDOWS, THERE), told(FileMapping()))
    assert (asking.question, asking.found) == (Question.STUDY, {"Anki": 20, "Firefox": 20, "Mail": 10})
    assert "Salary" not in str(asking)
    kept = repr(read(export(WINDOWS, THERE)))
    assert not [word for word in ("Salary", "Private", "deck") if word in kept]


def test_an_event_that_cannot_be_is_a_problem() -> None:
    """Without a time, with an impossible length, or of a day that has not come; of no length it is nothing."""
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
    result = read(export(broken), told(STUDY))
    assert [line for line, _, _ in found(result)] == ["2", "3", "4", "5", "6", "7", "8", "9"]
    assert (len(result.rows), result.n_read) == (1, 9)


def test_less_than_a_second_is_no_session() -> None:
    """A window that flashed up."""
    result = read(export(bucket("currentwindow", window("10:00:00", 0.4, "Anki"))), told(STUDY))
    assert (result.rows, result.n_read, result.n_skipped) == ((), 1, 1)


def test_a_day_of_one_program_is_cut_at_a_day() -> None:
    """Two events of twenty hours that follow each other are two sessions."""
    long = bucket("currentwindow", window("00:00:00", 72_000, "Anki"), window("20:00:00", 72_000, "Anki"))
    assert [n for _, n in minutes(read(export(long), told(STUDY)))] == [1200, 1200]


def test_an_export_without_windows_says_what_is_missing() -> None:
    """So does one that is too large."""
    with pytest.raises(UnreadableFileError, match="aw-watcher-window"):
        read(export(THERE))


def test_too_many_events_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An export of years is cut by its owner."""
    monkeypatch.setattr(activitywatch, "MAX_EVENTS", 3)
    with pytest.raises(UnreadableFileError, match="more than 3 events"):
        read(export(WINDOWS))


def test_a_bucket_as_a_table_is_one() -> None:
    """Windows or pages; a line that is none is a problem."""
    text = "timestamp,duration,app,title\n2026-03-01T10:00:00+00:00,90.5,Anki,AWS\nx,1,Anki,AWS\n1,2\n"
    result = read(text, told(STUDY))
    assert minutes(result) == [("2026-03-01T11:00:00+01:00", pytest.approx(90.5 / 60, abs=1e-5))]  # type: ignore[comparison-overlap]  # pytest's own
    assert (result.n_read, result.n_failed) == (3, 2)
    pages = "timestamp,duration,url,title\n2026-03-01T10:00:00+00:00,60,https://docs.aws,x\n"
    assert minutes(read(pages, told(STUDY))) == [("2026-03-01T11:00:00+01:00", 1)]


def test_other_documents_are_left_alone() -> None:
    """Buckets must hold events."""
    for text in ('{"buckets": {}}', '{"buckets": {"a": 5}}', '{"buckets": 5}', '"buckets"', "a,b\n1,2\n"):
        assert not activitywatch.SOURCE.recognizes(Opened("x", text.encode()))


RESCUE = "Date,Time Spent (seconds),Number of People,Activity,Category,Productivity\n"


def test_rescuetime_is_one_session_an_hour() -> None:
    """Half an hour and ten minutes in the hour from nine make forty; the mail is left out; zones are asked."""
    text = (
        f"{RESCUE}2026-03-01T09:00:00,1800,1,docs.aws.amazon.com,Reference,2\n"
        "2026-03-01T09:00:00,600,1,Anki,Learning,2\n2026-03-01T09:00:00,600,1,Mail,Mail,0\n"
        "2026-03-01T10:00:00,60,1,Anki,Learning,2\n2026-03-01T10:00:00,a lot,1,Anki,Learning,2\nbroken\n"
    )
    result = read(text, told(FileMapping(study=("reference", "learning"), domain={"docs": "3"})))
    assert [(start, n, s.domain_id) for (start, n), s in zip(minutes(result), sessions(result), strict=True)] == [
        ("2026-03-01T09:00:00+01:00", 30, "3"),
        ("2026-03-01T09:00:00+01:00", 10, None),
        ("2026-03-01T10:00:00+01:00", 1, None),
    ]
    assert (result.n_read, result.n_skipped, result.n_failed, result.format) == (6, 1, 2, "rescuetime")
    together = read(text, told(FileMapping(study=("*",))))
    assert minutes(together)[0] == ("2026-03-01T09:00:00+01:00", 50)
    assert sessions(together)[0].note is None
    assert asked(text, replace(CONTEXT, mapping=ALL)) is Question.ZONE
    asking = question(text, told(FileMapping()))
    assert asking.found == {"docs.aws.amazon.com": 30, "Anki": 11, "Mail": 10}


def test_rescuetime_by_day_is_of_the_day() -> None:
    """Where every row begins at midnight there is no clock to be had, and no zone to be asked."""
    text = f"{RESCUE}2026-03-01T00:00:00,1800,1,Anki,Learning,2\n2026-03-02T00:00:00,60,1,Anki,Learning,2\n"
    result = read(text, replace(CONTEXT, mapping=ALL))
    assert minutes(result) == [("2026-03-01", 30), ("2026-03-02", 1)]
    semicolons = read(text.replace(",", ";").replace("Category;", ""), replace(CONTEXT, mapping=ALL))
    assert [problem.line for problem in semicolons.problems] == ["2", "3"]
    assert semicolons.notices


@pytest.mark.parametrize(
    "header",
    [
        "Rank,Time Spent (seconds),Number of People,Activity,Category,Productivity",
        "Date,Time Spent (seconds),Number of People,Efficiency",
    ],
)
def test_rescuetime_without_days_or_programs_is_refused_with_the_clicks(header: str) -> None:
    """Neither ranks nor the efficiency of a day say what was studied."""
    with pytest.raises(UnreadableFileError, match="All Activities"):
        read(f"{header}\n1,2,3,4\n")


SOUND = [
    export(WINDOWS, THERE).encode(),
    f"{RESCUE}2026-03-01T09:00:00,1800,1,Anki,Learning,2\n".encode(),
    b"timestamp,duration,app,title\n2026-03-01T10:00:00+00:00,90,Anki,AWS\n",
]


@given(
    st.sampled_from(SOUND),
    st.lists(
        st.tuples(
            st.integers(0, 2000),
            st.integers(0, 6),
            st.one_of(st.binary(max_size=3), st.sampled_from([b'"', b"{", b"]", b"1e999", b"-", b"null", b"9" * 30])),
        ),
        max_size=6,
    ),
)
def test_a_spoilt_export_is_an_import_or_a_sentence(sound: bytes, edits: Sequence[tuple[int, int, bytes]]) -> None:
    """Every event is accounted for, or the file is refused."""
    data = sound
    for at, n_cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + n_cut :]
    opened = Opened("file", data)
    for source in (activitywatch.SOURCE, rescuetime.SOURCE):
        if source.recognizes(opened):
            try:
                result = source.read(opened, told())
            except UnreadableFileError as error:
                assert "\n" not in str(error)
            else:
                assert result.n_read == len(result.rows) + result.n_failed + result.n_skipped


def test_a_question_is_raised_through_the_door_too() -> None:
    """Nothing of it comes in unasked."""
    with pytest.raises(OpenQuestionError):
        read_bytes(SOUND[0], "file", told(FileMapping()))
