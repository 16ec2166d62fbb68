"""Local times that a clock change repeats or skips, in every format that has local times."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.values.fields import AT_CLOCK_CHANGE
from analytics.records import Record
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from tests.inputs.ingest_inputs import CONTEXT, EXAM, TODAY, read_bytes
from tests.inputs.store_files import all_records

ANSWERS = FileMapping(study=("*",), domain={"*": "1"})
RANGES = replace(ANSWERS, kind="study_sessions", columns={"when": "started_at"})
LENGTHS = replace(RANGES, columns={"when": "started_at", "spent": "time_on_task_min"}, time_unit="min")
CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:S3\nDTSTART{zone}:20261025T023000\nDURATION:PT2H\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:b\nSUMMARY:S3\nDTSTART{zone}:20260329T023000\nDURATION:PT2H\nEND:VEVENT\nEND:VCALENDAR\n"
)
STATEMENT = (
    '{{"actor": {{"mbox": "a"}}, "verb": {{"id": "x/answered"}}, "object": {{"id": "{at}"}}, '
    '"result": {{"success": true}}, "timestamp": "{at}"}}\n'
)
FILES = {
    "study_sessions": "started_at,time_on_task_min,activity\n2026-10-25 02:30,30,lab\n2026-03-29T02:30,30,lab\n",
    "planned_sessions": "starts_at,duration_min,activity\n2026-10-25T02:30,30,lab\n2026-03-29 02:30,30,lab\n",
    "own table": "when,spent\n25 Oct 2026 2:30 AM,30\n2026-03-29 02:30,30\n",
    "own table of ranges": "when\n2026-10-25 02:30 → 2026-10-25 04:30\n2026-03-29 02:30 → 2026-03-29 04:30\n",
    "forest": "Start Time,End Time,Tag,Note,Tree Type,Is Success\n"
    "2026/10/25 02:30,2026/10/25 04:30,AWS,,Oak,True\n2026/03/29 02:30,2026/03/29 04:30,AWS,,Oak,True\n",
    "rescuetime": "Date,Time Spent (seconds),Number of People,Activity,Category,Productivity\n"
    "2026-10-25T02:30:00,1800,1,Anki,Learning,2\n2026-03-29T02:30:00,1800,1,Anki,Learning,2\n",
    "ics": CALENDAR.format(zone=""),
    "ics with a zone": CALENDAR.format(zone=";TZID=Europe/Berlin"),
    "google_forms": "Timestamp,Score,Q\n2026/10/25 02:30:00,1 / 1,a\n2026/03/29 02:30:00,1 / 1,a\n",
    "moodle": "State,Started on,Grade/10,Q. 1 /1\n"
    "Finished,25 October 2026  2:30 AM,10,1\nFinished,29 March 2026  2:30 AM,10,1\n",
    "xapi": STATEMENT.format(at="2026-10-25T02:30:00") + STATEMENT.format(at="2026-03-29T02:30:00"),
}
INSTANTS = [datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def moment(record: Record) -> datetime:
    value = next(getattr(record, name) for name in ("taken_at", "started_at", "starts_at") if hasattr(record, name))
    assert isinstance(value, datetime)
    return value


@pytest.mark.parametrize("name", FILES)
def test_the_offset_from_before_the_change_counts(name: str) -> None:
    """A repeated time is the first of the two, a skipped one lands after the gap, and the lines are listed."""
    answers = {"own table": LENGTHS, "own table of ranges": RANGES}.get(name, ANSWERS)
    context = replace(CONTEXT, exam_code=EXAM, is_zone_given=True, mapping=answers)
    result = read_bytes(FILES[name].encode(), "file", context)
    assert sorted(moment(row.record) for row in result.rows) == INSTANTS
    assert sorted(moment(row.record).isoformat()[11:] for row in result.rows) == ["02:30:00+02:00", "03:30:00+02:00"]
    (notice,) = [text for text in result.notices if "clock" in text]
    assert {row.line for row in result.rows} == set(notice.partition("Lines: ")[2].removesuffix(".").split(", "))
    assert notice.startswith(AT_CLOCK_CHANGE) or name == "forest"  # a timer's length may say which of the two


def test_an_ordinary_time_has_no_notice() -> None:
    """Neither has an instant with an offset, nor a day."""
    rows = "2026-10-25T02:30+01:00,30,lab\n2026-10-25T03:00,30,lab\n2026-10-25,30,lab\n"
    result = read_bytes(f"started_at,time_on_task_min,activity\n{rows}".encode(), "file", CONTEXT)
    assert len(result.rows) == 3
    assert not [text for text in result.notices if "clock" in text]


@pytest.mark.parametrize(
    ("zone", "at", "instant"),
    [
        ("America/Havana", "2026-03-08T00:30", "2026-03-08T01:30:00-04:00"),
        ("America/Havana", "2025-11-02T00:30", "2025-11-02T00:30:00-04:00"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-31T12:00:00+14:00"),
    ],
)
def test_a_change_may_begin_at_midnight_or_skip_a_day(zone: str, at: str, instant: str) -> None:
    """It is found although the day itself begins or ends with it."""
    text = f"started_at,time_on_task_min,activity\n{at},30,lab\n"
    result = read_bytes(text.encode(), "file", replace(CONTEXT, zone=zone))
    assert [moment(row.record).isoformat() for row in result.rows] == [instant]
    assert any(text.startswith(AT_CLOCK_CHANGE) for text in result.notices)


def test_a_session_at_a_clock_change_comes_back_equal(tmp_path: Path) -> None:
    """Its export holds the offset, so importing that gives an equal database."""
    log = tmp_path / "log.csv"
    times = ("1999-10-03T03:00", "2025-04-06T03:00", "2025-04-06T03:00+12:45")
    log.write_text("started_at,time_on_task_min,activity\n" + "".join(f"{at},30,lab\n" for at in times), "utf-8")
    one, two = Store(tmp_path / "one.duckdb"), Store(tmp_path / "two.duckdb")
    for store, path in ((one, log), (two, tmp_path / "out" / "study_sessions.csv")):
        context = UpdateContext(
            store=store, today=TODAY, made_at=INSTANTS[1], zone="Pacific/Chatham", blueprints=shipped_blueprints()
        )
        (file,) = import_files(context, [Source(path, path.name)]).files
        assert (file.imported, file.failed) == (3, 0)
        assert sum(AT_CLOCK_CHANGE in notice for notice in file.notices) == (path == log)
        export_files(store, tmp_path / "out" if path == log else tmp_path / "again")
    assert all_records(one) == all_records(two)
    assert {moment(record).isoformat() for record in all_records(one)} == {
        "1999-10-03T04:00:00+13:45",
        "2025-04-06T03:00:00+13:45",
        "2025-04-06T03:00:00+12:45",
    }
    assert (tmp_path / "out" / "study_sessions.csv").read_bytes() == (
        tmp_path / "again" / "study_sessions.csv"
    ).read_bytes()
