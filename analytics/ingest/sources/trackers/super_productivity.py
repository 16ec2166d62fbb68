"""Read the time by task and day from a Super Productivity backup (JSON) of any version."""

from collections.abc import Iterator, Mapping
from itertools import chain

from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import
from analytics.ingest.sources.trackers.time_entries import TimeEntry, study_import
from analytics.ingest.tables.json_document import Json, as_list, as_mapping, as_text, load_json, value_at
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.durations import iso_duration_s
from analytics.ingest.values.written_dates import parse_moment

MS_PER_MIN = 60_000
MAX_MIN = 100_000

_WORKLOG = (
    "a Super Productivity worklog cannot be read reliably, because a semicolon in a title shifts its "
    "cells. Open Settings, Sync & Backup, Import/Export, choose Export data, and import that (JSON)."
)

_LISTS = ("tasks", "backlogTasks", "doneBacklogTasks")
"""The lists of tasks in the first version; the last may be missing."""

_ARCHIVES: tuple[tuple[str, ...], ...] = (("task",), ("archiveYoung", "task"), ("archiveOld", "task"), ("taskArchive",))


def _state(opened: OpenedFile) -> Mapping[str, Json]:
    """Return the state in the form of the later versions: `data` in newer backups, the document in older ones."""
    document = load_json(opened)
    state = as_mapping(value_at(document, "data")) or as_mapping(document)
    has_lists = all(isinstance(state.get(name), list) for name in _LISTS[:2])
    return _from_lists(state) if has_lists else state


def _from_lists(state: Mapping[str, Json]) -> Mapping[str, Json]:
    """Convert the state of the first version, which had lists of tasks with subtasks, overall and by project."""
    projects = [as_mapping(project) for project in as_list(state.get("projects"))]
    current = as_mapping(state.get("currentProject"))
    tasks: dict[str, Json] = {}
    for project, lists in [(current, state), *((one, as_mapping(one.get("data"))) for one in projects)]:
        for task in chain.from_iterable(as_list(lists.get(name)) for name in _LISTS):
            for leaf in as_list(value_at(task, "subTasks")) or [task]:
                fields = as_mapping(leaf)
                key = as_text(fields.get("id")) or f"task {len(tasks) + 1}"
                tasks.setdefault(key, {**fields, "projectId": as_text(project.get("id"))})
    by_id: dict[str, Json] = {as_text(one.get("id")): dict(one) for one in (current, *projects)}
    return {"task": {"entities": tasks}, "project": {"entities": by_id}}


def _recognizes(opened: OpenedFile) -> bool:
    state = _state(opened)
    return all(isinstance(value_at(state, store, "entities"), Mapping) for store in ("task", "project"))


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the tasks without subtasks; the time of a parent includes that of its subtasks."""
    state = _state(opened)
    entries = list[TimeEntry]()
    for number, (task, day, spent) in enumerate(_days(state), start=1):
        with reading.refusing(str(number), "timeSpentOnDay", day):
            spent_min = _minutes(spent)
            tags = (value_at(state, "tag", "entities", as_text(key), "title") for key in as_list(task.get("tagIds")))
            entry = TimeEntry(
                line=str(number),
                start=parse_moment(day),
                stated_min=spent_min,
                project=as_text(value_at(state, "project", "entities", as_text(task.get("projectId")), "title")),
                title=as_text(task.get("title")),
                tags=tuple(filter(None, map(as_text, tags))),
                natural_id=f"{as_text(task['id'])} {day}",
            )
            entries.append(entry)
    reading.notices.add("Super Productivity stores no times of day, so these sessions have a date only.")
    return study_import(reading, entries)


def _days(state: Mapping[str, Json]) -> Iterator[tuple[Mapping[str, Json], str, Json]]:
    """Yield the task, day and time of each day of tasks without subtasks, including archived ones."""
    seen = set()
    for keys in _ARCHIVES:
        for task_id, value in as_mapping(value_at(state, *keys, "entities")).items():
            task = as_mapping(value)
            if task_id in seen or as_list(task.get("subTaskIds")):
                continue
            seen.add(task_id)
            for day, spent_ms in as_mapping(task.get("timeSpentOnDay")).items():
                yield {**task, "id": task_id}, day, spent_ms


def _minutes(spent: Json) -> float:
    """Read milliseconds, or an ISO duration as in the first version."""
    seconds = iso_duration_s(spent) if isinstance(spent, str) else None
    spent_ms = spent if seconds is None else seconds * 1000
    if isinstance(spent_ms, bool) or not isinstance(spent_ms, int | float) or not 0 <= spent_ms <= MAX_MIN * MS_PER_MIN:
        raise ValueError("the time spent on this day is not a number of milliseconds")
    return spent_ms / MS_PER_MIN


def _is_worklog(opened: OpenedFile) -> bool:
    header = opened.columns
    return {"date", "worked"} <= header and bool(header & {"titles", "descriptions", "start", "estimate"})


WORKLOG_SOURCE = SourceReader("super_productivity_worklog", _is_worklog, _WORKLOG)
SOURCE = SourceReader("super_productivity", _recognizes, _read)
