"""Files of time trackers, in the words of their exports."""

import json
from collections.abc import Mapping

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,"
    "Amount (EUR)\n"
)


def toggl_row(project: str, start: str, end: str, duration: str, *, description: str = "", tags: str = "") -> str:
    times = f"{start.replace(' ', ',')},{end.replace(' ', ',')},{duration}"
    return f'Me,me@example.org,,{project},,{description},No,{times},"{tags}",\n'


TWO_PROJECTS = (
    TOGGL
    + toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00", description="S3", tags="video, exam")
    + toggl_row("Work", "2026-03-01 10:00:00", "2026-03-01 12:00:00", "02:00:00")
)
"""A Toggl report of an entry that is studying and one that is not."""

CLOCKIFY = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal),Billable Rate (USD)\n"
)


def clockify(*days: str, header: str = CLOCKIFY) -> str:
    """Write a Clockify report with an hour on each day."""
    rows = (f"AWS,,S3,,Me,,me@x,video,No,{day},10:23:52 AM,{day},11:23:52 AM,01:00:00,1.00,\n" for day in days)
    return header + "".join(rows)


POMOFOCUS = "date,project,task,minutes,startTime,endTime\n"
FOREST = "Start Time,End Time,Tag,Note,Tree Type,Is Success\n"
HARVEST = "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name\n"
RESCUETIME = "Date,Time Spent (seconds),Number of People,Activity,Category,Productivity\n"

TASK = {"title": "S3", "projectId": "p", "tagIds": ["t", "gone", 5], "timeSpentOnDay": {"2026-03-01": 3_000_000}}
"""A Super Productivity task of fifty minutes, without subtasks."""


def super_productivity(tasks: Mapping[str, object], archived: Mapping[str, object], *, is_older: bool = False) -> str:
    """Write a Super Productivity backup."""
    state = {
        "task": {"ids": [], "entities": tasks},
        "project": {"ids": [], "entities": {"p": {"title": "AWS"}}},
        "tag": {"ids": [], "entities": {"t": {"title": "video"}}},
        "archiveYoung": {"task": {"ids": [], "entities": archived}},
    }
    return json.dumps(state if is_older else {"timestamp": 1, "data": state})


Event = tuple[str, float, Mapping[str, object]]
"""Clock time, seconds and data of an ActivityWatch event."""


def bucket(kind: str, *events: Event, host: str = "h") -> dict[str, object]:
    """Return an ActivityWatch bucket of events of one morning, in UTC."""
    written = [
        {"timestamp": f"2026-03-01T{clock}.000000+00:00", "duration": seconds, "data": data}
        for clock, seconds, data in events
    ]
    return {"id": kind, "type": kind, "client": "x", "hostname": host, "created": "x", "events": written}


def activitywatch(*buckets: Mapping[str, object], is_list: bool = False) -> str:
    """Write an export, with its buckets by id or, as the published schema says, in a list."""
    by_id = {f"b{at}": each for at, each in enumerate(buckets)}
    return json.dumps({"buckets": list(buckets) if is_list else by_id})


def window(clock: str, seconds: float, app: str, title: str = "") -> Event:
    return clock, seconds, {"app": app, "title": title}


PRESENT = bucket("afkstatus", ("10:10:00", 3600, {"status": "not-afk"}), ("11:10:00", 600, {"status": "afk"}))
"""Somebody is at the computer from 10:10 to 11:10."""

WINDOWS = bucket(
    "currentwindow",
    window("10:30:00", 1200, "Firefox", "S3 - Private Mode"),
    window("10:00:00", 1800, "Anki", "AWS deck"),
    window("10:50:00", 0, "Anki"),
    window("10:50:00", 600, "Mail", "Salary"),
)
